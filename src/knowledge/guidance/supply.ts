import { addDays, mondayOf } from "../../engines/calendar/day.ts";
import { mondaysFrom, overWeeks } from "../../engines/planting/ahead.ts";
import { blurred, disclosed, judged, merged, type Plans, type Shown } from "../../engines/planting/disclosure.ts";
import { batches } from "../../growing/batches/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { guidance } from "./contract.ts";
import { itemsOf, keyOf, type GuidanceScene, type Item } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { ShownView, WeekView } from "./views.ts";

type Noun = Pick<Handlers<typeof guidance, Tables>, "ahead">;
type Parts = ReadonlyMap<string, Plans>;

const WEEK = 7;

/** What is promised to flower, by species and unit, week and item; and what is expected from elsewhere. */
export interface Supply {
  readonly items: ReadonlyMap<string, Item>;
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, Parts>>;
  readonly arrivals: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Weeks are always whole and begin on Mondays, so that no choice of days can cut one grower out of a cell. */
export async function supplyFrom({ tx, ask }: Pick<GuidanceScene, "tx" | "ask">, monday: string, weeks: number): Promise<Supply> {
  const until = addDays(monday, WEEK * weeks - 1);
  const { batches: found } = await ask(batches.actions.ahead, { from: monday, to: until });
  const items = new Map((await itemsOf(tx, [...new Set(found.map((one) => one.itemId))])).map((item) => [item.id, item]));
  const keys = new Map<string, Map<string, Map<string, Map<string, number>>>>();
  for (const batch of found) {
    const item = items.get(batch.itemId);
    if (item === undefined || batch.units === 0) continue;
    for (const { week, units } of overWeeks(batch.readyFrom, batch.readyTo, batch.units)) {
      if (week < monday || week > until || units === 0) continue;
      const plans = deep(deep(deep(keys, keyOf(item)), week), item.id);
      plans.set(batch.growerId, (plans.get(batch.growerId) ?? 0) + units);
    }
  }
  const rows = await tx.selectFrom("guidance.arrival").select(["species_id", "unit", "week", "units"]).where("withdrawn_at", "is", null).where("week", ">=", monday).where("week", "<=", until).execute();
  const arrivals = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const weekly = deep(arrivals, `${row.species_id} ${row.unit}`);
    weekly.set(row.week, (weekly.get(row.week) ?? 0) + row.units);
  }
  return { items, keys, arrivals };
}

function deep<K, A, B>(map: Map<K, Map<A, B>>, key: K): Map<A, B> {
  const found = map.get(key) ?? new Map<A, B>();
  map.set(key, found);
  return found;
}

const NONE: Parts = new Map();
const partsOf = ({ keys }: Supply, key: string, week: string): Parts => keys.get(key)?.get(week) ?? NONE;
const shownView = (shown: Shown): ShownView => (shown.units === null ? shown : { units: blurred(shown.units), why: null });

/** A week of a species as one grower may see it: the others without himself, rounded; himself exactly. */
export function weekFor(supply: Supply, key: string, week: string, growerId: string): WeekView {
  const parts = partsOf(supply, key, week);
  return { week, others: shownView(disclosed(parts, growerId).total), own: merged([...parts.values()]).get(growerId) ?? 0, arrivals: supply.arrivals.get(key)?.get(week) ?? 0 };
}

export const supplyHandlers: Noun = {
  async ahead(scene, { weeks, query }) {
    const { actor, businessDate, tx } = scene;
    const desk = actor.system || actor.roles.includes("operator") || actor.roles.includes("auditor");
    const reader = desk ? null : actor.partyId;
    const mondays = mondaysFrom(businessDate, weeks);
    const supply = await supplyFrom(scene, mondayOf(businessDate), weeks);
    const words = query.normalize("NFKC").trim().toLowerCase();
    const ids = [...new Set([...supply.keys.keys(), ...supply.arrivals.keys()])];
    const species = new Map((await tx.selectFrom("kernel.species").select(["id", "zh", "en", "pinyin", "initials"]).execute()).map((one) => [one.id, one]));
    const rows = ids.map((key) => {
      const [speciesId, unit] = key.split(" ") as [string, string];
      const known = species.get(speciesId) ?? null;
      const own = supply.items.get(speciesId);
      return { key, unit, speciesId: known?.id ?? null, zh: known?.zh ?? own?.zh ?? key, en: known?.en ?? own?.en ?? key, found: `${known?.pinyin ?? ""} ${known?.initials ?? ""}` };
    }).filter((row) => words === "" || `${row.zh} ${row.en} ${row.found}`.toLowerCase().includes(words)).toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return { today: businessDate, weeks: mondays, side: desk ? "desk" : "grower", species: rows.map(({ found: _found, ...row }) => ({ ...row, ...gridOf(supply, row.key, mondays, reader) })) };
  },
};

/** One species over the weeks. For the desk nobody is left out and the exact sums stand beside what the public rule would show. */
function gridOf(supply: Supply, key: string, mondays: readonly string[], reader: string | null) {
  const weeks = mondays.map((week) => ({ week, parts: partsOf(supply, key, week) })).map(({ week, parts }) => ({ week, parts, shown: disclosed(parts, reader) }));
  const ofPlans = (plans: Plans) => ({ own: reader === null ? 0 : (plans.get(reader) ?? 0), exact: reader === null ? totalOf(plans) : null, growers: reader === null ? [...plans.values()].filter((units) => units > 0).length : null });
  const itemIds = [...new Set(weeks.flatMap(({ parts }) => [...parts.keys()]))].toSorted();
  return {
    cells: weeks.map(({ week, parts, shown }) => ({ week, others: shownView(shown.total), arrivals: supply.arrivals.get(key)?.get(week) ?? 0, ...ofPlans(merged([...parts.values()])) })),
    items: itemIds.map((itemId) => ({
      itemId, zh: supply.items.get(itemId)!.zh, en: supply.items.get(itemId)!.en,
      cells: weeks.map(({ week, parts, shown }) => ({ week, others: shownView(shown.parts.get(itemId) ?? judged(new Map())), ...ofPlans(parts.get(itemId) ?? new Map()) })),
    })),
  };
}
const totalOf = (plans: Plans): number => [...plans.values()].reduce((sum, units) => sum + units, 0);
