/** A part of the benches: a session in the database with nothing but its journal, and a host for it. */
import type pg from "pg";
import { createJournal, headerLine } from "../src/engines/clock/journal.ts";
import { DEFAULT_CLOCK_SETTINGS, type ClockSettings, type SessionConfig } from "../src/engines/clock/types.ts";
import { nativeSha256 } from "../src/market/clock/hall.ts";
import { SessionHost } from "../src/market/clock/host.ts";
import type { HostClock } from "../src/market/clock/host-clock.ts";
import { JournalStore } from "../src/market/clock/journal-store.ts";

const SEED = "bench";
const MAX_DELAY_MS = 200;
const TOLERANCE_MS = 20;

export interface BareSession {
  readonly host: SessionHost;
  readonly store: JournalStore;
  end(): Promise<void>;
}

/** An open session of so many clocks, hosted through the real host and the real journal; no lots, no buyers yet. */
export async function openBareSession(pool: pg.Pool, clock: HostClock, clocks: readonly Partial<ClockSettings>[]): Promise<BareSession> {
  const id = crypto.randomUUID();
  const config: SessionConfig = {
    id, currency: "CNY", seedCommitment: nativeSha256(SEED), maxDelayMs: MAX_DELAY_MS, futureToleranceMs: TOLERANCE_MS,
    clocks: clocks.map((settings, n) => ({ ...DEFAULT_CLOCK_SETTINGS, name: `${n + 1}`, ...settings })),
  };
  await pool.query(
    `insert into clock.session (id, no, title, business_date, status, currency, seed, commitment, max_delay_ms, future_tolerance_ms, anonymous_winners, show_growers, clocks, created_at, epoch, header)
     values ($1, $2, 'bench', '2026-11-22', 'open', 'CNY', $3, $4, $5, $6, true, true, '[]', now(), now(), $7)`,
    [id, `bench-${id.slice(0, 8)}`, SEED, config.seedCommitment, MAX_DELAY_MS, TOLERANCE_MS, headerLine(config)],
  );
  const store = new JournalStore(pool, { session: id, holder: id });
  await store.acquire();
  const host = new SessionHost({ journal: createJournal(config, SEED, nativeSha256), store, clock, time: 0 });
  await host.submit({ kind: "open" });
  return {
    host, store,
    async end() {
      host.stop();
      await store.release();
    },
  };
}
