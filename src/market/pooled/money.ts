import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { pooled } from "./contract.ts";
import { lineOf, sideOf, termsOf, type PooledScene } from "./course.ts";
import { depositsHeld } from "./deposits.ts";
import { hubOf, itemNames, substituteView, visible } from "./lists.ts";
import { insteadPrice, worthOf } from "./pricing.ts";
import type { Charge, DropRow, Fault, Order, Parcel, Promise_, Tables } from "./store.ts";
import type { SettlementView } from "./views.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "settlement">;
type Seen = Awaited<ReturnType<typeof visible>>;
type Invoice = NonNullable<SettlementView["invoice"]>;
type Statement = SettlementView["statements"][number];
type Deduction = Statement["deductions"][number];

export const moneyHandlers: Noun = {
  async settlement(scene, { orderId }) {
    const inner = scene as unknown as PooledScene;
    return moneyFor(inner, await visible(inner, { orderId }));
  },
};

/** What of an order's money its reader may see: a grower his own statement, the enterprise its invoice, the hub and the market's people all of it. */
export async function moneyFor(scene: PooledScene, order: Seen): Promise<SettlementView> {
  const { actor } = scene;
  const side = sideOf(actor, order);
  if (side === "looker" && !actor.roles.some((role) => role === "cashier" || role === "auditor" || role === "operator")) scene.refuse("not_allowed");
  const whole = await moneyOf(scene, order);
  if (side === "grower") return { ...whole, invoice: null, statements: whole.statements.filter((one) => one.growerId === actor.partyId), differences: [] };
  return side === "enterprise" ? { ...whole, statements: [] } : whole;
}

type Books = Awaited<ReturnType<typeof booksOf>>;
interface Facts {
  readonly order: Order;
  readonly enterprise: string;
  readonly drops: readonly DropRow[];
  readonly promises: readonly Promise_[];
  readonly parcels: readonly (Parcel & { readonly item_id: string; readonly lot_no: string })[];
  readonly faults: readonly Fault[];
  readonly charges: readonly Charge[];
  readonly names: ReadonlyMap<string, string>;
  readonly items: Awaited<ReturnType<typeof itemNames>>;
}

const booksOf = ({ ask }: Pick<PooledScene, "ask">, { parcels, faults, charges }: Pick<Facts, "parcels" | "faults" | "charges">) => ask(settlement.actions.booked, {
  saleIds: parcels.map((one) => one.sale_id!), transferIds: [...faults.flatMap((one) => [one.transfer_id, one.waive_transfer_id]), ...charges.map((one) => one.transfer_id)].filter((one) => one !== null),
});

async function factsOf({ tx }: PooledScene, order: Seen): Promise<Facts> {
  const promises = await tx.selectFrom("pooled.promise").selectAll().where("order_id", "=", order.id).orderBy("id").execute();
  const parcels = await tx.selectFrom("pooled.parcel as c").innerJoin("pooled.promise as p", "p.id", "c.promise_id").innerJoin("kernel.lot as l", "l.id", "c.lot_id").selectAll("c").select(["l.item_id", "l.no as lot_no"]).where("p.order_id", "=", order.id).where("c.state", "=", "shipped").orderBy("c.id").execute();
  const growers = [...new Set(promises.map((one) => one.grower_id))];
  const names = growers.length === 0 ? [] : await tx.selectFrom("kernel.party").select(["id", "name"]).where("id", "in", growers).execute();
  return {
    order, enterprise: order.enterprise, promises, parcels, names: new Map(names.map((row) => [row.id, row.name])),
    drops: await tx.selectFrom("pooled.drop").selectAll().where("order_id", "=", order.id).execute(),
    faults: await tx.selectFrom("pooled.fault").selectAll().where("order_id", "=", order.id).orderBy("place").execute(),
    charges: await tx.selectFrom("pooled.charge").selectAll().where("order_id", "=", order.id).orderBy("at").orderBy("id").execute(),
    items: await itemNames(tx, [...new Set([...parcels.map((one) => one.item_id), ...termsOf(order).lines.map((line) => line.itemId)])]),
  };
}

