import { sql } from "kysely";
import { isTrader } from "../../kernel/machinery/contract.ts";
import { NOBODY, type Actor, type Handlers, type Tx } from "../../kernel/machinery/module.ts";
import type { packaging } from "./contract.ts";
import type { PackagingScene } from "./kinds.ts";
import { daysOut, readNumbers } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { MovementRow } from "./views.ts";

type Noun = Pick<Handlers<typeof packaging, Tables>, "movements" | "piece" | "pieces">;

/** Whom a reader is bound to; undefined for the market's staff, who read everybody. */
export const ownParty = (actor: Actor): string | undefined => (!actor.system && isTrader(actor.roles) ? (actor.partyId ?? NOBODY) : undefined);

export const movementRows = (tx: Tx<Tables>) => tx.selectFrom("packaging.movement as m").innerJoin("packaging.kind as k", "k.id", "m.kind_id")
  .leftJoin("kernel.party as f", "f.id", "m.from_party").leftJoin("kernel.party as t", "t.id", "m.to_party").leftJoin("kernel.lot as l", "l.id", "m.lot_id")
  .selectAll("m").select(["k.zh", "k.en", "f.name as from_name", "t.name as to_name", "l.no as lot_no"])
  .select([
    sql<string[]>`coalesce((select array_agg(p.piece_no order by p.piece_no) from packaging.movement_piece p where p.movement_id = m.id), '{}')`.as("numbers"),
    sql<string[]>`coalesce((select array_agg(p.photo_id::text order by p.seq) from packaging.photo p where p.movement_id = m.id), '{}')`.as("photos"),
    sql<boolean | null>`(select bool_or(q.answer is null) from packaging.question q where q.movement_id = m.id)`.as("asked"),
  ]);
type Row = Awaited<ReturnType<ReturnType<typeof movementRows>["executeTakeFirstOrThrow"]>>;

/** A trader sees his own side of a movement between two. */
export function rowView(row: Row, actor: Actor): MovementRow {
  const own = ownParty(actor);
  const takes = own === undefined || own === row.to_party;
  const gives = own === undefined || own === row.from_party;
  return {
    id: row.id, no: row.no, at: row.at.toISOString(), businessDate: row.business_date, kindId: row.kind_id, kindZh: row.zh, kindEn: row.en, act: row.act, quantity: row.quantity,
    fromPlace: row.from_place, fromId: row.from_party, from: row.from_name, toPlace: row.to_place, toId: row.to_party, to: row.to_name, reason: row.reason, lotNo: row.lot_no, numbers: row.numbers, photoIds: row.photos, by: row.account_name,
    depositTaken: takes ? row.deposit_taken : 0, depositBack: gives ? row.deposit_back : 0, chargeRule: gives ? row.charge_rule : "none", charge: gives ? row.charge : 0, currency: row.currency, moneyDate: row.money_date,
    question: row.asked === null ? null : row.asked ? "open" : "answered", can: own !== undefined && row.asked !== true ? ["ask"] : [],
  };
}

export async function rowsOf({ tx, actor }: Pick<PackagingScene, "tx" | "actor">, ids: readonly string[]): Promise<MovementRow[]> {
  if (ids.length === 0) return [];
  return (await movementRows(tx).where("m.id", "in", ids).orderBy("m.seq").execute()).map((row) => rowView(row, actor));
}

export interface Wanted {
  readonly partyId?: string | undefined;
  readonly kindId?: string | undefined;
  readonly act?: Row["act"] | undefined;
  readonly number?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function wantedRows(tx: Tx<Tables>, actor: Actor, wanted: Wanted) {
  const party = ownParty(actor) ?? wanted.partyId;
  let found = movementRows(tx);
  if (party !== undefined) found = found.where((of) => of.or([of("m.from_party", "=", party), of("m.to_party", "=", party)]));
  if (wanted.kindId !== undefined) found = found.where("m.kind_id", "=", wanted.kindId);
  if (wanted.act !== undefined) found = found.where("m.act", "=", wanted.act);
  if (wanted.from !== undefined) found = found.where("m.business_date", ">=", wanted.from);
  if (wanted.to !== undefined) found = found.where("m.business_date", "<=", wanted.to);
  const { number } = wanted;
  if (number !== undefined && number !== "") found = found.where(sql<boolean>`exists (select from packaging.movement_piece p where p.movement_id = m.id and p.piece_no = ${readNumbers(number)[0] ?? ""})`);
  return found;
}

export const logHandlers: Noun = {
  async movements({ tx, actor }, { limit, offset, ...wanted }) {
    const found = wantedRows(tx, actor, wanted);
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("m.at", "desc").orderBy("m.seq", "desc").limit(limit).offset(offset).execute();
    return { movements: rows.map((row) => rowView(row, actor)), total };
  },

  async piece({ tx, actor, businessDate, refuse }, { number }) {
    const no = readNumbers(number)[0] ?? "";
    const row = await tx.selectFrom("packaging.piece as p").innerJoin("packaging.kind as k", "k.id", "p.kind_id").leftJoin("kernel.party as h", "h.id", "p.party_id").selectAll("p").select(["k.zh", "k.en", "h.name"]).where("p.no", "=", no).executeTakeFirst();
    if (row === undefined) return refuse("unknown_number", { number: no });
    const own = ownParty(actor);
    // Somebody who finds a piece learns that it is the market's; who holds it is told to its holder and to the market.
    const sees = own === undefined || row.party_id === own;
    const movements = await wantedRows(tx, actor, { number: no }).orderBy("m.seq", "desc").limit(100).execute();
    return {
      no: row.no, kindZh: row.zh, kindEn: row.en, kindId: row.kind_id, place: row.place, partyId: sees ? row.party_id : null, party: sees ? row.name : null, since: row.since, days: daysOut(row.since, businessDate),
      movements: movements.map((one) => rowView(one, actor)),
    };
  },

  async pieces({ tx, businessDate }, { kindId, place, limit, offset }) {
    let found = tx.selectFrom("packaging.piece as p").leftJoin("kernel.party as h", "h.id", "p.party_id").where("p.kind_id", "=", kindId);
    if (place !== undefined) found = found.where("p.place", "=", place);
    const { total } = await found.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.select(["p.no", "p.place", "p.party_id", "p.since", "h.name"]).orderBy(sql`p.place <> 'party'`).orderBy("p.since").orderBy("p.serial").limit(limit).offset(offset).execute();
    return { pieces: rows.map((row) => ({ no: row.no, place: row.place, partyId: row.party_id, party: row.name, since: row.since, days: daysOut(row.since, businessDate) })), total };
  },
};
