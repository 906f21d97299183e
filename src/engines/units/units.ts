/**
 * Units of the trade and their exact conversion per trade item.
 *
 * The words differ by the item: a trolley of phalaenopsis holds other boxes than a trolley of poinsettias. So there is no
 * global table; each item carries its own conversions "1 larger = n smaller" as integer ratios, e.g. 1 层 = 6 箱,
 * 1 箱 = 12 盆, and for phalaenopsis 1 盆 = 3 支. A quantity is converted along the chain of these with exact fractions. A
 * result that is not whole is an error that names the whole quantities next to it; nothing is rounded.
 */

export const UNITS = ["pot", "plant", "spike", "stem", "bunch", "piece", "box", "layer", "trolley"] as const;
export type Unit = (typeof UNITS)[number];

export const UNIT_WORDS: Record<Unit, { readonly zh: string; readonly en: string; readonly enPlural: string }> = {
  pot: { zh: "盆", en: "pot", enPlural: "pots" },
  plant: { zh: "株", en: "plant", enPlural: "plants" },
  spike: { zh: "支", en: "spike", enPlural: "spikes" },
  stem: { zh: "梗", en: "stem", enPlural: "stems" },
  bunch: { zh: "扎", en: "bunch", enPlural: "bunches" },
  piece: { zh: "件", en: "piece", enPlural: "pieces" },
  box: { zh: "箱", en: "box", enPlural: "boxes" },
  layer: { zh: "层", en: "layer", enPlural: "layers" },
  trolley: { zh: "车", en: "trolley", enPlural: "trolleys" },
};

export function isUnit(text: string): text is Unit {
  return (UNITS as readonly string[]).includes(text);
}

/** One `larger` = `count` `smaller`. count: integer 1–1,000,000. */
export interface Conversion {
  readonly larger: Unit;
  readonly smaller: Unit;
  readonly count: number;
}

export const MAX_CONVERSION_COUNT = 1_000_000;

/** One unit of `from` = numerator / denominator units of `to`, in lowest terms. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

export type UnitFault =
  | { readonly code: "bad_conversion"; readonly message: string }
  | { readonly code: "contradiction"; readonly from: Unit; readonly to: Unit; readonly message: string }
  | { readonly code: "no_conversion"; readonly from: Unit; readonly to: Unit; readonly message: string }
  | {
      readonly code: "not_whole";
      readonly from: Unit;
      readonly to: Unit;
      /** The nearest quantities of `from` that convert without remainder; `lower` is 0 when there is none above it. */
      readonly lower: number;
      readonly upper: number;
      readonly message: string;
    }
  | { readonly code: "bad_quantity"; readonly message: string };

export type UnitResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: UnitFault };

/** The conversions of one trade item, checked to be free of contradictions. Make it with `conversionTable`. */
export interface ConversionTable {
  readonly conversions: readonly Conversion[];
}

interface BigRatio {
  readonly n: bigint;
  readonly d: bigint;
}

/** Checks conversions: counts in range, no unit into itself, and every way between two units gives the same ratio. */
export function conversionTable(conversions: readonly Conversion[]): UnitResult<ConversionTable> {
  for (const { larger, smaller, count } of conversions) {
    if (larger === smaller) return bad(`1 ${UNIT_WORDS[larger].zh} cannot be defined by itself`);
    if (!Number.isInteger(count) || count < 1 || count > MAX_CONVERSION_COUNT) {
      return bad(`1 ${UNIT_WORDS[larger].zh} = ${count} ${UNIT_WORDS[smaller].zh}: the count must be an integer from 1 to ${MAX_CONVERSION_COUNT}`);
    }
  }
  for (const root of UNITS) {
    const reached = walk(conversions, root);
    for (const { larger, smaller, count } of conversions) {
      const [above, below] = [reached.get(larger), reached.get(smaller)];
      if (above === undefined || below === undefined) continue;
      const other = lowest(below.n * above.d, below.d * above.n);
      if (other.n === BigInt(count) * other.d) continue;
      const implied = other.d === 1n ? `${other.n}` : `${other.n}/${other.d}`;
      const message = `1 ${UNIT_WORDS[larger].zh} = ${count} ${UNIT_WORDS[smaller].zh} contradicts the other conversions, which make it ${implied}`;
      return { ok: false, fault: { code: "contradiction", from: larger, to: smaller, message } };
    }
  }
  return { ok: true, value: { conversions } };
}

