import { sql } from "kysely";
import { CURRENCIES } from "../../engines/fees/money.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import { giveOut } from "../../kernel/sheets/exchange.ts";
import { AGEING, ageLine } from "./ageing-list.ts";
import type { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import type { AgeRow } from "./money-views.ts";
import type { Side } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "ageing" | "myAgeing" | "exportAgeing">;
const MAX_ROWS = 50_000;

export const ageingHandlers: Noun = {
  async ageing(scene, { side, query, overdueOnly, limit, offset }) {
    const { tx, businessDate } = scene;
    const all = await agesOf(tx, businessDate, { side });
    const text = query.toLowerCase();
    const rows = all.filter((row) => (text === "" || row.party.toLowerCase().includes(text) || row.pinyin.includes(text)) && (!overdueOnly || row.total > row.notDue));
    const sum = (pick: (row: AgeRow) => number): number => rows.reduce((total, row) => total + pick(row), 0);
    return {
      rows: rows.slice(offset, offset + limit).map(({ pinyin: _pinyin, ...row }) => row), total: rows.length,
      sums: { papers: sum((row) => row.papers), notDue: sum((row) => row.notDue), upTo7: sum((row) => row.upTo7), upTo30: sum((row) => row.upTo30), older: sum((row) => row.older), total: sum((row) => row.total) },
      currency: (await marketOf(scene)).currency, today: businessDate,
    };
  },

  async myAgeing(scene) {
    const partyId = scene.actor.partyId ?? scene.refuse("not_allowed");
    const rows = (await agesOf(scene.tx, scene.businessDate, { partyId })).map(({ pinyin: _pinyin, ...row }) => row);
    return { rows, currency: (await marketOf(scene)).currency, today: scene.businessDate };
  },

  async exportAgeing(scene, { side, language }) {
    const rows = await agesOf(scene.tx, scene.businessDate, { side });
    const { currency } = await marketOf(scene);
    return giveOut(AGEING, rows.map(ageLine), { currency: CURRENCIES.find((one) => one === currency) ?? "CNY", language }, `${side === "seller" ? "S" : "B"}-${scene.businessDate}`);
  },
};

/** Every unpaid paper of closed days, by party and side, the most overdue first. The buckets are those of `ageOf`. */
async function agesOf(tx: Tx<Tables>, today: string, { side, partyId }: { side?: Side; partyId?: string }): Promise<(AgeRow & { pinyin: string })[]> {
  const late = sql`(${today}::date - s.due_on)`;
  const sum = (when: ReturnType<typeof sql>) => sql<number>`coalesce(sum(s.due) filter (where ${when}), 0)::bigint`;
  let found = tx.selectFrom("settlement.statement as s").innerJoin("kernel.party as p", "p.id", "s.party_id").innerJoin("settlement.day as d", "d.business_date", "s.business_date")
    .leftJoin("settlement.payment as paid", "paid.statement_id", "s.id").where("paid.statement_id", "is", null).where("s.due", ">", 0).where("d.state", "=", "closed");
  if (side !== undefined) found = found.where("s.side", "=", side);
  if (partyId !== undefined) found = found.where("s.party_id", "=", partyId);
  return found.groupBy(["s.party_id", "s.side", "p.name", "p.pinyin"])
    .select(["s.party_id as partyId", "s.side", "p.name as party", "p.pinyin", sql<number>`count(*)`.as("papers")])
    .select([
      sum(sql`${late} <= 0`).as("notDue"), sum(sql`${late} between 1 and 7`).as("upTo7"), sum(sql`${late} between 8 and 30`).as("upTo30"), sum(sql`${late} > 30`).as("older"),
      sql<number>`sum(s.due)::bigint`.as("total"), sql<string>`min(s.due_on)`.as("oldestDueOn"),
    ]).orderBy(sql`min(s.due_on)`).orderBy("p.pinyin").orderBy("s.party_id").limit(MAX_ROWS).execute();
}
