import type pg from "pg";

/**
 * The tables of a market and how each of them is read in an order and a wording that do not depend on the server.
 *
 * Columns of type xid8 hold numbers of the server's own transactions. They mean nothing on another server, yet the event
 * log and the audit trail are read in the order (xid, id). They are carried as waves: counting from FIRST_WAVE, a new wave
 * begins wherever, in that order, an id is smaller than the one before. Waves and ids give the same order, the numbers are
 * small, and the waves of a restored log are its waves again, so a backup of a restored market equals the first.
 */
export interface TableShape {
  /** With its schema, as kernel.lot. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
}
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** The first number a transaction can have; 0 is where a bookmark stands before the first event. */
export const FIRST_WAVE = 3;
const NOT_CARRIED = new Set(["kernel.migration", "kernel.restoring"]);
const LOGS = new Set(["kernel.event", "kernel.audit"]);
/** Places in a log, kept in other tables. */
const PLACES: Readonly<Record<string, { xid: string; id: string; log: string }>> = {
  "kernel.bookmark": { xid: "xid", id: "id", log: "kernel.event" },
  "kernel.audit_seal": { xid: "to_xid", id: "to_id", log: "kernel.audit" },
};
/** Only asked whether it is the running transaction, which after a restore it never is. */
const ENDED = new Set(["kernel.posting_set.xid"]);

/** Settings under which every server writes the same value as the same text. */
export const SAME_TEXT = "set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1; set local search_path = pg_catalog";

/** The schemas of the market: one a module, known by the migrations that made them. */
export async function ownSchemas(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ nspname: string }>(
    "select nspname from pg_namespace where nspname = 'kernel' or nspname in (select module from kernel.migration) order by nspname collate \"C\"",
  );
  return rows.map((row) => row.nspname);
}

/** Schemas that hold tables and belong to nobody we know; a backup names them, because it does not carry them. */
export async function strangeSchemas(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ nspname: string }>(
    `select distinct nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where relkind in ('r', 'p') and nspname not like 'pg\\_%' and nspname <> 'information_schema' and nspname <> 'kernel'
       and nspname not in (select module from kernel.migration)`,
  );
  return rows.map((row) => row.nspname);
}

export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const schemas = await ownSchemas(client);
  const columns = await client.query<{ name: string; column: string; type: string }>(
    `select n.nspname || '.' || c.relname as name, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by (n.nspname || '.' || c.relname) collate "C", a.attnum`, [schemas],
  );
  const keys = await client.query<{ name: string; column: string }>(
    `select n.nspname || '.' || c.relname as name, a.attname as column
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     cross join lateral unnest(i.indkey) with ordinality as k(attnum, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
     where n.nspname = any($1) and i.indisprimary order by 1, k.place`, [schemas],
  );
  const keyOf = Map.groupBy(keys.rows, (row) => row.name);
  return [...Map.groupBy(columns.rows, (row) => row.name)].filter(([name]) => !NOT_CARRIED.has(name)).map(([name, rows]) => ({
    name,
    columns: rows.map((row) => ({ name: row.column, type: row.type })),
    key: (keyOf.get(name) ?? []).map((row) => row.column),
  }));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const sqlName = (table: string): string => table.split(".").map(quoted).join(".");
export const columnList = (table: TableShape): string => table.columns.map((column) => quoted(column.name)).join(", ");

/** Every row of a table as text, in primary-key order. */
export function selectOf(table: TableShape): string {
  const place = PLACES[table.name];
  const from = LOGS.has(table.name) ? waves(table.name, "*") : place === undefined ? sqlName(table.name) : placed(table.name, place);
  const shown = table.columns.map((column) => `${shownAs(table, column)}::text`).join(", ");
  return `select ${shown} from ${from} as t order by ${order(table)}`;
}

function shownAs(table: TableShape, column: Column): string {
  const name = `t.${quoted(column.name)}`;
  if (column.type !== "xid8") return name;
  if (ENDED.has(`${table.name}.${column.name}`)) return "'0'";
  if (LOGS.has(table.name) || PLACES[table.name]?.xid === column.name) return "t.carried_wave";
  throw new Error(`${table.name}.${column.name} holds transaction numbers, and the backup has not been told how to carry them (src/app/backup/tables.ts).`);
}

/** Text is ordered by its bytes, because a server's own order of words differs from the next server's. */
function order(table: TableShape): string {
  const by = table.key.length > 0 ? table.columns.filter((column) => table.key.includes(column.name)) : table.columns;
  const sorted = table.key.length > 0 ? table.key.map((name) => by.find((column) => column.name === name)!) : by;
  return sorted.map((column) => (/^(bigint|integer|smallint|uuid|xid8|boolean|date|timestamp.*)$/.test(column.type) ? `t.${quoted(column.name)}` : `t.${quoted(column.name)}::text collate "C"`)).join(", ");
}

function waves(log: string, columns: string): string {
  return `(select ${columns}, ${FIRST_WAVE} + sum(case when id < id_before then 1 else 0 end) over (order by xid, id rows unbounded preceding) as carried_wave
    from (select ${columns}, lag(id) over (order by xid, id) as id_before from ${sqlName(log)}) as w)`;
}

function placed(table: string, place: { xid: string; id: string; log: string }): string {
  return `(select p.*, coalesce(w.carried_wave, case when p.${quoted(place.xid)} = '0' then 0 end) as carried_wave
    from ${sqlName(table)} as p left join ${waves(place.log, "xid, id")} as w on w.xid = p.${quoted(place.xid)} and w.id = p.${quoted(place.id)})`;
}

export interface SequenceState {
  readonly name: string;
  readonly last: string;
}

/** How far the counters have come; one that was never used is left out. */
export async function listSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<SequenceState>(
    `select schemaname || '.' || sequencename as name, last_value::text as last from pg_sequences
     where schemaname = any($1) and last_value is not null order by 1`, [await ownSchemas(client)],
  );
  return rows;
}
