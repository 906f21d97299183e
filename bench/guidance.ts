/**
 * Does advice to growers damp the pig cycle or feed it? The made-up region of `src/engines/season`, spot market only, lived through
 * with the same growers, weather and demand: without advice, with naive advice (the last price is the price to come), and with
 * advice that counts those who follow it (`src/engines/planting/equilibrium`). It prints what comes out and all assumptions. It
 * measures a model, not a market, and promises nothing.
 *
 *   node bench/guidance.ts [--json]
 */
import { ADVISED, type Advised } from "../src/engines/season/advice.ts";
import { SAID, USUAL } from "../src/engines/season/assumptions.ts";
import { paired } from "../src/engines/season/compare.ts";
import { figuresOf, mean, spreadOf, type Figure, type Figures } from "../src/engines/season/measures.ts";
import { drawScenario } from "../src/engines/season/scenario.ts";
import { runWorld } from "../src/engines/season/world.ts";

const SEED = 20_261_128;
const START = "2023-03-06";
const FEN = 100;
/** Wrong beliefs and other shares of followers are run on the first seeds only. */
const SEEDS_OF_TABLE = 10;
const SEEDS = 30;

const FIGURES: readonly { readonly figure: Figure; readonly words: string; readonly yuan?: true }[] = [
  { figure: "volatility", words: "spot price, sd of log" }, { figure: "income", words: "income a grower and year, yuan", yuan: true }, { figure: "poorest", words: "  of the poorest fifth, yuan", yuan: true }, { figure: "gini", words: "  inequality (Gini)" }, { figure: "unsold", words: "unsold of ready" }, { figure: "fill", words: "enterprises' needs met" },
];
const WORLDS: readonly { readonly words: string; readonly advised: Advised | null; readonly table?: true }[] = [
  { words: "no advice", advised: null },
  { words: "naive, all follow", advised: { ...ADVISED, kind: "naive" } },
  { words: "equilibrium, all follow", advised: { ...ADVISED, kind: "equilibrium" } },
  { words: "naive, half follow", advised: { ...ADVISED, kind: "naive", followers: 0.5 }, table: true },
  { words: "equilibrium, half follow", advised: { ...ADVISED, kind: "equilibrium", followers: 0.5 }, table: true },
  { words: "equilibrium, half follow, nothing registered", advised: { ...ADVISED, kind: "equilibrium", followers: 0.5, registered: 0 }, table: true },
  { words: "equilibrium, elasticity believed half as large", advised: { ...ADVISED, kind: "equilibrium", believed: 0.5 }, table: true },
  { words: "equilibrium, elasticity believed twice as large", advised: { ...ADVISED, kind: "equilibrium", believed: 2 }, table: true },
];

function resultsOf(json: boolean) {
  const found = WORLDS.map(() => [] as Figures[]);
  for (let n = 0; n < SEEDS; n += 1) {
    const scenario = drawScenario(SEED + n, USUAL, START);
    WORLDS.forEach(({ advised, table }, world) => { if (table !== true || n < SEEDS_OF_TABLE) found[world]!.push(figuresOf(runWorld(scenario, "spot", advised), USUAL.weeks)); });
    if (!json) process.stderr.write(`\r${n + 1} / ${SEEDS} seeds `);
  }

  return WORLDS.map(({ words }, world) => {
    const own = found[world]!;
    return { words, seeds: own.length, figures: Object.fromEntries(FIGURES.map(({ figure }) => [figure, { spread: spreadOf(own.map((one) => one[figure])), mean: mean(own.map((one) => one[figure])), less: paired(own.map((one, n) => one[figure] - found[0]![n]![figure]), SEED) }])) };
  });
}

export async function run({ json }: { json: boolean }): Promise<object> {
  const results = resultsOf(json);
  if (!json) print(results);
  return { seed: SEED, seeds: SEEDS, assumptions: USUAL, advised: ADVISED, results };
}

function print(results: ReturnType<typeof resultsOf>): void {
  const told = (value: number, yuan: true | undefined): string => (yuan ? Math.round(value / FEN).toLocaleString("en") : value.toFixed(4));
  console.log(`\nAdvice in a made-up region: ${USUAL.growers} growers, ${USUAL.items} items, ${USUAL.weeks} weeks after ${USUAL.warmUpWeeks}; seeds from ${SEED}. A model, not a market; nothing here is a promise.\n`);
  for (const { words, seeds: count, figures } of results) {
    console.log(`${words} (${count} seeds)`);
    for (const { figure, words: what, yuan } of FIGURES) {
      const { mean: average, spread, less } = figures[figure]!;
      console.log(`  ${what.padEnd(34)} mean ${told(average, yuan).padStart(10)}   least ${told(spread.least, yuan)} most ${told(spread.most, yuan)}${words === "no advice" ? "" : `   less none ${told(less.mean, yuan)} [${told(less.low, yuan)}, ${told(less.high, yuan)}], up ${less.up} down ${less.down}`}`);
    }
  }
  console.log(`\nadvised: ${JSON.stringify(ADVISED)} — followers: part of the growers; registered: part of the others' plantings the adviser sees before he speaks; he learns the level of demand from prices and volumes over 26 weeks and sees neither shocks nor weather`);
  console.log("left out: buyers who store, growers who leave or learn new items, advice that comes late, growers who distrust it after a bad year\nassumptions");
  for (const [name, value] of Object.entries(USUAL)) console.log(`  ${name} = ${value} ${SAID[name as keyof typeof SAID].unit} — ${SAID[name as keyof typeof SAID].what}; ${SAID[name as keyof typeof SAID].source}`);
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const results = await run({ json });
  if (json) console.log(JSON.stringify(results, null, 2));
}
