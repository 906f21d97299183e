import { ledger } from "../../kernel/ledger/contract.ts";
import type { Tx } from "../../kernel/machinery/module.ts";
import type { SettlementScene } from "./sale.ts";
import type { Correction, PartyDay, SettledSale, SheetFee, Side } from "./rules.ts";
import type { Tables } from "./store.ts";

/** The column of a sale that names the party of a side. */
export const partyColumn = { seller: "grower_id", buyer: "buyer_id" } as const;

interface Wanted {
  readonly side: Side;
  readonly date: string;
  readonly partyIds: readonly string[];
  readonly sheet: readonly SheetFee[];
}

/** The fee sheet of a day that is still open, in the day's currency. */
export async function feeSheetOf({ ask }: SettlementScene, date: string, currency: string): Promise<SheetFee[]> {
  const { fees } = await ask(ledger.actions.feeSheet, { on: date });
  return fees.filter((fee) => fee.currency === currency);
}

/** Everything `settleParty` needs for some parties of one side, in a fixed number of questions. */
export async function loadPartyDays(tx: Tx<Tables>, wanted: Wanted): Promise<Map<string, PartyDay>> {
  const { side, date, sheet } = wanted;
  const days = new Map<string, PartyDay & { sales: SettledSale[]; transfers: number[]; corrections: Correction[]; carriedIn: number }>();
  for (const partyId of wanted.partyIds) days.set(partyId, { side, date, sheet, sales: [], transfers: [], corrections: [], carriedIn: 0 });
  if (days.size === 0) return days;
  for (const row of await salesOn(tx, wanted, [date])) {
    if (row.reversed_on !== date) days.get(row.party_id)?.sales.push(feeSale(row));
  }
  for (const row of await transfersOn(tx, wanted)) days.get(row.party_id)?.transfers.push(row.amount);
  for (const [partyId, corrections] of await correctionsOf(tx, wanted)) days.get(partyId)?.corrections.push(...corrections);
  for (const row of await lastCarried(tx, wanted)) {
    const party = days.get(row.party_id);
    if (party !== undefined) party.carriedIn = row.carried_out;
  }
  return days;
}

type LoadedSale = Awaited<ReturnType<typeof salesOn>>[number];
const feeSale = (row: LoadedSale): SettledSale => ({ money: row.money, lotId: row.lot_id, channel: row.channel, speciesId: row.species_id ?? "", quantity: row.quantity, grossMinor: row.gross });

function salesOn(tx: Tx<Tables>, { side, partyIds }: Wanted, dates: readonly string[]) {
  const column = `s.${partyColumn[side]}` as const;
  return tx.selectFrom("settlement.sale as s")
    .innerJoin("kernel.trade_item as i", "i.id", "s.item_id")
    .leftJoin("settlement.reversal as r", (join) => join.onRef("r.sale_id", "=", "s.id").on("r.state", "=", "confirmed"))
    .select([`${column} as party_id`, "s.business_date", "s.lot_id", "s.channel", "s.money", "s.quantity", "s.gross", "i.species_id", "r.business_date as reversed_on"])
    .where(column, "in", [...partyIds]).where("s.business_date", "in", [...dates]).orderBy("s.id").execute();
}

/**
 * Earlier days of which sales were taken back on this day. `before` leaves out what had been taken back on days up to
 * yesterday, `after` what has been taken back up to today; later reversals are not known yet, whenever this is computed.
 */
async function correctionsOf(tx: Tx<Tables>, wanted: Wanted): Promise<Map<string, Correction[]>> {
  const { side, date } = wanted;
  const column = `s.${partyColumn[side]}` as const;
  const touched = await tx.selectFrom("settlement.reversal as r").innerJoin("settlement.sale as s", "s.id", "r.sale_id")
    .innerJoin("settlement.day as d", "d.business_date", "s.business_date")
    .select([`${column} as party_id`, "s.business_date", "d.fee_sheet"]).distinctOn([column, "s.business_date"])
    .where("r.business_date", "=", date).where("r.state", "=", "confirmed").where("s.business_date", "<", date).where(column, "in", [...wanted.partyIds])
    .orderBy(column).orderBy("s.business_date").execute();
  const found = new Map<string, Correction[]>();
  if (touched.length === 0) return found;
  const parties = [...new Set(touched.map((row) => row.party_id))];
  const rows = await salesOn(tx, { ...wanted, partyIds: parties }, [...new Set(touched.map((row) => row.business_date))]);
  const byPartyDay = Map.groupBy(rows, (row) => `${row.party_id} ${row.business_date}`);
  for (const { party_id, business_date, fee_sheet } of touched) {
    const sales = byPartyDay.get(`${party_id} ${business_date}`) ?? [];
    const correction: Correction = {
      date: business_date, sheet: (fee_sheet ?? []) as unknown as SheetFee[],
      before: sales.filter((sale) => sale.reversed_on === null || sale.reversed_on >= date).map(feeSale),
      after: sales.filter((sale) => sale.reversed_on === null || sale.reversed_on > date).map(feeSale),
    };
    found.set(party_id, [...(found.get(party_id) ?? []), correction]);
  }
  return found;
}

function transfersOn(tx: Tx<Tables>, { side, date, partyIds }: Wanted) {
  return tx.selectFrom("settlement.transfer_end").select(["party_id", "amount"]).where("business_date", "=", date).where("side", "=", side).where("party_id", "in", [...partyIds]).execute();
}

function lastCarried(tx: Tx<Tables>, { side, date, partyIds }: Wanted) {
  return tx.selectFrom("settlement.statement").select(["party_id", "carried_out"]).distinctOn("party_id")
    .where("side", "=", side).where("party_id", "in", [...partyIds]).where("business_date", "<", date)
    .orderBy("party_id").orderBy("business_date", "desc").execute();
}
