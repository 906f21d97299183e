import type { OutCell } from "../../engines/table/cell.ts";
import { moneyCell } from "../../engines/table/figure-columns.ts";
import { writeWorkbook } from "../../kernel/sheets/xlsx-write.ts";
import { plainMoney } from "./bank.ts";
import { NOT_AN_INVOICE, type VoucherFormat } from "./voucher-rules.ts";
import type { VoucherGap, VoucherLine } from "./voucher-views.ts";
import { zh } from "./words.zh.ts";

/** A line as the file has it: with the seller's number in full and the declaration it stands on. */
export type FileLine = VoucherLine & { readonly citizenId: string; readonly place: string; readonly declaration: string };

export interface VoucherFile {
  readonly no: string;
  readonly market: string;
  readonly buyer: string;
  readonly uscc: string | null;
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly ready: number;
  readonly allowances: number;
  readonly lacking: number;
  readonly lackingLines: number;
  readonly billed: number;
  readonly gaps: readonly VoucherGap[];
  readonly lines: readonly FileLine[];
}

/** Raised when a column is added, moved or means something else. */
export const VOUCHER_LAYOUT = 1;
const words = zh.vouchers;

type Column = readonly [heading: string, key: string, value: (line: FileLine, file: VoucherFile) => string | number | null, money?: true];
/** The columns of the sheet and of the CSV, and the fields of the JSON, in this order; `docs/guide/cashier.md` describes them. */
const COLUMNS: readonly Column[] = [
  ["性质", "nature", () => NOT_AN_INVOICE],
  ["类型", "kind", (line) => words.kinds[line.kind]],
  ["卖方姓名", "seller", (line) => line.seller],
  ["卖方身份证号", "sellerId", (line) => line.citizenId],
  ["产地", "place", (line) => line.place],
  ["自产自销声明", "declaration", (line) => line.declaration],
  ["货物名称", "goods", (line) => line.itemZh],
  ["税收分类文字", "taxCategory", (line) => `${words.tax}·${zh.categories[line.category] ?? line.category}`],
  ["等级", "grade", (line) => line.grade],
  ["单位", "unit", (line) => zh.units[line.unit as keyof typeof zh.units] ?? line.unit],
  ["数量", "quantity", (line) => line.quantity],
  ["单价", "price", (line) => line.price, true],
  ["金额", "amount", (line) => line.amount, true],
  ["成交日", "saleDay", (line) => line.saleDay],
  ["批次号", "lotNo", (line) => line.lotNo],
  ["账单号", "billNo", (line) => line.billNo],
  ["结算单号", "statementNo", (line) => line.statementNo],
  ["原账单号", "originalNo", (line) => line.originalNo],
  ["红字原因", "reason", (line) => (line.reason === "" ? null : line.reason)],
];

export async function voucherBytes(format: VoucherFormat, file: VoucherFile): Promise<Buffer> {
  const goods = file.lines.filter((line) => line.kind !== "allowance").reduce((sum, line) => sum + line.amount, 0);
  // What is handed out must add up to the bills; a file that does not is never made.
  if (goods !== file.ready || file.ready + file.lacking !== file.billed) throw new Error(`The lines of ${file.no} do not add up to the bills.`);
  if (format === "json") return Buffer.from(jsonOf(file), "utf8");
  return format === "csv" ? Buffer.from(`\uFEFF${csvOf(file)}`, "utf8") : workbookOf(file);
}

function csvOf(file: VoucherFile): string {
  const rows = [COLUMNS.map(([heading]) => heading), ...file.lines.map((line) => COLUMNS.map(([, , value, money]) => text(value(line, file), money, file.currency)))];
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const text = (value: string | number | null, money: true | undefined, currency: string): string => (value === null ? "" : money && typeof value === "number" ? plainMoney(value, currency) : String(value));

/** A name that begins like a formula would be run by a spreadsheet; a red figure begins with a minus and stays a figure. */
function cell(value: string): string {
  const safe = /^[=+@\t\r]/.test(value) || (value.startsWith("-") && !/^-\d+(\.\d+)?$/.test(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function jsonOf(file: VoucherFile): string {
  const amount = (minor: number): string => plainMoney(minor, file.currency);
  return `${JSON.stringify({
    nature: NOT_AN_INVOICE, layout: VOUCHER_LAYOUT, no: file.no, market: file.market, buyer: { name: file.buyer, uscc: file.uscc }, from: file.from, to: file.to, currency: file.currency, madeAt: file.madeAt, madeBy: file.madeBy,
    totals: { lines: file.lines.length, goods: amount(file.ready), allowances: amount(file.allowances), lackingLines: file.lackingLines, lacking: amount(file.lacking), billed: amount(file.billed) },
    lines: file.lines.map((line) => Object.fromEntries(COLUMNS.slice(1).map(([, key, value, money]) => {
      const found = value(line, file);
      return [key, money && typeof found === "number" ? amount(found) : found];
    }))),
    lacking: file.gaps.map((gap) => ({ seller: gap.seller, lacks: words.lacks[gap.lacks], mend: words.mend[gap.lacks], lines: gap.lines, amount: amount(gap.amount), firstDay: gap.firstDay, lastDay: gap.lastDay })),
  }, null, 1)}\n`;
}

function workbookOf(file: VoucherFile): Promise<Buffer> {
  const money = (minor: number): OutCell => moneyCell(minor, file.currency);
  return writeWorkbook([
    {
      name: words.sheet, head: COLUMNS.map(([heading]) => heading),
      rows: file.lines.map((line) => COLUMNS.map(([, key, value, isMoney]): OutCell => {
        const found = value(line, file);
        return isMoney && typeof found === "number" ? money(found) : key === "saleDay" && typeof found === "string" ? { day: found } : found;
      })),
    },
    { name: words.gaps, head: words.gapsHead, rows: file.gaps.map((gap) => [gap.seller, words.lacks[gap.lacks], words.mend[gap.lacks], gap.lines, money(gap.amount), { day: gap.firstDay }, { day: gap.lastDay }]) },
    {
      name: words.about, head: words.aboutHead,
      rows: [
        [words.nature, NOT_AN_INVOICE], [words.natureWhy, ""], [words.number, file.no], [words.market, file.market], [words.buyer, file.buyer], [words.uscc, file.uscc ?? ""], [words.period, `${file.from} ~ ${file.to}`], [words.made, `${file.madeBy} ${file.madeAt}`],
        [words.goods, money(file.ready)], [words.lackingSum, money(file.lacking)], [words.billed, money(file.billed)], [words.allowances, money(file.allowances)],
      ],
    },
  ]);
}
