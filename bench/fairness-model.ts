/**
 * Who wins when three groups of equally quick buyers sit at the ends of three lines? The clock's rule, through the
 * engine, beside what everybody else does (first press to arrive wins). A model: the buyers are simulated, the
 * engine is the real one, the network is drawn by chance.
 *
 *   node bench/fairness-model.ts [--json]
 */
import { createChance, normal, whole } from "../src/engines/clock/chance.ts";
import { CODE, ROW } from "../src/engines/clock/events.ts";
import type { Programme } from "../src/engines/clock/programme.ts";
import { Scene, sceneLot } from "../src/engines/clock/scene.ts";
import type { Line, SimulatedPress } from "../src/engines/clock/simulated-buyers.ts";
import { playHall, travel } from "../src/engines/clock/simulated-buyers.ts";
import type { SessionState } from "../src/engines/clock/state.ts";
import type { ClockSettings } from "../src/engines/clock/types.ts";
import { DEFAULT_CLOCK_SETTINGS } from "../src/engines/clock/types.ts";

export const GROUPS: readonly Line[] = [
  { oneWayMs: 2, jitterMs: 40 },
  { oneWayMs: 40, jitterMs: 40 },
  { oneWayMs: 90, jitterMs: 40 },
];
const PER_GROUP = 10;
const LOTS = 20_000;
const LOTS_PER_SESSION = 2_000;
const REACTION_MS = 200;
const DEVIATION_MS = 40;
const SEED = 20_261_122;
const BAR_POINTS = 2;
const HOLDS = [0, 100, DEFAULT_CLOCK_SETTINGS.holdMs, 400];

/** How far a synchronised screen clock is off: half the jitter of its best ping, either way. */
const SCREEN_CLOCK_ERROR_MS = 5;

/** One buyer's press at one lot, in true time. */
export interface Moment {
  readonly buyer: number;
  /** When the buyer presses, ms after T0. */
  readonly at: number;
  /** How long the press takes to the host, and a frame from it, in ms. */
  readonly up: number;
  readonly down: number;
}

export function groupOf(buyer: number): number {
  return buyer % GROUPS.length;
}

/** Who presses when in one lot: all wait for the same price, all react alike; only their lines differ. */
export function moments(chance: () => number, programme: Pick<Programme, "lastStep" | "stepMs">): Moment[] {
  const trigger = whole(chance, 5, programme.lastStep >> 1) * programme.stepMs;
  return Array.from({ length: GROUPS.length * PER_GROUP }, (_, buyer) => {
    const line = GROUPS[groupOf(buyer)]!;
    const at = trigger + Math.max(0, normal(chance, REACTION_MS, DEVIATION_MS));
    return { buyer, at, up: travel(chance, line), down: travel(chance, line) };
  });
}

export interface Share {
  /** Share of wins of each group, in percent; the share of buyers is 100 / groups for each. */
  readonly percent: readonly number[];
  /** Largest distance from the share of buyers, in points. */
  readonly gapPoints: number;
  /** How often somebody else than the quickest buyer won, in percent. */
  readonly wrongWinnerPercent: number;
}

/** Counts wins by group. */
export class Wins {
  private readonly byGroup = GROUPS.map(() => 0);
  private wrong = 0;

  add(lot: readonly Moment[], winner: number): void {
    this.byGroup[groupOf(winner)]! += 1;
    if (first(lot, ({ at }) => at) !== winner) this.wrong += 1;
  }

  share(): Share {
    const total = this.byGroup.reduce((sum, n) => sum + n, 0);
    const percent = this.byGroup.map((n) => (100 * n) / total);
    const gapPoints = Math.max(...percent.map((p) => Math.abs(p - 100 / GROUPS.length)));
    return { percent, gapPoints, wrongWinnerPercent: (100 * this.wrong) / total };
  }
}

/** The buyer for whom `when` is least. */
export function first(lot: readonly Moment[], when: (moment: Moment) => number): number {
  return lot.reduce((a, b) => (when(b) < when(a) ? b : a)).buyer;
}

interface Outcome {
  readonly rule: Share;
  /** Everybody sees the same programme, but the first press to arrive wins. */
  readonly arrival: Share;
  /** What clocks with broadcast ticks do: the price arrives late, and the press arrives late too. */
  readonly broadcast: Share;
  readonly presses: number;
  readonly clipped: number;
  readonly tooLate: number;
}

