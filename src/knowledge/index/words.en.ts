import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    withheld: "Too few sellers stand behind this period, or one of them dominates it, so neither its number nor its records are public.",
    weights_do_not_add_up: "The weights add up to {sum} %; they must add up to exactly 100 %.",
    category_twice: "A category has two weights. Put them into one line.",
    already_noted: "Somebody has already written what was found about this alarm.",
  },
  actions: {
    headlines: "Price index", series: "Index series", point: "Where a number comes from", records: "Records without names", inputs: "Export the inputs of an index", revisions: "Revisions", published: "Published index", consumption: "Consumption index", baskets: "Household weights", addBasket: "Add household weights",
    desk: "Index desk", publish: "Publish the index", influences: "Influence of each party", alarms: "Influence alarms", noteAlarm: "Note an alarm",
  },
} satisfies Words;
