import { MAX_PUBLIC_SHARE_PERCENT, MIN_PUBLIC_SELLERS } from "../price-sheet/price-sheet.ts";

/**
 * What of other growers' plans may be shown to somebody without showing one of them.
 *
 * A figure is shown where at least three growers stand behind it and none has more than 80 % of it: the rule of the price sheet.
 * A reader knows his own plans, so only the others are counted and shown to him; a total with himself would, less his own, be
 * a figure of the others. Where a total stands beside its parts, the total less the shown parts is a figure as well: it too must
 * be empty or keep the rule, or one more part is withheld (complementary suppression; Willenborg and de Waal 2001).
 * Shown figures are rounded, so that one more small batch between two looks is mostly not to be read off; that last part is a
 * blur and not a proof.
 */
const PERCENT = 100;

/** Units ≥ 0 by grower. */
export type Plans = ReadonlyMap<string, number>;
export type Shown = { readonly units: number; readonly why: null } | { readonly units: null; readonly why: "nothing" | "too_few" | "one_dominates" };

/** Whether a sum over these growers may be shown. Growers with nothing do not count. */
export function judged(plans: Plans): Shown {
  const units = [...plans.values()].filter((one) => one > 0);
  const total = units.reduce((sum, one) => sum + one, 0);
  if (total === 0) return { units: null, why: "nothing" };
  if (units.length < MIN_PUBLIC_SELLERS) return { units: null, why: "too_few" };
  if (Math.max(...units) * PERCENT > total * MAX_PUBLIC_SHARE_PERCENT) return { units: null, why: "one_dominates" };
  return { units: total, why: null };
}

export function withoutReader(plans: Plans, reader: string | null): Plans {
  if (reader === null || !plans.has(reader)) return plans;
  return new Map([...plans].filter(([grower]) => grower !== reader));
}

export interface Disclosed {
  readonly total: Shown;
  /** By part, such as the items of a species; a part that keeps the rule itself may be withheld to protect another ("too_few"). */
  readonly parts: ReadonlyMap<string, Shown>;
}

/** A total and its parts as a reader may see them together. reader: who is left out; null leaves nobody out. Exact, not rounded. */
export function disclosed(parts: ReadonlyMap<string, Plans>, reader: string | null): Disclosed {
  const others = new Map([...parts].map(([part, plans]) => [part, withoutReader(plans, reader)]));
  const total = judged(merged([...others.values()]));
  const shown = new Map([...others].map(([part, plans]) => [part, judged(plans)]));
  if (total.units !== null) protect(others, shown);
  return { total, parts: shown };
}

/** Withholds the smallest shown part until what is left between the total and the shown parts gives nobody away. */
function protect(others: ReadonlyMap<string, Plans>, shown: Map<string, Shown>): void {
  for (;;) {
    const rest = judged(merged([...others].filter(([part]) => shown.get(part)!.units === null).map(([, plans]) => plans)));
    if (rest.units !== null || rest.why === "nothing") return;
    const smallest = [...shown].filter(([, one]) => one.units !== null).toSorted(([a, x], [b, y]) => x.units! - y.units! || (a < b ? -1 : 1))[0];
    if (smallest === undefined) return;
    shown.set(smallest[0], { units: null, why: rest.why });
  }
}

export function merged(plans: readonly Plans[]): Plans {
  const sum = new Map<string, number>();
  for (const one of plans) for (const [grower, units] of one) sum.set(grower, (sum.get(grower) ?? 0) + units);
  return sum;
}

const DIGITS = 2;
const LEAST_STEP = 10;

/** To two figures, and to tens at least: 12,345 → 12,000, 87 → 90. What is shown and counted with, never what is kept. */
export function blurred(units: number): number {
  if (units <= 0) return 0;
  const step = Math.max(LEAST_STEP, 10 ** (Math.floor(Math.log10(units)) + 1 - DIGITS));
  return Math.max(LEAST_STEP, Math.round(units / step) * step);
}
