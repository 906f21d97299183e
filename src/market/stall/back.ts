import { lots } from "../../kernel/lots/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { billViewOf, paymentsOf } from "./bills.ts";
import { matchCredit, notePayment, sell } from "./booking.ts";
import type { stall } from "./contract.ts";
import { placeAt, signature, type Place, type StallScene } from "./right.ts";
import { piecesOf, restOf, type Method } from "./rules.ts";
import type { BillRow, LineRow, StallRow, Tables } from "./store.ts";
import type { ChangeView } from "./views.ts";

/** Goods that come back, and bills that are taken back whole: the sales go, what is left of them is sold anew, and the bill keeps the trace. */
type Noun = Pick<Handlers<typeof stall, Tables>, "voidBill" | "returnGoods">;
const CHANGE = "stall.change";

interface Back {
  readonly changeId: string;
  readonly reason: string;
  readonly goods: "returned" | "written_off";
}
interface Refund {
  readonly method: Method;
  readonly amount: number;
}

export const backHandlers: Noun = {
  async voidBill(handed, { billId, changeId, reason }) {
    const scene = handed as StallScene;
    const { bill, place } = await billAt(scene, billId);
    if (await changed(scene, changeId, billId)) return billViewOf(scene, billId);
    if (place.right.role !== "owner") return scene.refuse("no_right", { stall: place.stall.number });
    if (bill.state === "void") return scene.refuse("already_void", { no: bill.no });
    if (bill.business_date !== scene.businessDate) return scene.refuse("other_day", { no: bill.no, day: bill.business_date });
    const lines = await openLines(scene, billId);
    const back: Back = { changeId, reason, goods: "returned" };
    const done: ChangeView["lines"] = [];
    for (const line of lines) done.push(await takeBackLine(scene, bill, line, line.quantity_now, back));
    await writeChange(scene, bill, "void", back, done);
    // What was given for the bill goes back as it came, and an allowance is no longer one.
    const sums = new Map<Method, number>();
    for (const { method, amount } of await paymentsOf(scene, billId)) sums.set(method, (sums.get(method) ?? 0) + amount);
    await giveBack(scene, place.stall, bill, changeId, [...sums].filter(([, amount]) => amount !== 0).map(([method, amount]) => ({ method, amount })));
    await scene.tx.updateTable("stall.bill").set({ state: "void", total_now: 0, paid: 0 }).where("id", "=", billId).execute();
    return finish(scene, place.stall, bill, "void", changeId, done);
  },

  async returnGoods(handed, { billId, lines: asked, refunds, ...back }) {
    const scene = handed as StallScene;
    const { refuse } = scene;
    const { bill, place } = await billAt(scene, billId);
    if (await changed(scene, back.changeId, billId)) return billViewOf(scene, billId);
    if (bill.state === "void") return refuse("already_void", { no: bill.no });
    const lines = new Map((await openLines(scene, billId)).map((line) => [line.n, line]));
    const done: ChangeView["lines"] = [];
    for (const { n, quantity } of asked) {
      const line = lines.get(n);
      if (line === undefined || quantity > line.quantity_now || done.some((one) => one.n === n)) return refuse("too_much_back", { n, left: line?.quantity_now ?? 0, asked: quantity });
      done.push(await takeBackLine(scene, bill, line, quantity, back));
    }
    const amount = sumOf(done);
    const refunded = refunds.reduce((sum, refund) => sum + refund.amount, 0);
    checkReturn(scene, place, bill, amount, refunded);
    await writeChange(scene, bill, "return", back, done);
    await giveBack(scene, place.stall, bill, back.changeId, refunds);
    await scene.tx.updateTable("stall.bill").set({ total_now: bill.total_now - amount, paid: bill.paid - refunded }).where("id", "=", billId).execute();
    return finish(scene, place.stall, bill, "return", back.changeId, done);
  },
};

const sumOf = (lines: ChangeView["lines"]): number => lines.reduce((sum, line) => sum + line.amount, 0);

async function billAt(scene: StallScene, billId: string): Promise<{ readonly bill: BillRow; readonly place: Place }> {
  const known = await scene.tx.selectFrom("stall.bill").select("stall_id").where("id", "=", billId).executeTakeFirst();
  if (known === undefined) return scene.refuse("not_found", { bill: billId });
  const place = await placeAt(scene, known.stall_id, true);
  // Read again behind the stall's lock: another hand may have changed it meanwhile.
  return { place, bill: await scene.tx.selectFrom("stall.bill").selectAll().where("id", "=", billId).executeTakeFirstOrThrow() };
}

