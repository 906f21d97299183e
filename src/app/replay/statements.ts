import type pg from "pg";

/** Statements longer than this insert many rows at once; there are too many kinds of them to be remembered. */
const MAX_TEXT = 4_000;
const MAX_NAMED = 500;

type Ask = (text: unknown, ...more: unknown[]) => unknown;

/**
 * Lets the server plan each statement once a connection and not once a call. A replay asks the same hundred things some
 * hundred thousand times, and planning them was two fifths of the server's work.
 */
export function planOnce(pool: pg.Pool): void {
  const names = new Map<string, string>();
  const patched = new WeakSet<pg.PoolClient>();
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && text.length <= MAX_TEXT && names.size < MAX_NAMED) names.set(text, `replay-${names.size}`);
    return names.get(text);
  };
  pool.on("acquire", (client) => {
    if (patched.has(client)) return;
    patched.add(client);
    const ask = client.query.bind(client) as Ask;
    const named: Ask = (text, ...more) => {
      const [values, ...rest] = more;
      const name = typeof text === "string" && Array.isArray(values) ? nameOf(text) : undefined;
      return name === undefined ? ask(text, ...more) : ask({ name, text, values }, ...rest);
    };
    client.query = named as typeof client.query;
  });
}
