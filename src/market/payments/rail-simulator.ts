import type { Answer, Callback, Order, PaymentRail, Prepared } from "./rail.ts";

/** An amount that ends so fails, so that a trainer can show what a failure looks like. */
export const FAILING_TAIL = 13;
const HUNDRED = 100;

/** Plays a licensed payer: takes every order and says "paid" when asked. No money moves, and everything it touches is marked so. */
export class Simulator implements PaymentRail {
  readonly name = "simulator";
  readonly simulated = true;
  readonly online = true;
  /** What it was given, so that an answer names the amount. Forgotten at a restart: an unknown order is simply sent again. */
  readonly #orders = new Map<string, { amount: number; currency: string }>();

  prepare(order: Order): Prepared {
    return { no: order.no, text: JSON.stringify({ no: order.no, amount: order.amount, currency: order.currency }) };
  }

  async submit({ no, text }: Prepared): Promise<Answer> {
    const { amount, currency } = JSON.parse(text) as { amount: number; currency: string };
    this.#orders.set(no, { amount, currency });
    return { no, state: "accepted", externalNo: `SIM-${no}`, amount, currency, reason: "" };
  }

  async poll(no: string): Promise<Answer> {
    const order = this.#orders.get(no);
    if (order === undefined) return { no, state: "unknown", externalNo: "", amount: null, currency: null, reason: "" };
    const fails = order.amount % HUNDRED === FAILING_TAIL;
    return { no, state: fails ? "failed" : "paid", externalNo: `SIM-${no}`, ...order, reason: fails ? "模拟失败 simulated failure" : "" };
  }

  callback(): Callback {
    return { ok: false, fault: "no_callbacks" };
  }

  async cancel(no: string): Promise<Answer> {
    const order = this.#orders.get(no);
    return { no, state: "cancelled", externalNo: `SIM-${no}`, amount: order?.amount ?? null, currency: order?.currency ?? null, reason: "撤销 cancelled" };
  }
}
