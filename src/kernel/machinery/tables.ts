import type { Generated } from "kysely";

/** The machinery's own tables; no module sees them. */
export interface MachineryTables {
  "kernel.event": {
    xid: Generated<string>;
    id: Generated<number>;
    at: Date;
    business_date: string;
    module: string;
    name: string;
    payload: string;
    account_id: string | null;
    party_id: string | null;
  };
  "kernel.bookmark": { listener: string; xid: string; id: number };
  "kernel.audit": {
    xid: Generated<string>;
    id: Generated<number>;
    at: Date;
    account_id: string | null;
    account_name: string;
    party_id: string | null;
    delegate: boolean;
    module: string;
    action: string;
    input: string;
    outcome: "done" | "refused" | "failed";
    code: string | null;
    address: string;
    request_id: string;
  };
  "kernel.audit_seal": { n: number; to_xid: string; to_id: number; lines: number; previous: string; digest: string; at: Date };
  "kernel.request": { owner: string; key: string; action: string; input_hash: string; output: string | null; at: Date };
  "kernel.market": {
    only_one: Generated<boolean>;
    name_zh: string;
    name_en: string;
    currency: string;
    utc_offset_minutes: number;
    cutover_hour: number;
    demo: boolean;
  };
}
