import { sql } from "kysely";
import type { OutCell, OutSheet } from "../../engines/table/cell.ts";
import { moneyCell } from "../../engines/table/figure-columns.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { writeWorkbook } from "../../kernel/sheets/xlsx-write.ts";
import { settlement, MAX_LINES_SHOWN } from "./contract.ts";
import { marketOf } from "./day.ts";
import type { PartyDayView, SideOfDay } from "./party-day-view.ts";
import { detailOf, draftOf, paperOfDay } from "./papers.ts";
import { SIDES, type Side } from "./rules.ts";
import { ownParty, type SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";
import { dueOf } from "./terms.ts";
import type { PaperLine } from "./views.ts";
import { en as pageEn } from "./pages/words.en.ts";
import { zh as pageZh } from "./pages/words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "partyDay" | "partyDayWorkbook">;
type Asked = { readonly businessDate?: string | undefined; readonly partyId?: string | undefined };

export const wholeDayHandlers: Noun = {
  partyDay: (scene, asked) => wholeDay(scene, asked),

  async partyDayWorkbook(scene, { language, ...asked }) {
    const view = await wholeDay(scene, asked);
    const sheets = sheetsOf(view, language);
    return { name: `${view.party}-${view.businessDate}.xlsx`, base64: (await writeWorkbook(sheets)).toString("base64"), rows: sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0) };
  },
};

async function wholeDay(scene: SettlementScene, asked: Asked): Promise<PartyDayView> {
  const { tx, actor, ask, refuse } = scene;
  const own = ownParty(actor);
  // Somebody else's day and no party look the same from outside.
  if (own !== undefined && asked.partyId !== undefined && asked.partyId !== own) return refuse("not_found", { party: asked.partyId });
  const partyId = own ?? asked.partyId ?? refuse("not_found", {});
  const party = await tx.selectFrom("kernel.party").select("name").where("id", "=", partyId).executeTakeFirst();
  if (party === undefined) return refuse("not_found", { party: partyId });
  const businessDate = asked.businessDate ?? scene.businessDate;
  const day = await tx.selectFrom("settlement.day").select(["state", "currency"]).where("business_date", "=", businessDate).executeTakeFirst();
  const { name, currency } = await marketOf(scene);
  const [seller, buyer] = [await sideOf(scene, "seller", businessDate, partyId), await sideOf(scene, "buyer", businessDate, partyId)];
  const receipts = await receiptsOf(scene, businessDate, partyId);
  const { advances } = await tx.selectFrom("settlement.advance").select("id").where("party_id", "=", partyId).where("business_date", "=", businessDate).executeTakeFirst() === undefined
    ? { advances: [] } : await ask(settlement.actions.advances, { businessDate, limit: 2_000 });
  return {
    businessDate, today: scene.businessDate, partyId, party: party.name, market: name, currency: day?.currency ?? currency, state: day?.state ?? null, seller, buyer, receipts,
    received: receipts.reduce((sum, row) => sum + Math.max(0, row.amount), 0), given: receipts.reduce((sum, row) => sum - Math.min(0, row.amount), 0), advances: advances.filter((one) => one.partyId === partyId),
    ...(await neighbours(scene, businessDate, partyId)), simulated: [seller, buyer].some((side) => side?.paper?.simulated === true), path: `/party-day/${businessDate}/${partyId}`,
  };
}

async function sideOf(scene: SettlementScene, side: Side, businessDate: string, partyId: string): Promise<SideOfDay | null> {
  const paper = await paperOfDay(scene.tx, side, businessDate, partyId, scene.actor);
  if (paper !== null) {
    const { lines, linesTotal, corrections, transfers, charges } = await detailOf(scene, paper, MAX_LINES_SHOWN);
    const { currency, gross, corrected, direct, transfers: transferSum, fees, packaging, total, carriedIn, due, carriedOut, dueOn } = paper;
    return {
      side, paper, currency, gross, corrected, direct, transfers: transferSum, fees, packaging, total, carriedIn, due, carriedOut, dueOn, channels: channelsOf(lines, businessDate), lines, linesTotal, corrections, transferLines: transfers, charges,
    };
  }
  const draft = await draftOf(scene, { businessDate, side, partyId, limit: MAX_LINES_SHOWN });
  if (draft.linesTotal === 0 && draft.corrections === 0 && draft.transferLines.length === 0) return null;
  const { currency, gross, corrected, direct, transfers, fees, packaging, total, carriedIn, due, carriedOut, lines, linesTotal, transferLines, charges } = draft;
  const { due_on: dueOn } = (await dueOf(scene.tx, side, businessDate, [partyId])).get(partyId)!;
  return { side, paper: null, currency, gross, corrected, direct, transfers, fees, packaging, total, carriedIn, due, carriedOut, dueOn, channels: channelsOf(lines, businessDate), lines, linesTotal, corrections: [], transferLines, charges };
}

/** What each channel came to; a sale taken back on its own day counts for nothing. */
function channelsOf(lines: readonly PaperLine[], own: string): SideOfDay["channels"] {
  const groups = Map.groupBy(lines.filter((line) => line.reversed?.on !== own), (line) => `${line.channel} ${line.money}`);
  return [...groups.values()].map((group) => ({
    channel: group[0]!.channel, money: group[0]!.money, deals: group.length, lots: new Set(group.map((line) => line.lotId)).size, gross: group.reduce((sum, line) => sum + line.gross, 0),
  })).toSorted((a, b) => b.gross - a.gross);
}

