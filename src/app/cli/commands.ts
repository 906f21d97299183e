import { MAX_WINDOW, MIN_WINDOW } from "../../engines/price-index/window.ts";
import { flag, integer, text, UsageError, type Values } from "./usage.ts";

export interface Command {
  readonly summary: string;
  /** Named when the command takes arguments without a flag. */
  readonly positionals?: string;
  readonly options: Readonly<Record<string, { readonly type: "string" | "boolean"; readonly help: string }>>;
  run(values: Values, positionals: readonly string[]): Promise<number>;
}

const DEFAULT_PORT = 4600;
const DATA = { type: "string", help: "data directory (default .data/market)" } as const;

export const dataFolder = (values: Values): string => text(values, "data") ?? process.env["HUALIAN_DATA"] ?? ".data/market";

/** Commands load their parts when they run, so that `--help` answers at once. */
export const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: "Starts the market: database, web pages, clocks, and on a new data directory a demonstration region.",
    options: {
      edition: { type: "string", help: "market (default)" },
      data: DATA,
      port: { type: "string", help: `HTTP port (default ${DEFAULT_PORT})` },
      host: { type: "string", help: "address to listen on (default 0.0.0.0)" },
      empty: { type: "boolean", help: "an empty market with three administrators instead of the demonstration" },
      "no-pages": { type: "boolean", help: "the interface and the clocks only, without web pages" },
    },
    async run(values) {
      const edition = text(values, "edition") ?? "market";
      if (edition !== "market") throw new UsageError(`There is no edition "${edition}" yet; there is: market`);
      const { startForever } = await import("../start.ts");
      return startForever({
        edition, data: dataFolder(values), port: integer(values, "port", DEFAULT_PORT, 0, 65_535), host: text(values, "host") ?? "0.0.0.0",
        empty: flag(values, "empty"), pages: !flag(values, "no-pages"), json: flag(values, "json"),
      });
    },
  },
  replay: {
    summary: "Replays recorded auction days (.xls day files, long CSV) through a market of their own and holds its books against the recording.",
    positionals: "FILE…",
    options: {
      date: { type: "string", help: "only this day, as 2026-05-29; also the day of a file that does not say its own" },
      category: { type: "string", help: "only cut (切花 절화), orchid (난) or foliage (관엽)" },
      strict: { type: "boolean", help: "replay nothing when any row cannot be read" },
      seed: { type: "string", help: "chance of the simulated buyers (default 1)" },
      data: { type: "string", help: "keep the market in this new directory, to be opened with hualian start" },
      all: { type: "boolean", help: "print every line" },
    },
    async run(values, files) {
      const { runReplay } = await import("../replay/command.ts");
      return runReplay(
        { files, date: text(values, "date"), category: text(values, "category"), strict: flag(values, "strict"), seed: text(values, "seed"), data: text(values, "data"), databaseUrl: process.env["DATABASE_URL"] },
        { json: flag(values, "json"), all: flag(values, "all") },
      );
    },
  },
  seed: {
    summary: "Plants the demonstration region into an empty market.",
    options: { data: DATA },
    async run(values) {
      const { runSeed } = await import("./upkeep.ts");
      return runSeed({ data: dataFolder(values), json: flag(values, "json") });
    },
  },
  verify: {
    summary: "Derives every award of an exported clock journal again and names the first difference.",
    positionals: "FILE",
    options: {
      digest: { type: "string", help: "the published digest the journal must end in" },
      seed: { type: "string", help: "the seed of a session that has not revealed it yet" },
    },
    async run(values, positionals) {
      const { runVerify } = await import("./verify.ts");
      return runVerify(only("FILE", positionals), { json: flag(values, "json"), digest: text(values, "digest"), seed: text(values, "seed") });
    },
  },
  index: {
    summary: "Computes a price index from a CSV file with the columns period, item, price, quantity.",
    positionals: "FILE",
    options: {
      formula: { type: "string", help: "ccdi (default), geks, geks-walsh, geks-jevons, gk, tpd, utpd; fisher, tornqvist, walsh, laspeyres, paasche, jevons, dutot, carli and others" },
      base: { type: "string", help: "the period whose value is 1 (default: the first)" },
      window: { type: "string", help: "multilateral: periods in a window, later ones are spliced on (default: one window over all)" },
      splice: { type: "string", help: "mean-published (default), window-published, half-published, movement, window, half, mean, fbew, fbmw" },
      first: { type: "string", help: "periods in the first window, of a series that began with fewer than a window" },
      chained: { type: "boolean", help: "bilateral: multiply the steps from period to period" },
      "period-on-period": { type: "boolean", help: "bilateral: each period against the one before" },
      sigma: { type: "string", help: "lloyd-moulton: elasticity of substitution" },
      weights: { type: "string", help: "lowe, young: the period that gives the weights (default: the first)" },
    },
    async run(values, positionals) {
      const { runIndex } = await import("../price-index/command.ts");
      return runIndex(
        {
          file: only("FILE", positionals), formula: text(values, "formula"), base: text(values, "base"), window: text(values, "window") === undefined ? undefined : integer(values, "window", 0, MIN_WINDOW, MAX_WINDOW),
          splice: text(values, "splice"), first: text(values, "first") === undefined ? undefined : integer(values, "first", 0, 1, MAX_WINDOW), chained: flag(values, "chained"), periodOnPeriod: flag(values, "period-on-period"), sigma: text(values, "sigma"), weights: text(values, "weights"),
        },
        flag(values, "json"),
      );
    },
  },
  rebuild: {
    summary: "Throws a module's derived tables away and makes them again from the event log.",
    positionals: "MODULE",
    options: { data: DATA },
    async run(values, positionals) {
      const { runRebuild } = await import("./upkeep.ts");
      return runRebuild(only("MODULE", positionals), { data: dataFolder(values), json: flag(values, "json") });
    },
  },
  backup: {
    summary: "Writes the whole market, photographs included, into one file, while it runs or while it sleeps.",
    positionals: "FILE",
    options: { data: DATA },
    async run(values, positionals) {
      const { runBackup } = await import("./upkeep.ts");
      return runBackup(only("FILE", positionals), { data: dataFolder(values), json: flag(values, "json") });
    },
  },
  restore: {
    summary: "Reads a backup into an empty data directory (or the empty database of DATABASE_URL) and checks it.",
    positionals: "FILE",
    options: { data: { type: "string", help: "the new data directory (needed)" } },
    async run(values, positionals) {
      const data = text(values, "data");
      if (data === undefined) throw new UsageError("Say where to restore to: --data DIR, a directory without a market.");
      const { runRestore } = await import("./upkeep.ts");
      return runRestore(only("FILE", positionals), { data, json: flag(values, "json") });
    },
  },
};

/** The one argument of a command that takes one. */
function only(name: string, positionals: readonly string[]): string {
  const [first, ...more] = positionals;
  if (first === undefined) throw new UsageError(`${name} is missing.`);
  if (more.length > 0) throw new UsageError(`Only one ${name} is taken, not also ${more.join(" ")}.`);
  return first;
}
