import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    unknown_field: "Block {block} asks for “{field}”, which this paper does not have. Choose another.",
    unknown_table: "Block {block} asks for the table “{field}”, which this paper does not have.",
    not_a_code: "Block {block}: “{field}” cannot be drawn as such a code.",
    field_is_missing: "“{field}” cannot be left out: such a paper has to say it.",
    too_many_blocks: "There is too much on it ({field} blocks). Take some away.",
    size_unknown: "This paper does not come on {size}.",
    changed_meanwhile: "Somebody else saved a template (version {version}) while you changed this one. Open the new one and change that.",
    not_a_roll: "{size} is no receipt paper; use the PDF instead.",
    unknown_printer: "There is no such printer; it may have been taken off the list.",
    too_many_jobs: "{waiting} papers wait for the printer {name}. See first whether it is off or out of paper.",
    not_private: "{host} is no private address. Give one of 10.x, 172.16–31.x, 192.168.x or 127.x.",
    name_taken: "There is a printer called “{name}” already. Choose another name.",
    too_many_printers: "There may be {most} printers at most. Take one off the list first.",
    not_failed: "This one did not fail; it need not be sent again.",
  },
  actions: {
    kinds: "Kinds of papers", template: "See a template", saveTemplate: "Save a template", resetTemplate: "Reset a template", history: "History of a template", preview: "Preview a template", render: "Print a paper", queue: "Send to a printer", settings: "See print settings", saveSettings: "Save print settings",
    printers: "Printers", savePrinter: "Allow a printer", removePrinter: "Take a printer off the list", testPrint: "Print a test page", jobs: "Sent to printers", sendAgain: "Send again",
  },
} satisfies Words;