async function moneyOf(scene: PooledScene, order: Seen): Promise<SettlementView> {
  const { tx } = scene;
  const facts = await factsOf(scene, order);
  const books = await booksOf(scene, facts);
  const held = await depositsHeld(scene, order.id);
  const market = await tx.selectFrom("kernel.market").select(["name_zh", "name_en"]).executeTakeFirst();
  const depositOf = (partyId: string): number => held.find((one) => one.party_id === partyId)?.held ?? 0;
  const invoice = invoiceOf(facts, books, depositOf(order.enterprise_id));
  const statements = [...facts.names].map(([growerId, grower]) => statementOf(facts, books, growerId, grower, depositOf(growerId))).toSorted((a, b) => (a.grower < b.grower ? -1 : a.grower > b.grower ? 1 : a.growerId < b.growerId ? -1 : 1));
  const sum = (kind: "margin" | "freight"): number => facts.charges.filter((one) => one.kind === kind).reduce((total, one) => total + one.amount, 0);
  const view = { currency: order.currency, hub: hubOf(order, market), invoice, statements, margin: sum("margin"), freight: sum("freight") };
  const differences = compare(facts, books, view);
  return { ...view, balanced: differences.length === 0, differences };
}

interface Sold {
  readonly parcel: Facts["parcels"][number];
  readonly promise: Promise_;
  readonly base: number;
}
function soldOf({ order, drops, promises, parcels }: Facts, growerId?: string): Sold[] {
  return parcels.flatMap((parcel) => {
    const promise = promises.find((one) => one.id === parcel.promise_id)!;
    const drop = drops.find((one) => one.id === promise.drop_id)!;
    return growerId === undefined || promise.grower_id === growerId ? [{ parcel, promise, base: insteadPrice(lineOf(order, drop), parcel.item_id === drop.item_id ? null : parcel.item_id, promise.price ?? worthOf(order, drop)) }] : [];
  });
}
const total = <T>(rows: readonly T[], amount: (row: T) => number): number => rows.reduce((sum, row) => sum + amount(row), 0);
const grossOf = (rows: readonly Sold[]): number => total(rows, ({ parcel }) => parcel.accepted * parcel.price!);
const byGoods = (rows: readonly Sold[], more: (row: Sold) => string | number): Sold[][] => [...Map.groupBy(rows, (row) => `${row.parcel.item_id} ${row.parcel.grade} ${String(row.parcel.price).padStart(12, "0")} ${more(row)}`)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);

/** Who a fault's cost falls on, or for a refusal to whom it goes. */
const growerOf = ({ promises }: Facts, fault: Fault): string => fault.grower_id ?? promises.find((one) => one.id === fault.promise_id)!.grower_id;
/** What a fault takes off a grower's money: what he pays, less what he is paid. */
const costOf = (fault: Fault): number => (fault.grower_id === null ? 0 - fault.amount : fault.amount);
const standing = (faults: readonly Fault[]): Fault[] => faults.filter((one) => one.waived_by === null && one.amount > 0);

function invoiceOf(facts: Facts, books: Books, deposit: number): Invoice {
  const { order, enterprise, items, names } = facts;
  const sold = soldOf(facts);
  const gross = grossOf(sold);
  const credits: Invoice["credits"] = [
    ...standing(facts.faults).map((fault) => ({ kind: fault.kind as string, amount: costOf(fault), text: `${names.get(growerOf(facts, fault)) ?? ""} · ${fault.units} × ${fault.percent}%` })),
    ...books.sales.flatMap((sale) => sale.refunds.map((one) => ({ kind: "claim", amount: one.amount, text: `${sale.lotNo} · ${one.businessDate}` }))),
    ...books.sales.filter((sale) => sale.reversedOn !== null).map((sale) => ({ kind: "taken_back", amount: sale.gross, text: `${sale.lotNo} · ${sale.reversedOn}` })),
  ];
  const credited = total(credits, (one) => one.amount);
  return {
    no: order.no, enterprise, gross, credits, credited, deposit, due: gross - credited, bills: billsOf(facts, books),
    lines: byGoods(sold, () => "").map((rows) => {
      const { parcel, promise } = rows[0]!;
      const item = items.get(parcel.item_id)!;
      const drop = facts.drops.find((one) => one.id === promise.drop_id)!;
      return { itemZh: item.zh, itemEn: item.en, grade: parcel.grade, unit: item.unit, units: total(rows, (row) => row.parcel.accepted), price: parcel.price!, gross: grossOf(rows), way: lineOf(order, drop).price.kind, ...(parcel.item_id === drop.item_id ? {} : { substitute: substituteView(lineOf(order, drop), parcel.item_id, items) }) };
    }),
  };
}

