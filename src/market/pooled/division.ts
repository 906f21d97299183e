import { Pool, type Holding, type Taken, type Wanted } from "./pool.ts";
import { Loads } from "./loads.ts";
import type { TruckRule } from "../../engines/allocation/least-cost.ts";
import { divideBy, type Claim, type Ruled, type Solving } from "./ruling.ts";
import type { Rule } from "./rules.ts";
import type { WhyView } from "./views.ts";

/** The way shares are made. A sheet says which, so that an old one is still divided as it was. */
export const DIVISION_VERSION = 1;

export interface DropInput extends Wanted {
  readonly dropId: string;
  readonly line: number;
  readonly n: number;
  /** Units to be divided: what is wanted less what stands already. */
  readonly estate: number;
  /** The most one grower may have, what he already has subtracted below. */
  readonly cap: number;
  readonly step: number;
  readonly minBatch: number;
  /** Per unit: what a loss of grade is measured by, and the highest ask taken. */
  readonly price: number;
  readonly ceiling: number | null;
}
export interface GrowerInput extends Holding {
  readonly score: number;
  readonly distance: number | null;
  readonly quality: number;
  readonly transport: number;
  /** With trucks: his town, and fen for one truck to it and back. */
  readonly zone?: string;
  readonly trip?: number;
}
export interface AnswerInput {
  readonly dropId: string;
  readonly growerId: string;
  readonly quota: number;
  readonly accepted: number;
  readonly extra: number;
  readonly ask: number | null;
  /** What stands for him of this drop already. */
  readonly has: number;
}
/** Everything shares are made of, and nothing else: it is stored with them. Drops stand by day, line and number. */
export interface DivisionInput {
  readonly version: typeof DIVISION_VERSION;
  readonly orderNo: string;
  readonly rule: Rule;
  readonly fairnessPm: number;
  /** Units a truck holds, where goods of a town share trucks. */
  readonly truckHolds?: number;
  readonly drops: readonly DropInput[];
  readonly growers: readonly GrowerInput[];
  readonly answers: readonly AnswerInput[];
}
export interface ShareOut {
  readonly growerId: string;
  /** Accepted within the quota; and what flowed to him of what others did not take. */
  readonly guaranteed: number;
  readonly flowed: number;
  readonly units: number;
  readonly why: WhyView;
  readonly sources: readonly Taken[];
}
export interface DropOut {
  readonly dropId: string;
  readonly given: number;
  readonly unplaced: number;
  /** By sealed asks: what everybody who was taken gets per unit. */
  readonly clearing: number | null;
  readonly way: Ruled["way"];
  readonly shares: readonly ShareOut[];
}
export interface DivisionOutput {
  readonly drops: readonly DropOut[];
}
export interface QuotaOut {
  readonly dropId: string;
  readonly growerId: string;
  readonly available: number;
  readonly quota: number;
  readonly why: WhyView;
}

/** Fen lost per unit of a grower who never meets the grade, per mille of the price: what expected loss of grade is counted at. */
const GRADE_LOSS_PM = 300;
const FULL = 1_000;
const wholeTrays = (units: number, step: number): number => Math.floor(units / step) * step;

function claimOf(drop: DropInput, grower: GrowerInput, claim: number, has: number, ask: number | null): Claim {
  return {
    id: grower.id, claim, cap: Math.max(0, drop.cap - has), minBatch: has > 0 ? 0 : drop.minBatch, score: grower.score, distance: grower.distance, ask, transport: grower.zone === undefined ? grower.transport : 0, zone: grower.zone ?? null,
    gradeLoss: Math.floor((drop.price * (FULL - grower.quality) * GRADE_LOSS_PM) / FULL),
  };
}

const divisionOf = ({ orderNo, rule, fairnessPm }: DivisionInput, drop: DropInput, estate: number, claims: readonly Claim[], trucks: readonly TruckRule[], floor = fairnessPm) =>
  ({ rule, estate, step: drop.step, salt: `${orderNo}:${drop.line}-${drop.n}`, fairnessPm: floor, ceiling: drop.ceiling, claims, trucks });

/**
 * Quotas before anybody has answered: drops by day, each divided by the rule among those who have something for it; what a quota
 * takes is not there for later drops. Where asks are sealed everybody may offer what he has, within the cap.
 */
export async function quotasOf(input: DivisionInput, solving: Solving): Promise<QuotaOut[]> {
  const pool = new Pool(input.growers);
  const loads = new Loads(input);
  const quotas: QuotaOut[] = [];
  for (const drop of input.drops) {
    const hasOf = (growerId: string): number => input.answers.find((one) => one.dropId === drop.dropId && one.growerId === growerId)?.has ?? 0;
    const able = input.growers.map((grower) => ({ grower, has: hasOf(grower.id), available: wholeTrays(pool.left(grower.id, drop), drop.step) })).filter(({ available, has }) => available > 0 && available >= (has > 0 ? 0 : drop.minBatch));
    if (able.length === 0) continue;
    const claims = able.map(({ grower, has, available }) => claimOf(drop, grower, available, has, null));
    const shares = input.rule === "sealed_bid" ? offersOf(drop, claims) : (await divideBy(divisionOf(input, drop, drop.estate, claims, loads.trucksFor(drop, claims)), solving)).shares;
    loads.put(drop, shares);
    for (const { grower, available } of able) {
      const share = shares.find(({ id }) => id === grower.id)!;
      pool.take(grower.id, drop, share.units);
      quotas.push({ dropId: drop.dropId, growerId: grower.id, available, quota: share.units, why: share.why });
    }
  }
  return quotas;
}

