import { ledger } from "../../kernel/ledger/contract.ts";
import type { SettlementScene } from "./sale.ts";
import type { SaleRow } from "./store.ts";

interface Between {
  readonly kind: "direct" | "direct_reversal";
  readonly cause: string;
  readonly causeId: string;
  readonly sale: SaleRow;
  readonly businessDate: string;
  /** Negative when the sale is taken back. */
  readonly amount: number;
}

/** Takes the price out of the market's accounts again and puts it between the two: the customer owes the seller. */
export async function settleBetween({ ask }: SettlementScene, { kind, cause, causeId, sale, businessDate, amount }: Between): Promise<void> {
  const { grower_id: seller, buyer_id: buyer, currency } = sale;
  await ask(ledger.actions.post, {
    kind, cause, causeId, businessDate, memo: `${sale.lot_no} × ${sale.quantity}`,
    lines: [
      { account: "grower_payable", partyId: seller, currency, amount },
      { account: "buyer_receivable", partyId: buyer, currency, amount: -amount },
      { account: "direct_owed", partyId: buyer, withId: seller, currency, amount },
      { account: "direct_due", partyId: seller, withId: buyer, currency, amount: -amount },
    ],
  });
}
