/** One order with its carriers, counted in trays and thousandths of a fen, in the published order. */
export interface CostScene {
  /** Trays to place. */
  readonly trays: number;
  readonly carriers: readonly CostCarrier[];
  readonly zones: readonly CostZone[];
}
export interface CostCarrier {
  /** Trays: at most, at least when anything, and to be had if it can be done. `least` ≥ 1; `most` is 0 or ≥ `least`. */
  readonly most: number;
  readonly least: number;
  readonly floor: number;
  /** Per tray. */
  readonly cost: number;
  /** Index of the zone, null without trucks. */
  readonly zone: number | null;
}
export interface CostZone {
  readonly name: string;
  /** Trays a truck holds, ≥ 1. */
  readonly holds: number;
  readonly fixed: number;
  /** Trays of room on trucks that go anyway, ≥ 0; what fits there starts none. */
  readonly free: number;
}

/** Which of the three is better is decided in this order: more placed, less lacking of floors, less cost. */
export interface Plan {
  /** Trays by carrier. */
  readonly trays: readonly number[];
  readonly placed: number;
  readonly short: number;
  readonly cost: number;
  /** Started trucks by zone, without those that go anyway. */
  readonly trucks: readonly number[];
}

export function planOf({ carriers, zones }: CostScene, trays: readonly number[]): Plan {
  const loads = zones.map(() => 0);
  for (const [i, { zone }] of carriers.entries()) if (zone !== null) loads[zone]! += trays[i]!;
  const trucks = zones.map(({ holds, free }, z) => Math.ceil(Math.max(0, loads[z]! - free) / holds));
  const sumOf = (part: (carrier: CostCarrier, i: number) => number): number => carriers.reduce((sum, carrier, i) => sum + part(carrier, i), 0);
  return {
    trays, trucks,
    placed: sumOf((_, i) => trays[i]!),
    short: sumOf(({ floor }, i) => Math.max(0, floor - trays[i]!)),
    cost: sumOf(({ cost }, i) => cost * trays[i]!) + zones.reduce((sum, { fixed }, z) => sum + fixed * trucks[z]!, 0),
  };
}

/** Negative when `a` is the better. */
export const comparePlans = (a: Plan, b: Plan): number => b.placed - a.placed || a.short - b.short || a.cost - b.cost;

/** What is already decided: the least and the most each carrier gets, the room of each zone. */
export interface Frame {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** Trays by zone. */
  readonly room: readonly number[];
}

/**
 * The cheapest division within a frame: everybody's least first, then tray after tray to the cheapest who still has room, equal
 * costs in the published order. The bounds are nested (carrier within zone within order), so the greedy choice is optimal
 * (a polymatroid; Edmonds 1970). Null when the leasts do not fit; it may place fewer trays than asked for where rooms are full.
 * `order` is that of the costs (`cheapestFirst`), given because a plan in the making is filled thousands of times.
 */
export function cheapestFill({ carriers }: CostScene, { lower, upper, room }: Frame, trays: number, order: readonly number[]): number[] | null {
  const given = [...lower];
  const left = [...room];
  let open = trays;
  for (const [i, { zone }] of carriers.entries()) {
    open -= given[i]!;
    if (zone !== null) left[zone]! -= given[i]!;
  }
  if (open < 0 || left.some((trays) => trays < 0)) return null;
  for (const i of order) {
    if (open === 0) break;
    const { zone } = carriers[i]!;
    const more = Math.min(open, upper[i]! - given[i]!, zone === null ? Infinity : left[zone]!);
    given[i]! += more;
    open -= more;
    if (zone !== null) left[zone]! -= more;
  }
  return given;
}

/** Trays that a zone's started trucks take along with those that go anyway. */
export const roomOf = ({ holds, free }: CostZone, trucks: number): number => holds * trucks + free;

/** Indices by cost, equal costs in the published order. */
export const cheapestFirst = (costs: readonly number[]): number[] => costs.map((_, i) => i).toSorted((a, b) => costs[a]! - costs[b]! || a - b);

/** Costs per tray when trucks could be started in parts: what a tray weighs on its truck is added. */
export const relaxedCosts = ({ carriers, zones }: CostScene): number[] =>
  carriers.map(({ cost, zone }) => cost + (zone === null ? 0 : zones[zone]!.fixed / zones[zone]!.holds));

/** The most that any division can place, batches aside. */
export const mostPlaced = ({ carriers, trays }: CostScene): number => Math.min(trays, carriers.reduce((sum, { most }) => sum + most, 0));

/**
 * No division costs less that places as many trays and keeps the floors as far as this plan does: the linear relaxation, in
 * which trucks and batches come in parts. Its optimum is a greedy one, so it needs no solver. Room on trucks that go anyway is
 * counted twice over: as if all of it were used, and as if trucks cost nothing; the higher of the two holds.
 */
export function relaxedBound(scene: CostScene, { trays, placed }: Plan): number {
  const frame: Frame = {
    lower: scene.carriers.map(({ floor }, i) => Math.min(floor, trays[i]!)),
    upper: scene.carriers.map(({ most }) => most),
    room: scene.zones.map(() => Infinity),
  };
  const cheapest = (costs: readonly number[]): number => cheapestFill(scene, frame, placed, cheapestFirst(costs))!.reduce((sum, given, i) => sum + given * costs[i]!, 0);
  const spared = scene.zones.reduce((sum, { fixed, holds, free }) => sum + (fixed * free) / holds, 0);
  const withTrucks = cheapest(relaxedCosts(scene)) - spared;
  return spared === 0 ? withTrucks : Math.max(withTrucks, cheapest(scene.carriers.map(({ cost }) => cost)));
}
