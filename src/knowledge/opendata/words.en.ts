import type { zh } from "./words.zh.ts";

export const en = {
  refusals: {},
  actions: { catalogue: "Open data", periods: "Periods of open data", file: "Download open data" },
} satisfies typeof zh;
