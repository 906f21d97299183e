import { addDays, daysBetween } from "../../engines/calendar/day.ts";
import { readWritten, type WrittenQuantity } from "../../engines/units/written.ts";

/** growing: on the bench. ready: it may be fetched. harvested and failed are the end. */
export const STATES = ["growing", "ready", "harvested", "failed"] as const;
export type State = (typeof STATES)[number];
export const isOver = (state: State): boolean => state === "harvested" || state === "failed";
/** Where a batch may go from where it is. A failed one was lost before it was whole; a harvested one has nothing left on the bench. */
const NEXT: Readonly<Record<State, readonly State[]>> = { growing: ["ready", "harvested", "failed"], ready: ["harvested", "failed"], harvested: [], failed: [] };
export const mayGo = (from: State, to: State): boolean => NEXT[from].includes(to);

/** Why a batch became smaller. `estimate`: nothing was lost, it was counted better. */
export const LOSSES = ["frost", "heat", "disease", "pest", "drought", "damage", "estimate", "other"] as const;
export type Loss = (typeof LOSSES)[number];
/** What a version of a batch records. `more_came`: more has left the bench than was expected of it. */
export const VERSION_KINDS = ["planted", "changed", "lost", "ready", "harvested", "failed", "more_came", "imported"] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];
export const PROMISE_KINDS = ["promise", "release", "fulfil"] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];
/** allowed: not protected, or with a licence that reaches. */
export const VERDICTS = ["allowed", "not_licensed", "expired", "over_quantity"] as const;
export type Verdict = (typeof VERDICTS)[number];
export const DECLARED_AS = ["grower", "delegate", "staff", "system"] as const;
export type DeclaredAs = (typeof DECLARED_AS)[number];

export const MAX_UNITS = 1_000_000;
/** What is ready later than this is a plan and not a batch. */
export const MAX_DAYS_AHEAD = 730;
/** The window where nobody says how long the goods keep. */
export const USUAL_WINDOW_DAYS = 14;
/** A window of readiness longer than this says nothing. */
export const MAX_WINDOW_DAYS = 120;
export const MAX_ITEMS = 200;
export const MAX_IMPORT_ROWS = 2_000;
export const MAX_WORKBOOK_BYTES = 2 * 1024 * 1024;
export const MAX_KM = 2_000;
/** Batches a page shows at once. */
export const MAX_PAGE = 500;
/** Weeks the table of what will be ready looks ahead at most. */
export const MAX_WEEKS = 26;

/** A quantity as written, in the sales unit of the item. */
export const readQuantity = (text: string, unit: string, packing: Readonly<Record<string, number>>, least = 1): WrittenQuantity => readWritten(text, unit, packing, { least, most: MAX_UNITS });

export interface Standing {
  /** Units thought saleable of the whole batch, what has left it already among them. */
  readonly expected: number;
  /** Promised and not yet brought. */
  readonly promised: number;
  /** Brought for a promise. */
  readonly fulfilled: number;
  /** Brought for nobody in particular: lots of other channels, and what lots for a promise hold beyond it. */
  readonly brought: number;
}
/** What nobody has been promised and nobody has taken; never below zero. */
export const leftOf = ({ expected, promised, fulfilled, brought }: Standing): number => Math.max(0, expected - promised - fulfilled - brought);
/** How much of what is promised the batch cannot serve any more; what is promised to nobody is missed by nobody. */
export const shortOf = ({ expected, promised, fulfilled, brought }: Standing): number => Math.min(promised, Math.max(0, promised + fulfilled + brought - expected));
/** What has left the bench: a batch was never smaller than that. */
export const goneOf = ({ fulfilled, brought }: Pick<Standing, "fulfilled" | "brought">): number => fulfilled + brought;

/** What is wrong with a window of readiness, judged on a business day; null when nothing is. */
export function windowFault(from: string, to: string, today: string): "backwards" | "too_long" | "too_far" | "past" | null {
  if (to < from) return "backwards";
  if (daysBetween(from, to) > MAX_WINDOW_DAYS) return "too_long";
  if (to > addDays(today, MAX_DAYS_AHEAD)) return "too_far";
  return to < today ? "past" : null;
}

export interface RightFacts {
  readonly from: string;
  readonly to: string;
  readonly holderId: string | null;
}
export interface LicenceFacts {
  readonly from: string;
  readonly to: string;
  /** Units over the whole licence; null is without limit. */
  readonly limit: number | null;
  /** Units of his batches that are ready while it runs. */
  readonly used: number;
}

/**
 * Whether a grower may grow what a right protects, on a day, `more` units beyond what he has entered.
 * The holder himself always may; so may everybody before and after the time of protection. Of several licences the one that allows it decides.
 */
export function judge(right: RightFacts, licences: readonly LicenceFacts[], { growerId, on, more = 0 }: { readonly growerId: string; readonly on: string; readonly more?: number }): { readonly verdict: Verdict; readonly licence: LicenceFacts | null } {
  if (on < right.from || on > right.to || right.holderId === growerId) return { verdict: "allowed", licence: null };
  const running = licences.filter((one) => one.from <= on && on <= one.to);
  const enough = running.find((one) => one.limit === null || one.used + more <= one.limit);
  if (enough !== undefined) return { verdict: "allowed", licence: enough };
  if (running.length > 0) return { verdict: "over_quantity", licence: running[0]! };
  const over = licences.filter((one) => one.to < on).toSorted((a, b) => (a.to < b.to ? 1 : -1))[0];
  return over === undefined ? { verdict: "not_licensed", licence: null } : { verdict: "expired", licence: over };
}

export type Deed = "change" | "lose" | "ready" | "harvest" | "fail" | "copy" | "bring";
/** What whoever looks may do with a batch. */
export function deedsOf(state: State, side: "own" | "desk" | "looker"): Deed[] {
  if (side === "looker") return [];
  const going: readonly Deed[] = state === "growing" ? ["change", "lose", "ready", "harvest", "fail"] : state === "ready" ? ["change", "lose", "harvest", "fail"] : [];
  const bring: readonly Deed[] = state === "failed" || side !== "own" ? [] : ["bring"];
  return [...going, "copy", ...bring];
}
