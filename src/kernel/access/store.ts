import type { Generated } from "kysely";
import type { MachineryTables } from "../machinery/tables.ts";
import type { PartyTables } from "../parties/store.ts";

export type StaffRole = "operator" | "auctioneer" | "grader" | "cashier" | "collector" | "system_admin" | "security_admin" | "auditor";

export interface AccountTables {
  "kernel.account": {
    id: string;
    login: string;
    name: string;
    password_hash: string;
    must_change: Generated<boolean>;
    roles: StaffRole[];
    failures: Generated<number>;
    locked_until: Date | null;
    disabled_at: Date | null;
    demo: boolean;
    created_at: Date;
    last_login_at: Date | null;
  };
  "kernel.session": {
    token_hash: string;
    account_id: string;
    party_id: string | null;
    created_at: Date;
    seen_at: Date;
    ended_at: Date | null;
    address: string;
    agent: string;
  };
  "kernel.unknown_login": { login_hash: string; failures: number; locked_until: Date | null; at: Date };
}
export type AccessTables = AccountTables & PartyTables & Pick<MachineryTables, "kernel.audit" | "kernel.audit_seal" | "kernel.market">;
