import { ledger } from "../../src/kernel/ledger/contract.ts";
import { lots } from "../../src/kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { addDays } from "../../src/engines/calendar/day.ts";
import { claims } from "../../src/market/claims/contract.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { offers } from "../../src/market/offers/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { stall } from "../../src/market/stall/contract.ts";
import type { Draw, Town } from "./town.ts";

/** Something that somebody does on a market day. `n` numbers the deed, for causes that have to be once. */
export type Deed = (town: Town, draw: Draw, n: number) => Promise<unknown>;

const money = settlement.actions;
const HOUR = 3_600_000;
const METHODS = ["cash", "wechat", "alipay"] as const;

const declare: Deed = async (town, draw) => {
  const grower = draw.one(town.growers)!;
  const quantity = draw.whole(40, 300);
  const { id } = await town.call(intake.actions.declareLot, { itemId: draw.one(town.items)!.id, quantity: String(quantity), plannedOn: draw.often(50) ? town.today() : addDays(town.today(), 1) }, grower);
  if (draw.often(45)) await town.call(intake.actions.receive, { lotId: id, counted: String(draw.often(25) ? draw.whole(1, quantity) : quantity), reason: "点数" }, town.staff.grader);
};

const receive: Deed = async (town, draw) => {
  const lot = draw.one(await town.rows<{ id: string; declared: number }>("select id, declared from kernel.lot where status = 'declared' order by no"));
  if (lot === undefined) return;
  await town.call(intake.actions.receive, { lotId: lot.id, counted: String(draw.often(40) ? draw.whole(1, lot.declared) : lot.declared), reason: "点数" }, town.staff.grader);
  if (draw.often(70)) await town.call(intake.actions.grade, { lotId: lot.id, grade: draw.one(["A", "B", "C"] as const)! }, town.staff.grader);
};

/** Supply of every kind, of a lot that is there or still to come. */
const supply: Deed = async (town, draw) => {
  const lot = draw.one(await town.rows<{ id: string; grower_id: string; status: string; left: number }>("select l.id, l.grower_id, l.status, v.stock as left from kernel.lot l join offers.lot_left v on v.lot_id = l.id where v.stock > 0 and l.status in ('declared', 'received') order by l.no"));
  const grower = town.growers.find((one) => one.partyId === lot?.grower_id);
  if (lot === undefined || grower === undefined) return;
  const line = { price: draw.whole(50, 60_00), byHand: draw.often(30), steps: draw.often(50) ? [{ level: "box" as const, price: draw.whole(1, 49) }] : [] };
  const kind = lot.status === "declared" && draw.often(60) ? 0 : draw.whole(1, 2);
  if (kind === 0) return town.call(offers.actions.savePresale, { ...line, lotId: lot.id, share: draw.whole(1, 60), saleDay: addDays(town.today(), draw.often(80) ? 1 : 0) }, grower);
  const some = { ...line, lotIds: [lot.id], quantity: String(draw.whole(1, lot.left)) };
  if (kind === 1) return town.call(offers.actions.saveCatalogue, { ...some, from: town.today(), to: addDays(town.today(), 2) }, grower);
  return town.call(offers.actions.saveOffer, { ...some, buyerId: draw.one(town.buyers)!.partyId, until: new Date(town.now().getTime() + 36 * HOUR).toISOString() }, grower);
};

const buy: Deed = async (town, draw) => {
  const buyer = draw.one([town.agent, ...town.buyers])!;
  const { lines } = await town.call(offers.actions.market, { limit: 50, ...(draw.often(40) ? { kind: "presale" as const } : {}) }, buyer);
  const wanted = [...new Set(Array.from({ length: draw.whole(1, 4) }, () => draw.one(lines)?.id))].filter((id) => id !== undefined);
  if (wanted.length === 0) return;
  await town.call(offers.actions.reserveMany, { lines: wanted.map((lineId) => ({ lineId, quantity: draw.often(30) ? "1箱" : String(draw.whole(1, 30)) })) }, buyer);
  if (draw.often(80)) await town.call(offers.actions.place, {}, buyer);
};

