import type { ColumnType, Generated, Selectable } from "kysely";
import type { Explained, Kind, What } from "./views.ts";

type Derived<T> = { [K in keyof T]: ColumnType<T[K], never, never> };
interface Line {
  id: string; account_id: string; import_id: string; day: string; amount: number; balance: number | null; serial: string; name: string; account: string; summary: string; remark: string; purpose: string; identity: string;
}

export interface BankTables {
  "bank.account": { id: string; label: string; bank_name: string; number: string; currency: string; opened_at: Date; opened_name: string };
  "bank.import": { id: string; account_id: string; at: Date; by_account: string | null; by_name: string; sha256: string; lines: number; known: number; from_day: string; to_day: string; opening: number | null; closing: number | null };
  "bank.line": Line & { n: Generated<number> };
  "bank.resolution": {
    id: string; n: Generated<number>; account_id: string | null; kind: Kind; rule: string; code: Explained | null; reason: string; lines_sum: number; papers_sum: number; explained: number; automatic: boolean; at: Date; by_account: string | null; by_name: string;
    undone_at: Generated<Date | null>; undone_by: Generated<string | null>; undone_name: Generated<string | null>; undone_why: Generated<string | null>;
  };
  "bank.part": { resolution_id: string; line_id: string; undone: Generated<boolean> };
  "bank.settled": { resolution_id: string; statement_id: string; statement_no: string; side: "seller" | "buyer"; party: string; amount: number; what: What; undone: Generated<boolean> };
  "bank.line_state": Derived<Line & {
    n: number; resolution_id: string | null; kind: Kind | null; rule: string | null; code: Explained | null; reason: string | null; automatic: boolean | null; resolved_at: Date | null; resolved_by: string | null; lines_sum: number | null; papers_sum: number | null; explained: number | null;
    state: "open" | "matched" | "explained";
  }>;
}
export type Tables = BankTables;
export type LineState = Selectable<BankTables["bank.line_state"]>;
