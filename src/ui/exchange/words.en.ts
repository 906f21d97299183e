import type { ExchangeWords } from "./words.zh.ts";

export const en = {
  export: "Export Excel", import: "Import Excel", template: "Template",
  intro: "The file is tried first and nothing is written; import it once there is no fault.", formats: "Takes .xlsx, .xls and CSV (UTF-8, GBK).", pick: "Choose a file", drop: "or drop it here", dropNow: "Let go to try it", other: "Another file",
  rows: (n: number) => (n === 1 ? "1 row" : `${n} rows`), tooLarge: (most: string) => `The file is too large, at most ${most}. Make several files of it, or take out its pictures.`,
  phases: { waiting: "Sending…", reading: "Reading", checking: "Checking", writing: "Writing" }, read: (rows: string) => `${rows} rows`, stop: "Stop", stopping: "Stopping…",
  found: (what: string, rows: string) => `${what}, ${rows} rows`, sheet: (name: string) => `sheet “${name}”`,
  problems: (n: number) => `${n} to mend. Nothing has been written.`, problemList: "To mend", more: (n: number) => `and ${n} more`, row: "Row", column: "Column", value: "Value", problem: "Problem", mend: "How to mend it", thenAgain: "Mend this line and import again", remarks: "Rows left out", remark: (row: number, text: string) => `Row ${row} ${text}`,
  willDo: (created: string, changed: string, unchanged: string) => `${created} new, ${changed} changed, ${unchanged} unchanged`, nothing: "The file says exactly what the market knows.", apply: (what: string) => `Import ${what}`, done: (what: string) => `${what} imported`,
  kinds: { xlsx: "Excel workbook", xls: "old Excel workbook", xlsb: "binary Excel workbook", ods: "ODS spreadsheet", xml: "XML spreadsheet", html: "web page table", csv: "text table" },
} satisfies ExchangeWords;