const changeOrder: Deed = async (town, draw) => {
  const buyer = draw.one(town.buyers)!;
  const order = draw.one((await town.call(offers.actions.orders, { limit: 10 }, buyer)).orders);
  if (order === undefined) return;
  if (draw.often(40)) return town.call(offers.actions.cancelOrder, { orderId: order.id, reason: "不要了" }, buyer);
  const line = draw.one((await town.call(offers.actions.order, { orderId: order.id }, buyer)).items);
  return line === undefined ? undefined : town.call(offers.actions.changeOrderLine, { orderLineId: line.id, quantity: String(draw.whole(0, 40)) }, buyer);
};

const confirmOrders: Deed = async (town, draw) => {
  const waiting = draw.one(await town.rows<{ id: string; grower_id: string }>("select pl.id, l.grower_id from offers.purchase_line pl join offers.line l on l.id = pl.line_id where pl.state = 'placed' order by pl.id"));
  const grower = town.growers.find((one) => one.partyId === waiting?.grower_id);
  if (waiting !== undefined && grower !== undefined) await town.call(offers.actions.answerLines, { orderLineIds: [waiting.id], confirm: draw.often(75), reason: "没货了" }, grower);
};

/** An award as the clock books it: stock and credit held at the press, sold afterwards. */
const award: Deed = async (town, draw, n) => {
  const lot = draw.one(await town.rows<{ id: string; free: number }>("select id, on_hand - held as free from kernel.lot where on_hand > held and grower_id <> $1 order by no", [town.keeper.partyId]));
  if (lot === undefined) return;
  const buyer = draw.one([town.keeper, town.agent, town.agent, ...town.buyers])!;
  const sale = { quantity: Math.min(lot.free, draw.whole(1, 40)), price: draw.whole(1, 99_99), cause: "clock.award", causeId: `award-${n}` };
  const held = { partyId: buyer.partyId, currency: "CNY", amount: sale.quantity * sale.price, cause: sale.cause, causeId: sale.causeId };
  await town.call(ledger.actions.hold, held, AS_SYSTEM);
  try {
    await town.call(lots.actions.move, { lotId: lot.id, kind: "hold", quantity: sale.quantity, cause: sale.cause, causeId: sale.causeId }, AS_SYSTEM);
  } catch (error) {
    await town.call(ledger.actions.release, held, AS_SYSTEM);
    throw error;
  }
  await town.call(money.recordSale, { channel: "clock", lotId: lot.id, buyerId: buyer.partyId, currency: "CNY", fromHold: true, creditHeld: true, ...sale }, AS_SYSTEM);
};

/** Sales that other modules book from the free stock. */
const otherChannel: Deed = async (town, draw, n) => {
  const lot = draw.one(await town.rows<{ id: string; free: number }>("select id, on_hand - held as free from kernel.lot where on_hand > held and grower_id <> $1 order by no", [town.keeper.partyId]));
  if (lot === undefined) return;
  await town.call(money.recordSale, {
    channel: draw.one(["contract", "pooled", "live"] as const)!, lotId: lot.id, buyerId: draw.one(town.buyers)!.partyId, quantity: draw.whole(1, Math.min(50, lot.free + 3)), price: draw.whole(1, 88_88), currency: "CNY",
    fromHold: false, creditHeld: false, cause: "town.other", causeId: `other-${n}`,
  }, AS_SYSTEM);
};

const arriveAtStall: Deed = async (town, draw) => {
  const { purchases } = await town.call(stall.actions.purchases, { stallId: town.stallId }, town.keeper);
  const bought = draw.one(purchases);
  if (bought !== undefined && draw.often(60)) return town.call(stall.actions.takeOver, { stallId: town.stallId, saleId: bought.saleId }, town.keeper);
  return town.call(stall.actions.arrive, { stallId: town.stallId, arrivalId: draw.id(), itemId: draw.one(town.items)!.id, quantity: String(draw.whole(20, 90)) }, town.keeper);
};

