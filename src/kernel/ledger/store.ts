import type { Generated } from "kysely";

export interface LedgerTables {
  "kernel.ledger_account": { id: string; code: string; party_id: string | null; with_id: string | null; currency: string };
  "kernel.posting_set": {
    id: string;
    xid: Generated<string>;
    at: Date;
    business_date: string;
    kind: string;
    cause: string;
    cause_id: string;
    memo: string;
    account_id: string | null;
    reverses: string | null;
  };
  "kernel.posting": { set_id: string; line: number; ledger_account_id: string; currency: string; amount: number };
  "kernel.credit_line": { party_id: string; creditor_id: Generated<string>; currency: string; credit_limit: Generated<number>; held: Generated<number>; used: Generated<number> };
  "kernel.credit_movement": {
    id: Generated<number>;
    party_id: string;
    creditor_id: Generated<string>;
    currency: string;
    kind: "limit" | "hold" | "release" | "capture" | "repay";
    amount: number;
    cause: string;
    cause_id: string;
    account_id: string | null;
    at: Date;
  };
  "kernel.fee_line": {
    id: string;
    code: string;
    zh: string;
    en: string;
    payer: "seller" | "buyer";
    basis: "rate_on_gross" | "per_unit" | "per_lot" | "per_transaction" | "per_day";
    value: number;
    min_minor: number | null;
    max_minor: number | null;
    channel: string | null;
    currency: string;
    valid_from: string;
    valid_to: string | null;
    example: boolean;
  };
}
