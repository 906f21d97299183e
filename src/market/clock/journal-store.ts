import { hostname } from "node:os";
import type pg from "pg";
import type { JournalGroup } from "../../engines/clock/journal.ts";

export const LEASE_MS = 6_000;
const RENEWALS_PER_LEASE = 3;

/** Another host has taken the session over; this one must not say another word. */
export class JournalFenced extends Error {
  constructor(session: string) {
    super(`another host has taken over session ${session}`);
    this.name = "JournalFenced";
  }
}

/** Another host holds the session. */
export class LeaseHeld extends Error {
  readonly holder: string;
  constructor(session: string, holder: string) {
    super(`session ${session} is hosted by ${holder}`);
    this.name = "LeaseHeld";
    this.holder = holder;
  }
}

export interface LeaseOptions {
  readonly session: string;
  /** Unique to this host. */
  readonly holder: string;
  readonly leaseMs?: number;
}

/** A write that takes longer is given up and tried again on a new connection: the old one may hang on a network that is gone. */
const WRITE_TIMEOUT_MS = 5_000;
const APPEND = {
  name: "append-journal", query_timeout: WRITE_TIMEOUT_MS,
  text: `insert into clock.journal (session_id, n, prev, inputs, events, hash)
    select $1::uuid, $2::int, $3, $4, $5, $6 where exists (select 1 from clock.lease where session_id = $1::uuid and holder = $7)
    on conflict do nothing`,
};

/**
 * The journal of one session in the database, written by whoever holds the session's lease. It has a connection of
 * its own: a request that waits for a commit holds one from the pool, and a pool of waiting requests would starve it.
 */
