import { en as sheets } from "../../kernel/sheets/words.en.ts";
import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    ...sheets.refusals,
    bad_quantity: "The quantity “{written}” cannot be read: {why}. Write 120, 1万盆, 3 boxes or 2 trolleys 1 layer.",
    grower_needed: "Say first whose goods these are.",
    not_a_grower: "{name} is not a grower and cannot declare lots.",
    grower_suspended: "{name} is suspended. Ask the market manager.",
    day_out_of_range: "{day} is not possible: from today ({today}) to {ahead} days ahead.",
    already_received: "Lot {lot} has been received and cannot be changed. If the count is wrong, ask the desk for a recount.",
    promised_already: "{promised} of lot {lot} are sold before the clock; the declared quantity cannot be less. The count at the dock will tell.",
    lot_is_over: "Lot {lot} is over. Declare a new one if needed.",
    reason_needed: "{declared} were declared, {counted} counted. Say why they differ.",
    not_received: "Lot {lot} has not been received. Count it in first.",
    already_offered: "Lot {lot} is on a clock; what buyers have been told is not changed.",
    already_graded: "Lot {lot} is grade {grade}. Use “regrade” and say why.",
    not_graded: "Lot {lot} has no grade yet.",
    too_many_rows: "That day has {rows} lots; a table takes {most}. Export by grower.",
  },
  actions: {
    declareLot: "Declare lot", changeLot: "Change lot", cancelLot: "Cancel lot", copyLast: "Copy last", suggestions: "Usual items", myLots: "My lots", lot: "Lot", arrivals: "Arrivals",
    receive: "Receive", recount: "Recount", grade: "Grade", regrade: "Regrade", refuse: "Refuse", label: "Label", printLabels: "Print labels", exportLots: "Export lots", lotsTemplate: "Template of lots", importLots: "Import lots",
  },
  states: { expected: "expected", received: "to be graded", graded: "graded", offered: "on the clock", closed: "closed", cancelled: "cancelled", refused: "sent back" },
  results: { sold_out: "sold out", partly_sold: "partly sold", passed: "passed" },
  deeds: { declared: "declared", received: "received", recounted: "recounted", graded: "graded", regraded: "regraded", refused: "sent back", passed: "passed", sale: "sold", direct_sale: "sold directly", split_out: "split off", split_in: "split in", write_off: "written off", donation: "donated", return_in: "returned", take_back: "given back" },
  as: { grower: "the grower", delegate: "delegate", staff: "staff", system: "system" },
  channels: { clock: "clock", presale: "presale", catalogue: "catalogue", offer: "offer", contract: "contract", stall: "stall", pooled: "pooled order", live: "live" },
  passReasons: { floor_reached: "floor reached, no buyer", session_closed: "unsold at the close" },
  attributes: { heightCm: "Height cm", spikes: "Spikes", flowers: "Flowers", buds: "Buds", openFlowers: "Open", leaves: "Leaves", crownCm: "Crown cm", potCm: "Pot cm" },
  defects: {
    mechanical: "bruised", yellow: "yellow leaves", spots: "spots", pests: "pests", botrytis: "botrytis", uneven: "uneven", leaning: "leaning", dropped: "dropped buds", dry: "dry", soiled: "soiled pots",
  },
  importProblems: {
    repeated_lot: { why: "this lot stands twice, first in row {detail}", mend: "keep one of them" }, unknown_lot: { why: "there is no such lot", mend: "write it as the exported table does; leave it empty for a new lot" }, fixed: { why: "cannot be changed, was {detail}", mend: "put it back; or cancel the lot and declare it anew" },
    unknown_grower: { why: "there is no such grower", mend: "write the registered name, or ask the market manager" }, ambiguous_grower: { why: "several growers have this name", mend: "write {detail}" }, not_yours: { why: "only your own lots can be imported", mend: "write {detail}, or leave it empty" },
    unknown_item: { why: "there is no such item", mend: "write its code or name as the catalogue does" }, ambiguous_item: { why: "several items have this name", mend: "give the item code: {detail}" }, bad_quantity: { why: "the quantity cannot be read: {detail}", mend: "write 120, 1万盆, 3 boxes or 2 trolleys 1 layer" },
    day_out_of_range: { why: "too early or too far ahead; today is {detail}", mend: "from today to 60 days ahead" }, already_received: { why: "already received, cannot be changed", mend: "ask the desk for a recount if the count is wrong; put it back here" }, lot_is_over: { why: "the lot is over", mend: "put it back, or delete the line" },
  },
} satisfies Words;
