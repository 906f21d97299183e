import { cheapestFill, cheapestFirst, comparePlans, type CostScene, mostPlaced, type Plan, planOf, relaxedCosts, roomOf } from "./cost-plan.ts";

/** Each round tries every small change and takes the best; a plan is good long before this many. */
const MAX_ROUNDS = 200;
/** Above this number of carriers nobody is exchanged for another, only taken in or left out. */
const MAX_EXCHANGED = 40;

/** What a plan is made from: who delivers at all, and how many trucks each zone may start. */
interface Sketch {
  readonly on: readonly boolean[];
  readonly trucks: readonly number[];
}

/**
 * A good plan without a solver. A sketch says who delivers and how many trucks each zone has; within it the cheapest division is
 * exact (`cheapestFill`). Two first sketches, one with trucks as they come and one with those of the relaxed optimum; then
 * the best of all small changes is taken while it improves the plan: a truck less, a truck moved to another zone, a zone left
 * out, a carrier in, out, or exchanged for another.
 */
export function heuristicPlan(scene: CostScene): Plan {
  const first = firstSketch(scene);
  const order = cheapestFirst(scene.carriers.map(({ cost }) => cost));
  const plans = [first, { ...first, trucks: relaxedTrucks(scene, first) }].map((sketch) => improved(scene, sketch, order));
  return plans.reduce((best, plan) => (comparePlans(plan, best) < 0 ? plan : best));
}

function improved(scene: CostScene, first: Sketch, order: readonly number[]): Plan {
  let sketch = first;
  let plan = planWithin(scene, sketch, order) ?? planOf(scene, scene.carriers.map(() => 0));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let better: { sketch: Sketch; plan: Plan } | null = null;
    for (const tried of changes(scene, { on: sketch.on, trucks: plan.trucks })) {
      const found = planWithin(scene, tried, order);
      if (found !== null && comparePlans(found, better?.plan ?? plan) < 0) better = { sketch: tried, plan: found };
    }
    if (better === null) return plan;
    ({ sketch, plan } = better);
  }
  return plan;
}

/** The trucks that the cheapest division would start if their parts could be paid for. */
function relaxedTrucks(scene: CostScene, { on }: Sketch): readonly number[] {
  const filled = cheapestFill(scene, { ...boundsOf(scene, on), room: scene.zones.map(() => Infinity) }, mostPlaced(scene), cheapestFirst(relaxedCosts(scene)));
  return planOf(scene, filled ?? scene.carriers.map(() => 0)).trucks;
}

/** Floors first, the fullest batches among them before the others; then the cheapest until the order is covered. */
function firstSketch(scene: CostScene): Sketch {
  const { carriers } = scene;
  const target = mostPlaced(scene);
  const costs = relaxedCosts(scene);
  const on = carriers.map(({ most, least }) => most > 0 && least <= 1);
  const atLeast = (i: number): number => Math.max(carriers[i]!.least, carriers[i]!.floor);
  const batched = carriers.flatMap(({ most, least }, i) => (most > 0 && least > 1 ? [i] : []));
  let bound = carriers.reduce((sum, { floor }, i) => sum + (on[i]! ? floor : 0), 0);
  let reach = carriers.reduce((sum, { most }, i) => sum + (on[i]! ? most : 0), 0);
  const take = (i: number): void => {
    if (on[i]! || bound + atLeast(i) > target) return;
    on[i] = true;
    bound += atLeast(i);
    reach += carriers[i]!.most;
  };
  const fullness = (i: number): number => carriers[i]!.floor / carriers[i]!.least;
  for (const i of batched.filter((i) => carriers[i]!.floor > 0).toSorted((a, b) => fullness(b) - fullness(a) || a - b)) take(i);
  for (const i of batched.toSorted((a, b) => costs[a]! - costs[b]! || a - b)) if (reach < target) take(i);
  return { on, trucks: scene.zones.map(() => Infinity) };
}

function planWithin(scene: CostScene, { on, trucks }: Sketch, order: readonly number[]): Plan | null {
  const room = scene.zones.map((zone, z) => (trucks[z]! === Infinity ? Infinity : roomOf(zone, trucks[z]!)));
  const filled = cheapestFill(scene, { ...boundsOf(scene, on), room }, mostPlaced(scene), order);
  return filled === null ? null : planOf(scene, filled);
}

/** Batches and floors of those who deliver. Where they are more than the order, the floors of the dearest give way first. */
function boundsOf(scene: CostScene, on: readonly boolean[]): { lower: number[]; upper: number[] } {
  const { carriers } = scene;
  const batch = carriers.map(({ least }, i) => (on[i]! && least > 1 ? least : 0));
  const lower = carriers.map(({ floor }, i) => (on[i]! ? Math.max(batch[i]!, floor) : 0));
  let over = lower.reduce((sum, trays) => sum + trays, 0) - mostPlaced(scene);
  if (over > 0) for (const i of cheapestFirst(carriers.map(({ cost }) => cost)).toReversed()) {
    const less = Math.min(over, lower[i]! - batch[i]!);
    lower[i]! -= less;
    over -= less;
  }
  return { lower, upper: carriers.map(({ most }, i) => (on[i]! ? most : 0)) };
}

function* changes({ carriers, zones }: CostScene, { on, trucks }: Sketch): Generator<Sketch> {
  const withTrucks = (...by: readonly (readonly [number, number])[]): Sketch => ({ on, trucks: trucks.map((count, z) => count + by.reduce((sum, [at, more]) => sum + (at === z ? more : 0), 0)) });
  const free = zones.map(() => Infinity);
  for (const z of zones.keys()) {
    // Others start what they need: the way out where two trucks have to go at once.
    for (const kept of new Set([0, Math.max(0, trucks[z]! - 1)])) yield { on, trucks: free.map((many, at) => (at === z ? kept : many)) };
    for (const to of zones.keys()) if (to !== z && trucks[z]! > 0) yield* [withTrucks([z, -1], [to, 1]), withTrucks([z, -1], [to, 2])];
    if (trucks[z]! > 0) yield withTrucks([z, -1]);
    yield withTrucks([z, 1]);
  }
  const batched = carriers.flatMap(({ most, least }, i) => (most > 0 && least > 1 ? [i] : []));
  const turned = (...who: readonly number[]): Sketch[] => {
    const now = on.map((is, i) => (who.includes(i) ? !is : is));
    // Whoever goes may have been what his last truck was for.
    const fewer = trucks.map((count, z) => (who.some((i) => on[i]! && carriers[i]!.zone === z) ? Math.max(0, count - 1) : count));
    return [{ on: now, trucks }, { on: now, trucks: free }, { on: now, trucks: fewer }];
  };
  for (const i of batched) {
    yield* turned(i);
    if (batched.length <= MAX_EXCHANGED && on[i]!) for (const other of batched) if (!on[other]!) yield* turned(i, other);
  }
}
