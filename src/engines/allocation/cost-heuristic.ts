import { cheapestFill, comparePlans, type CostScene, mostPlaced, type Plan, planOf, relaxedCosts } from "./cost-plan.ts";

/** Each round tries every small change and takes the best; a plan is good long before this many. */
const MAX_ROUNDS = 200;
/** Above this number of carriers nobody is exchanged for another, only taken in or left out. */
const MAX_EXCHANGED = 80;

/** What a plan is made from: who delivers at all, and how many trucks each zone may start. */
interface Sketch {
  readonly on: readonly boolean[];
  readonly trucks: readonly number[];
}

/**
 * A good plan without a solver. A sketch says who delivers and how many trucks each zone has; within it the cheapest division is
 * exact (`cheapestFill`). From a first sketch that takes the relaxed costs as they are, the best of all small changes is
 * taken while it improves the plan: a truck less, a truck moved to another zone, a carrier in, out, or exchanged for another.
 */
export function heuristicPlan(scene: CostScene): Plan {
  let sketch = firstSketch(scene);
  let plan = planWithin(scene, sketch) ?? planOf(scene, scene.carriers.map(() => 0));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let better: { sketch: Sketch; plan: Plan } | null = null;
    for (const tried of changes(scene, { on: sketch.on, trucks: plan.trucks })) {
      const found = planWithin(scene, tried);
      if (found !== null && comparePlans(found, better?.plan ?? plan) < 0) better = { sketch: tried, plan: found };
    }
    if (better === null) return plan;
    ({ sketch, plan } = better);
  }
  return plan;
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

function planWithin(scene: CostScene, { on, trucks }: Sketch): Plan | null {
  const frame = {
    lower: scene.carriers.map(({ least, floor }, i) => (!on[i]! ? 0 : least <= 1 ? floor : Math.max(least, floor))),
    upper: scene.carriers.map(({ most }, i) => (on[i]! ? most : 0)),
    room: scene.zones.map(({ holds }, z) => holds * trucks[z]!),
  };
  const filled = cheapestFill(scene, frame, mostPlaced(scene), scene.carriers.map(({ cost }) => cost));
  return filled === null ? null : planOf(scene, filled);
}

function* changes({ carriers, zones }: CostScene, { on, trucks }: Sketch): Generator<Sketch> {
  const withTrucks = (...by: readonly (readonly [number, number])[]): Sketch => ({ on, trucks: trucks.map((count, z) => count + by.reduce((sum, [at, more]) => sum + (at === z ? more : 0), 0)) });
  for (const z of zones.keys()) {
    for (const to of zones.keys()) if (to !== z && trucks[z]! > 0) yield* [withTrucks([z, -1], [to, 1]), withTrucks([z, -1], [to, 2])];
    if (trucks[z]! > 0) yield withTrucks([z, -1]);
    yield withTrucks([z, 1]);
  }
  const batched = carriers.flatMap(({ most, least }, i) => (most > 0 && least > 1 ? [i] : []));
  const free = zones.map(() => Infinity);
  const turned = (...who: readonly number[]): Sketch[] => {
    const now = on.map((is, i) => (who.includes(i) ? !is : is));
    return [{ on: now, trucks }, { on: now, trucks: free }];
  };
  for (const i of batched) {
    yield* turned(i);
    if (batched.length <= MAX_EXCHANGED && on[i]!) for (const other of batched) if (!on[other]!) yield* turned(i, other);
  }
}
