/** An empty workbook of a list for people to fill: the headings, one example line, and what may be written where. */
import type { OutCell, OutSheet } from "./cell.ts";
import type { TableContext } from "./column.ts";
import { headingOf, sheetOf, type Columns, type List, type Written } from "./list.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The line that shows how it is done. It is known again when somebody leaves it in, and is not taken. */
export function exampleOf<C extends Columns>(list: List<C>): Written<C> {
  const cells = Object.entries(list.columns).map(([key, column]) => [key, column.shown === true || column.hidden === true ? null : column.example === undefined ? column.type.example : column.example] as const);
  return Object.fromEntries(cells) as Written<C>;
}

export function templateOf<C extends Columns>(list: List<C>, context: TableContext): OutSheet[] {
  return [sheetOf(list, [exampleOf(list)], context), notesOf(list, context)];
}

function notesOf<C extends Columns>(list: List<C>, context: TableContext): OutSheet {
  const words = context.language === "zh" ? zh : en;
  const rows = Object.values(list.columns).filter((column) => column.hidden !== true).map((column): OutCell[] => [
    headingOf(column),
    column.shown === true ? words.notes.shown : column.needed ? words.notes.needed : words.notes.optional,
    [column.shown === true ? "" : words.kinds[column.type.kind](column.type.detail), column.note?.[context.language] ?? "", column.merged === "down" ? words.notes.merged : ""].filter((part) => part !== "").join(" "),
  ]);
  return { name: words.notes.sheet, head: words.notes.head, rows: [...rows, [], ...words.notes.rules.map((rule): OutCell[] => [rule])], widths: [26, 14, 90] };
}
