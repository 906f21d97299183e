/** The command `hualian index`: a price index from a file, without a market. */
import { BILATERALS, DEFAULT_SIGMA, UNWEIGHTED, USES_BASKET, type Bilateral } from "../../engines/price-index/bilateral.ts";
import { IndexFault } from "../../engines/price-index/fault.ts";
import { MULTILATERALS, WITHOUT_QUANTITIES, type Multilateral } from "../../engines/price-index/multilateral.ts";
import { bilateralSeries, rebased, type Link } from "../../engines/price-index/series.ts";
import { DEFAULT_SPLICE, multilateralSeries, SPLICES, type Extension, type Splice } from "../../engines/price-index/splice.ts";
import { periodAt, tableOf, type PriceTable } from "../../engines/price-index/table.ts";
import { UsageError } from "../cli/usage.ts";
import { readObservations } from "./observations-file.ts";
import { seriesText } from "./series-text.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export interface IndexCommand {
  readonly file: string;
  readonly formula?: string | undefined;
  readonly base?: string | undefined;
  readonly window?: number | undefined;
  readonly splice?: string | undefined;
  /** Periods in the first window of a series that began with fewer than a window. */
  readonly first?: number | undefined;
  readonly chained?: boolean;
  readonly periodOnPeriod?: boolean;
  readonly sigma?: string | undefined;
  readonly weights?: string | undefined;
}

export interface IndexAnswer {
  readonly formula: string;
  readonly base: string;
  readonly link: Link | null;
  readonly window: number | null;
  readonly splice: Splice | null;
  readonly rows: number;
  readonly skipped: number;
  readonly items: number;
  readonly series: readonly { readonly period: string; readonly value: number }[];
}

export const DEFAULT_FORMULA: Multilateral = "ccdi";
/** The year's link and the twelve months after it, for splices that go by years. */
const YEARLY_WINDOW = 13;

const ALIASES: Readonly<Record<string, Bilateral | Multilateral>> = { "geks-fisher": "geks", "geks-tornqvist": "ccdi", "geary-khamis": "gk", "unweighted-tpd": "utpd", ces: "lloyd-moulton", drobish: "drobisch" };
const SPLICE_ALIASES: Readonly<Record<string, Splice>> = { wisp: "window-published", hasp: "half-published" };

/** Throws UsageError when it was called wrongly, an Error in both languages when the file or its figures do not allow the index. */
export function indexOf(command: IndexCommand): IndexAnswer {
  const formula = formulaOf(command.formula ?? DEFAULT_FORMULA);
  const multilateral = isMultilateral(formula);
  const extension = multilateral ? extensionOf(command) : null;
  const link = multilateral ? null : linkOf(command);
  const sigma = sigmaOf(command, formula);
  refuseStrangers(command, formula);
  try {
    const { rows, skipped } = readObservations(command.file, !UNWEIGHTED.has(formula) && !WITHOUT_QUANTITIES.has(formula));
    const table = tableOf(rows);
    const base = command.base === undefined ? 0 : periodAt(table, command.base);
    const values = isMultilateral(formula)
      ? rebased(multilateralSeries(table, formula, extension), base)
      : bilateralSeries(table, formula, { link: link ?? "fixed", base, sigma, ...basketOf(command, table) });
    return {
      formula, base: table.periods[base]!, link, window: extension?.window ?? null, splice: extension?.splice ?? null, rows: rows.row.length, skipped, items: table.items.length,
      series: table.periods.map((period, at) => ({ period, value: values[at]! })),
    };
  } catch (error) {
    if (error instanceof IndexFault) throw new Error(`${zh.faults[error.code](error.where)}\n${en.faults[error.code](error.where)}`);
    throw error;
  }
}

