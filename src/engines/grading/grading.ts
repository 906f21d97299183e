/** What a measured attribute must be. Either bound may be missing; a bound itself still conforms. Units as the attribute names them (heightCm, buds …). */
export interface MeasureLimit {
  readonly attribute: string;
  readonly min: number | null;
  readonly max: number | null;
}
export interface GradeLimits<G extends string = string> {
  readonly grade: G;
  readonly limits: readonly MeasureLimit[];
}
/** Per mille of the quantity, units, units, per mille of the samples. */
export interface SamplePlan {
  readonly samplePm: number;
  readonly least: number;
  readonly most: number;
  readonly acceptPm: number;
}
/** One pot as measured, by attribute. */
export type Sample = Readonly<Record<string, number>>;

export interface BrokenLimit {
  readonly limit: MeasureLimit;
  /** Samples that broke it. */
  readonly defects: number;
}
export interface Tried<G extends string = string> {
  readonly grade: G;
  /** Samples that broke any limit of the grade. */
  readonly defects: number;
  readonly passed: boolean;
  /** The limits that were broken, in the order of the grade's own list. */
  readonly broken: readonly BrokenLimit[];
}
export interface Graded<G extends string = string> {
  /** Null: off-grade. */
  readonly grade: G | null;
  readonly samples: number;
  /** So many samples may fall short. */
  readonly acceptance: number;
  /** Every grade from the best to the one the goods have. */
  readonly tried: readonly Tried<G>[];
  /** What kept the goods from the next better grade; empty when they have the best. */
  readonly failing: readonly BrokenLimit[];
}

const PER_MILLE = 1_000;

/** Units to measure of so many: at least one, never more than there are. `quantity` is a whole number above zero. */
export function sampleSize({ samplePm, least, most }: SamplePlan, quantity: number): number {
  const share = Math.ceil((quantity * samplePm) / PER_MILLE);
  return Math.min(quantity, Math.max(1, Math.min(most, Math.max(least, share))));
}

/** How many of the samples may fall short. */
export const acceptanceNumber = ({ acceptPm }: Pick<SamplePlan, "acceptPm">, samples: number): number => Math.floor((samples * acceptPm) / PER_MILLE);

export const conforms = (sample: Sample, { attribute, min, max }: MeasureLimit): boolean => {
  const value = sample[attribute];
  return value !== undefined && (min === null || value >= min) && (max === null || value <= max);
};

/** Attributes that some limit asks for and some sample does not say, by name. Goods are not graded before there are none. */
export function missingAttributes(spec: readonly GradeLimits[], samples: readonly Sample[]): string[] {
  const asked = new Set(spec.flatMap(({ limits }) => limits.map(({ attribute }) => attribute)));
  return [...asked].filter((attribute) => samples.some((sample) => sample[attribute] === undefined)).toSorted();
}

/** Grades samples by a spec, the best grade first. Without a single sample nothing is known and the goods are off-grade. */
export function gradeSamples<G extends string>(spec: readonly GradeLimits<G>[], plan: Pick<SamplePlan, "acceptPm">, samples: readonly Sample[]): Graded<G> {
  const acceptance = acceptanceNumber(plan, samples.length);
  const tried: Tried<G>[] = [];
  for (const { grade, limits } of spec) {
    const broken = limits.map((limit) => ({ limit, defects: samples.filter((sample) => !conforms(sample, limit)).length })).filter((one) => one.defects > 0);
    const defects = samples.filter((sample) => limits.some((limit) => !conforms(sample, limit))).length;
    const passed = samples.length > 0 && defects <= acceptance;
    tried.push({ grade, defects, passed, broken });
    if (passed) break;
  }
  const grade = tried.at(-1)?.passed === true ? tried.at(-1)!.grade : null;
  const above = grade === null ? tried.at(-1) : tried.at(-2);
  return { grade, samples: samples.length, acceptance, tried, failing: above?.broken ?? [] };
}

/** The mean of every attribute over the samples that say it, to one decimal: what a lot's card says of it. */
export function meansOf(samples: readonly Sample[]): Record<string, number> {
  const names = [...new Set(samples.flatMap((sample) => Object.keys(sample)))].toSorted();
  return Object.fromEntries(names.map((name) => {
    const values = samples.map((sample) => sample[name]).filter((value) => value !== undefined);
    return [name, Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10) / 10];
  }));
}
