import { sql } from "kysely";
import { canonical, sha256 } from "../../kernel/machinery/canonical.ts";
import { businessDateAt } from "../../kernel/machinery/runtime.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { settlement, type SaleView } from "../settlement/contract.ts";
import { register } from "./customers.ts";
import { marketOf, walkIn, type Place, type StallScene } from "./right.ts";
import { MAX_CLOCK_AHEAD_MS, billNo, measure, piecesOf, priceLine, type Piece, type Shelf } from "./rules.ts";
import { countUp, freeOn, shelfOf } from "./shelf.ts";
import type { BillRow, StallRow } from "./store.ts";
import type { BillInput, LineInput, RightView } from "./views.ts";

export const BILL = "stall.bill";

interface Item {
  readonly id: string;
  readonly zh: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
}
/** A line as it will stand on the bill. */
export interface Line {
  readonly n: number;
  readonly item: Item;
  readonly asked: LineInput;
  readonly quantity: number;
  readonly pots: number;
  readonly total: number;
}
interface Customer {
  readonly id: string | null;
  readonly partyId: string;
}

/** Books one bill: sales from the stall's lots, receipts for what was paid, credit for the rest. All of it or a refusal. */
export async function bookBill(scene: StallScene, { stall, right }: Place, input: BillInput): Promise<{ readonly bill: BillRow; readonly repeated: boolean }> {
  const { tx, refuse } = scene;
  const content = sha256(canonical({ ...input, countUp: null }));
  const earlier = await tx.selectFrom("stall.bill").selectAll().where("id", "=", input.id).executeTakeFirst();
  if (earlier !== undefined && earlier.stall_id !== stall.id) return refuse("bill_id_reused", { no: "" });
  if (earlier !== undefined) return earlier.content === content ? { bill: earlier, repeated: true } : refuse("bill_id_reused", { no: earlier.no });
  const dropped = await tx.selectFrom("stall.dropped").select("reason").where("bill_id", "=", input.id).executeTakeFirst();
  if (dropped !== undefined) return refuse("bill_dropped", { reason: dropped.reason });
  if (!stall.open) return refuse("stall_shut", { stall: stall.number });
  const market = await marketOf(scene);
  const customer = await customerFor(scene, stall.id, input, () => register(scene, stall, { id: input.customerId!, ...input.newCustomer! }));
  const lines = await linesOf(scene, input, stall.id, right);
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  if (total !== input.total) return refuse("total_differs", { shown: input.total, total });
  const paid = checkPayments(scene, input, customer, right, total);

  const madeAt = believed(new Date(input.madeAt), scene.now);
  const madeOn = businessDateAt(madeAt, market);
  const sales = await sellLines(scene, { stall, right }, { input, lines, customer, currency: market.currency, businessDate: madeOn });
  const businessDate = sales[0]!.sale.businessDate;
  const bill = await writeBill(scene, { stall, right }, { input, lines, customer, currency: market.currency, businessDate, madeAt, madeOn, total, paid, content, sales });
  for (const [index, { method, amount }] of input.payments.entries()) await notePayment(scene, stall, { bill, method, amount, changeId: null, cause: BILL, causeId: `${bill.id}:${index}` });
  if (total !== paid) await matchCredit(scene, stall, bill.party_id, bill.currency, { cause: BILL, causeId: bill.id });
  await remember(scene, bill, lines);
  await scene.emit("billBooked", { billId: bill.id, stallId: stall.id, no: bill.no, businessDate, partyId: bill.party_id, total, paid, currency: bill.currency });
  return { bill, repeated: false };
}

/** The clock of a device may run ahead; a bill is never made after it came. */
const believed = (made: Date, now: Date): Date => (made.getTime() > now.getTime() + MAX_CLOCK_AHEAD_MS ? now : made);

/** After every change of what a customer owes: his credit follows, or the change is refused. */
export async function matchCredit(scene: StallScene, stall: StallRow, partyId: string, currency: string, why: { readonly cause: string; readonly causeId: string }): Promise<void> {
  await scene.ask(ledger.actions.matchDirect, { partyId, creditorId: stall.party_id, currency, ...why });
}

async function customerFor(scene: StallScene, stallId: string, input: BillInput, fresh: () => Promise<{ id: string; party_id: string }>): Promise<Customer> {
  if (input.customerId === null) return { id: null, partyId: await walkIn(scene) };
  const known = await scene.tx.selectFrom("stall.customer").select(["id", "party_id"]).where("id", "=", input.customerId).where("stall_id", "=", stallId).executeTakeFirst();
  if (known !== undefined) return { id: known.id, partyId: known.party_id };
  if (input.newCustomer === null) return scene.refuse("unknown_customer");
  const row = await fresh();
  return { id: row.id, partyId: row.party_id };
}

