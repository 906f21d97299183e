/**
 * Would pooled orders help growers? Three years of a made-up region, 300 growers and 60 items, lived through twice with the same
 * growers, weather and demand: once with everything sold at spot, once with enterprises ordering ahead through a hub. It prints
 * what comes out, how far it moves with luck and with the assumptions, and all assumptions. It measures a model, not a market,
 * and promises nothing. The engine is `src/engines/season`.
 *
 *   node bench/pooled-season.ts [--json]
 */
import { SAID, USUAL, type Assumptions } from "../src/engines/season/assumptions.ts";
import { paired, type Paired } from "../src/engines/season/compare.ts";
import { figuresOf, mean, spreadOf, type Figure, type Figures, type Spread } from "../src/engines/season/measures.ts";
import { drawScenario } from "../src/engines/season/scenario.ts";
import { runWorld, type Outcome } from "../src/engines/season/world.ts";

const SEED = 20_261_128;
const SEEDS = 30;
/** The table of other assumptions is long; it is run on the first seeds only, and so is the row it is compared with. */
const SEEDS_OF_TABLE = 12;
const START = "2023-03-06";
const FEN = 100;

const FIGURES: readonly { readonly figure: Figure; readonly words: string; readonly kind: "yuan" | "share" | "number" }[] = [
  { figure: "income", words: "income a grower and year", kind: "yuan" },
  { figure: "poorest", words: "  of the poorest fifth", kind: "yuan" },
  { figure: "gini", words: "  inequality (Gini)", kind: "number" },
  { figure: "unsold", words: "unsold of ready", kind: "share" },
  { figure: "lost", words: "lost while growing", kind: "share" },
  { figure: "wasted", words: "lost or unsold of planted", kind: "share" },
  { figure: "volatility", words: "spot price, sd of log", kind: "number" },
  { figure: "hubResult", words: "hub's margin less costs, a year", kind: "yuan" },
  { figure: "fill", words: "enterprises' needs met", kind: "share" },
  { figure: "unitCost", words: "  paid of reference value", kind: "share" },
];

/** What might make orders worth more than they are here, or less. */
const LEFT_OUT = "not in the model: buyers that only orders bring, one brand, better growing for a known buyer, loans on an order, dealers' power over price, transport, trays, growers who leave or learn new items, one enterprise failing";

/** What public documents credit the mechanism with; printed beside, never computed or aimed at. */
const CLAIMED = "claimed by documents, not computed: growers' loss and unsold -20 %, income +30 % (Qingzhou, 2024)";

interface Row {
  readonly words: string;
  readonly change: Partial<Assumptions>;
}
const TABLE: readonly Row[] = [
  { words: "as assumed", change: {} },
  ...varied("needs ordered ahead", "pooledShare", [0.3, 1]),
  ...varied("enterprises' part of demand", "enterpriseShare", [0.15, 0.6]),
  { words: "both: 60 % of demand, all ordered", change: { enterpriseShare: 0.6, pooledShare: 1 } },
  ...varied("who breaks when it pays", "defaultRate", [0.075, 0.3]),
  ...varied("cobweb", "cobweb", [0.5, 2]),
  ...varied("hub margin", "hubMargin", [0.04, 0.16]),
  { words: "cold waves and storms 0.06, 0.025", change: { coldWaves: 0.06, storms: 0.025 } },
  { words: "cold waves and storms 0.24, 0.1", change: { coldWaves: 0.24, storms: 0.1 } },
  ...varied("floor of the spot market", "floorPrice", [0.35, 0.8]),
  ...varied("price follows spot", "contractLink", [0, 1]),
];

function varied<K extends keyof Assumptions>(words: string, name: K, values: readonly number[]): Row[] {
  return values.map((value) => ({ words: `${words} ${value}`, change: { [name]: value } }));
}

interface Pair {
  readonly spot: Outcome;
  readonly pooled: Outcome;
  readonly spotFigures: Figures;
  readonly pooledFigures: Figures;
}

