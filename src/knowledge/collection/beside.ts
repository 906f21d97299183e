/** The market's own published price of an item beside what it fetches where it is sold on. Nothing is converted between currencies. */
import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { divideHalfUp, toSafeNumber } from "../../engines/fees/rounding.ts";
import type { Output } from "../../kernel/machinery/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { prices } from "../prices/contract.ts";
import type { NormalisedView, collection } from "./contract.ts";
import { normalised } from "./observations.ts";
import { millsOfMinor } from "./own.ts";
import type { Tables } from "./store.ts";
import { OBSERVATION_COLUMNS, countsNow, observationRows, searched } from "./views.ts";
import type { CollectionScene } from "./desk.ts";

type Beside = Output<typeof collection.actions.beside.output>;
type Origin = Beside["items"][number]["origin"];
type Destination = Beside["items"][number]["destinations"][number];
/** Sheets looked back through for an item that was not sold on the newest day. */
const MAX_SHEETS = 20;
const SHEET_LINES = 5_000;

export const besideHandlers: Pick<Handlers<typeof collection, Tables>, "beside"> = {
  async beside(scene, { query, days, on, limit }) {
    const until = on ?? scene.businessDate;
    const text = searched(query);
    let found = observationRows(scene.tx).where(countsNow).where("s.item_id", "is not", null).where("o.business_date", "<=", until).where("o.business_date", ">", addDays(until, -days))
      .where(sql<boolean>`o.business_date = (select max(n.business_date) from collection.observation n join collection.series w on w.id = n.series_id
        where w.source = s.source and w.market = s.market and w.item_id = s.item_id and n.status = 'kept' and not n.superseded and not (n.outlier and n.reason is null) and n.business_date <= ${until}::date)`);
    if (text !== "") found = found.where((of) => of.or([of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("i.initials", "like", `%${text}%`), of("i.en", "ilike", `%${text}%`)]));
    const rows = (await found.select([...OBSERVATION_COLUMNS, "s.item_grade"]).orderBy("i.pinyin").orderBy("s.market").execute()).map(normalised);
    const ids = [...new Set(rows.map((row) => row.itemId!))];
    const items = ids.length === 0 ? [] : await scene.tx.selectFrom("kernel.trade_item").select(["id", "zh", "en", "unit"]).where("id", "in", ids).orderBy("pinyin").orderBy("code").execute();
    const origins = await originsOf(scene, ids, until, days);
    return {
      businessDate: until, total: items.length,
      items: items.slice(0, limit).map((item) => {
        const origin = origins.get(item.id) ?? null;
        const own = rows.filter((row) => row.itemId === item.id);
        return { itemId: item.id, itemZh: item.zh, itemEn: item.en, unit: item.unit, origin, destinations: destinationsOf(own, item.unit, origin?.currency ?? null) };
      }),
    };
  },
};

/** One line per market and unit: the mean over its grades, weighted by what was sold where that is known. */
function destinationsOf(rows: readonly NormalisedView[], unit: string, currency: string | null): Destination[] {
  const groups = Map.groupBy(rows, (row) => `${row.source}|${row.market}|${row.unit}|${row.currency}`);
  return [...groups.values()].map((group) => {
    const first = group[0]!;
    const weighed = group.every((row) => row.quantity !== null);
    // Mills per unit with a common denominator, so that a bunch of 20 and one of 10 add up exactly.
    const common = group.reduce((product, row) => lcm(product, row.perUnit), 1);
    const total = group.reduce((sum, row) => sum + BigInt(row.mean) * BigInt(common / row.perUnit) * (weighed ? BigInt(row.quantity!) : 1n), 0n);
    const weight = weighed ? group.reduce((sum, row) => sum + BigInt(row.quantity!), 0n) : BigInt(group.length);
    const mean = group.length === 1 ? { mean: first.mean, perUnit: first.perUnit } : { mean: toSafeNumber(divideHalfUp(total, weight * BigInt(common)), "mean price"), perUnit: 1 };
    return {
      source: first.source, market: first.market, side: first.side, businessDate: first.businessDate, ...mean, quantity: weighed ? toSafeNumber(weight, "quantity") : null, unit: first.unit, currency: first.currency,
      series: group.length, comparable: first.unit === unit && first.currency === currency,
    };
  });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const lcm = (a: number, b: number): number => (a / gcd(a, b)) * b;

/** From the published sheets, the newest on which the item stands; what the sheet withholds is withheld here too. */
async function originsOf(scene: Pick<CollectionScene, "ask">, ids: readonly string[], until: string, days: number): Promise<Map<string, Origin>> {
  const found = new Map<string, Origin>();
  if (ids.length === 0) return found;
  const sheets = await scene.ask(prices.actions.days, { limit: MAX_SHEETS });
  const wanted = new Set(ids);
  for (const { businessDate } of sheets.days) {
    if (businessDate > until || businessDate <= addDays(until, -days) || wanted.size === 0) continue;
    const sheet = await scene.ask(prices.actions.sheet, { businessDate, limit: SHEET_LINES });
    for (const id of wanted) {
      const lines = sheet.lines.filter((line) => line.itemId === id && line.venue === null);
      if (lines.length === 0) continue;
      wanted.delete(id);
      const shown = lines.filter((line) => line.mean !== null && (line.sold ?? 0) > 0);
      const sold = shown.reduce((sum, line) => sum + (line.sold ?? 0), 0);
      const value = shown.reduce((sum, line) => sum + (line.value ?? 0), 0);
      found.set(id, {
        businessDate, mean: sold === 0 ? 0 : toSafeNumber(divideHalfUp(BigInt(millsOfMinor(value, sheet.currency)), BigInt(sold)), "mean price"), perUnit: 1, quantity: sold === 0 ? null : sold, unit: lines[0]!.unit, currency: sheet.currency,
        withheld: sold === 0,
      });
    }
  }
  return found;
}