const bill: Deed = async (town, draw) => {
  const { items } = await town.call(stall.actions.counter, { stallId: town.stallId }, town.keeper);
  const stocked = items.filter((one) => one.free > 0);
  const lines = Array.from({ length: draw.whole(1, 3) }, () => {
    const quantity = draw.whole(1, 12);
    const price = draw.whole(50, 40_00);
    const lump = draw.often(25) ? Math.max(quantity, quantity * price - draw.whole(0, 99)) : null;
    return { line: { itemId: draw.one(stocked)?.itemId ?? town.items[0]!.id, quantity: String(quantity), price, per: "pot" as const, potPrice: null, lump, lotNo: null }, total: lump ?? quantity * price };
  });
  const total = lines.reduce((sum, { total: one }) => sum + one, 0);
  const customer = draw.often(40) ? null : draw.one(town.customers)!;
  const paid = customer === null ? total : Math.floor((total * draw.one([0, 40, 100])!) / 100);
  const allowance = paid > 10_00 && draw.often(20) ? draw.whole(1, 99) : 0;
  const payments = [...(paid - allowance > 0 ? [{ method: draw.one(METHODS)!, amount: paid - allowance }] : []), ...(allowance > 0 ? [{ method: "allowance" as const, amount: allowance }] : [])];
  const { answers } = await town.call(stall.actions.syncBills, {
    stallId: town.stallId,
    bills: [{ id: draw.id(), customerId: customer?.id ?? null, madeAt: town.now().toISOString(), lines: lines.map(({ line }) => line), payments, total, countUp: draw.often(10) ? "多点出来的" : null }],
  }, town.keeper);
  if (answers[0]!.outcome === "booked") town.done.set("bill booked", (town.done.get("bill booked") ?? 0) + 1);
};

const backToStall: Deed = async (town, draw) => {
  const { bills } = await town.call(stall.actions.bills, { stallId: town.stallId, limit: 30 }, town.keeper);
  const row = draw.one(bills.filter((one) => one.state === "open" && one.totalNow > 0));
  if (row === undefined) return;
  const changeId = draw.id();
  if (draw.often(30)) return town.call(stall.actions.voidBill, { billId: row.id, changeId, reason: "开错了" }, town.keeper);
  const whole = await town.call(stall.actions.bill, { billId: row.id }, town.keeper);
  const line = whole.lines.find((one) => one.quantityNow > 0)!;
  const input = { billId: row.id, reason: "退货", goods: draw.one(["returned", "written_off"] as const)!, lines: [{ n: line.n, quantity: draw.whole(1, line.quantityNow) }] };
  // A walk-in gets his money at once; how much that is, the market says when it is asked with too little.
  const due = whole.customerId !== null ? 0 : await town.call(stall.actions.returnGoods, { ...input, changeId, refunds: [] }, town.keeper).then(() => 0, (error: { detail?: { due?: number } }) => error.detail?.due ?? 0);
  if (whole.customerId === null && due === 0) return;
  return town.call(stall.actions.returnGoods, { ...input, changeId, refunds: due === 0 ? [] : [{ method: "cash", amount: due }] }, town.keeper);
};

const customerPays: Deed = (town, draw) =>
  town.call(stall.actions.takePayment, { paymentId: draw.id(), customerId: draw.one(town.customers)!.id, payments: [{ method: draw.one(METHODS)!, amount: draw.whole(1, 300_00) }] }, town.keeper);

const closeTill: Deed = async (town, draw) => {
  const till = await town.call(stall.actions.till, { stallId: town.stallId }, town.keeper);
  const counted = till.lines.map((line) => ({ method: line.method, amount: line.expected + (draw.often(20) ? draw.whole(-99, 99) : 0), reason: "数过两遍" }));
  return town.call(stall.actions.closeTill, { stallId: town.stallId, closingId: draw.id(), counted }, town.keeper);
};