/** Plays all lots through the engine with these settings, and by the two other rules beside it. */
function play(settings: Partial<ClockSettings>): Outcome {
  const chance = createChance(SEED);
  const rule = new Wins();
  const arrival = new Wins();
  const broadcast = new Wins();
  const counts = { presses: 0, clipped: 0, tooLate: 0 };
  for (let done = 0; done < LOTS; done += LOTS_PER_SESSION) {
    const scene = new Scene({ seed: `fairness ${done}`, clocks: [{ graceMs: 500, ...settings }] });
    scene.buyers(...Array.from({ length: GROUPS.length * PER_GROUP }, () => Number.MAX_SAFE_INTEGER));
    for (let i = 0; i < LOTS_PER_SESSION; i += 1) scene.lots(0, sceneLot(`${i}`));
    scene.start(0);
    let lot: Moment[] = [];
    const crowd = (programme: Programme): SimulatedPress[] => {
      lot = moments(chance, programme);
      arrival.add(lot, first(lot, ({ at, up }) => at + up));
      broadcast.add(lot, first(lot, ({ at, up, down }) => at + up + down));
      return lot.map((moment) => pressOf(chance, programme.t0, moment));
    };
    const watch = ({ events: { rows, count } }: SessionState): void => {
      for (let row = 0; row < count * ROW; row += ROW) {
        if (rows[row] === CODE.awarded) rule.add(lot, rows[row + 5]!);
        else if (rows[row] === CODE.pressAccepted) counts.clipped += rows[row + 11]!;
        else if (rows[row] === CODE.pressRefused) counts.tooLate += 1;
      }
    };
    counts.presses += playHall(scene.state, { crowd, maxPresses: Number.MAX_SAFE_INTEGER, programmes: scene.programmes, watch }).presses;
  }
  return { rule: rule.share(), arrival: arrival.share(), broadcast: broadcast.share(), ...counts };
}

function pressOf(chance: () => number, t0: number, { buyer, at, up }: Moment): SimulatedPress {
  const tau = Math.round(at + (chance() * 2 - 1) * SCREEN_CLOCK_ERROR_MS);
  return { arrival: t0 + Math.round(at) + up, buyer, tau, quantity: 100, delay: GROUPS[groupOf(buyer)]!.oneWayMs };
}

/** Runs the model; with `json` nothing is printed but the result is the same. */
export async function run(options: { json: boolean }): Promise<object> {
  const rows = HOLDS.map((holdMs) => ({ holdMs, ...play({ holdMs }) }));
  const main = rows.find((row) => row.holdMs === DEFAULT_CLOCK_SETTINGS.holdMs)!;
  const passed = main.rule.gapPoints <= BAR_POINTS;
  const result = {
    bench: "fairness-model",
    lots: LOTS,
    seed: SEED,
    groups: GROUPS,
    buyersPerGroup: PER_GROUP,
    reactionMs: REACTION_MS,
    deviationMs: DEVIATION_MS,
    screenClockErrorMs: SCREEN_CLOCK_ERROR_MS,
    byHold: rows.map(({ holdMs, rule, presses, clipped, tooLate }) => ({ holdMs, ...rule, presses, clipped, tooLate })),
    arrivalOrder: main.arrival,
    broadcastTicks: main.broadcast,
    barPoints: BAR_POINTS,
    passed,
  };
  if (!options.json) print(rows, main, passed);
  return result;
}

function line(name: string, { percent, gapPoints, wrongWinnerPercent }: Share): string {
  const shares = percent.map((p) => `${p.toFixed(1).padStart(5)} %`).join("  ");
  return `${name.padEnd(44)} ${shares}   gap ${gapPoints.toFixed(1).padStart(4)} points   wrong winner ${wrongWinnerPercent.toFixed(1)} %`;
}

function print(rows: readonly (Outcome & { holdMs: number })[], main: Outcome, passed: boolean): void {
  const lines = GROUPS.map(({ oneWayMs, jitterMs }) => `${oneWayMs} ms (+${jitterMs})`).join(", ");
  console.log(`${LOTS.toLocaleString("en")} lots, 3 × ${PER_GROUP} buyers on lines of ${lines}; seed ${SEED}; share of wins (fair: 33.3 % each)`);
  for (const row of rows) console.log(line(`clock, hold window ${row.holdMs} ms`, row.rule));
  console.log(line("same programme, first to arrive wins", main.arrival));
  console.log(line("broadcast ticks, first to arrive wins", main.broadcast));
  console.log(passed ? `bar met: within ${BAR_POINTS} points at the default window` : `BAR MISSED: more than ${BAR_POINTS} points at the default window`);
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
}
