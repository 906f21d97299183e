import type { OutCell, OutSheet } from "../../engines/table/cell.ts";
import { moneyCell } from "../../engines/table/figure-columns.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import { writeWorkbook } from "../../kernel/sheets/xlsx-write.ts";
import { booksOf } from "./books.ts";
import type { settlement } from "./contract.ts";
import { detailOf, findPaper } from "./papers.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";
import { MAX_LINES_SHOWN } from "./contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "workbook" | "paperWorkbook">;
type Words = typeof zh.workbook;
/** Excel itself stops at 1,048,576 rows; a day this long is sent from the database instead. */
const MAX_SHEET_ROWS = 200_000;

export const workbookHandlers: Noun = {
  async workbook(scene, { businessDate, language }) {
    const { tx } = scene;
    const words = language === "zh" ? zh.workbook : en.workbook;
    const sheets = [await salesSheet(tx, businessDate, words, language), ...(await paperSheets(tx, businessDate, words)), await chargeSheet(tx, businessDate, words, language), await itemSheet(tx, businessDate, words, language === "zh" ? zh.items : en.items)];
    return fileOf(`${words.file}-${businessDate}.xlsx`, sheets);
  },

  async paperWorkbook(scene, { statementId, language }) {
    const words = language === "zh" ? zh.workbook : en.workbook;
    const paper = await findPaper(scene.tx, statementId, scene.actor);
    if (paper === undefined) return scene.refuse("not_found", { statement: statementId });
    return fileOf(`${paper.no}.xlsx`, await onePaper(scene, paper, words, language));
  },
};

type Sheet = OutSheet & { readonly rows: readonly (readonly OutCell[])[] };
type Money = (minor: number) => OutCell;
const moneyIn = (currency: string): Money => (minor) => moneyCell(minor, currency);
const dayOrNone = (day: string | null): OutCell => (day === null ? null : { day });

const fileOf = async (name: string, sheets: readonly Sheet[]) => ({
  name, base64: (await writeWorkbook(sheets)).toString("base64"), rows: sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0),
});

async function salesSheet(tx: Tx<Tables>, date: string, words: Words, language: "zh" | "en"): Promise<Sheet> {
  const rows = await tx.selectFrom("settlement.sale as s").innerJoin("kernel.trade_item as i", "i.id", "s.item_id")
    .innerJoin("kernel.party as g", "g.id", "s.grower_id").innerJoin("kernel.party as b", "b.id", "s.buyer_id")
    .leftJoin("settlement.reversal as r", (join) => join.onRef("r.sale_id", "=", "s.id").on("r.state", "=", "confirmed"))
    .select(["s.at", "s.channel", "s.lot_no", "i.zh", "i.en", "s.grade", "g.name as grower", "b.name as buyer", "s.quantity", "s.unit", "s.price", "s.gross", "s.currency", "r.business_date as reversed"])
    .where("s.business_date", "=", date).orderBy("s.id").limit(MAX_SHEET_ROWS).execute();
  return {
    name: words.sales, head: words.salesHead,
    rows: rows.map((row) => [
      row.at.toISOString(), words.channels[row.channel], row.lot_no, language === "zh" ? row.zh : row.en || row.zh, row.grade, row.grower, row.buyer, row.quantity, words.units[row.unit as keyof Words["units"]] ?? row.unit,
      moneyCell(row.price, row.currency), moneyCell(row.gross, row.currency), dayOrNone(row.reversed),
    ]),
  };
}

async function paperSheets(tx: Tx<Tables>, date: string, words: Words): Promise<Sheet[]> {
  const rows = await tx.selectFrom("settlement.statement as s").innerJoin("kernel.party as p", "p.id", "s.party_id").leftJoin("settlement.payment as paid", "paid.statement_id", "s.id")
    .selectAll("s").select(["p.name", "paid.at as paid_at"]).where("s.business_date", "=", date).orderBy("s.no").limit(MAX_SHEET_ROWS).execute();
  return (["seller", "buyer"] as const).map((side) => ({
    name: side === "seller" ? words.statements : words.bills, head: words.papersHead,
    rows: rows.filter((row) => row.side === side).map((row) => {
      const money = moneyIn(row.currency);
      return [row.no, row.name, row.sales, row.quantity, money(row.gross), money(row.corrected), money(row.direct), money(row.transfers), money(row.fees), money(row.packaging), money(row.total), money(row.carried_in), money(row.due), money(row.carried_out), row.paid_at?.toISOString() ?? null];
    }),
  }));
}