/** Assumptions that the world without orders never asks for. */
const POOLED_ONLY: ReadonlySet<string> = new Set<keyof Assumptions>(["pooledShare", "defaultRate", "hubMargin", "contractLink"]);

function pairOf(seed: number, change: Partial<Assumptions>, base?: Pair): Pair {
  const scenario = drawScenario(seed, { ...USUAL, ...change }, START);
  const spot = base !== undefined && Object.keys(change).every((name) => POOLED_ONLY.has(name)) ? base.spot : runWorld(scenario, "spot");
  const pooled = runWorld(scenario, "pooled");
  return { spot, pooled, spotFigures: figuresOf(spot, USUAL.weeks), pooledFigures: figuresOf(pooled, USUAL.weeks) };
}

/** By figure: both worlds over the seeds, and their difference seed by seed. */
interface Compared {
  readonly spot: Spread;
  readonly pooled: Spread;
  readonly difference: Paired;
  /** Of the mean at spot; null where that is 0. */
  readonly relative: number | null;
}

function compare(pairs: readonly Pair[], figure: Figure): Compared {
  const spot = pairs.map(({ spotFigures }) => spotFigures[figure]);
  const pooled = pairs.map(({ pooledFigures }) => pooledFigures[figure]);
  const difference = paired(pooled.map((one, n) => one - spot[n]!), SEED);
  return { spot: spreadOf(spot), pooled: spreadOf(pooled), difference, relative: mean(spot) === 0 ? null : difference.mean / mean(spot) };
}

const said = (value: number, kind: (typeof FIGURES)[number]["kind"]): string =>
  kind === "yuan" ? Math.round(value / FEN).toLocaleString("en-US") : kind === "share" ? `${(value * 100).toFixed(2)} %` : value.toFixed(3);
const signed = (value: number, kind: (typeof FIGURES)[number]["kind"]): string => `${value > 0 ? "+" : ""}${said(value, kind)}`;
const against = ({ mean: middle, up, down }: Paired): number => (middle > 0 ? down : up);

function printFigures(compared: Record<Figure, Compared>, say: (line: string) => void): void {
  say("median [quartiles] (least to most) over seeds");
  for (const { figure, words, kind } of FIGURES) {
    const { spot, pooled } = compared[figure];
    const world = ({ least, lower, median, upper, most }: Spread): string => `${said(median, kind)} [${said(lower, kind)} to ${said(upper, kind)}] (${said(least, kind)} to ${said(most, kind)})`;
    say(`${words.padEnd(32)} spot only ${world(spot)}`);
    say(`${"".padEnd(32)} pooled    ${world(pooled)}`);
  }
  say("pooled less spot only, seed by seed: mean [95 % bootstrap over seeds], of spot only, seeds that went the other way");
  for (const { figure, words, kind } of FIGURES) {
    const { difference, relative } = compared[figure];
    say(`${words.padEnd(32)} ${signed(difference.mean, kind)} [${signed(difference.low, kind)} to ${signed(difference.high, kind)}]${relative === null ? "" : `, ${signed(relative, "share")}`}, ${against(difference)} of ${difference.up + difference.down + difference.same}`);
  }
}

