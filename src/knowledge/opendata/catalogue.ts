import { LICENCE } from "../../engines/open-data/dataset.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Output } from "../../kernel/machinery/contract.ts";
import { DATASETS, FORMATS, type opendata } from "./contract.ts";
import { SHAPES } from "./shapes.ts";
import { periodsOf, type OpenScene } from "./tables.ts";

const NEWEST_SHOWN = 14;
/** Where the guide explains how the numbers of a dataset are made. */
const METHOD_PAGES = { prices: "/open#prices", index: "/open#index" } as const;

export async function catalogueOf(scene: OpenScene): Promise<Output<typeof opendata.actions.catalogue.output>> {
  const { market } = await scene.ask(calendar.actions.today, {});
  const datasets = [];
  for (const id of DATASETS) {
    const { columns, title, description, method, version } = SHAPES[id];
    const periods = await periodsOf(scene, id);
    datasets.push({
      id, title, description, method: [...method], methodPage: METHOD_PAGES[id], version, newest: periods.slice(0, NEWEST_SHOWN), total: periods.length, formats: [...FORMATS], structure: `/open/${id}/structure.json`,
      columns: columns.map((column) => ({ name: column.name, type: column.type, role: column.role, title: column.title, description: column.description, codes: [...(column.codes ?? [])] })),
    });
  }
  return {
    publisher: { zh: market.nameZh, en: market.nameEn }, demo: market.demo, licence: LICENCE, datasets,
    feeds: [{ href: "/open/feed.atom", mime: "application/atom+xml" }, { href: "/open/feed.json", mime: "application/feed+json" }, { href: "/open/feed.en.atom", mime: "application/atom+xml" }, { href: "/open/feed.en.json", mime: "application/feed+json" }],
  };
}