async function receiptsOf({ tx }: SettlementScene, businessDate: string, partyId: string): Promise<PartyDayView["receipts"]> {
  const rows = await tx.selectFrom("settlement.receipt as r").innerJoin("kernel.party as a", "a.id", "r.payer_id").innerJoin("kernel.party as b", "b.id", "r.payee_id")
    .select(["r.id", "r.at", "r.method", "r.memo", "r.amount", "r.payee_id", "a.name as payer", "b.name as payee"]).where("r.business_date", "=", businessDate)
    .where((of) => of.or([of("r.payer_id", "=", partyId), of("r.payee_id", "=", partyId)])).orderBy("r.at").orderBy("r.id").limit(MAX_LINES_SHOWN).execute();
  return rows.map((row) => {
    const gets = row.payee_id === partyId;
    return { id: row.id, at: row.at.toISOString(), other: gets ? row.payer : row.payee, method: row.method, memo: row.memo, amount: gets ? row.amount : 0 - row.amount };
  });
}

/** The party's days before and after with anything on them. */
async function neighbours({ tx }: SettlementScene, date: string, partyId: string): Promise<{ previousDate: string | null; nextDate: string | null }> {
  const { rows } = await sql<{ previousDate: string | null; nextDate: string | null }>`
    with own as (
      select business_date from settlement.sale where grower_id = ${partyId}::uuid union select business_date from settlement.sale where buyer_id = ${partyId}::uuid
      union select business_date from settlement.transfer_end where party_id = ${partyId}::uuid
    ) select max(business_date) filter (where business_date < ${date}::date) as "previousDate", min(business_date) filter (where business_date > ${date}::date) as "nextDate" from own`.execute(tx);
  return rows[0]!;
}

type Sheet = OutSheet & { readonly rows: readonly (readonly OutCell[])[] };

function sheetsOf(view: PartyDayView, language: "zh" | "en"): Sheet[] {
  const words = language === "zh" ? zh : en;
  const page = language === "zh" ? pageZh : pageEn;
  const { partyDay: own, money: sums, paper } = page;
  const money = (minor: number): OutCell => moneyCell(minor, view.currency);
  const sides = SIDES.flatMap((side) => view[side] ?? []);
  const name = (side: Side): string => own.sides[side];
  const lineCells = (side: SideOfDay, line: PaperLine): OutCell[] => [
    name(side.side), { day: line.businessDate }, line.lotNo, language === "zh" ? line.itemZh : line.itemEn || line.itemZh, line.grade, words.channels[line.channel], own.moneys[line.money], line.quantity,
    words.units[line.unit as keyof typeof words.units] ?? line.unit, money(line.price), money(line.businessDate < view.businessDate ? 0 - line.gross : line.reversed?.on === view.businessDate ? 0 : line.gross), line.reversed?.reason ?? null,
  ];
  const sign = (side: Side): number => (side === "seller" ? -1 : 1);
  return [
    {
      name: own.sumsSheet, head: [own.side, page.columns.no, sums.gross, sums.corrected, sums.direct, sums.transfers, sums.fees, sums.packaging, sums.total, sums.carriedIn, sums.due, sums.carriedOut, own.dueOn],
      rows: sides.map((side) => [name(side.side), side.paper?.no ?? own.draft, ...[side.gross, side.corrected, 0 - side.direct, side.transfers, sign(side.side) * side.fees, sign(side.side) * side.packaging, side.total, side.carriedIn, side.due, side.carriedOut].map(money), { day: side.dueOn }]),
    },
    { name: own.channels, head: [own.side, page.columns.channel, own.money, page.columns.deals, page.columns.lot, page.columns.amount], rows: sides.flatMap((side) => side.channels.map((one) => [name(side.side), words.channels[one.channel], own.moneys[one.money], one.deals, one.lots, money(one.gross)])) },
    {
      name: paper.lines, head: [own.side, page.columns.date, page.columns.lot, page.columns.item, page.columns.grade, page.columns.channel, own.money, page.columns.quantity, page.columns.unit, page.columns.price, page.columns.amount, page.columns.reason],
      rows: sides.flatMap((side) => [...side.lines, ...side.corrections].map((line) => lineCells(side, line))),
    },
    { name: paper.transfers, head: [own.side, page.columns.what, own.other, page.columns.reason, page.columns.amount], rows: sides.flatMap((side) => side.transferLines.map((one) => [name(side.side), paper.transferKinds[one.kind] ?? one.kind, one.other ?? paper.withMarket, one.memo, money(one.amount)])) },
    { name: own.receipts, head: [page.columns.time, own.other, own.method, page.columns.reason, page.columns.amount], rows: view.receipts.map((one) => [one.at, one.other, own.methods[one.method], one.memo, money(one.amount)]) },
    { name: paper.charges, head: [own.side, page.columns.fee, page.columns.date, page.columns.amount], rows: sides.flatMap((side) => side.charges.map((one) => [name(side.side), language === "zh" ? one.zh : one.en, one.corrects, money(sign(side.side) * one.amount)])) },
  ];
}
