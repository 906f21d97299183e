/** What other modules make statistics from: one row per day, market, item and grade, latest kept versions only, in normalised units. */
import { sql } from "kysely";
import { normalisedUnit } from "../../engines/collection/standard.ts";
import { divideHalfUp, toSafeNumber } from "../../engines/fees/rounding.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers, Scene } from "../../kernel/machinery/module.ts";
import { OWN_SOURCE, type NormalisedView, type collection } from "./contract.ts";
import { exclusionsBetween, millsOfMinor } from "./own.ts";
import type { Tables } from "./store.ts";
import { OBSERVATION_COLUMNS, UNSAID_UNIT, countsNow, observationRows, type ObservationRow } from "./views.ts";

export const observationHandlers: Pick<Handlers<typeof collection, Tables>, "observations"> = {
  async observations(scene, { source, market, from, to, itemIds, mapped, limit, after }) {
    const rows: NormalisedView[] = [];
    if (source !== OWN_SOURCE) {
      let found = observationRows(scene.tx).where(countsNow).where("o.business_date", ">=", from).where("o.business_date", "<=", to);
      if (source !== undefined) found = found.where("s.source", "=", source);
      if (market !== undefined) found = found.where("s.market", "=", market);
      if (itemIds !== undefined) found = found.where("s.item_id", "in", itemIds.length === 0 ? [""] : itemIds);
      if (mapped) found = found.where("s.item_id", "is not", null);
      if (after !== undefined) found = found.where(sql<boolean>`(o.business_date, o.series_id) > (${after.businessDate}::date, ${after.place}::int)`);
      const page = await found.select([...OBSERVATION_COLUMNS, "s.item_grade"]).orderBy("o.business_date").orderBy("o.series_id").limit(limit).execute();
      rows.push(...page.map((row) => normalised(row)));
      const last = page.at(-1);
      if (page.length === limit && last !== undefined) return { rows, next: { businessDate: last.business_date, place: last.series_id } };
    }
    if (source === undefined || source === OWN_SOURCE) rows.push(...(await ownRows(scene, { from, to, itemIds, market })));
    return { rows, next: null };
  },
};

export function normalised(row: ObservationRow & { readonly item_grade: string | null }): NormalisedView {
  const { unit, perUnit } = normalisedUnit(row.unit ?? UNSAID_UNIT, row.stems ?? row.mapped_stems);
  return {
    businessDate: row.business_date, source: row.source, market: row.market, side: row.side, channel: row.channel, seriesId: row.series_id, itemId: row.item_id,
    label: [row.species, row.variety, row.pot_cm === null ? "" : `${row.pot_cm} cm`, row.pack].filter((part) => part !== "").join(" · "), grade: row.item_grade ?? row.grade, unit, currency: row.currency,
    quantity: row.quantity === null ? null : row.quantity * perUnit, value: row.quantity === null ? null : row.quantity * row.mean!, mean: row.mean!, perUnit,
  };
}

/** Added up by day, item and grade; what a rule excludes is not in it. */
async function ownRows(scene: Scene<Tables, string>, { from, to, itemIds, market }: { from: string; to: string; itemIds: readonly string[] | undefined; market: string | undefined }): Promise<NormalisedView[]> {
  const { market: own } = await scene.ask(calendar.actions.today, {});
  if (market !== undefined && market !== own.nameZh) return [];
  const excluded = [...(await exclusionsBetween(scene, from, to)).keys()];
  let found = scene.tx.selectFrom("collection.own_sale as s").innerJoin("kernel.trade_item as i", "i.id", "s.item_id").where("s.business_date", ">=", from).where("s.business_date", "<=", to).where(sql<boolean>`s.sale_id <> all(${excluded}::uuid[])`);
  if (itemIds !== undefined) found = found.where("s.item_id", "in", itemIds.length === 0 ? [""] : [...itemIds]);
  const rows = await found.select(["s.business_date", "s.item_id", "s.grade", "s.currency", "i.zh", "i.unit"]).select(sql<boolean>`s.channel = 'stall'`.as("stall")).select(sql<number>`sum(s.quantity)::bigint`.as("quantity")).select(sql<number>`sum(s.quantity * s.price)::bigint`.as("value"))
    .groupBy(["s.business_date", "s.item_id", "s.grade", "s.currency", "i.zh", "i.unit", "stall"]).orderBy("s.business_date").orderBy("s.item_id").orderBy("s.grade").execute();
  return rows.map((row) => {
    const value = millsOfMinor(row.value, row.currency);
    return {
      businessDate: row.business_date, source: OWN_SOURCE, market: own.nameZh, side: "origin", channel: row.stall ? "stall" : "own", seriesId: null, itemId: row.item_id, label: row.zh, grade: row.grade, unit: row.unit, currency: row.currency,
      quantity: row.quantity, value, mean: toSafeNumber(divideHalfUp(BigInt(value), BigInt(row.quantity)), "mean price"), perUnit: 1,
    };
  });
}
