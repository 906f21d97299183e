import type { Handlers } from "../../kernel/machinery/module.ts";
import type { stall } from "./contract.ts";
import { marketOf, placeAt, rightOf, stallViewOf, type StallScene } from "./right.ts";
import type { BillRow, Tables } from "./store.ts";
import type { BillLineView, BillRowView, BillView, ChangeView, PaymentView, RightView } from "./views.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "bills" | "bill">;
const LOOKERS = ["operator", "cashier", "auditor"] as const;

export const billHandlers: Noun = {
  async bills(scene, { stallId, businessDate, customerId, query, limit, offset }) {
    const { stall } = await placeAt(scene as StallScene, stallId);
    let found = rowsOf(scene as StallScene).where("b.stall_id", "=", stall.id);
    if (businessDate !== undefined) found = found.where("b.business_date", "=", businessDate);
    if (customerId !== undefined) found = found.where("b.customer_id", "=", customerId);
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    if (text !== "") {
      found = found.where((of) => of.or([of("b.no", "ilike", `%${text}%`), of("b.offline_no", "ilike", `%${text}%`), of("c.nickname", "ilike", `%${text}%`), of("c.pinyin", "like", `%${text}%`), of("c.initials", "like", `${text}%`)]));
    }
    const { total, sum } = await found.clearSelect().select((of) => [of.fn.countAll<number>().as("total"), of.fn.coalesce(of.fn.sum<string>("b.total_now"), of.val("0")).as("sum")]).executeTakeFirstOrThrow();
    const rows = await found.orderBy("b.business_date", "desc").orderBy("b.seq", "desc").limit(limit).offset(offset).execute();
    return { bills: rows.map(rowView), total, sum: Number(sum), currency: (await marketOf(scene as StallScene)).currency };
  },

  async bill(scene, { billId, no, businessDate }) {
    const { tx, refuse } = scene;
    let found = tx.selectFrom("stall.bill").select(["id", "stall_id"]);
    if (billId !== undefined) found = found.where("id", "=", billId);
    else if (no !== undefined) found = found.where("no", "=", no.toUpperCase()).where("business_date", "=", businessDate ?? scene.businessDate);
    else return refuse("not_found", { bill: "" });
    const bill = await found.executeTakeFirst();
    return bill === undefined ? refuse("not_found", { bill: no ?? billId ?? "" }) : billViewOf(scene as StallScene, bill.id);
  },
};

const rowsOf = ({ tx }: StallScene) => tx.selectFrom("stall.bill as b").leftJoin("stall.customer as c", "c.id", "b.customer_id").selectAll("b").select("c.nickname")
  .select((of) => of.exists(of.selectFrom("stall.change as h").select("h.id").whereRef("h.bill_id", "=", "b.id")).as("changed"));

type Row = BillRow & { readonly nickname: string | null; readonly changed: unknown };

const rowView = (row: Row): BillRowView => ({
  id: row.id, no: row.no, offlineNo: row.offline_no, businessDate: row.business_date, madeOn: row.made_on, madeAt: row.made_at.toISOString(), receivedAt: row.received_at.toISOString(), customerId: row.customer_id,
  customer: row.nickname ?? "", by: row.account_name, currency: row.currency, total: row.total, totalNow: row.total_now, paid: row.paid, due: row.total_now - row.paid, state: row.state, changed: row.changed === true,
});

export async function rowOf(scene: StallScene, billId: string): Promise<BillRowView> {
  return rowView(await rowsOf(scene).where("b.id", "=", billId).executeTakeFirstOrThrow());
}

export async function billViewOf(scene: StallScene, billId: string): Promise<BillView> {
  const { tx, actor } = scene;
  const row = await rowsOf(scene).where("b.id", "=", billId).executeTakeFirstOrThrow();
  const stall = await tx.selectFrom("stall.stall").selectAll().where("id", "=", row.stall_id).executeTakeFirstOrThrow();
  const looks = LOOKERS.some((role) => actor.roles.includes(role));
  if (!looks) await placeAt(scene, stall.id);
  const right = actor.partyId === stall.party_id || actor.system ? await rightOf(scene, stall) : null;
  const market = await marketOf(scene);
  return {
    ...rowView(row), stall: await stallViewOf(scene, stall), note: row.note, lines: await linesOf(scene, billId), payments: await paymentsOf(scene, billId), changes: await changesOf(scene, billId),
    can: right === null ? [] : deedsOf(row, right, scene.businessDate), market: { zh: market.zh, en: market.en, demo: market.demo, utcOffsetMinutes: market.utcOffsetMinutes },
  };
}

function deedsOf(row: BillRow, right: RightView, today: string): BillView["can"] {
  if (row.state === "void") return [];
  return [...(right.role === "owner" && row.business_date === today ? ["void" as const] : []), ...(row.total_now > 0 && right.returnMax > 0 ? ["return" as const] : []), ...(row.customer_id !== null ? ["pay" as const] : [])];
}

async function linesOf({ tx }: StallScene, billId: string): Promise<BillLineView[]> {
  const lines = await tx.selectFrom("stall.line as l").innerJoin("kernel.trade_item as i", "i.id", "l.item_id").selectAll("l").select(["i.zh", "i.en"]).where("l.bill_id", "=", billId).orderBy("l.n").execute();
  const sales = await tx.selectFrom("stall.line_sale").select(["n", "lot_no", "round"]).where("bill_id", "=", billId).orderBy("round").orderBy("lot_no").execute();
  return lines.map((line) => ({
    n: line.n, itemId: line.item_id, zh: line.zh, en: line.en, unit: line.unit, written: line.written, quantity: line.quantity, price: line.price, per: line.per, potPrice: line.pot_price, pots: line.pots, lump: line.lump,
    total: line.total, quantityNow: line.quantity_now, totalNow: line.total_now, lots: [...new Set(sales.filter((sale) => sale.n === line.n).map((sale) => sale.lot_no))],
  }));
}

export async function paymentsOf({ tx }: StallScene, billId: string): Promise<PaymentView[]> {
  const rows = await tx.selectFrom("stall.payment").selectAll().where("bill_id", "=", billId).orderBy("seq").execute();
  return rows.map(paymentView);
}

export const paymentView = (row: { id: string; method: PaymentView["method"]; amount: number; at: Date; account_name: string; bill_id: string | null; change_id: string | null; memo: string }): PaymentView =>
  ({ id: row.id, method: row.method, amount: row.amount, at: row.at.toISOString(), by: row.account_name, billId: row.bill_id, changeId: row.change_id, memo: row.memo });

async function changesOf({ tx }: StallScene, billId: string): Promise<ChangeView[]> {
  const rows = await tx.selectFrom("stall.change").selectAll().where("bill_id", "=", billId).orderBy("at").orderBy("id").execute();
  return rows.map((row) => ({ id: row.id, kind: row.kind, amount: row.amount, goods: row.goods, lines: row.lines as ChangeView["lines"], reason: row.reason, at: row.at.toISOString(), by: row.account_name }));
}