function printPromises(pairs: readonly Pair[], say: (line: string) => void): void {
  const sum = (of: (pair: Pair) => number): number => pairs.reduce((total, pair) => total + of(pair), 0);
  // What was promised in the last weeks falls due after them, so kept and broken are parts of what fell due.
  const due = sum(({ pooled: { orders } }) => orders.delivered + orders.replaced + orders.short + orders.refused);
  const part = (of: (pair: Pair) => number, all: number): string => `${((100 * sum(of)) / all).toFixed(1)} %`;
  say(`of what was ordered growers promised ${part(({ pooled }) => pooled.orders.promised, sum(({ pooled }) => pooled.orders.ordered))}; of what fell due ${part(({ pooled }) => pooled.orders.delivered, due)} were kept, ${part(({ pooled }) => pooled.orders.replaced, due)} replaced by others, ${part(({ pooled }) => pooled.orders.sideSold, due)} sold beside, ${part(({ pooled }) => pooled.orders.refused, due)} refused by enterprises`);
  say(`${part(({ pooled }) => pooled.orders.delivered + pooled.orders.replaced, sum(({ pooled }) => pooled.sold))} of all pots sold went to orders; ${part(({ spot }) => spot.festiveValue, sum(({ spot }) => spot.allValue))} of value is sold before the Spring Festival`);
}

function sensitivity(base: readonly Pair[], say: (line: string) => void): object[] {
  say(`\nother assumptions, first ${SEEDS_OF_TABLE} seeds: pooled less spot only, mean, and how many seeds have more income, less unsold`);
  say(`${"".padEnd(36)} ${"income".padStart(9)} ${"poorest".padStart(9)} ${"unsold".padStart(10)} ${"volatility".padStart(10)} ${"unit cost".padStart(10)}  more income, less unsold   unsold at spot`);
  return TABLE.map(({ words, change }, n) => {
    const pairs = n === 0 ? base : base.map((one, seed) => pairOf(SEED + seed, change, one));
    const [income, poorest, unsold, volatility, unitCost] = (["income", "poorest", "unsold", "volatility", "unitCost"] as const).map((figure) => compare(pairs, figure));
    const relative = ({ relative: part }: Compared): string => (part === null ? "" : signed(part, "share"));
    say(`${words.padEnd(36)} ${relative(income!).padStart(9)} ${relative(poorest!).padStart(9)} ${`${signed(100 * unsold!.difference.mean, "number")} pt`.padStart(10)} ${relative(volatility!).padStart(10)} ${relative(unitCost!).padStart(10)}  ${`${income!.difference.up}, ${unsold!.difference.down}`.padStart(24)}   ${said(unsold!.spot.median, "share").padStart(14)}`);
    return { words, change, income, poorest, unsold, volatility, unitCost };
  });
}

function printAssumptions(say: (line: string) => void): void {
  say("\nassumptions, all of them (equations in src/engines/season/README.md)");
  for (const [name, { what, unit, source }] of Object.entries(SAID) as [keyof Assumptions, (typeof SAID)[keyof Assumptions]][]) say(`  ${name.padEnd(20)} ${String(USUAL[name]).padStart(10)} ${unit.padEnd(14)} ${what} (${source})`);
}

export function run({ json }: { json: boolean }): Promise<object> {
  const say = (line: string): void => void (json || console.log(line));
  const from = process.cpuUsage();
  say(`${SEEDS} seeds from ${SEED}, ${USUAL.growers} growers, ${USUAL.items} items, ${USUAL.warmUpWeeks} + ${USUAL.weeks} weeks from ${START}; a model, not a measurement, and no promise`);
  const pairs = Array.from({ length: SEEDS }, (_, n) => pairOf(SEED + n, {}));
  const seconds = process.cpuUsage(from).user / 1e6;
  const compared = Object.fromEntries(FIGURES.map(({ figure }) => [figure, compare(pairs, figure)])) as Record<Figure, Compared>;
  printFigures(compared, say);
  say(CLAIMED);
  say(LEFT_OUT);
  printPromises(pairs, say);
  say(`${2 * SEEDS} worlds in ${seconds.toFixed(0)} s of one core; every pot and every fen was accounted for in every week`);
  const table = sensitivity(pairs.slice(0, SEEDS_OF_TABLE), say);
  printAssumptions(say);
  return Promise.resolve({ bench: "pooled-season", seeds: SEEDS, seed: SEED, start: START, assumptions: USUAL, compared, table, claimed: CLAIMED, leftOut: LEFT_OUT, seconds });
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
}
