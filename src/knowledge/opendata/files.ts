import { sha256 } from "../../kernel/machinery/canonical.ts";
import { csvText } from "../../engines/open-data/csv.ts";
import { dataPackage } from "../../engines/open-data/data-package.ts";
import { LICENCE, type Dataset } from "../../engines/open-data/dataset.ts";
import { atomFeed, jsonFeed, type Feed, type FeedEntry } from "../../engines/open-data/feed.ts";
import { sdmxData, sdmxStructure } from "../../engines/open-data/sdmx.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { ServedFile } from "../../kernel/machinery/served.ts";
import { bulletins } from "../bulletins/contract.ts";
import { DATASETS, type DatasetId } from "./contract.ts";
import { catalogueOf } from "./catalogue.ts";
import { SHAPES } from "./shapes.ts";
import { tableOf, type OpenScene, type Table } from "./tables.ts";

/** A day may still be trading, and a sale may be taken back later: nothing is kept for long without asking, which costs a 304. */
const MAX_AGE_SECONDS = 60;
const FEED_ENTRIES = 50;
const MIME = {
  csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8", "sdmx.json": "application/vnd.sdmx.data+json; charset=utf-8; version=2.1.0", structure: "application/vnd.sdmx.structure+json; charset=utf-8; version=2.1.0",
  atom: "application/atom+xml; charset=utf-8", feed: "application/feed+json; charset=utf-8", jsonld: "application/ld+json; charset=utf-8",
} as const;
/** 'prices/2026-W47.csv', 'prices/2026-W47.sdmx.json', 'prices/latest.json'. */
const TABLE = /^([a-z]+)\/([0-9A-Za-z-]{1,12})\.(csv|json|sdmx\.json)$/;
/** 'prices/2026-W47/datapackage.json' and the file it describes. */
const PACKAGE = /^([a-z]+)\/([0-9A-Za-z-]{1,12})\/(datapackage\.json|data\.csv)$/;
const STRUCTURE = /^([a-z]+)\/structure\.json$/;
const FEED = /^feed(\.en)?\.(atom|json)$/;

const served = (mime: string, text: string, modified: string | null, name: string | null = null): ServedFile => ({ mime, text, base64: null, hash: sha256(text), modified, maxAge: MAX_AGE_SECONDS, name });
const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
const idOf = (text: string | undefined): DatasetId | undefined => DATASETS.find((one) => one === text);

/** What stands at an address of the open data; null where nothing does. */
export async function fileAt(scene: OpenScene, path: string, origin: string): Promise<ServedFile | null> {
  if (path === "index.json") return served(MIME.json, json(await catalogueOf(scene)), null);
  const feed = FEED.exec(path);
  if (feed !== null) return feedFile(scene, feed[2] === "atom" ? "atom" : "json", feed[1] === undefined ? "zh" : "en", origin);
  const structure = idOf(STRUCTURE.exec(path)?.[1]);
  if (structure !== undefined) return served(MIME.structure, json(sdmxStructure(SHAPES[structure], `/open/${path}`)), null);
  const [, ofTable, period, format] = TABLE.exec(path) ?? PACKAGE.exec(path) ?? [];
  const id = idOf(ofTable);
  if (id === undefined || period === undefined) return null;
  const table = await tableOf(scene, id, period);
  return table === null ? null : tableFile(table, id, format!);
}

function tableFile({ dataset, nameOf }: Table, id: DatasetId, format: string): ServedFile {
  const { period, vintage } = dataset;
  if (format === "csv" || format === "data.csv") return served(MIME.csv, csvText(dataset), vintage, `${id}-${period}.csv`);
  if (format === "json") return served(MIME.json, json(plainJson(dataset, id)), vintage);
  if (format === "sdmx.json") return served(MIME["sdmx.json"], json(sdmxData(dataset, `/open/${id}/${period}.sdmx.json`, nameOf)), vintage);
  const csv = csvText(dataset);
  return served(MIME.json, json(dataPackage(dataset, { path: "data.csv", bytes: Buffer.byteLength(csv, "utf8"), sha256: sha256(csv) })), vintage);
}

/** One object a row, by the names of its columns; decimals stay text, so that no digit is lost on the way. */
function plainJson({ shape, period, publisher, demo, vintage, rows }: Dataset, id: DatasetId): Record<string, unknown> {
  return {
    dataset: id, version: shape.version, period, publisher, demo, vintage, licence: LICENCE, method: `/open#${id}`,
    columns: shape.columns.map(({ name, type, role, title }) => ({ name, type, role, title })),
    rows: rows.map((row) => Object.fromEntries(shape.columns.map((column, at) => [column.name, row[at]]))),
  };
}

/** Bulletins as they are published; a correction is an entry of its own, so that no reader misses it. */
async function feedFile(scene: OpenScene, kind: "atom" | "json", language: "zh" | "en", origin: string): Promise<ServedFile> {
  const { market } = await scene.ask(calendar.actions.today, {});
  const { bulletins: list } = await scene.ask(bulletins.actions.list, { limit: FEED_ENTRIES });
  const english = language === "en" ? ".en" : "";
  const entries = list.map((one): FeedEntry => ({
    id: `urn:hualian:bulletin:${one.period}:${one.edition}`, title: one.title[language], summary: one.reason === null ? one.lead[language] : `${language === "zh" ? "更正：" : "Corrected: "}${one.reason}\n${one.lead[language]}`,
    url: `${origin}/bulletins/${one.period}`, published: one.publishedAt, updated: one.publishedAt,
    files: [
      { url: `${origin}/open/bulletins/${one.period}/${one.edition}.json`, mime: "application/json", title: "JSON" },
      { url: `${origin}/open/bulletins/${one.period}/${one.edition}.csv`, mime: "text/csv", title: "CSV" },
      { url: `${origin}/open/bulletins/${one.period}/${one.edition}${english}.pdf`, mime: "application/pdf", title: "PDF" },
    ],
  }));
  const self = `${origin}/open/feed${english}.${kind}`;
  const feed: Feed = {
    id: `urn:hualian:bulletins:${language}`, title: language === "zh" ? `${market.nameZh} · 行情简报` : `${market.nameEn} · market bulletins`, author: language === "zh" ? market.nameZh : market.nameEn,
    home: `${origin}/bulletins`, self, language, entries,
  };
  const newest = entries.map((entry) => entry.updated).toSorted().at(-1) ?? null;
  return kind === "atom" ? served(MIME.atom, atomFeed(feed), newest) : served(MIME.feed, json(jsonFeed(feed)), newest);
}