const offersOf = (drop: DropInput, claims: readonly Claim[]): Ruled["shares"] => claims.map(({ id, claim, cap }) => {
  const units = wholeTrays(Math.min(claim, cap, drop.estate), drop.step);
  return { id, units, why: { rule: "sealed_bid", binding: units < claim ? "cap" : "claim", claim, level: null, fractional: units, score: null, cost: null, rounding: "exact" } };
});

/**
 * Shares after the answers. What a grower accepted within his quota is his, as far as he still has it; what others left flows, by
 * the same rule, to those who said they could bring more. Sealed asks are divided at once, the lowest first.
 */
export async function divide(input: DivisionInput, solving: Solving): Promise<DivisionOutput> {
  const pool = new Pool(input.growers);
  const growers = new Map(input.growers.map((grower) => [grower.id, grower]));
  const given = new Map<string, Map<string, ShareOut>>(input.drops.map((drop) => [drop.dropId, new Map()]));
  const answersTo = (drop: DropInput): AnswerInput[] => input.answers.filter((one) => one.dropId === drop.dropId && growers.has(one.growerId));
  // What is guaranteed goes first for every drop: nobody's wish for more on an early day eats what another day was promised.
  const loads = new Loads(input);
  if (input.rule !== "sealed_bid") for (const drop of input.drops) guarantee(drop, answersTo(drop), pool, given.get(drop.dropId)!, input.rule);
  for (const drop of input.drops) loads.put(drop, [...given.get(drop.dropId)!.values()].map(({ growerId, units }) => ({ id: growerId, units })));
  const drops: DropOut[] = [];
  for (const drop of input.drops) {
    const shares = given.get(drop.dropId)!;
    const open = drop.estate - sumOf([...shares.values()]);
    const claims = answersTo(drop).map((answer) => {
      const wish = input.rule === "sealed_bid" ? answer.accepted + answer.extra : answer.extra;
      const has = answer.has + (shares.get(answer.growerId)?.units ?? 0);
      return claimOf(drop, growers.get(answer.growerId)!, wholeTrays(Math.min(wish, pool.left(answer.growerId, drop)), drop.step), has, answer.ask);
    }).filter((one) => one.claim > 0 && (input.rule !== "sealed_bid" || one.ask !== null));
    const ruled = open <= 0 || claims.length === 0 ? null : await divideBy(divisionOf(input, drop, open, claims, loads.trucksFor(drop, claims), input.rule === "least_cost" && shares.size > 0 ? 0 : input.fairnessPm), solving);
    loads.put(drop, ruled?.shares ?? []);
    for (const { id, units, why } of ruled?.shares ?? []) {
      if (units === 0 && shares.has(id)) continue;
      const before = shares.get(id);
      shares.set(id, { growerId: id, guaranteed: before?.guaranteed ?? 0, flowed: units, units: (before?.units ?? 0) + units, why, sources: [...(before?.sources ?? []), ...pool.take(id, drop, units)] });
    }
    const all = [...shares.values()].map((share) => ({ ...share, sources: joined(share.sources) })).toSorted((a, b) => (a.growerId < b.growerId ? -1 : 1));
    const units = sumOf(all);
    drops.push({ dropId: drop.dropId, given: units, unplaced: drop.estate - units, clearing: ruled?.clearing ?? null, way: ruled?.way ?? null, shares: all });
  }
  return { drops };
}

function guarantee(drop: DropInput, answers: readonly AnswerInput[], pool: Pool, shares: Map<string, ShareOut>, rule: Rule): void {
  let open = drop.estate;
  for (const { growerId, quota, accepted, has } of answers) {
    const taken = Math.min(accepted, quota);
    const able = wholeTrays(Math.min(taken, pool.left(growerId, drop), Math.max(0, drop.cap - has), open), drop.step);
    const units = has === 0 && able < drop.minBatch ? 0 : able;
    open -= units;
    const why: WhyView = { rule, binding: units < taken ? "no_longer_there" : accepted < quota ? "accepted_less" : "quota", claim: accepted, level: null, fractional: units, score: null, cost: null, rounding: "exact" };
    shares.set(growerId, { growerId, guaranteed: units, flowed: 0, units, why, sources: pool.take(growerId, drop, units) });
  }
}

const sumOf = (shares: readonly { readonly units: number }[]): number => shares.reduce((sum, { units }) => sum + units, 0);

function joined(sources: readonly Taken[]): Taken[] {
  const by = new Map<string, Taken>();
  for (const one of sources) by.set(one.id, { ...one, units: one.units + (by.get(one.id)?.units ?? 0) });
  return [...by.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