/** Whether this change was made before; an id that belongs to another bill is nobody's. */
async function changed({ tx, refuse }: StallScene, changeId: string, billId: string): Promise<boolean> {
  const row = await tx.selectFrom("stall.change").select("bill_id").where("id", "=", changeId).executeTakeFirst();
  if (row !== undefined && row.bill_id !== billId) return refuse("not_found", { change: changeId });
  return row !== undefined;
}

const openLines = ({ tx }: StallScene, billId: string): Promise<LineRow[]> => tx.selectFrom("stall.line").selectAll().where("bill_id", "=", billId).where("quantity_now", ">", 0).orderBy("n").execute();

function checkReturn({ refuse }: StallScene, { right }: Place, bill: BillRow, amount: number, refunded: number): void {
  if (amount > right.returnMax) refuse("return_too_high", { amount, most: right.returnMax });
  if (bill.customer_id === null && refunded !== amount) refuse("walk_in_pays", { due: amount - refunded });
  const most = Math.max(0, bill.paid - (bill.total_now - amount));
  if (refunded > most) refuse("refund_too_high", { refunded, most });
}

/** Takes some pieces of a line back: all its sales are undone, and what the customer keeps is sold again from the same lots. */
async function takeBackLine(scene: StallScene, bill: BillRow, line: LineRow, back: number, { changeId, reason, goods }: Back): Promise<ChangeView["lines"][number]> {
  const { tx, ask } = scene;
  const sales = await tx.selectFrom("stall.line_sale").selectAll().where("bill_id", "=", bill.id).where("n", "=", line.n).where("reversal_id", "is", null).orderBy("lot_no").execute();
  const round = Math.max(...sales.map((sale) => sale.round)) + 1;
  const held = new Map<string, number>();
  let businessDate = bill.business_date;
  for (const sale of sales) {
    const undone = await ask(settlement.actions.reverseDirect, { saleId: sale.sale_id, reason, goods: "returned" });
    businessDate = undone.businessDate;
    held.set(sale.lot_id, (held.get(sale.lot_id) ?? 0) + sale.quantity);
    await tx.updateTable("stall.line_sale").set({ reversal_id: undone.reversalId }).where("sale_id", "=", sale.sale_id).execute();
  }
  const keeps = line.quantity_now - back;
  const rest = restOf(line.total_now, line.quantity_now, back);
  const pieces = keeps === 0 ? [] : (piecesOf(keeps, rest, [...held].map(([lotId, free]) => ({ lotId, free }))) ?? []);
  for (const [index, piece] of pieces.entries()) {
    const sale = await sell(scene, { piece, buyerId: bill.party_id, currency: bill.currency, businessDate, causeId: `${bill.id}:${round}:${line.n}:${index}` });
    await tx.insertInto("stall.line_sale").values({ sale_id: sale.id, bill_id: bill.id, n: line.n, round, lot_id: sale.lotId, lot_no: sale.lotNo, quantity: sale.quantity, price: sale.price, reversal_id: null }).execute();
    held.set(piece.lotId, held.get(piece.lotId)! - piece.quantity);
  }
  if (goods === "written_off") {
    for (const [lotId, quantity] of held) if (quantity > 0) await ask(lots.actions.move, { lotId, kind: "write_off", quantity, cause: CHANGE, causeId: `${changeId}:${line.n}`, reason });
  }
  await tx.updateTable("stall.line").set({ quantity_now: keeps, total_now: rest }).where("bill_id", "=", bill.id).where("n", "=", line.n).execute();
  return { n: line.n, quantity: back, amount: line.total_now - rest };
}

async function writeChange(scene: StallScene, bill: BillRow, kind: "return" | "void", { changeId, reason, goods }: Back, lines: ChangeView["lines"]): Promise<void> {
  await scene.tx.insertInto("stall.change").values({ id: changeId, bill_id: bill.id, stall_id: bill.stall_id, kind, amount: sumOf(lines), goods, lines: JSON.stringify(lines), reason, ...signature(scene) }).execute();
}

async function giveBack(scene: StallScene, stall: StallRow, bill: BillRow, changeId: string, refunds: readonly Refund[]): Promise<void> {
  for (const [index, { method, amount }] of refunds.entries()) await notePayment(scene, stall, { bill, method, amount: -amount, changeId, cause: CHANGE, causeId: `${changeId}:${index}` });
}

async function finish(scene: StallScene, stall: StallRow, bill: BillRow, kind: "return" | "void", changeId: string, done: ChangeView["lines"]) {
  if (bill.customer_id !== null) await matchCredit(scene, stall, bill.party_id, bill.currency, { cause: CHANGE, causeId: changeId });
  await scene.emit("billChanged", { billId: bill.id, stallId: stall.id, no: bill.no, kind, amount: sumOf(done), currency: bill.currency });
  return billViewOf(scene, bill.id);
}
