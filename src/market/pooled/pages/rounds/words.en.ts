import type { RoundWords } from "./words.zh.ts";

export const en: RoundWords = {
  title: "Collection rounds", intro: "Which truck goes when, to which growers, for how many trays, the farthest first. A sheet for the driver, or his phone.", day: "Day", none: "No round on this day", noneWhy: "Goods that are announced without a time at the dock can be fetched in one round.", states: { planned: "Planned", done: "Driven", cancelled: "Called off" },
  leaves: (at, back) => `leaves ${at}, back about ${back}`, load: (load, capacity) => `${load} of ${capacity} loaded`, freight: (money) => `freight ${money}, shared`, at: (time) => `about ${time}`, km: (n) => `${n} km`, trays: (n, units) => `${n} trays · ${units}`, rough: "Times come from the towns' rough distances at 40 km an hour and 15 minutes of loading each, not from a map.",
  print: "Print the driver's sheet", cancel: "Call off", cancelled: "Called off; the goods can be planned anew", driver: "Driver", plate: "Plate", columns: { n: "No.", time: "About", grower: "Grower", goods: "Goods · lot", trays: "Trays", units: "Quantity", signed: "Signature" }, total: "In all",
  plan: "Plan a round", waiting: (n) => `${n} lots wait for a truck`, nobody: "Nothing waits for a truck", pick: "Pick", leavesAt: "Leaves at", capacity: "The truck holds", cost: "Freight (shared by growers; 0 where the hub pays)", split: { units: "by quantity", km: "by quantity and distance" }, splitLabel: "Shared", send: (units) => `Plan for ${units}`, planned: (no) => `${no} is planned`,
};
