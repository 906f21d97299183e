import type { Grade, GradeSpec, SamplingPlan } from "../../rules.ts";

/** Samples as measured: a number for each attribute, missing while it has not been typed. */
export type Sample = Readonly<Record<string, number>>;

export interface Judged {
  readonly grade: Grade;
  /** Samples that miss any limit of this grade. */
  readonly defects: number;
  readonly allowed: number;
  readonly fits: boolean;
  readonly failing: readonly { readonly attribute: string; readonly defects: number }[];
}
export interface Verdict {
  /** The best grade that fits and is taken; null where none is. */
  readonly grade: Grade | null;
  readonly grades: readonly Judged[];
}

const PER_MILLE = 1_000;

const misses = ({ attribute, min, max }: GradeSpec["limits"][number], sample: Sample): boolean => {
  const value = sample[attribute];
  return value === undefined || (min !== null && value < min) || (max !== null && value > max);
};

/** Whether one sample meets every limit of a grade. */
export const meets = (spec: GradeSpec, sample: Sample): boolean => !spec.limits.some((limit) => misses(limit, sample));

/** How many of a sample may fall short: ⌊sample × acceptPm ÷ 1000⌋. */
export const allowedOf = (size: number, { acceptPm }: Pick<SamplingPlan, "acceptPm">): number => Math.floor((size * acceptPm) / PER_MILLE);

/** What to measure, in the order in which the grades first name it. */
export const attributesOf = (spec: readonly GradeSpec[]): string[] => [...new Set(spec.flatMap((one) => one.limits.map((limit) => limit.attribute)))];

/** The grade the samples come to, as the server will find it: the best one whose defects stay within what the plan allows. Samples in, at least one; pure. */
export function judge(spec: readonly GradeSpec[], samples: readonly Sample[], plan: Pick<SamplingPlan, "acceptPm">): Verdict {
  const allowed = allowedOf(samples.length, plan);
  const grades = spec.map((one): Judged => {
    const defects = samples.filter((sample) => !meets(one, sample)).length;
    const failing = one.limits.map((limit) => ({ attribute: limit.attribute, defects: samples.filter((sample) => misses(limit, sample)).length })).filter((each) => each.defects > 0);
    return { grade: one.grade, defects, allowed, fits: defects <= allowed, failing };
  });
  return { grade: spec.find((one, n) => one.pricePm !== null && grades[n]!.fits)?.grade ?? null, grades };
}
