import { effectOf, FEWEST, type BeforeDuring } from "../../engines/effect/effect.ts";
import { column, needed } from "../../engines/table/column.ts";
import { count, money } from "../../engines/table/figure-columns.ts";
import { defineList } from "../../engines/table/list.ts";
import { choice, text } from "../../engines/table/words-columns.ts";
import { CURRENCIES } from "../../engines/fees/money.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { giveOut } from "../../kernel/sheets/exchange.ts";
import { loss } from "../loss/contract.ts";
import { settlement } from "../settlement/contract.ts";
import type { pooled } from "./contract.ts";
import type { ReadScene } from "./course.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "effect" | "exportEffect">;

export const MAX_EFFECT_ROWS = 20_000;

/** One grower's two years: money in fen, shares in per mille of what stood for sale or came in. */
interface YearPair {
  readonly took: boolean;
  readonly pooledUnits: number;
  readonly income: BeforeDuring;
  readonly unsold: BeforeDuring;
  readonly loss: BeforeDuring;
}

async function yearOf({ ask }: Pick<ReadScene, "ask">, year: number) {
  const span = { from: `${year}-01-01`, to: `${year}-12-31` };
  const { growers, currency } = await ask(settlement.actions.incomes, { ...span, channel: "pooled" });
  const { rows } = await ask(loss.actions.ofGrowers, { ...span, limit: MAX_EFFECT_ROWS });
  return { currency, incomes: new Map(growers.map((one) => [one.growerId, one])), rates: new Map(rows.map((row) => [row.key, row])) };
}

/**
 * The records behind the report: every grower who sold or brought anything in either year. He took part when goods of his
 * were sold through a pooled order in the year. Income is what was sold less what was given back on claims, before
 * deductions; unsold is what stood for sale and was not sold; loss is what was thrown away or given away of what came in.
 */
async function recordsOf(scene: Pick<ReadScene, "ask">, year: number): Promise<{ pairs: YearPair[]; currency: string }> {
  const [past, now] = [await yearOf(scene, year - 1), await yearOf(scene, year)];
  const ids = [...new Set([...past.incomes.keys(), ...now.incomes.keys(), ...past.rates.keys(), ...now.rates.keys()])].sort();
  const income = (of: typeof now, id: string): number | null => {
    const one = of.incomes.get(id);
    return one === undefined ? null : one.gross - one.given;
  };
  /** Recomputed from units: the rates of the loss module are rounded for the reader. */
  const unsold = (of: typeof now, id: string): number | null => {
    const one = of.rates.get(id);
    return one === undefined || one.offered <= 0 ? null : (1_000 * (one.offered - one.sold)) / one.offered;
  };
  const lost = (of: typeof now, id: string): number | null => {
    const one = of.rates.get(id);
    return one === undefined || one.received <= 0 ? null : (1_000 * (one.writtenOff + one.donated)) / one.received;
  };
  const pair = (id: string, of: typeof income): BeforeDuring => ({ before: of(past, id), during: of(now, id) });
  const pairs = ids.map((id) => {
    const pooledUnits = now.incomes.get(id)?.channelUnits ?? 0;
    return { took: pooledUnits > 0, pooledUnits, income: pair(id, income), unsold: pair(id, unsold), loss: pair(id, lost) };
  });
  return { pairs, currency: now.currency ?? past.currency ?? "CNY" };
}

const MEASURES = ["income", "unsold", "loss"] as const;
const NOTHING = { before: null, during: null, change: null };

export const effectHandlers: Noun = {
  async effect(scene, { year }) {
    const { pairs } = await recordsOf(scene, year);
    const [taking, rest] = [pairs.filter((one) => one.took), pairs.filter((one) => !one.took)];
    const withheld = taking.length < FEWEST || rest.length < FEWEST;
    const rows = MEASURES.map((measure) => {
      const found = effectOf(taking.map((one) => one[measure]), rest.map((one) => one[measure]), `${year}:${measure}`);
      // A mean over one or two is what a neighbour earned.
      const few = withheld || found.participants.parties < FEWEST || found.others.parties < FEWEST;
      return few ? { measure, participants: { ...NOTHING, parties: found.participants.parties }, others: { ...NOTHING, parties: found.others.parties }, difference: null, low: null, high: null } : { measure, ...found };
    });
    const noPast = pairs.filter((one) => one.took && one.income.before === null).length;
    return {
      year, complete: scene.businessDate > `${year}-12-31`, participants: taking.length, others: rest.length, withheld, rows,
      caveats: [
        "self_selection" as const, "spot_outside" as const, "weather" as const,
        ...(pairs.every((one) => one.income.before === null) ? ["first_year" as const] : []), ...(noPast > 0 ? ["no_past" as const] : []), ...(withheld || taking.length < 10 * FEWEST ? ["few_parties" as const] : []),
      ],
    };
  },

  async exportEffect(scene, { year, language }) {
    const { pairs, currency } = await recordsOf(scene, year);
    if (pairs.length > MAX_EFFECT_ROWS) return scene.refuse("too_many_rows", { rows: pairs.length, most: MAX_EFFECT_ROWS });
    // Sorted by what is in them and numbered anew, so that the order of the rows names nobody.
    const sorted = pairs.toSorted((a, b) => Number(b.took) - Number(a.took) || (b.income.during ?? -1) - (a.income.during ?? -1) || (b.income.before ?? -1) - (a.income.before ?? -1));
    return giveOut(RECORDS, sorted.map((one, n) => ({
      n: n + 1, took: one.took ? "yes" as const : "no" as const, pooledUnits: one.pooledUnits, incomeBefore: one.income.before, incomeDuring: one.income.during,
      unsoldBefore: written(one.unsold.before), unsoldDuring: written(one.unsold.during), lossBefore: written(one.loss.before), lossDuring: written(one.loss.during),
    })), { currency: CURRENCIES.find((known) => known === currency) ?? "CNY", language }, String(year));
  },
};

/** Per mille with three digits more than the page shows, as text so that nothing rounds it again. */
const written = (pm: number | null): string | null => (pm === null ? null : pm.toFixed(3));
const share = (zh: string, en: string) => column(text({ most: 20 }), { zh: `${zh}（‰）`, en: `${en} (per mille)`, width: 16 });
export const RECORDS = defineList({
  name: { zh: "统购成效明细", en: "effect records" },
  columns: {
    n: needed(count(), { zh: "序号", en: "No.", width: 8 }), took: column(choice({ yes: { zh: "参加", en: "took part" }, no: { zh: "未参加", en: "did not" } }), { zh: "是否参加", en: "Took part", width: 12 }), pooledUnits: column(count(), { zh: "统购数量", en: "Pooled units", width: 12 }),
    incomeBefore: column(money(), { zh: "上年收入", en: "Income before", width: 14 }), incomeDuring: column(money(), { zh: "本年收入", en: "Income during", width: 14 }),
    unsoldBefore: share("上年未售", "Unsold before"), unsoldDuring: share("本年未售", "Unsold during"), lossBefore: share("上年损耗", "Loss before"), lossDuring: share("本年损耗", "Loss during"),
  },
  key: { columns: ["n"], blank: "fault", unknown: "fault" },
});