/** Every line measured and priced with the packing of its item, and not below what a helper may ask. */
async function linesOf({ tx, refuse }: StallScene, input: BillInput, stallId: string, right: RightView): Promise<Line[]> {
  const ids = [...new Set(input.lines.map((line) => line.itemId))];
  const items = new Map((await tx.selectFrom("kernel.trade_item").select(["id", "zh", "unit", "packing"]).where("id", "in", ids).execute()).map((row) => [row.id, row]));
  const floors = right.role === "owner" ? new Map<string, number>()
    : new Map((await tx.selectFrom("stall.floor").select(["item_id", "price"]).where("stall_id", "=", stallId).where("item_id", "in", ids).execute()).map((row) => [row.item_id, row.price]));
  return input.lines.map((asked, index) => {
    const row = items.get(asked.itemId) ?? refuse("not_found", { item: asked.itemId });
    const item = { ...row, packing: row.packing as unknown as Record<string, number> };
    const measured = measure(item, asked.quantity);
    if (!measured.ok) return refuse("bad_quantity", { written: asked.quantity, why: measured.message, item: item.zh });
    const priced = priceLine(item, measured.quantity, asked);
    if (!priced.ok) return refuse("cannot_price", { item: item.zh, quantity: asked.quantity });
    const floor = floors.get(item.id);
    if (floor !== undefined && priced.goods < floor * measured.quantity) return refuse("below_floor", { item: item.zh, floor });
    return { n: index + 1, item, asked, quantity: measured.quantity, pots: priced.pots, total: priced.total };
  });
}

function checkPayments({ refuse }: StallScene, { payments }: BillInput, customer: Customer, right: RightView, total: number): number {
  const paid = payments.reduce((sum, payment) => sum + payment.amount, 0);
  const allowed = payments.reduce((sum, payment) => sum + (payment.method === "allowance" ? payment.amount : 0), 0);
  if (paid > total) refuse("paid_too_much", { paid, total });
  if (allowed > right.allowanceMax) refuse("allowance_too_high", { allowance: allowed, most: right.allowanceMax });
  if (paid < total && customer.id === null) refuse("walk_in_pays", { due: total - paid });
  if (paid < total && !right.mayCredit) refuse("no_credit_right", { due: total - paid });
  return paid;
}

interface Sellings {
  readonly input: BillInput;
  readonly lines: readonly Line[];
  readonly customer: Customer;
  readonly currency: string;
  readonly businessDate: string;
}
interface Sold {
  readonly n: number;
  readonly sale: SaleView;
}

async function sellLines(scene: StallScene, place: Place, { input, lines, customer, currency, businessDate }: Sellings): Promise<Sold[]> {
  const sold: Sold[] = [];
  for (const line of lines) {
    const shelf = await stocked(scene, place, input, line);
    const pieces = piecesOf(line.quantity, line.total, shelf);
    if (pieces === null) throw new Error(`line ${line.n} has stock and finds none`);
    for (const [index, piece] of pieces.entries()) {
      sold.push({ n: line.n, sale: await sell(scene, { piece, buyerId: customer.partyId, currency, businessDate, causeId: `${input.id}:0:${line.n}:${index}` }) });
    }
  }
  return sold;
}

/** The lots a line is served from; what is missing is counted up when somebody who may has said why. */
async function stocked(scene: StallScene, { stall, right }: Place, input: BillInput, line: Line): Promise<Shelf[]> {
  const goods = { itemId: line.item.id, zh: line.item.zh, lotNo: line.asked.lotNo };
  const shelf = await shelfOf(scene, stall, goods);
  const missing = line.quantity - freeOn(shelf);
  if (missing <= 0) return shelf;
  if (input.countUp === null) return scene.refuse("short_stock", { item: line.item.zh, itemId: line.item.id, left: freeOn(shelf), asked: line.quantity, short: missing, n: line.n });
  if (!right.mayCountUp) return scene.refuse("no_count_right", { item: line.item.zh });
  await countUp(scene, stall, goods, missing, { cause: "stall.count_up", causeId: `${input.id}:${line.n}`, reason: input.countUp });
  return shelfOf(scene, stall, goods);
}

export interface Selling {
  readonly piece: Piece;
  readonly buyerId: string;
  readonly currency: string;
  readonly businessDate: string;
  readonly causeId: string;
}

