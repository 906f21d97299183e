import type { PageWords } from "./words.zh.ts";

export const en = {
  title: "Open data", intro: "What the market publishes, for anybody to download, check and use. No log-in, no application.",
  licence: "Licence", licenceWhy: "Copy, adapt and sell it, naming the source.", feeds: "Feeds", feedsWhy: "An entry with each bulletin; a correction is an entry of its own.", machine: "For programs", machineWhy: "Every interface is listed in OpenAPI; each file has an ETag, and an unchanged one costs a 304.",
  columns: "Columns", method: "How it is computed", newest: "Newest periods", all: (n: number) => `${n} periods in all, listed in index.json and by opendata.periods.`, running: "not closed", none: "No data yet", structure: "SDMX structure", package: "Data package",
  name: "Column", type: "Type", meaning: "Meaning", week: "Whole week", addresses: "Addresses can be typed: 2026-W47 instead of the date is the whole week, latest the newest day.", examples: "Examples", missing: "An empty cell is not zero. obs_status says why: Q withheld, M nothing sold, P not closed yet, A normal.", demo: "Demonstration data: people, goods and money are simulated", copy: "Copy", copied: "Copied",
  types: { string: "text", integer: "integer", decimal: "decimal", date: "date", period: "period", boolean: "yes or no" },
} satisfies PageWords;
