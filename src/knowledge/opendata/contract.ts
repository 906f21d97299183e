import { z } from "zod";
import { contract, read } from "../../kernel/machinery/contract.ts";
import { servedFile, servedInput } from "../../kernel/machinery/served.ts";

export const DATASETS = ["prices", "index"] as const;
export type DatasetId = (typeof DATASETS)[number];
/** What a dataset of a period may be had as; the suffix of its address. */
export const FORMATS = ["csv", "json", "sdmx.json"] as const;
export const MAX_PERIODS = 400;
const bilingual = z.object({ zh: z.string(), en: z.string() });
const columnView = z.object({ name: z.string(), type: z.string(), role: z.string(), title: bilingual, description: bilingual, codes: z.array(z.object({ id: z.string(), name: bilingual })) });
const periodView = z.object({ period: z.string(), complete: z.boolean() });

export const opendata = contract("opendata", {
  catalogue: read({
    summary: "The open datasets: what is in them, how it is computed, their newest periods and addresses, and the licence.",
    who: ["public", "internal"],
    input: z.object({}),
    output: z.object({
      publisher: bilingual, demo: z.boolean(), licence: z.object({ name: z.string(), path: z.string(), title: z.string() }),
      datasets: z.array(z.object({
        id: z.enum(DATASETS), title: bilingual, description: bilingual, method: z.array(bilingual), methodPage: z.string(), version: z.string(), columns: z.array(columnView),
        newest: z.array(periodView), total: z.int(), formats: z.array(z.string()), structure: z.string(),
      })),
      feeds: z.array(z.object({ href: z.string(), mime: z.string() })),
    }),
    refuses: [],
  }),
  periods: read({
    summary: "The periods a dataset has, newest first, by pages.",
    who: ["public", "internal"],
    input: z.object({ dataset: z.enum(DATASETS), /** Periods before this one. */ before: z.string().max(10).optional(), limit: z.int().min(1).max(MAX_PERIODS).default(60) }),
    output: z.object({ periods: z.array(periodView), total: z.int() }),
    refuses: [],
  }),
  file: read({
    summary: "Open data at readable addresses: /open/index.json, /open/prices/2026-11-27.csv, /open/prices/2026-W47.json, .sdmx.json, /open/prices/2026-W47/datapackage.json beside its data.csv, /open/prices/latest.csv, /open/prices/structure.json, /open/feed.atom, /open/feed.json.",
    who: ["public"],
    served: "/open/*",
    input: servedInput,
    output: servedFile,
    refuses: [],
  }),
}, {});
