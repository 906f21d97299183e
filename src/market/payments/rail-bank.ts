import type { Answer, Callback, Order, PaymentRail, Prepared } from "./rail.ts";

/**
 * The bank's file: settlement writes it, a cashier carries it and notes what the bank answered. Nothing here talks to
 * anybody; the instructions of a file are written down when it is made and follow what the cashier notes.
 */
export class BankFileRail implements PaymentRail {
  readonly name = "bank_file";
  readonly simulated = false;
  readonly online = false;

  prepare(order: Order): Prepared {
    return { no: order.no, text: [order.no, order.name, order.bankName, order.bankAccount, order.amount, order.currency, order.purpose].join(",") };
  }

  async submit({ no }: Prepared): Promise<Answer> {
    return waiting(no);
  }

  async poll(no: string): Promise<Answer> {
    return waiting(no);
  }

  callback(): Callback {
    return { ok: false, fault: "no_callbacks" };
  }

  /** A file that went to the bank cannot be called back from here. */
  async cancel(no: string): Promise<Answer> {
    return waiting(no);
  }
}

const waiting = (no: string): Answer => ({ no, state: "accepted", externalNo: "", amount: null, currency: null, reason: "" });
