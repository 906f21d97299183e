import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { isTrader } from "../../kernel/machinery/contract.ts";
import type { Actor, Handlers, Scene, Tx } from "../../kernel/machinery/module.ts";
import { settleBetween } from "./between.ts";
import type { SaleView, settlement } from "./contract.ts";
import type { Money } from "./rules.ts";
import type { SaleRow, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "recordSale" | "sales" | "saleList" | "incomes">;
export type SettlementScene = Scene<Tables, string, (typeof settlement)["events"]>;

export const saleHandlers: Noun = {
  async recordSale(scene, input) {
    const { tx, now, newId, refuse, ask, emit } = scene;
    const { lotId, buyerId, quantity, price, currency, cause, causeId } = input;
    const gross = quantity * price;
    if (!Number.isSafeInteger(gross)) return refuse("too_much_money", { quantity, price });
    const known = await lookUp(scene, input);
    if (known === undefined) return refuse("not_found", { lot: lotId });
    if (known.earlier !== null) return same(known.earlier, input) ? { sale: viewOf(known.earlier), repeated: true } : refuse("cause_reused", { cause, causeId });
    if (known.buyer === null) return refuse("unknown_buyer", { buyer: buyerId });
    if (known.grower_id === buyerId) return refuse("own_lot", { lot: known.no });
    const businessDate = firstOpenDay(input.businessDate ?? scene.businessDate, known.closed_through);
    if (known.day_currency !== null && known.day_currency !== currency) return refuse("wrong_currency", { currency, market: known.day_currency });

    await ask(lots.actions.move, { lotId, kind: input.fromHold ? "sale" : "direct_sale", quantity, cause, causeId });
    if (input.money === "market") {
      const credit = { partyId: buyerId, currency, amount: gross, cause, causeId };
      if (!input.creditHeld) await ask(ledger.actions.hold, credit);
      await ask(ledger.actions.capture, credit);
    }
    const { setId } = await ask(ledger.actions.post, {
      kind: "sale", cause, causeId, businessDate, memo: `${known.no} × ${quantity}`,
      lines: [
        { account: "buyer_receivable", partyId: buyerId, currency, amount: gross },
        { account: "grower_payable", partyId: known.grower_id, currency, amount: -gross },
      ],
    });
    const id = newId();
    const row: SaleRow = {
      id, at: now, business_date: businessDate, channel: input.channel, lot_id: lotId, lot_no: known.no, item_id: known.item_id, grade: known.grade,
      grower_id: known.grower_id, buyer_id: buyerId, quantity, unit: known.unit, price, gross, currency, cause, cause_id: causeId, posting_set_id: setId, money: input.money,
    };
    const written = await tx.insertInto("settlement.sale").values(row).onConflict((conflict) => conflict.columns(["cause", "cause_id"]).doNothing()).executeTakeFirst();
    if (written.numInsertedOrUpdatedRows !== 1n) {
      // Somebody else booked the same cause while we waited for the lot; everything above found it done and changed nothing.
      const earlier = await tx.selectFrom("settlement.sale").selectAll().where("cause", "=", cause).where("cause_id", "=", causeId).executeTakeFirstOrThrow();
      return same(earlier, input) ? { sale: viewOf(earlier), repeated: true } : refuse("cause_reused", { cause, causeId });
    }
    if (input.money === "direct") await settleBetween(scene, { kind: "direct", cause: "settlement.sale", causeId: id, sale: row, businessDate, amount: gross });
    const sale = viewOf(row);
    await emit("saleRecorded", sale);
    return { sale, repeated: false };
  },

  async sales({ tx, actor }, { businessDate, lotId, limit }) {
    let found = tx.selectFrom("settlement.sale").where("business_date", "=", businessDate);
    if (lotId !== undefined) found = found.where("lot_id", "=", lotId);
    const own = ownParty(actor);
    if (own !== undefined) found = found.where((of) => of.or([of("grower_id", "=", own), of("buyer_id", "=", own)]));
    const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.selectAll().orderBy("id").limit(limit).execute();
    return { sales: rows.map(viewOf), total };
  },

  async incomes({ tx }, { from, to, channel }) {
    const { rows } = await sql<{ grower_id: string; units: number; gross: number; given: number; channel_units: number }>`
      select s.grower_id, sum(s.quantity)::bigint as units, sum(s.gross)::bigint as gross, coalesce(sum(c.given), 0)::bigint as given, coalesce(sum(s.quantity) filter (where s.channel = ${channel ?? ""}), 0)::bigint as channel_units
      from settlement.sale s left join lateral (select sum(amount) as given from settlement.claim_refund where sale_id = s.id) c on true
      where s.business_date between ${from}::date and ${to}::date and not exists (select from settlement.reversal r where r.sale_id = s.id and r.state = 'confirmed')
      group by s.grower_id order by s.grower_id`.execute(tx);
    const market = await tx.selectFrom("settlement.day").select("currency").where("business_date", "<=", to).orderBy("business_date", "desc").limit(1).executeTakeFirst();
    return { currency: market?.currency ?? null, growers: rows.map((row) => ({ growerId: row.grower_id, units: row.units, gross: row.gross, given: row.given, channelUnits: row.channel_units })) };
  },

  async saleList({ tx, actor }, { businessDate, query, limit, offset }) {
    const found = saleRows(tx, businessDate, query);
    const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.selectAll("s").select(["i.zh", "i.en", "g.name as grower", "b.name as buyer", "r.state as reversal"]).orderBy("s.id").limit(limit).offset(offset).execute();
    return {
      total,
      sales: rows.map((row) => ({
        id: row.id, at: row.at.toISOString(), channel: row.channel, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, grade: row.grade, growerId: row.grower_id, grower: row.grower, buyerId: row.buyer_id,
        buyer: row.buyer, quantity: row.quantity, unit: row.unit, price: row.price, gross: row.gross, currency: row.currency, money: row.money, reversal: row.reversal === "rejected" ? null : row.reversal,
        can: actor.roles.includes("cashier") && row.reversal === null && row.money === "market" ? ["propose_reversal" as const] : [],
      })),
    };
  },
};

function saleRows(tx: Tx<Tables>, date: string, query: string) {
  const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
  const found = tx.selectFrom("settlement.sale as s").innerJoin("kernel.trade_item as i", "i.id", "s.item_id").innerJoin("kernel.party as g", "g.id", "s.grower_id").innerJoin("kernel.party as b", "b.id", "s.buyer_id")
    .leftJoin("settlement.reversal as r", (join) => join.onRef("r.sale_id", "=", "s.id").on("r.state", "<>", "rejected")).where("s.business_date", "=", date);
  return text === "" ? found : found.where((of) => of.or([
    of("s.lot_no", "ilike", `%${text}%`), of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("g.name", "ilike", `%${text}%`), of("g.pinyin", "like", `%${text}%`), of("b.name", "ilike", `%${text}%`), of("b.pinyin", "like", `%${text}%`),
  ]));
}

/** Everything a sale needs to know, in one question: the lot, the buyer, an earlier booking of the same cause, the closed days. */
async function lookUp({ tx, businessDate }: SettlementScene, input: { lotId: string; buyerId: string; cause: string; causeId: string; businessDate?: string | undefined }) {
  const row = await tx.selectFrom("kernel.lot as lot")
    .leftJoin("settlement.sale as earlier", (join) => join.on("earlier.cause", "=", input.cause).on("earlier.cause_id", "=", input.causeId))
    .leftJoin("kernel.party as buyer", (join) => join.on("buyer.id", "=", input.buyerId))
    .leftJoin("settlement.day as day", (join) => join.on("day.business_date", "=", input.businessDate ?? businessDate))
    .select(["lot.no", "lot.item_id", "lot.grade", "lot.grower_id", "lot.unit", "buyer.id as buyer", "day.currency as day_currency"])
    .select(sql<string | null>`greatest((select max(business_date) from settlement.day where state <> 'open'), (select max(last_day) from settlement.month where state = 'closed'))`.as("closed_through"))
    .select("earlier.id as earlier_id")
    .where("lot.id", "=", input.lotId).executeTakeFirst();
  if (row === undefined) return undefined;
  const earlier = row.earlier_id === null ? null : await tx.selectFrom("settlement.sale").selectAll().where("id", "=", row.earlier_id).executeTakeFirstOrThrow();
  return { ...row, earlier };
}

/** A press that was acknowledged must be booked even when its day has been closed meanwhile: it then stands on the next day. */
export const firstOpenDay = (asked: string, closedThrough: string | null): string =>
  closedThrough === null || asked > closedThrough ? asked : addDays(closedThrough, 1);

const same = (row: SaleRow, input: { lotId: string; buyerId: string; quantity: number; price: number; currency: string; money: Money }): boolean =>
  row.lot_id === input.lotId && row.buyer_id === input.buyerId && row.quantity === input.quantity && row.price === input.price && row.currency === input.currency && row.money === input.money;

/** The party whose papers alone somebody may see; undefined for the market's own people. */
export function ownParty(actor: Actor): string | undefined {
  const staff = actor.system || (actor.roles.length > 0 && !isTrader(actor.roles));
  // Nobody's party has this id, so that a trader without a party sees nothing rather than everything.
  return staff ? undefined : (actor.partyId ?? "00000000-0000-0000-0000-000000000000");
}

export const viewOf = (row: SaleRow): SaleView => ({
  id: row.id, at: row.at.toISOString(), businessDate: row.business_date, channel: row.channel, lotId: row.lot_id, lotNo: row.lot_no, itemId: row.item_id,
  grade: row.grade, growerId: row.grower_id, buyerId: row.buyer_id, quantity: row.quantity, unit: row.unit, price: row.price, gross: row.gross,
  currency: row.currency, money: row.money, cause: row.cause, causeId: row.cause_id,
});