/** Which of the enterprise's daily bills the invoice consists of, deposits put down and returned among them. */
function billsOf({ order }: Facts, books: Books): Invoice["bills"] {
  const days = new Map<string, number>();
  const add = (day: string, amount: number): void => void days.set(day, (days.get(day) ?? 0) + amount);
  for (const sale of books.sales) {
    add(sale.businessDate, sale.gross);
    if (sale.reversedOn !== null) add(sale.reversedOn, 0 - sale.gross);
    for (const refund of sale.refunds) add(refund.businessDate, 0 - refund.amount);
  }
  for (const transfer of books.transfers) for (const end of transfer.ends) if (end.partyId === order.enterprise_id && end.side === "buyer") add(transfer.businessDate, end.amount);
  return [...days].map(([businessDate, amount]) => ({ businessDate, amount })).toSorted((a, b) => (a.businessDate < b.businessDate ? -1 : 1));
}

function statementOf(facts: Facts, books: Books, growerId: string, grower: string, depositHeld: number): Statement {
  const { items, promises, charges } = facts;
  const sold = soldOf(facts, growerId);
  const own = promises.filter((one) => one.grower_id === growerId);
  const sales = books.sales.filter((sale) => sale.growerId === growerId);
  const deductions: Deduction[] = [
    ...charges.filter((one) => one.party_id === growerId && (one.kind === "margin" || one.kind === "freight")).map((one): Deduction => ({ kind: one.kind as "margin", amount: one.amount, text: one.kind === "margin" ? `${termsOf(facts.order).marginPm / 10}%` : "" })),
    ...standing(facts.faults).filter((fault) => growerOf(facts, fault) === growerId).map((fault): Deduction => ({ kind: fault.kind, amount: costOf(fault), text: [`${fault.units} × ${fault.percent}%`, fault.text].filter((text) => text !== "").join(" · ") })),
    ...sales.flatMap((sale) => sale.refunds.map((one): Deduction => ({ kind: "claim", amount: one.amount, text: `${sale.lotNo} · ${one.businessDate}` }))),
    ...sales.filter((sale) => sale.reversedOn !== null).map((sale): Deduction => ({ kind: "taken_back", amount: sale.gross, text: `${sale.lotNo} · ${sale.reversedOn}` })),
  ];
  const gross = grossOf(sold);
  const deducted = total(deductions, (one) => one.amount);
  return {
    growerId, grower, promised: total(own, (one) => one.quantity), delivered: total(sold, (row) => row.parcel.accepted), gross, deductions, deducted, net: gross - deducted, depositHeld,
    lines: byGoods(sold, (row) => row.base).map((rows) => {
      const { parcel, base } = rows[0]!;
      const item = items.get(parcel.item_id)!;
      const units = total(rows, (row) => row.parcel.accepted);
      return { itemZh: item.zh, itemEn: item.en, grade: parcel.grade, unit: item.unit, units, orderedPrice: base, price: parcel.price!, gross: grossOf(rows), downgrade: units * (base - parcel.price!) };
    }),
  };
}

/** What this module says against what settlement and the ledger say; every difference by name, so that sums that happen to agree hide nothing. */
function compare(facts: Facts, books: Books, view: Pick<SettlementView, "invoice" | "statements" | "margin" | "freight">): string[] {
  const found: string[] = [];
  const same = (what: string, here: number, there: number | null | undefined): void => void (here === there || found.push(`${what}: ${here} ≠ ${there ?? "—"}`));
  for (const parcel of facts.parcels) {
    const sale = books.sales.find((one) => one.id === parcel.sale_id);
    same(`${parcel.lot_no} sale`, parcel.accepted * parcel.price!, sale?.gross);
    same(`${parcel.lot_no} ledger`, parcel.accepted * parcel.price!, sale?.posted);
  }
  const booked = (what: string, transferId: string | null, amount: number): void => {
    const transfer = books.transfers.find((one) => one.transferId === transferId);
    same(what, amount, transfer?.amount);
    for (const end of transfer?.ends ?? []) same(`${what} ledger`, end.amount, end.posted);
  };
  for (const fault of facts.faults) {
    if (fault.amount > 0) booked(`fault ${fault.kind}`, fault.transfer_id, fault.amount);
    if (fault.waive_transfer_id !== null) booked(`waived ${fault.kind}`, fault.waive_transfer_id, fault.amount);
  }
  for (const charge of facts.charges) booked(charge.kind, charge.transfer_id, charge.amount);
  const { invoice, statements, margin, freight } = view;
  same("bills", (invoice?.due ?? 0) + (invoice?.deposit ?? 0), total(invoice?.bills ?? [], (one) => one.amount));
  same("statements", invoice?.due ?? 0, total(statements, (one) => one.net) + margin + freight);
  return found;
}
