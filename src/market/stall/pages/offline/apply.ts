import { measure } from "../../rules.ts";
import type { CounterItem, CounterView, CustomerView } from "../../views.ts";
import type { Kept } from "./queue.ts";

/** The counter as it is after the bills that the market does not know yet: less stock, more debt, new customers, fresher prices. */
export function applied(counter: CounterView, kept: readonly Kept[]): CounterView {
  const items = new Map(counter.items.map((item) => [item.itemId, item]));
  const customers = new Map(counter.customers.map((customer) => [customer.id, customer]));
  let { bills, total } = counter.today;
  for (const { bill, state, row } of kept) {
    const known = state === "booked" && row !== null && row.receivedAt <= counter.at;
    if (state === "conflict" || known) continue;
    if (bill.customerId !== null && bill.newCustomer !== null && !customers.has(bill.customerId)) customers.set(bill.customerId, freshCustomer(bill.customerId, bill.newCustomer));
    bills += 1;
    total += bill.total;
    for (const line of bill.lines) {
      const item = items.get(line.itemId);
      const measured = item === undefined ? null : measure(item, line.quantity);
      if (item === undefined || measured?.ok !== true) continue;
      items.set(item.itemId, { ...item, free: Math.max(0, item.free - measured.quantity), lastSoldAt: bill.madeAt, lastPrice: line.lump === null ? { price: line.price, per: line.per, potPrice: line.potPrice } : item.lastPrice });
    }
    const customer = bill.customerId === null ? undefined : customers.get(bill.customerId);
    if (customer !== undefined) customers.set(customer.id, afterBill(customer, bill));
  }
  return { ...counter, items: [...items.values()].toSorted(bySold), customers: [...customers.values()].toSorted((a, b) => (b.lastAt ?? "").localeCompare(a.lastAt ?? "")), today: { bills, total } };
}

const bySold = (a: CounterItem, b: CounterItem): number => Number(a.free === 0) - Number(b.free === 0) || (b.lastSoldAt ?? "").localeCompare(a.lastSoldAt ?? "");

function afterBill(customer: CustomerView, bill: Kept["bill"]): CustomerView {
  const due = bill.total - bill.payments.reduce((sum, payment) => sum + payment.amount, 0);
  const fresh = bill.lines.filter((line) => line.lump === null).map((line) => ({ itemId: line.itemId, price: line.price, per: line.per, potPrice: line.potPrice, written: line.quantity }));
  return {
    ...customer, lastAt: bill.madeAt, balance: customer.balance + due, free: customer.limit - Math.max(0, customer.balance + due),
    prices: [...fresh, ...customer.prices.filter((old) => !fresh.some((one) => one.itemId === old.itemId))],
  };
}

function freshCustomer(id: string, { nickname, phone, group }: NonNullable<Kept["bill"]["newCustomer"]>): CustomerView {
  return { id, partyId: id, nickname, group, phoneTail: phone?.slice(-4) ?? "", pinyin: nickname.toLowerCase(), initials: nickname.toLowerCase(), note: "", lastAt: null, balance: 0, limit: 0, free: 0, prices: [] };
}
