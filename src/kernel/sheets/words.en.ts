import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    unreadable_workbook: "This file cannot be read ({why}). Open it in Excel or WPS, save it as .xlsx and try again.",
    locked_workbook: "This file has a password. Remove it in Excel or WPS, save the file and try again.",
    workbook_too_large: "This file is too large. Make several files of it, or take out its pictures.",
    too_many_rows: "This list has {rows} rows; one file takes {most}. Narrow it down and try again.",
    import_cancelled: "The import was stopped; nothing has been written.",
  },
} satisfies Words;