export async function sell({ ask: asks }: StallScene, { piece, buyerId, currency, businessDate, causeId }: Selling): Promise<SaleView> {
  const { sale } = await asks(settlement.actions.recordSale, {
    channel: "stall", money: "direct", lotId: piece.lotId, buyerId, quantity: piece.quantity, price: piece.price, currency, fromHold: false, creditHeld: false, businessDate, cause: BILL, causeId,
  });
  return sale;
}

interface Written extends Sellings {
  readonly madeAt: Date;
  readonly madeOn: string;
  readonly total: number;
  readonly paid: number;
  readonly content: string;
  readonly sales: readonly Sold[];
}

async function writeBill(scene: StallScene, { stall }: Place, { input, lines, customer, currency, businessDate, madeAt, madeOn, total, paid, content, sales }: Written): Promise<BillRow> {
  const { tx, now, actor } = scene;
  const { last } = await tx.insertInto("stall.bill_counter").values({ stall_id: stall.id, business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.columns(["stall_id", "business_date"]).doUpdateSet((of) => ({ last: of("stall.bill_counter.last", "+", 1) }))).returning("last").executeTakeFirstOrThrow();
  const bill = await tx.insertInto("stall.bill").values({
    id: input.id, stall_id: stall.id, no: billNo(stall.number, last), seq: last, offline_no: input.offlineNo, business_date: businessDate, made_on: madeOn, made_at: madeAt, received_at: now,
    customer_id: customer.id, party_id: customer.partyId, currency, total, total_now: total, paid, note: input.note, content, account_id: actor.accountId, account_name: actor.accountName,
  }).returningAll().executeTakeFirstOrThrow();
  await tx.insertInto("stall.line").values(lines.map(({ n, item, asked, quantity, pots, total: sum }) => ({
    bill_id: bill.id, n, item_id: item.id, lot_no: asked.lotNo, written: asked.quantity, quantity, unit: item.unit, price: asked.price, per: asked.per, pot_price: asked.potPrice, pots, lump: asked.lump !== null,
    total: sum, quantity_now: quantity, total_now: sum,
  }))).execute();
  await tx.insertInto("stall.line_sale").values(sales.map(({ n, sale }) => ({
    sale_id: sale.id, bill_id: bill.id, n, round: 0, lot_id: sale.lotId, lot_no: sale.lotNo, quantity: sale.quantity, price: sale.price, reversal_id: null,
  }))).execute();
  return bill;
}

export interface Payment {
  readonly bill: BillRow;
  readonly method: BillInput["payments"][number]["method"];
  /** Negative when money is given back. */
  readonly amount: number;
  readonly changeId: string | null;
  readonly cause: string;
  readonly causeId: string;
}

export async function notePayment(scene: StallScene, stall: StallRow, { bill, method, amount, changeId, cause, causeId }: Payment): Promise<void> {
  const { tx, now, newId, actor, businessDate } = scene;
  const { receiptId } = await scene.ask(settlement.actions.recordReceipt, { payerId: bill.party_id, payeeId: stall.party_id, method, currency: bill.currency, amount, memo: bill.no, cause, causeId });
  await tx.insertInto("stall.payment").values({
    id: newId(), stall_id: bill.stall_id, party_id: bill.party_id, customer_id: bill.customer_id, bill_id: bill.id, change_id: changeId, method, amount, business_date: businessDate, memo: "", receipt_id: receiptId,
    account_id: actor.accountId, account_name: actor.accountName, at: now,
  }).execute();
}

/** Next time this customer gets this price first, and the goods stand in front. */
async function remember({ tx }: StallScene, bill: BillRow, lines: readonly Line[]): Promise<void> {
  const latest = new Map(lines.filter((line) => line.asked.lump === null).map((line) => [line.item.id, line]));
  if (latest.size > 0) {
    await tx.insertInto("stall.last_price").values([...latest.values()].map(({ item, asked }) => ({
      stall_id: bill.stall_id, party_id: bill.party_id, item_id: item.id, price: asked.price, per: asked.per, pot_price: asked.potPrice, written: asked.quantity, at: bill.made_at,
    }))).onConflict((conflict) => conflict.columns(["stall_id", "party_id", "item_id"]).doUpdateSet((of) => ({
      price: of.ref("excluded.price"), per: of.ref("excluded.per"), pot_price: of.ref("excluded.pot_price"), written: of.ref("excluded.written"), at: of.ref("excluded.at"),
    })).where(sql<boolean>`stall.last_price.at <= excluded.at`)).execute();
  }
  if (bill.customer_id !== null) {
    await tx.updateTable("stall.customer").set({ last_at: bill.made_at }).where("id", "=", bill.customer_id).where((of) => of.or([of("last_at", "is", null), of("last_at", "<", bill.made_at)])).execute();
  }
}
