import type { Generated } from "kysely";
import type { BulletinKind } from "../../engines/bulletin/data.ts";
import type { Scene } from "../../kernel/machinery/module.ts";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { bulletins } from "./contract.ts";

export interface BulletinTables {
  "bulletins.bulletin": {
    id: string;
    kind: BulletinKind;
    period: string;
    starts: string;
    edition: Generated<number>;
    draft_texts: string | null;
    draft_data: string | null;
    drafted_at: Date;
    version: Generated<number>;
    edited_at: Date | null;
    edited_by_id: string | null;
    edited_by: string | null;
    reason: string | null;
  };
  "bulletins.edition": { bulletin_id: string; edition: number; published_at: Date; published_by: string; edited_by: string | null; reason: string | null; snapshot: string; sha256: string };
}

export type Tables = BulletinTables & KernelNouns;
export type BulletinScene<R extends string = never> = Scene<Tables, R, (typeof bulletins)["events"]>;
