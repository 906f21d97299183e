import { sql, type Kysely } from "kysely";
import { canonical, sha256 } from "../machinery/canonical.ts";
import type { MachineryTables } from "../machinery/tables.ts";

const SEAL_BATCH = 1_000;
const FIRST_PREVIOUS = "0".repeat(64);
type Db = Kysely<MachineryTables>;

interface Line {
  id: number;
  xid: string;
  at: Date;
  account_id: string | null;
  account_name: string;
  party_id: string | null;
  delegate: boolean;
  module: string;
  action: string;
  input: unknown;
  outcome: string;
  code: string | null;
  address: string;
  request_id: string;
}

/** What a sealed line says; its position in the database is left out so that a restored trail checks out too. */
function lineText(line: Line): string {
  const { xid: _xid, ...said } = line;
  return canonical(said);
}

function blockDigest(previous: string, lines: readonly Line[]): string {
  return sha256(`${previous}\n${lines.map(lineText).join("\n")}`);
}

const inOrder = (db: Db) => db.selectFrom("kernel.audit").selectAll().orderBy("xid").orderBy("id");

/** Chains all finished lines into the next block. Writers are never held up: they only insert. */
export async function sealTrail(db: Db, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(7240462)`.execute(tx);
    const last = await tx.selectFrom("kernel.audit_seal").selectAll().orderBy("n", "desc").limit(1).executeTakeFirst();
    const lines = (await inOrder(tx)
      .where(sql<boolean>`(xid, id) > (${last?.to_xid ?? "0"}::xid8, ${last?.to_id ?? 0}::bigint)`)
      .where(sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())`).limit(SEAL_BATCH).execute()) as unknown as Line[];
    const end = lines.at(-1);
    if (end === undefined) return 0;
    const previous = last?.digest ?? FIRST_PREVIOUS;
    await tx.insertInto("kernel.audit_seal").values({
      n: (last?.n ?? 0) + 1, to_xid: end.xid, to_id: end.id, lines: lines.length, previous, digest: blockDigest(previous, lines), at: now,
    }).execute();
    return lines.length;
  });
}

export interface TrailCheck {
  readonly blocks: number;
  readonly lines: number;
  readonly whole: boolean;
  readonly firstBroken: number | null;
  readonly digest: string | null;
}

/** Re-computes every block from the lines and names the first that does not fit. */
export async function checkTrail(db: Db): Promise<TrailCheck> {
  const seals = await db.selectFrom("kernel.audit_seal").selectAll().orderBy("n").execute();
  let previous = FIRST_PREVIOUS;
  let from = { xid: "0", id: 0 };
  let counted = 0;
  for (const seal of seals) {
    const lines = (await inOrder(db)
      .where(sql<boolean>`(xid, id) > (${from.xid}::xid8, ${from.id}::bigint)`)
      .where(sql<boolean>`(xid, id) <= (${seal.to_xid}::xid8, ${seal.to_id}::bigint)`).execute()) as unknown as Line[];
    if (seal.previous !== previous || lines.length !== seal.lines || blockDigest(previous, lines) !== seal.digest) {
      return { blocks: seals.length, lines: counted, whole: false, firstBroken: seal.n, digest: seals.at(-1)?.digest ?? null };
    }
    previous = seal.digest;
    from = { xid: seal.to_xid, id: seal.to_id };
    counted += seal.lines;
  }
  return { blocks: seals.length, lines: counted, whole: true, firstBroken: null, digest: seals.at(-1)?.digest ?? null };
}