const complain: Deed = async (town, draw) => {
  const buyer = draw.one(town.buyers)!;
  const sale = draw.one((await town.call(claims.actions.claimable, { limit: 100 }, buyer)).sales.filter((one) => one.unitsLeft > 0));
  if (sale === undefined) return;
  const units = draw.whole(1, sale.unitsLeft);
  const ask = draw.one([{ kind: "refund" as const, amount: draw.whole(1, Math.max(1, units * sale.price)) }, { kind: "regrade" as const, grade: "C" as const }, { kind: "return" as const }])!;
  await town.call(claims.actions.file, {
    saleId: sale.saleId, units: ask.kind === "return" ? sale.unitsLeft : units, fault: "wilted", photos: [{ photoId: town.photoId, takenAt: town.now().toISOString(), place: { text: "济南", latE6: 36_680_000, lonE6: 116_950_000 } }], ask,
  }, buyer);
};

/** One step further with an open claim, by whoever's turn it is. */
const settleClaim: Deed = async (town, draw) => {
  const claim = draw.one(await town.rows<{ id: string; state: string; grower_id: string; buyer_id: string; ask_amount: number }>("select id, state, grower_id, buyer_id, ask_amount from claims.claim where state <> 'closed' order by no"));
  if (claim === undefined) return;
  const grower = town.growers.find((one) => one.partyId === claim.grower_id);
  const buyer = [...town.buyers, town.keeper].find((one) => one.partyId === claim.buyer_id);
  if (draw.often(10) && buyer !== undefined) return town.call(claims.actions.withdraw, { claimId: claim.id }, buyer);
  if (claim.state === "filed" && grower !== undefined) {
    const answer = draw.one(["accept", "offer", "contest"] as const)!;
    return town.call(claims.actions.answer, { claimId: claim.id, answer, ...(answer === "offer" ? { amount: draw.whole(1, 20_00) } : {}), text: "已看" }, grower);
  }
  if (claim.state === "offered" && buyer !== undefined) return town.call(claims.actions.reply, { claimId: claim.id, accept: draw.often(60) }, buyer);
  if (claim.state === "arbitration") {
    const ruling = draw.one([{ outcome: "refund" as const, amount: draw.whole(1, 30_00) }, { outcome: "reject" as const }, { outcome: "return" as const, goods: "written_off" as const }])!;
    return town.call(claims.actions.rule, { claimId: claim.id, ruling, reason: "看过照片" }, town.staff.grader);
  }
  return town.call(claims.actions.confirmRuling, { claimId: claim.id, confirm: draw.often(80), reason: "同意", goods: "returned" }, town.staff.operator);
};

const takeBack: Deed = async (town, draw) => {
  const sale = draw.one(await town.rows<{ id: string }>("select id from settlement.sale where money = 'market' order by id desc limit 60"));
  if (sale === undefined) return;
  const { id } = await town.call(money.proposeReversal, { saleId: sale.id, reason: "双方同意", goods: draw.one(["returned", "written_off"] as const)! }, town.staff.cashier);
  await town.call(money.decideReversal, { reversalId: id, confirm: draw.often(80) }, town.staff.cashier2);
};

const correct: Deed = async (town, draw) => {
  const seller = { partyId: draw.one(town.growers)!.partyId, side: "seller" as const };
  const buyer = { partyId: draw.one(town.buyers)!.partyId, side: "buyer" as const };
  const [from, to] = draw.one([[seller, buyer], [buyer, seller], [{ market: "adjustment" as const }, seller], [buyer, { market: "adjustment" as const }]] as const)!;
  const made = await town.call(money.proposeCorrection, { from, to, amount: draw.whole(1, 3_000_00), reason: "改正" }, town.staff.cashier);
  if (made.state === "proposed") await town.call(money.decideCorrection, { correctionId: made.id, confirm: draw.often(70) }, town.staff.cashier2);
  else if (draw.often(30)) await town.call(money.takeBackCorrection, { correctionId: made.id, reason: "又改回来" }, town.staff.cashier2);
};