export class JournalStore {
  readonly #pool: pg.Pool;
  readonly #session: string;
  readonly #holder: string;
  readonly #leaseMs: number;
  #client: pg.PoolClient | null = null;
  readonly #watches = new WeakMap<pg.PoolClient, () => void>();
  #renewing: NodeJS.Timeout | null = null;
  #lost = false;
  /** A connection does one thing at a time; a renewal waits for the commit under way, and the next commit for it. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(pool: pg.Pool, { session, holder, leaseMs = LEASE_MS }: LeaseOptions) {
    this.#pool = pool;
    this.#session = session;
    this.#holder = holder;
    this.#leaseMs = leaseMs;
  }

  /** Takes the lease and keeps renewing it. Throws LeaseHeld if another host has it. */
  async acquire(): Promise<void> {
    const client = await this.#connection();
    await this.#dropDeadHolder(client);
    const taken = await client.query<{ holder: string }>(
      `insert into clock.lease as l (session_id, holder, node, pid, term, expires_at)
       values ($1, $2, $3, $4, 1, clock_timestamp() + $5 * interval '1 millisecond')
       on conflict (session_id) do update set holder = excluded.holder, node = excluded.node, pid = excluded.pid, term = l.term + 1, expires_at = excluded.expires_at
       where l.expires_at < clock_timestamp() or l.holder = excluded.holder returning holder`,
      [this.#session, this.#holder, hostname(), process.pid, this.#leaseMs],
    );
    if (taken.rowCount === 0) {
      const held = await client.query<{ holder: string }>("select holder from clock.lease where session_id = $1", [this.#session]);
      throw new LeaseHeld(this.#session, held.rows[0]?.holder ?? "nobody");
    }
    this.#renewing = setInterval(() => void this.#inTurn(() => this.#renew()), this.#leaseMs / RENEWALS_PER_LEASE);
    this.#renewing.unref();
  }

  /** Durable when it resolves. Writing a group again that is already there is no error; any other error may be tried again. */
  write(group: JournalGroup): Promise<void> {
    return this.#inTurn(() => this.#append(group));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #append(group: JournalGroup): Promise<void> {
    if (this.#lost) throw new JournalFenced(this.#session);
    const client = await this.#connection();
    try {
      const { n, prev, inputs, events, hash } = group;
      const written = await client.query({ ...APPEND, values: [this.#session, n, prev, inputs, events, hash, this.#holder] });
      if (written.rowCount === 1) return;
      const there = await client.query<{ hash: string }>("select hash from clock.journal where session_id = $1 and n = $2", [this.#session, n]);
      if (there.rows[0]?.hash === hash) return;
    } catch (error) {
      this.#drop();
      throw error;
    }
    throw new JournalFenced(this.#session);
  }

  /** Gives the lease back. */
  release(): Promise<void> {
    this.#stopRenewing();
    return this.#inTurn(() => this.#giveBack());
  }

  async #giveBack(): Promise<void> {
    try {
      const client = await this.#connection();
      await client.query("delete from clock.lease where session_id = $1 and holder = $2", [this.#session, this.#holder]);
    } finally {
      const client = this.#client;
      this.#client = null;
      if (client !== null) this.#handBack(client);
    }
  }

  /** Stops as a power cut would: the lease is left to run out. */
  abandon(): void {
    this.#stopRenewing();
    this.#lost = true;
    this.#drop();
  }

  async #connection(): Promise<pg.PoolClient> {
    if (this.#client !== null) return this.#client;
    const client = await this.#pool.connect();
    // A connection that breaks while nothing is asked of it would otherwise end the process.
    const broken = (): void => this.#drop(client);
    this.#watches.set(client, broken);
    client.on("error", broken);
    if (this.#client !== null || this.#lost) {
      this.#handBack(client);
      if (this.#client === null) throw new JournalFenced(this.#session);
      return this.#client;
    }
    this.#client = client;
    return client;
  }

  /** The connection goes on to others; what was hung on it for this session must not stay. */
  #handBack(client: pg.PoolClient): void {
    const broken = this.#watches.get(client);
    if (broken !== undefined) client.off("error", broken);
    client.release();
  }

  #drop(only: pg.PoolClient | null = this.#client): void {
    if (only === null || this.#client !== only) return;
    this.#client = null;
    only.release(true);
  }

  #stopRenewing(): void {
    if (this.#renewing !== null) clearInterval(this.#renewing);
    this.#renewing = null;
  }

  async #renew(): Promise<void> {
    try {
      const client = await this.#connection();
      const renewed = await client.query(
        "update clock.lease set expires_at = clock_timestamp() + $3 * interval '1 millisecond' where session_id = $1 and holder = $2",
        [this.#session, this.#holder, this.#leaseMs],
      );
      if (renewed.rowCount === 0) this.#lost = true;
    } catch {
      // The database is away; the next renewal or the next write will tell.
      this.#drop();
    }
  }

  /** A host of this very machine whose process is gone need not be waited for. */
  async #dropDeadHolder(client: pg.PoolClient): Promise<void> {
    const held = await client.query<{ holder: string; node: string; pid: number }>("select holder, node, pid from clock.lease where session_id = $1", [this.#session]);
    const lease = held.rows[0];
    if (lease === undefined || lease.node !== hostname() || lease.pid === process.pid || isAlive(lease.pid)) return;
    await client.query("delete from clock.lease where session_id = $1 and holder = $2", [this.#session, lease.holder]);
  }
}

const GROUPS_PER_PAGE = 500;

/** The stored groups of a session after group `after`, in order. */
export async function* readJournal(pool: pg.Pool, session: string, after = 0, upTo = 0x7fff_ffff): AsyncGenerator<JournalGroup> {
  for (let from = after; ; ) {
    const page = await pool.query<JournalGroup>(
      "select n, prev, inputs, events, hash from clock.journal where session_id = $1 and n > $2 and n <= $3 order by n limit $4",
      [session, from, upTo, GROUPS_PER_PAGE],
    );
    yield* page.rows;
    const last = page.rows.at(-1);
    if (last === undefined || page.rows.length < GROUPS_PER_PAGE) return;
    from = last.n;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === "EPERM";
  }
}
