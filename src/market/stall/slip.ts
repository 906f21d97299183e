import type { Method } from "./rules.ts";

/** What a slip says, from whatever wrote the bill: the market's book, or a telephone without a network. */
export interface SlipFacts {
  readonly stall: { readonly hall: string; readonly number: string; readonly name: string };
  readonly market: { readonly zh: string; readonly en: string; readonly demo: boolean };
  readonly id: string;
  /** The number of the business day; until the market has given one, the device's own. */
  readonly no: string;
  readonly provisional: boolean;
  /** The moment, already in the market's time: "2026-12-01 10:23". */
  readonly at: string;
  readonly customer: string;
  readonly by: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly name: string; readonly written: string; readonly quantity: number; readonly unit: string; readonly price: number; readonly per: string; readonly lump: boolean; readonly pots: number; readonly potPrice: number | null; readonly total: number;
  }[];
  readonly payments: readonly { readonly method: Method; readonly amount: number }[];
  readonly void: boolean;
}

export interface SlipLine {
  readonly name: string;
  readonly written: string;
  readonly price: number | null;
  readonly per: string;
  readonly pots: { readonly count: number; readonly price: number } | null;
  readonly total: number;
}
/** A slip as data: a printer, a page or a picture draws it; none of them reckons. */
export interface Slip {
  readonly head: readonly string[];
  readonly no: string;
  readonly provisional: boolean;
  readonly void: boolean;
  readonly demo: boolean;
  readonly at: string;
  readonly customer: string;
  readonly by: string;
  readonly currency: string;
  readonly lines: readonly SlipLine[];
  readonly total: number;
  readonly payments: readonly { readonly method: Method; readonly amount: number }[];
  readonly paid: number;
  readonly due: number;
  /** What its code opens when it is scanned. */
  readonly path: string;
}

export function slipOf(facts: SlipFacts): Slip {
  const total = facts.lines.reduce((sum, line) => sum + line.total, 0);
  // What came back and what was paid back are summed by method: a slip shows where things stand.
  const sums = new Map<Method, number>();
  for (const { method, amount } of facts.payments) sums.set(method, (sums.get(method) ?? 0) + amount);
  const payments = [...sums].filter(([, amount]) => amount !== 0).map(([method, amount]) => ({ method, amount }));
  const paid = payments.reduce((sum, payment) => sum + payment.amount, 0);
  return {
    head: [facts.market.zh, `${facts.stall.hall} ${facts.stall.number} ${facts.stall.name}`], no: facts.no, provisional: facts.provisional, void: facts.void, demo: facts.market.demo, at: facts.at, customer: facts.customer, by: facts.by,
    currency: facts.currency,
    lines: facts.lines.filter((line) => line.quantity > 0).map((line) => ({
      name: line.name, written: line.written, price: line.lump ? null : line.price, per: line.per, pots: line.potPrice === null || line.pots === 0 || line.lump ? null : { count: line.pots, price: line.potPrice }, total: line.total,
    })),
    total, payments, paid, due: total - paid, path: `/stall/bills/${facts.id}`,
  };
}

