/** `hualian index-report`: the formulas side by side on recorded auction weeks, and why the mean price is no index. */
import { isoWeekText } from "../../engines/calendar/day.ts";
import { bilateralIndex } from "../../engines/price-index/bilateral.ts";
import { matchedItems } from "../../engines/price-index/matched.ts";
import { multilateralSeries } from "../../engines/price-index/splice.ts";
import { tabulate, type PriceTable } from "../../engines/price-index/table.ts";
import { readRecordedFiles } from "../replay/read.ts";
import type { RecordedRow } from "../replay/recorded-row.ts";
import { UsageError } from "../cli/usage.ts";

/** Weeks that are the edge of a recording and hold less than this part of a usual week's value are left out. */
const LEAST_WEEK = 0.25;
const CATEGORIES = { cut: "切花 cut 절화", orchid: "兰花 orchids 난", foliage: "观叶 foliage 관엽" } as const;

export interface ReportLine {
  readonly period: string;
  readonly rows: number;
  readonly items: number;
  readonly quantity: number;
  readonly value: number;
  /** Against the first week. Parts of one, ratios. */
  readonly matchedItems: number;
  readonly matchedShare: number;
  readonly laspeyres: number;
  readonly paasche: number;
  readonly fisher: number;
  readonly ccdi: number;
  readonly unitValue: number;
  /** Unit value = price × mix: the mean price of the same goods as in the first week, and what came from other goods and other shares. */
  readonly mix: number;
}
export interface CategoryReport {
  readonly category: keyof typeof CATEGORIES;
  readonly unit: string;
  readonly left: readonly string[];
  readonly lines: readonly ReportLine[];
}

/** One report for each category of the recording that has two weeks or more. Item = species × variety × grade × unit. */
export function reportOf(rows: readonly RecordedRow[]): CategoryReport[] {
  return (Object.keys(CATEGORIES) as (keyof typeof CATEGORIES)[]).flatMap((category) => {
    const own = rows.filter((row) => row.category === category && row.volume > 0 && row.mean > 0);
    if (own.length === 0) return [];
    const weeks = [...Map.groupBy(own, (row) => isoWeekText(row.date))].toSorted((a, b) => (a[0] < b[0] ? -1 : 1));
    const values = weeks.map(([, list]) => valueOf(list));
    const usual = values.toSorted((a, b) => a - b)[values.length >> 1]!;
    const kept = weeks.filter((_, at) => values[at]! >= LEAST_WEEK * usual);
    const report = { category, unit: [...new Set(own.map((row) => row.unit))].join(", "), left: weeks.filter((week) => !kept.includes(week)).map(([period]) => period) };
    if (kept.length < 2) return [];
    const table = tabulate(kept.flatMap(([period, list]) => list.map((row) => ({ period, item: [row.item, row.variety, row.grade, row.unit].join(" · "), price: row.mean, quantity: row.volume }))));
    const ccdi = multilateralSeries(table, "ccdi");
    return [{ ...report, lines: kept.map(([period, list], at) => lineOf(table, at, ccdi[at]!, period, list.length)) }];
  });
}

const valueOf = (rows: readonly RecordedRow[]): number => rows.reduce((sum, row) => sum + row.mean * row.volume, 0);

function lineOf(table: PriceTable, at: number, ccdi: number, period: string, rows: number): ReportLine {
  const matched = matchedItems(table, 0, at);
  const [before, now] = [periodTotals(table, 0), periodTotals(table, at)];
  const paid = matched.p1.reduce((sum, price, item) => sum + price * matched.q1[item]!, 0);
  const unitValue = now.value / now.quantity / (before.value / before.quantity);
  const fisher = bilateralIndex("fisher", matched);
  return {
    period, rows, items: now.items, quantity: now.quantity, value: now.value, matchedItems: matched.count, matchedShare: paid / now.value,
    laspeyres: bilateralIndex("laspeyres", matched), paasche: bilateralIndex("paasche", matched), fisher, ccdi, unitValue, mix: unitValue / fisher,
  };
}

function periodTotals(table: PriceTable, period: number): { readonly items: number; readonly quantity: number; readonly value: number } {
  let [quantity, value] = [0, 0];
  for (let cell = table.from[period]!; cell < table.from[period + 1]!; cell += 1) {
    quantity += table.quantity[cell]!;
    value += table.quantity[cell]! * table.price[cell]!;
  }
  return { items: table.from[period + 1]! - table.from[period]!, quantity, value };
}

const ratio = (value: number): string => value.toFixed(4);
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
const change = (value: number): string => `${value >= 1 ? "+" : "−"}${Math.abs((value - 1) * 100).toFixed(2)}%`;
const whole = (value: number): string => Math.round(value).toLocaleString("en");

/** The report as Markdown, Chinese first. */
export function reportText(reports: readonly CategoryReport[]): string {
  const head = "| 周 week | 行 rows | 项 items | 数量 quantity | 成交额 value | 同品 matched | 同品占比 matched share | 拉氏 Laspeyres | 帕氏 Paasche | 费雪 Fisher | CCDI | 均价比 unit value | 结构 mix |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";
  const parts = reports.map((report) => {
    const rows = report.lines.map((line) => `| ${line.period} | ${line.rows} | ${line.items} | ${whole(line.quantity)} | ${whole(line.value)} | ${line.matchedItems} | ${percent(line.matchedShare)} | ${ratio(line.laspeyres)} | ${ratio(line.paasche)} | ${ratio(line.fisher)} | ${ratio(line.ccdi)} | ${ratio(line.unitValue)} | ${ratio(line.mix)} |`);
    const last = report.lines.at(-1)!;
    return [
      `## ${CATEGORIES[report.category]}`, `单位 unit: ${report.unit}${report.left.length === 0 ? "" : `；不足一周，未算 left out, not a whole week: ${report.left.join(", ")}`}`, [head, ...rows].join("\n"),
      `${last.period}：同样的货 ${change(last.fisher)}（费雪），均价却 ${change(last.unitValue)}；相差的 ${change(last.mix)} 来自货品结构，不是价格。`,
      `In ${last.period} the same goods cost ${change(last.fisher)} (Fisher), while the mean price moved ${change(last.unitValue)}: the difference of ${change(last.mix)} came from the mix of goods and is no change of price.`,
    ].join("\n\n");
  });
  return ["# 真实拍卖周：各公式并排 · Formulas side by side on real auction weeks", "一项 = 品名 × 品种 × 等级 × 单位，以第一周为 1。均价比 = 成交额 ÷ 成交量之比：多卖便宜货它就跌，价格不动也会跌。", "An item is species × variety × grade × unit; the first week is 1. Unit value is value ÷ quantity: it falls when more of the cheap goods are sold, though no price moves.", ...parts].join("\n\n");
}

export async function runReport(files: readonly string[], json: boolean): Promise<number> {
  if (files.length === 0) throw new UsageError("Give recorded day files: hualian index-report FILE… (.xls, CSV). 请给出拍卖日文件。");
  const { rows, problemCounts } = await readRecordedFiles(files);
  const reports = reportOf(rows);
  if (reports.length === 0) throw new Error(`${rows.length} rows were read, and no category has two weeks to compare (${problemCounts.error} rows could not be read). 没有一类有两周可比。`);
  process.stdout.write(json ? `${JSON.stringify({ reports })}\n` : `${reportText(reports)}\n`);
  return 0;
}
