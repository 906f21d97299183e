import { utils, write, type CellObject } from "@e965/xlsx";
import { currencyDecimals, type Currency } from "../../engines/fees/money.ts";
import type { SheetView } from "./contract.ts";
import { classOf } from "./rules.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WIDTHS = [30, 8, 6, 12, 12, 12, 12, 12, 12, 12, 12, 14, 10, 24];

/** The sheet as an .xlsx file: the table, and on a second page where it comes from and how the classes are defined. */
export function priceWorkbook(sheet: SheetView, language: "zh" | "en"): { base64: string; rows: number } {
  const words = language === "zh" ? zh : en;
  const digits = currencyDecimals(sheet.currency as Currency);
  const money = (minor: number | null): CellObject | null => (minor === null ? null : { t: "n", v: minor / 10 ** digits, z: digits === 0 ? "#,##0" : `#,##0.${"0".repeat(digits)}` });
  const count = (value: number | null): CellObject | null => (value === null ? null : { t: "n", v: value, z: "#,##0" });
  const text = (value: string): CellObject => ({ t: "s", v: value });
  const rows = sheet.lines.map((line) => [
    text(language === "zh" ? line.itemZh : line.itemEn || line.itemZh), text(classOf(line, words)), text(words.units[line.unit as keyof typeof words.units] ?? line.unit),
    money(line.max), money(line.upper), money(line.middle), money(line.lower), money(line.min), money(line.mean), count(line.sold), count(line.unsold), money(line.value),
    line.changeBasisPoints === null ? null : { t: "n", v: line.changeBasisPoints / 10_000, z: "+0.0%;-0.0%;0.0%" } satisfies CellObject,
    line.withheld === null ? null : text(words.withheld[line.withheld.code]),
  ]);
  const book = utils.book_new();
  const table = utils.aoa_to_sheet([words.sheetHead.map(text), ...rows]);
  table["!cols"] = WIDTHS.map((wch) => ({ wch }));
  utils.book_append_sheet(book, table, sheet.businessDate);
  const about = utils.aoa_to_sheet([
    [words.market, language === "zh" ? sheet.market.zh : sheet.market.en], [words.businessDate, sheet.businessDate], [words.currency, sheet.currency],
    [words.state, sheet.complete ? words.complete : words.running], ...(sheet.market.demo ? [[words.demo]] : []), [], ...words.definition.map((line) => [line]),
  ]);
  about["!cols"] = [{ wch: 30 }, { wch: 40 }];
  utils.book_append_sheet(book, about, words.about);
  return { base64: (write(book, { type: "buffer", bookType: "xlsx", compression: true }) as Buffer).toString("base64"), rows: rows.length };
}
