import type { ColumnType, Generated, Insertable, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { MoneyTables, Way } from "./money-store.ts";
import type { CHANNELS, MARKET_ENDS, PAYMENT_METHODS } from "./views.ts";
import type { DayState, Money, Side } from "./rules.ts";
import type { VoucherFormat } from "./voucher-rules.ts";

type Derived<T> = { [K in keyof T]: ColumnType<T[K], never, never> };
type Grade = "A" | "B" | "C" | "D" | "E";

export interface MonthTable {
  month: string; last_day: string; currency: string; state: "proposed" | "closed" | "reopened"; waived: string; report: string | null; sha256: string | null; proposed_at: Date; proposed_by: string; proposed_name: string;
  closed_at: Date | null; closed_by: string | null; closed_name: string | null; reopen_at: Date | null; reopen_by: string | null; reopen_name: string | null; reopen_why: string | null;
}

export interface SettlementTables extends MoneyTables {
  "settlement.day": {
    business_date: string;
    currency: string;
    state: Generated<DayState>;
    fee_sheet: string | null;
    closing_at: Date | null;
    closing_by: string | null;
    closing_name: string | null;
    closed_at: Date | null;
    paid_at: Date | null;
  };
  "settlement.sale": {
    id: string;
    at: Date;
    business_date: string;
    channel: (typeof CHANNELS)[number];
    lot_id: string;
    lot_no: string;
    item_id: string;
    grade: Grade | null;
    grower_id: string;
    buyer_id: string;
    quantity: number;
    unit: string;
    price: number;
    gross: number;
    currency: string;
    cause: string;
    cause_id: string;
    posting_set_id: string;
    money: Generated<Money>;
  };
  "settlement.transfer": {
    id: string;
    at: Date;
    business_date: string;
    kind: string;
    payer_id: string | null;
    payer_side: Side | null;
    payee_id: string | null;
    payee_side: Side | null;
    market_account: (typeof MARKET_ENDS)[number] | null;
    amount: number;
    currency: string;
    memo: string;
    sale_id: string | null;
    cause: string;
    cause_id: string;
    account_id: string | null;
    posting_set_id: string;
  };
  "settlement.receipt": {
    id: string;
    at: Date;
    business_date: string;
    payer_id: string;
    payee_id: string;
    method: (typeof PAYMENT_METHODS)[number];
    amount: number;
    currency: string;
    memo: string;
    cause: string;
    cause_id: string;
    account_id: string | null;
    posting_set_id: string;
  };
  "settlement.between_charge": {
    id: string; at: Date; business_date: string; kind: string; debtor_id: string; creditor_id: string; amount: number; currency: string; memo: string; sale_id: string | null; reverses: string | null;
    cause: string; cause_id: string; account_id: string | null; posting_set_id: string;
  };
  "settlement.between_books": Derived<{ business_date: string; id: string; memo: string; debtor_id: string; sale_id: string | null; amount: number; posted: number | null }>;
  "settlement.claim_refund": { claim_id: string; sale_id: string; at: Date; amount: number; transfer_id: string | null; receipt_id: string | null };
  "settlement.direct_books": Derived<{ business_date: string; id: string; sale_id: string; subject: string; amount: number; posted: number | null }>;
  "settlement.transfer_books": Derived<{ business_date: string; id: string; side: Side; party_id: string; memo: string; amount: number; posted: number | null }>;
  "settlement.transfer_end": Derived<{ id: string; business_date: string; side: Side; party_id: string; other_id: string | null; amount: number }>;
  "settlement.reversal": {
    id: string;
    sale_id: string;
    reason: string;
    goods: "returned" | "written_off";
    state: Generated<"proposed" | "confirmed" | "rejected">;
    proposed_at: Date;
    proposed_by: string;
    proposed_name: string;
    decided_at: Date | null;
    decided_by: string | null;
    decided_name: string | null;
    business_date: string | null;
    posting_set_id: string | null;
    direct: Generated<boolean>;
  };
  "settlement.close_task": { business_date: string; side: Side; n: number; party_id: string; sales: number; done: Generated<boolean> };
  "settlement.statement": {
    id: string;
    no: string;
    side: Side;
    business_date: string;
    party_id: string;
    currency: string;
    sales: number;
    quantity: number;
    gross: number;
    corrections: number;
    corrected: number;
    direct: number;
    transfers: number;
    fees: number;
    packaging: number;
    total: number;
    carried_in: number;
    due: number;
    carried_out: number;
    created_at: Date;
    due_on: string;
    way: Way;
  };
  "settlement.charge": {
    statement_id: string;
    n: number;
    corrects: string | null;
    code: string;
    zh: string;
    en: string;
    account: "fee" | "packaging";
    basis: "rate_on_gross" | "per_unit" | "per_lot" | "per_transaction" | "per_day";
    value: number;
    min_minor: number | null;
    max_minor: number | null;
    channel: string | null;
    example: boolean;
    gross: number;
    units: number;
    lots: number;
    transactions: number;
    basis_amount: number;
    computed: number;
    limited: "none" | "min" | "max";
    charged: number;
    was: number;
    amount: number;
  };
  "settlement.bank_file": {
    id: string;
    no: string;
    kind: BankKind;
    business_date: string;
    n: number;
    currency: string;
    lines: number;
    total: number;
    made_at: Date;
    made_by: string | null;
    made_name: string;
    value_on: string | null;
  };
  "settlement.bank_line": {
    file_id: string;
    line: number;
    statement_id: string;
    party_id: string;
    name: string;
    bank_name: string;
    bank_account: string;
    amount: number;
    failed_at: Date | null;
    failure: string | null;
  };
  "settlement.payment": { statement_id: string; at: Date; business_date: string; amount: number; reference: string; account_id: string | null; posting_set_id: string };
  "settlement.payment_taken_back": {
    id: string; statement_id: string; at: Date; business_date: string; amount: number; paid_at: Date; paid_on: string; reference: string; payment_set_id: string; posting_set_id: string; reason: string; account_id: string | null; account_name: string;
  };
  "settlement.bank_month": { account_id: string; month: string; label: string; through: string; lines: number; open_lines: number; open_amount: number; at: Date };
  "settlement.month": MonthTable;
  "settlement.account_of_day": Derived<{ business_date: string; code: string; currency: string; debit: number; credit: number }>;
  "settlement.month_step": {
    id: string; n: Generated<number>; month: string; at: Date; kind: "proposed" | "withdrawn" | "closed" | "reopen_proposed" | "reopen_withdrawn" | "reopened"; account_id: string; account_name: string; reason: string; report: string | null; sha256: string | null;
  };
  "settlement.declaration": {
    id: string; party_id: string; given_at: Date; given_on: string; valid_from: string; valid_to: string; categories: string[]; goods: string; place: string; citizen_id: string; citizen_masked: string;
    paper: string | null; account_id: string | null; account_name: string; delegate: boolean;
    ended_at: Generated<Date | null>; ended_on: Generated<string | null>; ended_by: Generated<string | null>; ended_name: Generated<string | null>; ended_why: Generated<string | null>; wrong: Generated<boolean>;
  };
  "settlement.voucher_file": {
    id: string; no: string; buyer_id: string; period_from: string; period_to: string; currency: string; format: VoucherFormat; lines: number; red_lines: number; goods: number; allowances: number;
    lacking_lines: number; lacking: number; billed: number; sha256: string; made_at: Date; made_by: string | null; made_name: string;
  };
  "settlement.lot_grade": { lot_id: string; first: string; latest: string };
  "settlement.sale_books": Derived<{ sale_id: string; business_date: string; lot_no: string; quantity: number; price: number; gross: number; moved: number | null; receivable: number | null; payable: number | null }>;
  "settlement.reversal_books": Derived<{ reversal_id: string; business_date: string; sale_id: string; lot_no: string; quantity: number; gross: number; returned: number | null; receivable: number | null; payable: number | null }>;
  "settlement.lot_outflow": Derived<{ lot_id: string; lot_no: string; business_date: string; moved: number; sold: number }>;
  "settlement.ledger_of_day": Derived<{ business_date: string; kind: string; code: string; currency: string; amount: number; postings: number }>;
  "settlement.posted_sale": Derived<{ set_id: string; business_date: string; memo: string; sale_id: string | null; amount: number }>;
}

export type BankKind = "payout" | "debit";
export type Tables = SettlementTables & KernelNouns;
export type SaleRow = Selectable<SettlementTables["settlement.sale"]>;
export type TransferRow = Insertable<SettlementTables["settlement.transfer"]>;
export type StatementRow = Selectable<SettlementTables["settlement.statement"]>;
export type ChargeRow = Selectable<SettlementTables["settlement.charge"]>;
