import type { zh } from "./words.zh.ts";

export const en = {
  refusals: {
    no_sheet: "{period} has no price sheet, so there is nothing to write about.",
    exists: "The bulletin of {period} is there already; open it from the list.",
    nothing_open: "This bulletin has no open draft.",
    changed_meanwhile: "{by} has just changed this draft. Reload and change it again; what you wrote is still on the page.",
    second_person_needed: "{name} edited this draft; another person publishes it.",
    unknown_figure: "The data does not know {figure}; mend the text before publishing.",
    not_complete: "{period} has days that are not closed; it can be published after their close.",
    already_open: "This bulletin is being corrected already; open it from the list.",
  },
  actions: { list: "Bulletins", bulletin: "Read a bulletin", file: "Download a bulletin", desk: "Bulletin desk", draft: "Read a draft", make: "Draft a bulletin", save: "Edit a bulletin", refresh: "Update a draft's data", publish: "Publish a bulletin", correct: "Correct a bulletin", discard: "Drop a draft" },
  ungraded: "ungraded", stall: "stall", demo: "Demonstration data: people, goods and money are simulated",
  passReasons: { floor_reached: "floor price reached without a buyer", session_closed: "not sold when the session closed" },
  sections: { overview: "Overview", index: "Index", movers: "Rises and falls", supply: "Left over", causes: "Reasons", outlook: "Outlook", notes: "How it is computed" },
  moversTitle: "Five up, five down", linesTitle: "Lines by value", item: "Item", unit: "Unit", before: "Mean before", mean: "Mean", change: "Change", sold: "Sold", unsold: "Left over", value: "Value",
  editionOf: (n: number) => `edition ${n}`, corrected: "Corrected: ", fingerprint: "Fingerprint of the data, SHA-256",
} satisfies typeof zh;