async function chargeSheet(tx: Tx<Tables>, date: string, words: Words, language: "zh" | "en"): Promise<Sheet> {
  const rows = await tx.selectFrom("settlement.charge as c").innerJoin("settlement.statement as s", "s.id", "c.statement_id").innerJoin("kernel.party as p", "p.id", "s.party_id")
    .selectAll("c").select(["s.no", "p.name", "s.currency"]).where("s.business_date", "=", date).orderBy("s.no").orderBy("c.n").limit(MAX_SHEET_ROWS).execute();
  return {
    name: words.charges, head: words.chargesHead,
    rows: rows.map((row) => {
      const money = moneyIn(row.currency);
      return [row.no, row.name, language === "zh" ? row.zh : row.en, row.corrects, words.bases[row.basis], row.basis === "rate_on_gross" ? row.value / 10_000 : money(row.value), row.basis === "rate_on_gross" ? money(row.basis_amount) : row.basis_amount,
        money(row.computed), money(row.charged), money(row.was), money(row.amount)];
    }),
  };
}

async function itemSheet(tx: Tx<Tables>, date: string, words: Words, names: Record<string, string>): Promise<Sheet> {
  const day = await tx.selectFrom("settlement.day").select("currency").where("business_date", "=", date).executeTakeFirst();
  const { items } = await booksOf(tx, date);
  const figure = (value: number | null, money: boolean): OutCell => (value === null ? null : money && day !== undefined ? moneyCell(value, day.currency) : value);
  return { name: words.differences, head: words.differencesHead, rows: items.map((item) => [names[item.code] ?? item.code, item.blocks ? words.yes : "", item.subject, figure(item.expected, item.money), figure(item.found, item.money)]) };
}

async function onePaper(scene: SettlementScene, paper: Parameters<typeof detailOf>[1], words: Words, language: "zh" | "en"): Promise<Sheet[]> {
  const detail = await detailOf(scene, paper, MAX_LINES_SHOWN);
  const money = moneyIn(paper.currency);
  return [
    {
      name: paper.no, head: words.linesHead,
      rows: [...detail.lines, ...detail.corrections].map((line) => [
        { day: line.businessDate }, line.lotNo, language === "zh" ? line.itemZh : line.itemEn || line.itemZh, line.firstGrade !== null && line.firstGrade !== line.grade ? `${line.firstGrade} → ${line.grade}` : line.grade,
        words.channels[line.channel], line.quantity, words.units[line.unit as keyof Words["units"]] ?? line.unit, money(line.price), money(line.reversed === null ? line.gross : line.businessDate === paper.businessDate && line.reversed.on === paper.businessDate ? 0 : line.businessDate < paper.businessDate ? -line.gross : line.gross), line.reversed?.reason ?? null,
      ]),
    },
    { name: words.charges, head: words.chargeHead, rows: detail.charges.map((row) => [language === "zh" ? row.zh : row.en, row.corrects, words.bases[row.basis], row.basis === "rate_on_gross" ? row.value / 10_000 : money(row.value), row.basis === "rate_on_gross" ? money(row.basisAmount) : row.basisAmount, money(row.charged), money(row.was), money(row.amount)]) },
    {
      name: words.sums, head: words.sumsHead,
      rows: [[words.gross, money(paper.gross)], [words.corrected, money(paper.corrected)], [words.direct, money(paper.direct)], [words.transfers, money(paper.transfers)], [words.fees, money(paper.fees)], [words.packaging, money(paper.packaging)], [words.total, money(paper.total)], [words.carriedIn, money(paper.carriedIn)], [words.due, money(paper.due)]],
    },
  ];
}
