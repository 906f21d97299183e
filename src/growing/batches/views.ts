import { z } from "zod";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import { DECLARED_AS, LOSSES, MAX_UNITS, STATES, VERDICTS, VERSION_KINDS } from "./rules.ts";

/** Shapes of the batches contract that are longer than a line. */
export const id = z.uuid();
export const grade = z.enum(GRADES);
export const units = z.int().min(1).max(MAX_UNITS);
/** What is expected to be measured, as intake's graders write it: { heightCm: 65, crownCm: 30, spikes: 2, buds: 12 }. */
export const attributes = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/), z.union([z.number(), z.string().max(60)]))
  .refine((all) => Object.keys(all).length <= 20, "at most 20 attributes");

/** Why a grower may or may not grow something, with the papers it rests on. */
export const verdictView = z.object({
  verdict: z.enum(VERDICTS),
  /** False: nobody holds a right in it on that day. */
  protected: z.boolean(),
  certificate: z.string().nullable(), holder: z.string().nullable(),
  licenceId: id.nullable(), licenceTo: day.nullable(),
  /** Units over the whole licence, and what his batches have used of it; null without limit. */
  limit: z.int().nullable(), used: z.int().nullable(),
});
export type VerdictView = z.infer<typeof verdictView>;

/** Figures of a batch in the sales unit of its item. left = expected − promised − fulfilled − brought, never below zero; short is what lies below it. */
const standing = { expected: z.int(), promised: z.int(), fulfilled: z.int(), brought: z.int(), left: z.int(), short: z.int() };

export const batchView = z.object({
  id, no: z.string(), version: z.int(), state: z.enum(STATES), growerId: id, grower: z.string(), town: z.string().nullable(), demo: z.boolean(),
  itemId: id, itemCode: z.string(), itemZh: z.string(), itemEn: z.string(), unit: z.string(), packing: z.record(z.string(), z.int()),
  planted: z.int().nullable(), ...standing, readyFrom: day, readyTo: day,
  /** Its window is past and it still stands on the bench. */
  overdue: z.boolean(),
  grade: grade.nullable(), attributes, place: z.string(), note: z.string(), photoId: id.nullable(), createdAt: z.string(), changedAt: z.string(), declaredBy: z.string(), declaredAs: z.enum(DECLARED_AS),
  licence: verdictView, can: z.array(z.enum(["change", "lose", "ready", "harvest", "fail", "copy", "bring"])),
});
export type BatchView = z.infer<typeof batchView>;

export const versionView = z.object({
  version: z.int(), at: z.string(), kind: z.enum(VERSION_KINDS), by: z.string(), as: z.enum(DECLARED_AS), reason: z.enum(LOSSES).nullable(), text: z.string(), photoId: id.nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
});

/** A promise to somebody, named by what another module knows it by. open = quantity − released − fulfilled. */
export const promiseView = z.object({
  cause: z.string(), causeId: z.string(), label: z.string(), dueOn: day.nullable(), quantity: z.int(), released: z.int(), fulfilled: z.int(), open: z.int(), at: z.string(),
});
export type PromiseView = z.infer<typeof promiseView>;

/** What a batch can give, after a promise was made, released or fulfilled. */
export const standingView = z.object({ batchId: id, no: z.string(), state: z.enum(STATES), ...standing, repeated: z.boolean() });
export type StandingView = z.infer<typeof standingView>;

export const capacityView = z.object({
  /** A sales unit: pot, spike, stem … */
  unit: z.string(),
  /** Units he can pack and bring a day. */
  perDay: z.int(),
  /** Units his vehicle takes at once; null when not said. */
  perTrip: z.int().nullable(),
});
export type CapacityView = z.infer<typeof capacityView>;

export const candidateBatch = z.object({
  batchId: id, no: z.string(), itemId: id, unit: z.string(), state: z.enum(STATES), readyFrom: day, readyTo: day, ...standing, grade: grade.nullable(), attributes, licence: verdictView,
});
export type CandidateBatch = z.infer<typeof candidateBatch>;
export const candidateView = z.object({
  growerId: id, name: z.string(), town: z.string().nullable(), demo: z.boolean(),
  /** Rough, from the table of towns; null when his town is not in it. */
  distanceKm: z.number().nullable(),
  capacity: z.array(capacityView), batches: z.array(candidateBatch),
});
export type CandidateView = z.infer<typeof candidateView>;

export const rightView = z.object({
  id, varietyId: z.string().nullable(), itemId: id.nullable(), zh: z.string(), en: z.string(), holder: z.string(), holderId: id.nullable(), certificate: z.string(), from: day, to: day, note: z.string(), licences: z.int(), endedOn: day.nullable(),
});
export type RightView = z.infer<typeof rightView>;
export const licenceView = z.object({
  id, rightId: id, zh: z.string(), en: z.string(), certificate: z.string(), growerId: id, grower: z.string(), from: day, to: day, limit: z.int().nullable(), used: z.int(), note: z.string(), endedOn: day.nullable(), state: z.enum(["coming", "running", "over"]),
});
export type LicenceView = z.infer<typeof licenceView>;
export const townView = z.object({ town: z.string(), km: z.number(), growers: z.int(), by: z.string(), at: z.string() });
