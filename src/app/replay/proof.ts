import { verifyJournal } from "../../engines/clock/verify.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { clock } from "../../market/clock/contract.ts";
import { nativeSha256 } from "../../market/clock/hall.ts";
import type { ReplayMarket } from "./market.ts";

/** What a session of the replay came to, by its own books, and whether its journal says the same. */
export interface SessionProof {
  readonly no: string;
  readonly date: string;
  readonly lots: number;
  readonly deals: number;
  readonly unitsOffered: number;
  readonly unitsPassed: number;
  readonly value: number;
  readonly groups: number;
  readonly digest: string;
  readonly verified: boolean;
  /** The first difference the verifier found, or why the books do not agree with the journal. */
  readonly difference: string | null;
}

const LINES_PER_CALL = 2_000;

/** The journal of a closed session as anybody can download it. */
export async function exportJournal({ runtime }: ReplayMarket, sessionId: string): Promise<{ lines: string[]; digest: string }> {
  const lines: string[] = [];
  for (let from = 0; ; ) {
    const page = await runtime.call(clock.actions.journal, { sessionId, from, limit: LINES_PER_CALL }, AS_SYSTEM);
    for (const line of page.lines) lines.push(line);
    if (page.next === null) return { lines, digest: page.digest };
    from = page.next;
  }
}

/** Derives every award of a session again from its journal alone and holds the books against it. */
export function proveSession(session: Awaited<ReturnType<typeof sessionOf>>, { lines, digest }: { lines: readonly string[]; digest: string }): SessionProof {
  const { no, businessDate: date, totals, problems } = session;
  const verification = verifyJournal(lines, { digest, sha256: nativeSha256 });
  const difference = verification.ok
    ? !verification.closed ? "the journal does not end with the close of the session"
    : verification.awards !== totals.awards ? `the journal has ${verification.awards} awards, the books ${totals.awards}`
    : problems > 0 ? `${problems} awards could not be booked`
    : null
    : JSON.stringify(verification.difference);
  return {
    no, date, lots: totals.lots, deals: totals.awards, unitsOffered: totals.offered, unitsPassed: totals.passed + totals.withdrawn, value: totals.value,
    groups: lines.length - 1, digest, verified: difference === null, difference,
  };
}

export const sessionOf = ({ runtime }: ReplayMarket, sessionId: string) => runtime.call(clock.actions.session, { sessionId }, AS_SYSTEM);

export interface LedgerProof {
  readonly balanced: boolean;
  /** What the buyers owe for what was sold, by the ledger. */
  readonly sold: number;
}

/** Everything sums to zero, and what the buyers owe is what the growers are owed. */
export async function proveLedger({ runtime }: ReplayMarket): Promise<LedgerProof> {
  const { balances, total, unbalancedSets } = await runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
  const of = (account: string): number => balances.reduce((sum, row) => (row.account === account ? sum + row.amount : sum), 0);
  const sold = of("buyer_receivable");
  return { balanced: total === 0 && unbalancedSets === 0 && of("grower_payable") === -sold, sold };
}

export interface StockProof {
  readonly onHand: number;
  readonly held: number;
  /** Lots that are neither empty and closed nor free again. */
  readonly open: number;
  readonly sold: number;
}

/** What is left in the lots, and what left them as sold. */
export async function proveStock({ opened }: ReplayMarket): Promise<StockProof> {
  const { rows } = await opened.database.pool.query<StockProof>(
    `select coalesce(sum(on_hand), 0)::bigint as "onHand", coalesce(sum(held), 0)::bigint as held,
       count(*) filter (where status <> case when on_hand = 0 then 'closed' else 'received' end) as open,
       (select coalesce(sum(quantity), 0)::bigint from kernel.lot_movement where kind = 'sale') as sold from kernel.lot`,
  );
  return rows[0]!;
}
