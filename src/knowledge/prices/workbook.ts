import type { OutCell } from "../../engines/table/cell.ts";
import { moneyCell } from "../../engines/table/figure-columns.ts";
import { writeWorkbook } from "../../kernel/sheets/xlsx-write.ts";
import type { SheetView } from "./contract.ts";
import { classOf } from "./rules.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WIDTHS = [30, 8, 6, 12, 12, 12, 12, 12, 12, 12, 12, 14, 10, 24];

/** The sheet as an .xlsx file: the table, and on a second page where it comes from and how the classes are defined. */
export async function priceWorkbook(sheet: SheetView, language: "zh" | "en"): Promise<{ base64: string; rows: number }> {
  const words = language === "zh" ? zh : en;
  const money = (minor: number | null): OutCell => (minor === null ? null : moneyCell(minor, sheet.currency));
  const count = (value: number | null): OutCell => (value === null ? null : { number: String(value), format: "#,##0" });
  const rows = sheet.lines.map((line): OutCell[] => [
    language === "zh" ? line.itemZh : line.itemEn || line.itemZh, classOf(line, words), words.units[line.unit as keyof typeof words.units] ?? line.unit,
    money(line.max), money(line.upper), money(line.middle), money(line.lower), money(line.min), money(line.mean), count(line.sold), count(line.unsold), money(line.value),
    line.changeBasisPoints === null ? null : { number: String(line.changeBasisPoints / 10_000), format: "+0.0%;-0.0%;0.0%" },
    line.withheld === null ? null : words.withheld[line.withheld.code],
  ]);
  const about: OutCell[][] = [
    [words.market, language === "zh" ? sheet.market.zh : sheet.market.en], [words.businessDate, { day: sheet.businessDate }], [words.currency, sheet.currency],
    [words.state, sheet.complete ? words.complete : words.running], ...(sheet.market.demo ? [[words.demo]] : []), [], ...words.definition.map((line) => [line]),
  ];
  const file = await writeWorkbook([{ name: sheet.businessDate, head: words.sheetHead, rows, widths: WIDTHS }, { name: words.about, rows: about, widths: [30, 40] }]);
  return { base64: file.toString("base64"), rows: rows.length };
}
