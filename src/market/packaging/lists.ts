import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { initialsOf } from "../../engines/names/pinyin.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { packaging } from "./contract.ts";
import { handOverRows, handOverViewOf } from "./handovers.ts";
import { currencyOf, type PackagingScene } from "./kinds.ts";
import { questionRows, questionViewOf } from "./questions.ts";
import { RATE_DAYS, SMALL_SAMPLE, daysOut, lossRate } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { BalanceRow } from "./views.ts";

type Noun = Pick<Handlers<typeof packaging, Tables>, "findParty" | "partners" | "pool" | "balances" | "rates" | "mine" | "remind">;
interface Held {
  party_id: string; name: string; roles: string[]; kind_id: string; zh: string; en: string; numbered: boolean; quantity: number; deposit: number; currency: string | null; since: string | null; overdue: number; reminded_on: string | null;
}

/** What parties hold, from the layers of what they were given: how many, what was paid, since when. */
const heldBy = (businessDate: string, { partyId = null, kindId = null, text = "" }: { partyId?: string | null; kindId?: string | null; text?: string }) => sql`
  select l.party_id, p.name, p.roles, p.pinyin, l.kind_id, k.zh, k.en, k.numbered, k.asset_type, sum(l.left_over)::integer as quantity, sum(l.left_over * l.deposit)::bigint as deposit, min(m.currency) as currency, min(l.since) as since,
    coalesce(sum(l.left_over) filter (where ${businessDate}::date - l.since > k.overdue_days), 0)::integer as overdue,
    (select max(r.business_date) from packaging.reminder r where r.party_id = l.party_id and r.kind_id = l.kind_id) as reminded_on
  from packaging.layer l join packaging.kind k on k.id = l.kind_id join kernel.party p on p.id = l.party_id join packaging.movement m on m.id = l.movement_id
  where l.left_over > 0 and (${partyId}::uuid is null or l.party_id = ${partyId}::uuid) and (${kindId}::uuid is null or l.kind_id = ${kindId}::uuid)
    and (${text} = '' or p.name ilike '%' || ${text} || '%' or p.pinyin like '%' || ${text} || '%')
  group by l.party_id, p.name, p.roles, p.pinyin, l.kind_id, k.zh, k.en, k.numbered, k.asset_type, k.overdue_days`;

export const searchText = (query: string): string => query.replaceAll(/[%_\\]/g, "").toLowerCase();

function balanceOf(row: Held, businessDate: string, currency: string): BalanceRow {
  return {
    partyId: row.party_id, party: row.name, roles: row.roles, kindId: row.kind_id, kindZh: row.zh, kindEn: row.en, numbered: row.numbered, quantity: row.quantity, deposit: row.deposit, currency: row.currency ?? currency,
    oldestDays: row.since === null ? null : daysOut(row.since, businessDate), since: row.since, overdue: row.overdue, remindedOn: row.reminded_on,
  };
}

export async function balancesOf({ tx, businessDate }: Pick<PackagingScene, "tx" | "businessDate">, wanted: { partyId?: string | undefined; kindId?: string | undefined; query?: string; overdue?: boolean; limit: number; offset: number }) {
  const held = heldBy(businessDate, { partyId: wanted.partyId ?? null, kindId: wanted.kindId ?? null, text: searchText(wanted.query ?? "") });
  const only = wanted.overdue === true ? sql`where h.overdue > 0` : sql``;
  const currency = await currencyOf(tx);
  const { rows: [sums] } = await sql<{ total: number; quantity: number; deposit: number }>`select count(*) as total, coalesce(sum(quantity), 0)::bigint as quantity, coalesce(sum(deposit), 0)::bigint as deposit from (${held}) h ${only}`.execute(tx);
  const { rows } = await sql<Held>`select * from (${held}) h ${only} order by h.overdue > 0 desc, h.since, h.pinyin, h.asset_type limit ${wanted.limit} offset ${wanted.offset}`.execute(tx);
  return { balances: rows.map((row) => balanceOf(row, businessDate, currency)), total: sums!.total, quantity: sums!.quantity, deposit: sums!.deposit };
}

/** A few letters may be the first ones of a name's syllables; names are few enough to look through. */
async function byInitials(tx: Tx<Tables>, text: string): Promise<string[]> {
  if (!/^[a-z]{2,8}$/.test(text)) return [];
  const all = await tx.selectFrom("kernel.party").select(["id", "name"]).where("status", "=", "active").execute();
  return all.filter((party) => initialsOf(party.name).startsWith(text)).map((party) => party.id);
}

