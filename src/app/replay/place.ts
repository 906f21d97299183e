import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded, type EmbeddedServer } from "../../kernel/db/embedded.ts";

/** Where the market of a replay lives while it runs, and what is left of it afterwards. */
export interface Place {
  readonly data: string;
  readonly databaseUrl: string;
  /** Also after the replay. */
  readonly kept: boolean;
  /** Gives everything back; what is not kept is gone afterwards. */
  leave(): Promise<void>;
}

export interface PlaceOptions {
  /** Where to keep the market; without it there is none any more when the replay ends. */
  readonly data?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly log: (line: string) => void;
}

/** The place asked for is in use; nothing was touched. */
export class PlaceTaken extends Error {}

/**
 * A commit of a replay need not outlive a power cut: the files can be replayed again. What is kept is written out when
 * the server stops in order.
 */
const QUICK_COMMITS = "options=-c%20synchronous_commit%3Doff";

export async function findPlace({ data, databaseUrl, log }: PlaceOptions): Promise<Place> {
  if (data !== undefined && existsSync(data) && readdirSync(data).length > 0) {
    throw new PlaceTaken(`${data} is not empty. A replay opens a market of its own: name a new directory. 目录不为空，请指定新目录。`);
  }
  if (databaseUrl !== undefined) await refuseUsedDatabase(databaseUrl);
  const folder = data ?? temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const kept = data !== undefined;
  let server: EmbeddedServer | null = null;
  const leave = async (): Promise<void> => {
    await server?.stop();
    if (kept) return;
    if (databaseUrl !== undefined) await emptyDatabase(databaseUrl);
    rmSync(folder, { recursive: true, force: true });
  };
  if (databaseUrl !== undefined) return { data: folder, databaseUrl, kept, leave };
  try {
    server = await startEmbedded(folder, log);
    return { data: folder, databaseUrl: `${server.url}?${QUICK_COMMITS}`, kept, leave };
  } catch (error) {
    await leave();
    throw error;
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hualian-replay-"));
  // The database may run as another user, who must be able to walk through.
  chmodSync(folder, 0o755);
  return folder;
}

const OWN_SCHEMAS = "select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') order by 1";

async function refuseUsedDatabase(url: string): Promise<void> {
  await asked(url, async (client) => {
    const schemas = await client.query<{ name: string }>(OWN_SCHEMAS);
    const tables = await client.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S', 'f') order by 1");
    const used = [...schemas.rows, ...tables.rows].map(({ name }) => name);
    if (used.length > 0) {
      throw new PlaceTaken(`The database of DATABASE_URL is not empty (${used.slice(0, 5).join(", ")}). A replay takes an empty one only. 数据库不为空，重放只使用空数据库。`);
    }
  });
}

/** The database was empty before the replay, so every schema in it is the replay's own. */
async function emptyDatabase(url: string): Promise<void> {
  await asked(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(OWN_SCHEMAS);
    for (const { name } of rows) await client.query(`drop schema ${client.escapeIdentifier(name)} cascade`);
  });
}

async function asked(url: string, ask: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await ask(client);
  } finally {
    await client.end();
  }
}
