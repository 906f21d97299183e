import type { Kind } from "./column.ts";
import type { Reason, Remark } from "./reasons.ts";
import type { Sentence, Words } from "./words.zh.ts";

const amount = {
  empty: { why: "there is no amount", mend: "write a number such as 18.50" }, not_a_number: { why: "is no amount", mend: "write a number only, such as 18.50" }, misplaced_separator: { why: "the comma is in the wrong place", mend: "write 1,234.50, or no comma at all" },
  too_many_decimals: { why: "has more decimals than can be paid", mend: "stop at the fen, as in 18.50" }, wrong_currency: { why: "is not in {detail}", mend: "write it in {detail}, or the number alone" }, negative: { why: "is a negative amount", mend: "negative amounts are not taken here; make it positive or delete the line" },
  too_large: { why: "is too large an amount", mend: "see whether there are digits too many" },
};

export const en = {
  reasons: {
    missing_column: { why: "missing column: {detail}", mend: "add it; write the heading as the template does" }, doubled_column: { why: "this column stands twice, first in {detail}", mend: "keep one of them" },
    unknown_column: { why: "there is no such column", mend: "delete it, or call it one of: {detail}" }, no_heading: { why: "has content but no heading above it", mend: "give the column its heading, or empty it" }, too_many_rows: { why: "too many rows, at most {detail} at once", mend: "make several files of it" },
    missing: { why: "is empty", mend: "fill it in" }, formula: { why: "is a formula", mend: "copy the column and paste it as values" }, cell_error: { why: "is a failed formula: {detail}", mend: "mend the formula, then paste it as values" },
    merged: { why: "is part of a merged cell", mend: "unmerge it and fill in every line" }, became_date: { why: "was turned into a date by the spreadsheet", mend: "format the column as text and type it again" }, digits_lost: { why: "is too long a number; the spreadsheet has dropped its last digits", mend: "format the column as text and type it again" },
    too_long: { why: "is too long, at most {detail} characters", mend: "write it shorter" }, bad_text: { why: "holds unseen control characters", mend: "delete it and type it again" }, too_small: { why: "is too small, at least {detail}", mend: "see whether a digit is missing" }, too_large: { why: "is too large, at most {detail}", mend: "see whether there is a digit too many" },
    bad_code: { why: "does not look like such a code", mend: "write it like {detail}" }, bad_id: { why: "the market's own number was changed", mend: "export again, and leave hidden columns alone" }, bad_flag: { why: "is neither yes nor no", mend: "write {detail}, or yes / no" }, bad_choice: { why: "is not one of the choices", mend: "write one of: {detail}" },
    bad_unit: { why: "there is no such unit", mend: "write one of: {detail}" }, bad_number: { why: "is not a number", mend: "write a number only, such as 12" }, not_whole: { why: "is not a whole number", mend: "write a whole number" }, too_many_decimals: { why: "has too many decimals, at most {detail}", mend: "write fewer decimals" },
    bad_day: { why: "the day cannot be read", mend: "write year, month and day, as in {detail}" }, "bad_day.two_digit_year": { why: "the year has two digits only", mend: "write four, as in {detail}; years of the Republic have three" }, "bad_day.order": { why: "the year stands last, so month and day cannot be told apart", mend: "write the year first, as in {detail}" },
    "bad_day.no_such_day": { why: "there is no such day", mend: "look at the month and the day, as in {detail}" },
    "bad_quantity.empty": { why: "there is no quantity", mend: "write 120, 1万盆, 3 boxes or 2 trolleys 1 layer" }, "bad_quantity.not_a_number": { why: "the quantity cannot be read", mend: "write 120, 1万盆, 3 boxes or 2 trolleys 1 layer" }, "bad_quantity.negative": { why: "is a negative quantity", mend: "negative quantities are not taken here; record a return, or delete the line" },
    "bad_quantity.unknown_unit": { why: "the unit of the quantity is not known", mend: "use pots, plants, spikes, stems, bunches, pieces, boxes, layers or trolleys" }, "bad_quantity.missing_unit": { why: "several parts need a unit each", mend: "write it like 2 trolleys 1 layer" }, "bad_quantity.repeated_unit": { why: "the same unit stands twice", mend: "write the two as one" },
    "bad_quantity.not_whole": { why: "is not a whole number", mend: "write a whole number; for half a box write its pots" }, "bad_quantity.misplaced_separator": { why: "the comma is in the wrong place", mend: "write 1,200, or no comma at all" }, "bad_quantity.too_large": { why: "is too large a quantity", mend: "see whether there are digits too many" },
    "bad_money.empty": amount.empty, "bad_money.not_a_number": amount.not_a_number, "bad_money.misplaced_separator": amount.misplaced_separator, "bad_money.too_many_decimals": amount.too_many_decimals, "bad_money.wrong_currency": amount.wrong_currency, "bad_money.negative": amount.negative, "bad_money.too_large": amount.too_large,
    "bad_price.empty": amount.empty, "bad_price.not_a_number": amount.not_a_number, "bad_price.misplaced_separator": amount.misplaced_separator, "bad_price.too_many_decimals": amount.too_many_decimals, "bad_price.wrong_currency": amount.wrong_currency, "bad_price.negative": amount.negative, "bad_price.too_large": amount.too_large,
    "bad_price.not_positive": { why: "the price is nothing", mend: "write a price above zero, or leave it empty for none" },
    repeated_key: { why: "says the same as row {detail}", mend: "keep one of them" }, unknown_key: { why: "there is no such number: {detail}", mend: "write it as the exported table does" },
    unknown_item: { why: "the catalogue has no {detail}", mend: "write the code or the name as the catalogue does" }, ambiguous_item: { why: "several items have this name", mend: "give the item code: {detail}" }, unknown_party: { why: "{detail} is not registered", mend: "write the registered name" }, ambiguous_party: { why: "several have this name", mend: "add the tail of the telephone, as in {detail}" },
    fixed: { why: "cannot be changed, was {detail}", mend: "put it back and import again" }, not_this_way: { why: "cannot be changed by a table", mend: "put it back and do it on the page" },
  } satisfies Record<Reason, Sentence>,
  remarks: { totals_line: "is a line of totals and was left out", header_again: "repeats the headings and was left out", example_line: "is the template's example and was left out" } satisfies Record<Remark, string>,
  kinds: {
    text: (detail) => `Text, at most ${detail} characters.`, code: () => "A code, written as text.", id: () => "The market's own number; leave it alone.", day: (detail) => `A day such as ${detail}; also 2026/1/5, 2026年1月5日, 115.01.05.`, flag: (detail) => `${detail}, or yes / no.`, choice: (detail) => `One of: ${detail}.`,
    quantity: (detail) => `A whole number, with or without its unit (${detail}), such as 120, 1万盆, 3箱, 2车1层.`, unit: (detail) => `One of: ${detail}.`, count: () => "A whole number.", decimal: (detail) => `A number with at most ${detail} decimals.`, money: () => "An amount, at most to the fen, such as 18.50.", price: () => "A price, at most to the fen, such as 18.50.",
  } satisfies Record<Kind, (detail: string) => string>,
  notes: {
    sheet: "Notes", head: ["Column", "Needed", "How to fill it"], needed: "needed", optional: "may be empty", shown: "for information; not read", merged: "A merged cell counts for every line it covers.",
    rules: ["Columns may stand in any order; headings are known in Chinese and English.", "The second line is an example; delete it when done. If it is left in, it is not taken.", "The file is tried first and every fault named by row and column; one fault, and nothing is written.", "Paste formulas as values first; lines of totals are left out."],
  },
} satisfies Words;
