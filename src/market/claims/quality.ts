import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { claims } from "./contract.ts";
import { ACCEPTED, classOf, shareOf } from "./rules.ts";
import type { Tables } from "./store.ts";
import { currentTerms } from "./terms.ts";

type Noun = Pick<Handlers<typeof claims, Tables>, "quality" | "qualityTable" | "qualityLines" | "publishQuality">;
const isStaff = (actor: Actor): boolean => actor.system || actor.roles.some((role) => role !== "grower" && role !== "buyer" && role !== "agent");

/** The window ends with the given business day and is this many days long. */
export const windowOf = (on: string, days: number): { from: string; to: string } => ({ from: addDays(on, 1 - days), to: on });

/**
 * Sales of the window with their accepted units. A sale taken back for another reason than a complaint never was: neither
 * its units nor anything else of it counts. Units are counted on the day of their sale, so that no share passes the whole.
 */
const linesIn = ({ from, to }: { from: string; to: string }, growerId: string | null) => sql`
  select s.sale_id, s.grower_id, s.business_date, s.lot_no, s.item_id, s.quantity, s.unit, coalesce(c.units, 0)::bigint as claimed, c.id as claim_id, c.no as claim_no
  from claims.sale s
  left join lateral (
    select sum(units)::bigint as units, (array_agg(id order by filed_at))[1] as id, (array_agg(no order by filed_at))[1] as no
    from claims.claim where sale_id = s.sale_id and outcome in (${sql.join(ACCEPTED.map((one) => sql.lit(one)))})
  ) c on true
  where s.business_date between ${from}::date and ${to}::date and (not s.reversed or c.units is not null)
    and (${growerId}::uuid is null or s.grower_id = ${growerId}::uuid)`;

export interface Figures {
  readonly growerId: string;
  readonly sold: number;
  readonly claimed: number;
}

export async function figuresOf(tx: Tx<Tables>, span: { from: string; to: string }, growerId: string | null): Promise<Figures[]> {
  const { rows } = await sql<{ grower_id: string; sold: number; claimed: number }>`
    select grower_id, sum(quantity)::bigint as sold, sum(claimed)::bigint as claimed from (${linesIn(span, growerId)}) l group by grower_id order by grower_id`.execute(tx);
  return rows.map((row) => ({ growerId: row.grower_id, sold: row.sold, claimed: row.claimed }));
}

export const qualityHandlers: Noun = {
  async quality({ tx }, { growerIds }) {
    if (growerIds.length === 0) return { growers: [] };
    const rows = await tx.selectFrom("claims.published").select(["grower_id", "class", "share"]).where("grower_id", "in", growerIds).execute();
    return { growers: rows.map((row) => ({ growerId: row.grower_id, class: row.class, share: row.share })) };
  },

  async qualityTable({ tx, actor, businessDate }, { query, limit, offset }) {
    const { settings } = await currentTerms(tx);
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    let found = tx.selectFrom("claims.published as q").innerJoin("kernel.party as g", "g.id", "q.grower_id").selectAll("q").select("g.name");
    if (text !== "") found = found.where((of) => of.or([of("g.name", "ilike", `%${text}%`), of("g.pinyin", "like", `%${text}%`)]));
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("q.share").orderBy("g.pinyin").orderBy("q.grower_id").limit(limit).offset(offset).execute();
    const sees = (growerId: string): boolean => isStaff(actor) || actor.partyId === growerId;
    return {
      ...windowOf(businessDate, settings.qualityDays), total,
      growers: rows.map((row) => ({
        growerId: row.grower_id, grower: row.name, class: row.class, share: row.share, on: row.published_on, sold: sees(row.grower_id) ? row.sold : null, claimed: sees(row.grower_id) ? row.claimed : null,
      })),
    };
  },

  async qualityLines({ tx, actor, businessDate, refuse }, { growerId, claimedOnly, limit, offset }) {
    const whose = isStaff(actor) ? (growerId ?? refuse("not_found", { grower: "" })) : (actor.partyId ?? refuse("not_found", { grower: "" }));
    // A grower reads his own and nobody else's, whichever he names.
    if (growerId !== undefined && growerId !== whose) return refuse("not_found", { grower: growerId });
    const { settings } = await currentTerms(tx);
    const span = windowOf(businessDate, settings.qualityDays);
    const figures = (await figuresOf(tx, span, whose))[0] ?? { growerId: whose, sold: 0, claimed: 0 };
    const only = claimedOnly ? sql`where l.claimed > 0` : sql``;
    const { rows: [counted] } = await sql<{ total: number }>`select count(*) as total from (${linesIn(span, whose)}) l ${only}`.execute(tx);
    const { rows } = await sql<{ sale_id: string; business_date: string; lot_no: string; zh: string; en: string; quantity: number; unit: string; claimed: number; claim_id: string | null; claim_no: string | null }>`
      select l.*, i.zh, i.en from (${linesIn(span, whose)}) l join kernel.trade_item i on i.id = l.item_id ${only}
      order by l.claimed > 0 desc, l.business_date desc, l.sale_id limit ${limit} offset ${offset}`.execute(tx);
    const share = shareOf(figures.claimed, figures.sold);
    return {
      ...span, sold: figures.sold, claimed: figures.claimed, share, class: classOf(share, settings), total: counted!.total,
      lines: rows.map((row) => ({
        saleId: row.sale_id, businessDate: row.business_date, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, quantity: row.quantity, unit: row.unit,
        claimedUnits: row.claimed, claimId: row.claim_id, claimNo: row.claim_no,
      })),
    };
  },

  async publishQuality({ tx, now, businessDate, emit }, { growerId }) {
    const { settings } = await currentTerms(tx);
    const all = await figuresOf(tx, windowOf(businessDate, settings.qualityDays), growerId ?? null);
    const before = new Map((await tx.selectFrom("claims.published").select(["grower_id", "class"]).execute()).map((row) => [row.grower_id, row.class]));
    let changed = 0;
    for (const { growerId: id, sold, claimed } of all) {
      const share = shareOf(claimed, sold);
      const now_ = classOf(share, settings);
      if (share === null || now_ === null) continue;
      const row = { class: now_, share, sold, claimed, published_on: businessDate, at: now };
      await tx.insertInto("claims.published").values({ grower_id: id, ...row }).onConflict((conflict) => conflict.column("grower_id").doUpdateSet(row)).execute();
      const was = before.get(id) ?? null;
      if (was === now_) continue;
      changed += 1;
      await emit("qualityChanged", { growerId: id, class: now_, before: was, share, on: businessDate });
    }
    return { growers: all.length, changed };
  },
};