const closeDay: Deed = async (town, draw) => {
  const [day] = await town.rows<{ date: string; state: string }>("select business_date::text as date, state from settlement.day where state in ('open', 'closing') order by business_date limit 1");
  if (day === undefined) return;
  if (day.state === "open") {
    if (day.date >= town.today() && draw.often(70)) return;
    await town.call(money.closeDay, { businessDate: day.date, despiteHeldStock: true }, town.staff.cashier);
  }
  for (let steps = draw.whole(1, 6); steps > 0; steps--) await town.call(money.closeStep, { businessDate: day.date }, AS_SYSTEM);
};

/** Papers are paid, or sent back by the bank, or put into another file. */
const bank: Deed = async (town, draw) => {
  const papers = await town.rows<{ id: string; live: boolean; date: string }>(`
    select s.id, s.business_date::text as date, exists (select 1 from settlement.bank_line l where l.statement_id = s.id and l.failed_at is null) as live from settlement.statement s join settlement.day d using (business_date)
    left join settlement.payment p on p.statement_id = s.id where s.due > 0 and p.at is null and d.state = 'closed' order by s.no`);
  const paper = draw.one(papers);
  if (paper === undefined) return;
  const what = draw.whole(0, 9);
  if (what < 6) return town.call(money.markPaid, { statementIds: [paper.id] }, town.staff.cashier);
  if (what < 8 && paper.live) return town.call(money.markFailed, { statementIds: [paper.id], reason: "账号有误" }, town.staff.cashier);
  return town.call(money.makeBankFile, { businessDate: paper.date, kind: draw.one(["payout", "debit"] as const)! }, town.staff.cashier);
};

const timePasses: Deed = async (town, draw) => {
  town.later(draw.often(70) ? draw.whole(5, 90) : draw.whole(300, 1_200));
  await town.settle();
};

/** What is met in every run, however short: every grower sells a part of tomorrow's lot today, some of today's by catalogue, and some to one customer. */
export async function firstSales(town: Town): Promise<void> {
  const saleDay = addDays(town.today(), 1);
  for (const [n, grower] of town.growers.entries()) {
    const buyer = town.buyers[n]!;
    const declared = async (plannedOn: string) => (await town.call(intake.actions.declareLot, { itemId: town.items[n]!.id, quantity: "180", plannedOn }, grower)).id;
    const presale = await town.call(offers.actions.savePresale, { lotId: await declared(saleDay), share: 50, saleDay, price: 7_77 + n, steps: [{ level: "box", price: 6_66 }] }, grower);
    const lotId = await declared(town.today());
    await town.call(intake.actions.receive, { lotId, counted: "180" }, town.staff.grader);
    const some = { lotIds: [lotId], quantity: "60", price: 8_01 + n };
    const catalogue = await town.call(offers.actions.saveCatalogue, { ...some, from: town.today(), to: saleDay }, grower);
    const offer = await town.call(offers.actions.saveOffer, { ...some, buyerId: buyer.partyId, until: new Date(town.now().getTime() + 36 * HOUR).toISOString() }, grower);
    await town.call(offers.actions.reserveMany, { lines: [presale, catalogue, offer].map((line) => ({ lineId: line.id, quantity: "2箱" })) }, buyer);
    await town.call(offers.actions.place, {}, buyer);
  }
}

/** Each with how often it comes up. */
export const DEEDS: readonly (readonly [name: string, weight: number, deed: Deed])[] = [
  ["declare", 6, declare], ["receive", 6, receive], ["supply", 8, supply], ["buy", 10, buy], ["changeOrder", 4, changeOrder], ["confirmOrders", 5, confirmOrders], ["award", 9, award], ["otherChannel", 5, otherChannel],
  ["arriveAtStall", 4, arriveAtStall], ["bill", 10, bill], ["backToStall", 5, backToStall], ["customerPays", 4, customerPays], ["closeTill", 1, closeTill], ["complain", 6, complain], ["settleClaim", 8, settleClaim],
  ["takeBack", 4, takeBack], ["correct", 3, correct], ["closeDay", 5, closeDay], ["bank", 6, bank], ["timePasses", 10, timePasses],
];