export const listHandlers: Noun = {
  async findParty({ tx }, { query, limit }) {
    const scanned = /(?:\/l\/)?(L\d{8}-\d{4,})/i.exec(query.normalize("NFKC"))?.[1]?.toUpperCase();
    const lot = scanned === undefined ? undefined : await tx.selectFrom("kernel.lot").select(["no", "grower_id"]).where("no", "=", scanned).executeTakeFirst();
    const text = searchText(query);
    let found = tx.selectFrom("kernel.party as p").select(["p.id", "p.name", "p.roles", "p.town", "p.phone"]).where("p.status", "=", "active");
    if (scanned !== undefined) found = found.where("p.id", "=", lot?.grower_id ?? "00000000-0000-0000-0000-000000000000");
    else if (text !== "") {
      const initials = await byInitials(tx, text);
      found = found.where((of) => of.or([of("p.name", "ilike", `%${text}%`), of("p.pinyin", "like", `%${text}%`), ...(initials.length > 0 ? [of("p.id", "in", initials)] : []), ...(/^\d{3,11}$/.test(text) ? [of("p.phone", "like", `%${text}`)] : [])]));
    }
    // Whom we saw last comes first; nobody types the name of a regular.
    const rows = await found.orderBy(sql`(select max(m.seq) from packaging.movement m where m.from_party = p.id or m.to_party = p.id) desc nulls last`).orderBy("p.pinyin").limit(limit).execute();
    const holds = rows.length === 0 ? [] : await tx.selectFrom("packaging.balance").selectAll().where("party_id", "in", rows.map((row) => row.id)).where("quantity", ">", 0).execute();
    return {
      parties: rows.map((row) => ({
        partyId: row.id, name: row.name, roles: row.roles, town: row.town, phoneTail: row.phone?.slice(-4) ?? "", lotNo: lot?.no ?? null,
        holds: holds.filter((one) => one.party_id === row.id).map((one) => ({ kindId: one.kind_id, quantity: one.quantity })),
      })),
    };
  },

  async partners({ tx, actor }, { query }) {
    const text = searchText(query);
    const rows = await tx.selectFrom("kernel.party").select(["id", "name", "town"]).where("status", "=", "active").where("id", "<>", actor.partyId ?? "00000000-0000-0000-0000-000000000000")
      .where((of) => of.or([of("name", "ilike", `%${text}%`), of("pinyin", "like", `%${text}%`)])).orderBy("pinyin").limit(8).execute();
    return { parties: rows.map((row) => ({ partyId: row.id, name: row.name, town: row.town })) };
  },

  async pool({ tx, businessDate }) {
    const currency = await currencyOf(tx);
    const { rows } = await sql<{ id: string; zh: string; en: string; family: "trolley"; bought: number; depot: number; out: number; holders: number; repair: number; scrapped: number; lost: number; overdue: number; deposit: number }>`
      select k.id, k.zh, k.en, k.family, coalesce(b.bought, 0)::integer as bought, coalesce(b.depot, 0)::integer as depot, coalesce(b.out, 0)::integer as out, coalesce(b.holders, 0)::integer as holders, coalesce(b.repair, 0)::integer as repair,
        coalesce(b.scrapped, 0)::integer as scrapped, coalesce(b.lost, 0)::integer as lost, coalesce(l.overdue, 0)::integer as overdue, coalesce(l.deposit, 0)::bigint as deposit
      from packaging.kind k
      left join lateral (
        select -sum(quantity) filter (where place = 'outside') as bought, sum(quantity) filter (where place = 'depot') as depot, sum(quantity) filter (where place = 'party') as out, count(*) filter (where place = 'party' and quantity > 0) as holders,
          sum(quantity) filter (where place = 'repair') as repair, sum(quantity) filter (where place = 'scrapped') as scrapped, sum(quantity) filter (where place = 'lost') as lost
        from packaging.balance where kind_id = k.id) b on true
      left join lateral (
        select sum(left_over * deposit) as deposit, sum(left_over) filter (where ${businessDate}::date - since > k.overdue_days) as overdue from packaging.layer where kind_id = k.id and left_over > 0) l on true
      order by k.asset_type`.execute(tx);
    const { booked } = await tx.selectFrom("packaging.movement").select(sql<number>`coalesce(sum(deposit_taken - deposit_back), 0)::bigint`.as("booked")).executeTakeFirstOrThrow();
    const { open } = await tx.selectFrom("packaging.question").select(sql<number>`count(*)`.as("open")).where("answer", "is", null).executeTakeFirstOrThrow();
    return {
      kinds: rows.map(({ id, zh, en, ...row }) => ({ kindId: id, kindZh: zh, kindEn: en, ...row, currency })), openQuestions: open,
      deposits: rows.reduce((sum, row) => sum + row.deposit, 0), booked,
    };
  },

  async balances(scene, input) {
    return balancesOf(scene, input);
  },

  async rates({ tx, businessDate }, { query, limit, offset }) {
    const from = addDays(businessDate, 1 - RATE_DAYS);
    const text = searchText(query);
    const ended = sql`
      select m.from_party as party_id, p.name, p.pinyin, coalesce(sum(m.quantity) filter (where m.act = 'return'), 0)::integer as returned, coalesce(sum(m.quantity) filter (where m.act = 'damaged'), 0)::integer as damaged,
        coalesce(sum(m.quantity) filter (where m.act = 'lost'), 0)::integer as lost
      from packaging.movement m join kernel.party p on p.id = m.from_party
      where m.act in ('return', 'damaged', 'lost') and m.business_date between ${from}::date and ${businessDate}::date and (${text} = '' or p.name ilike '%' || ${text} || '%' or p.pinyin like '%' || ${text} || '%')
      group by m.from_party, p.name, p.pinyin`;
    const { rows: [counted] } = await sql<{ total: number }>`select count(*) as total from (${ended}) e`.execute(tx);
    const { rows } = await sql<{ party_id: string; name: string; returned: number; damaged: number; lost: number }>`
      select * from (${ended}) e order by (e.damaged + e.lost)::numeric / (e.returned + e.damaged + e.lost) desc, e.lost desc, e.pinyin limit ${limit} offset ${offset}`.execute(tx);
    return {
      from, to: businessDate, total: counted!.total,
      rates: rows.map((row) => ({ partyId: row.party_id, party: row.name, returned: row.returned, damaged: row.damaged, lost: row.lost, share: lossRate(row), small: row.returned + row.damaged + row.lost < SMALL_SAMPLE })),
    };
  },

  async mine(scene) {
    const { tx, actor, businessDate } = scene;
    const own = actor.partyId ?? "00000000-0000-0000-0000-000000000000";
    const held = await balancesOf(scene, { partyId: own, limit: 500, offset: 0 });
    const handOvers = await handOverRows(tx).where((of) => of.or([of("h.from_party", "=", own), of("h.to_party", "=", own)])).orderBy(sql`h.state <> 'proposed'`).orderBy("h.at", "desc").limit(20).execute();
    const questions = await questionRows(tx).where("q.party_id", "=", own).orderBy("q.at", "desc").limit(20).execute();
    // A reminder stands until the pieces are back: what is no longer overdue is no longer said.
    const late = held.balances.filter((row) => row.overdue > 0 && row.remindedOn !== null);
    return {
      balances: held.balances, deposit: held.deposit, currency: await currencyOf(tx), handOvers: handOvers.map((row) => handOverViewOf(row, actor)), questions: questions.map(questionViewOf),
      reminders: late.map((row) => ({ kindZh: row.kindZh, kindEn: row.kindEn, quantity: row.overdue, oldestDays: row.oldestDays ?? 0, on: row.remindedOn ?? businessDate })),
    };
  },

  async remind(scene, { partyId, kindId }) {
    const { tx, now, businessDate, actor, newId, refuse, emit } = scene;
    const { balances: [row] } = await balancesOf(scene, { partyId, kindId, limit: 1, offset: 0 });
    if (row === undefined || row.overdue === 0) return refuse("nothing_overdue");
    const said = { party_id: partyId, kind_id: kindId, at: now, business_date: businessDate, quantity: row.overdue, oldest_days: row.oldestDays ?? 0, account_name: actor.accountName };
    const done = await tx.insertInto("packaging.reminder").values({ id: newId(), ...said }).onConflict((conflict) => conflict.columns(["party_id", "kind_id", "business_date"]).doNothing()).executeTakeFirst();
    if (done.numInsertedOrUpdatedRows !== 1n) return refuse("reminded_today", { party: row.party });
    await emit("reminded", { partyId, kindId, quantity: row.overdue, oldestDays: row.oldestDays ?? 0 });
    return { quantity: row.overdue, oldestDays: row.oldestDays ?? 0 };
  },
};
