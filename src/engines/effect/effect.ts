import { seededChance } from "../recorded-day/chance.ts";

/**
 * Whether those who took part did better than they did before, and than others did in the same time: the difference in
 * differences. It compares changes, so a good year for everybody is not counted as an effect. It does not make the two
 * groups alike: who takes part chose to (see Angrist & Pischke, Mostly Harmless Econometrics, 2009, chapter 5).
 *
 * A record is one party's measure in the time before and the time during; both in the same unit, null where there is
 * nothing to divide by. Only parties with both figures count.
 */
export interface BeforeDuring {
  readonly before: number | null;
  readonly during: number | null;
}
export interface GroupMean {
  /** Plain means over the parties that have both figures; null where there are none. */
  readonly before: number | null;
  readonly during: number | null;
  readonly change: number | null;
  readonly parties: number;
}
export interface Effect {
  readonly participants: GroupMean;
  readonly others: GroupMean;
  /** Change of the participants less change of the others; null where a group has nobody. */
  readonly difference: number | null;
  /** The middle 90 % of the difference when parties are drawn again and again with replacement, each group for itself; null below `FEWEST`. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Fewer parties than this in a group give no interval: drawing two parties again and again says nothing. */
export const FEWEST = 3;
export const DRAWS = 2_000;
const LOWER_PM = 50;
const UPPER_PM = 950;

type Whole = { readonly before: number; readonly during: number };
const whole = (records: readonly BeforeDuring[]): Whole[] => records.filter((one): one is Whole => one.before !== null && one.during !== null);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function groupOf(records: readonly Whole[]): GroupMean {
  if (records.length === 0) return { before: null, during: null, change: null, parties: 0 };
  const before = mean(records.map((one) => one.before));
  const during = mean(records.map((one) => one.during));
  return { before, during, change: during - before, parties: records.length };
}

/**
 * The effect with its interval. The seed names the draws; the same records in the same order and the same seed give the
 * same interval. Throws RangeError for a figure that is not finite.
 */
export function effectOf(participants: readonly BeforeDuring[], others: readonly BeforeDuring[], seed: string): Effect {
  const [taking, rest] = [whole(participants), whole(others)];
  if ([...taking, ...rest].some((one) => !Number.isFinite(one.before) || !Number.isFinite(one.during))) throw new RangeError("a measure is a finite number");
  const [a, b] = [groupOf(taking), groupOf(rest)];
  const difference = a.change === null || b.change === null ? null : a.change - b.change;
  const interval = taking.length < FEWEST || rest.length < FEWEST ? null : intervalOf(taking, rest, seed);
  return { participants: a, others: b, difference, low: interval?.low ?? null, high: interval?.high ?? null };
}

function intervalOf(taking: readonly Whole[], rest: readonly Whole[], seed: string): { low: number; high: number } {
  const chance = seededChance(seed);
  const changes = [taking, rest].map((group) => group.map((one) => one.during - one.before));
  const drawn = (group: readonly number[]): number => {
    let sum = 0;
    for (let n = 0; n < group.length; n++) sum += group[chance.int(group.length)]!;
    return sum / group.length;
  };
  const found = Array.from({ length: DRAWS }, () => drawn(changes[0]!) - drawn(changes[1]!)).sort((x, y) => x - y);
  const at = (pm: number): number => found[Math.min(DRAWS - 1, Math.floor((DRAWS * pm) / 1_000))]!;
  return { low: at(LOWER_PM), high: at(UPPER_PM) };
}