function bad(message: string): { readonly ok: false; readonly fault: UnitFault } {
  return { ok: false, fault: { code: "bad_conversion", message } };
}

/** Every unit reachable from one, with its ratio; breadth first, so the shortest way counts. */
function walk(conversions: readonly Conversion[], from: Unit): Map<Unit, BigRatio> {
  const reached = new Map<Unit, BigRatio>([[from, { n: 1n, d: 1n }]]);
  const queue: Unit[] = [from];
  for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
    const here = reached.get(unit) ?? { n: 1n, d: 1n };
    for (const { larger, smaller, count } of conversions) {
      const down = larger === unit && !reached.has(smaller);
      const up = smaller === unit && !reached.has(larger);
      if (down) reached.set(smaller, lowest(here.n * BigInt(count), here.d));
      if (up) reached.set(larger, lowest(here.n, here.d * BigInt(count)));
      if (down) queue.push(smaller);
      if (up) queue.push(larger);
    }
  }
  return reached;
}

function lowest(n: bigint, d: bigint): BigRatio {
  const g = gcd(n, d);
  return { n: n / g, d: d / g };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** How many `to` one `from` is. */
export function unitRatio(table: ConversionTable, from: Unit, to: Unit): UnitResult<Ratio> {
  const ratio = walk(table.conversions, from).get(to);
  if (ratio === undefined) {
    const message = `this item has no conversion between ${UNIT_WORDS[from].zh} (${from}) and ${UNIT_WORDS[to].zh} (${to}); state how many of one make the other`;
    return { ok: false, fault: { code: "no_conversion", from, to, message } };
  }
  const [numerator, denominator] = [Number(ratio.n), Number(ratio.d)];
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) return bad(`the ratio ${ratio.n}/${ratio.d} is beyond exact numbers`);
  return { ok: true, value: { numerator, denominator } };
}

/** A quantity (integer ≥ 0) in another unit, exactly. */
export function convertQuantity(table: ConversionTable, quantity: number, from: Unit, to: Unit): UnitResult<number> {
  if (!Number.isSafeInteger(quantity) || quantity < 0) return badQuantity(`a quantity is an integer of at least 0, got ${quantity}`);
  const ratio = unitRatio(table, from, to);
  if (!ratio.ok) return ratio;
  const { numerator, denominator } = ratio.value;
  const product = BigInt(quantity) * BigInt(numerator);
  if (product % BigInt(denominator) !== 0n) {
    const lower = Math.floor(quantity / denominator) * denominator;
    const upper = lower + denominator;
    const size = numerator === 1 ? `of ${denominator}` : `(${numerator} ${UNIT_WORDS[to].zh} = ${denominator} ${UNIT_WORDS[from].zh})`;
    const nearest = lower === 0 ? `the least is ${upper}` : `nearest ${lower} or ${upper}`;
    const message = `${quantity} ${UNIT_WORDS[from].zh} is not a whole number of ${UNIT_WORDS[to].zh} ${size}; ${nearest}`;
    return { ok: false, fault: { code: "not_whole", from, to, lower, upper, message } };
  }
  const value = Number(product / BigInt(denominator));
  return Number.isSafeInteger(value) ? { ok: true, value } : badQuantity(`${quantity} ${UNIT_WORDS[from].zh} is too many to count exactly in ${UNIT_WORDS[to].zh}`);
}

export function badQuantity(message: string): { readonly ok: false; readonly fault: UnitFault } {
  return { ok: false, fault: { code: "bad_quantity", message } };
}

/** A quantity with its unit as it stands on paper: 12 盆, 12 pots. */
export function quantityText(quantity: number, unit: Unit, locale: "zh" | "en" = "zh"): string {
  const { zh, en, enPlural } = UNIT_WORDS[unit];
  return locale === "zh" ? `${quantity} ${zh}` : `${quantity} ${quantity === 1 ? en : enPlural}`;
}
