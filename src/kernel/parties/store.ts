import type { Generated } from "kysely";

export interface PartyTables {
  "kernel.party": {
    id: string;
    kind: "organisation" | "person";
    name: string;
    pinyin: string;
    uscc: string | null;
    citizen_id_masked: string | null;
    phone: string | null;
    town: string | null;
    roles: ("grower" | "merchant" | "buyer" | "agent")[];
    bank_account: string | null;
    bank_name: string | null;
    status: Generated<"active" | "suspended">;
    demo: boolean;
    created_at: Date;
  };
  "kernel.membership": {
    account_id: string;
    party_id: string;
    role: "owner" | "member" | "delegate";
    granted_by: string | null;
    granted_at: Date;
    revoked_at: Date | null;
  };
}