export function runIndex(command: IndexCommand, json: boolean): number {
  const answer = indexOf(command);
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${seriesText(answer)}\n`);
  return 0;
}

/** Written in any of the usual ways: Törnqvist, lloyd_moulton, GEKS. */
const plain = (text: string): string => text.trim().toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[\s_]+/g, "-");

const isMultilateral = (formula: Bilateral | Multilateral): formula is Multilateral => (MULTILATERALS as readonly string[]).includes(formula);

function formulaOf(text: string): Bilateral | Multilateral {
  const name = plain(text);
  const found = [...BILATERALS, ...MULTILATERALS].find((one) => one === name) ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined);
  if (found === undefined) throw new UsageError(`--formula takes one of ${[...BILATERALS, ...MULTILATERALS].join(", ")}, not "${text}". 没有这个公式。`);
  return found;
}

/** One window over all periods, unless a window is given; then the mean splice on published, unless another one is. */
function extensionOf({ window, splice, first }: IndexCommand): Extension | null {
  if (first !== undefined && window === undefined) throw new UsageError("--first needs --window N: it says how many periods the first window had. 请同时给出窗口期数。");
  const begun = first === undefined ? {} : { first };
  if (splice === undefined) return window === undefined ? null : { window, splice: DEFAULT_SPLICE, ...begun };
  const name = plain(splice).replace(/-(?:on-)?pub(?:lished)?$/, "-published");
  const found = SPLICES.find((one) => one === name) ?? (Object.hasOwn(SPLICE_ALIASES, name) ? SPLICE_ALIASES[name] : undefined);
  if (found === undefined) throw new UsageError(`--splice takes one of ${SPLICES.join(", ")}, not "${splice}". 没有这种拼接。`);
  if (window !== undefined) return { window, splice: found, ...begun };
  if (found === "fbew" || found === "fbmw") return { window: YEARLY_WINDOW, splice: found };
  throw new UsageError(`--splice ${found} needs --window N, the number of periods in a window (13 months, 53 weeks). 请给出窗口期数。`);
}

function linkOf({ chained, periodOnPeriod, base }: IndexCommand): Link {
  if (chained === true && periodOnPeriod === true) throw new UsageError("Take --chained or --period-on-period, not both. 两者只能取一。");
  if (periodOnPeriod !== true) return chained === true ? "chained" : "fixed";
  if (base !== undefined) throw new UsageError("--period-on-period compares each period with the one before; it has no --base. 环比没有基期。");
  return "period";
}

function sigmaOf({ sigma }: IndexCommand, formula: Bilateral | Multilateral): number {
  if (sigma === undefined) {
    if (formula === "lloyd-moulton") throw new UsageError("--formula lloyd-moulton needs --sigma, the elasticity of substitution (0 is laspeyres). 请给出替代弹性。");
    return DEFAULT_SIGMA;
  }
  const value = sigma.trim() === "" ? Number.NaN : Number(sigma);
  if (!Number.isFinite(value)) throw new UsageError(`--sigma takes a number, not "${sigma}". 替代弹性应为数。`);
  return value;
}

const basketOf = ({ weights }: IndexCommand, table: PriceTable): { readonly basket?: number } => (weights === undefined ? {} : { basket: periodAt(table, weights) });

/** An option that changes nothing is a misunderstanding, and the figure would be taken for another one. */
function refuseStrangers(command: IndexCommand, formula: Bilateral | Multilateral): void {
  const bilateralOnly = isMultilateral(formula) ? (["chained", "periodOnPeriod"] as const).filter((name) => command[name] === true) : [];
  const multilateralOnly = isMultilateral(formula) ? [] : (["window", "splice", "first"] as const).filter((name) => command[name] !== undefined);
  const strangers = [
    ...bilateralOnly.map((name) => (name === "chained" ? "--chained" : "--period-on-period")), ...multilateralOnly.map((name) => `--${name}`),
    ...(command.sigma !== undefined && formula !== "lloyd-moulton" ? ["--sigma"] : []), ...(command.weights !== undefined && !USES_BASKET.has(formula) ? ["--weights"] : []),
  ];
  if (strangers.length > 0) throw new UsageError(`${strangers.join(", ")} has no meaning for ${formula}; leave it out. 这个公式不用此选项。`);
}
