import { currencyFace, formatCount, formatMoney } from "../../ui/money.ts";
import { describeProblem, showable } from "./problem.ts";
import { fill } from "./progress.ts";
import { replayFaults, type ReplayResult } from "./result.ts";
import type { SheetLine } from "./sheet.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What a terminal shows of a long list; `--all` shows the rest. */
export const LINES_SHOWN = 20;

type Label = keyof typeof zh.labels;
const both = (label: Label): string => `${zh.labels[label]} ${en.labels[label]}`;

/** The result for a person: what was sold, whether everything agrees, and the sheet beside the recording. */
export function summaryOf(result: ReplayResult, { all }: { all: boolean }): string {
  const { currency } = result;
  // Of nothing there is nothing to prove.
  const mark = (good: boolean): string => (result.sessions.length === 0 ? "–" : good ? `✓ ${both("yes")}` : `✗ ${both("no")}`);
  const facts: [Label, string][] = [
    ["days", result.days.map((day) => day.date).join(" ") || "–"],
    ["rows", `${formatCount(result.rows)}${result.duplicates === 0 ? "" : `  (${formatCount(result.duplicates)} ${both("duplicates")})`}`],
    ["lots", `${formatCount(result.lots)} · ${formatCount(result.deals)} ${both("deals")} · ${formatCount(result.sessions.length)} ${both("sessions")}`],
    ["offered", formatCount(result.unitsOffered)],
    ["sold", formatCount(result.unitsSold)],
    ["passed", formatCount(result.unitsPassed)],
    ["value", `${formatMoney(result.value, currency)} ${currencyFace(currency).zh} ${currencyFace(currency).en}`],
    ["ledger", mark(result.ledgerBalanced)],
    ["journal", mark(result.journalVerified)],
    ["stock", mark(result.stockBalanced)],
    ["close", mark(result.billsEqualStatementsEqualLedger)],
    ["seed", result.seed],
    ["seconds", String(result.seconds)],
    ...(result.data === null ? [] : [["data", result.data] as [Label, string]]),
  ];
  const width = Math.max(...facts.map(([label]) => widthOf(both(label))));
  return [
    ...facts.map(([label, value]) => `  ${padded(both(label), width)}  ${showable(value)}`),
    ...differencesOf(result, all),
    "",
    ...sheetTable(result, all),
  ].join("\n");
}

/** Problems of the files, for standard error. */
export function problemsOf({ problems, warnings, errors }: ReplayResult, { all }: { all: boolean }): string[] {
  const shown = problems.slice(0, all ? problems.length : LINES_SHOWN);
  const rest = warnings + errors - shown.length;
  return [
    ...shown.map((problem) => `  ${both(problem.severity)}: ${describeProblem(problem)}`),
    ...(rest > 0 ? [`  ${restOf(rest, all)}`] : []),
  ];
}

const restOf = (count: number, all: boolean): string => `${fill(zh.more, { count: formatCount(count) })} ${fill(en.more, { count: formatCount(count) })}${all ? "" : " (--all)"}`;

function differencesOf(result: ReplayResult, all: boolean): string[] {
  const lines = [
    ...result.sessions.flatMap(({ no, difference }) => (difference === null ? [] : [`${no}: ${difference}`])),
    ...result.days.filter((day) => !day.equal).map((day) => `${day.date}: ${JSON.stringify(day)}`),
    ...replayFaults(result).map(({ line, faults }) => `${nameOf(line)} ${line.grade}: ${faults.map((fault) => `${zh.faults[fault]} ${en.faults[fault]}`).join(", ")}`),
  ];
  if (lines.length === 0) return [];
  const shown = all ? lines : lines.slice(0, LINES_SHOWN);
  return ["", `  ${both("differences")}`, ...shown.map((line) => `  ✗ ${line}`), ...(lines.length > shown.length ? [`  ${restOf(lines.length - shown.length, all)}`] : [])];
}

interface Column {
  readonly heading: string;
  readonly right: boolean;
  readonly of: (line: SheetLine) => string;
}

const plain = (price: number | null): string => (price === null ? "–" : formatCount(Math.round(price)));
const COLUMNS: readonly Column[] = [
  { heading: both("item"), right: false, of: nameOf },
  { heading: both("grade"), right: false, of: (line) => showable(line.grade) },
  { heading: both("unit"), right: false, of: (line) => showable(line.unit) },
  { heading: both("recorded"), right: true, of: (line) => formatCount(line.unitsRecorded) },
  { heading: both("soldShort"), right: true, of: (line) => formatCount(line.unitsSold) },
  { heading: both("recordedPrices"), right: true, of: (line) => `${plain(line.minRecorded)} · ${plain(line.meanRecorded)} · ${plain(line.maxRecorded)}` },
  { heading: both("prices"), right: true, of: (line) => `${plain(line.min)} · ${plain(line.mean)} · ${plain(line.max)}` },
];

/** The dearest lines first: those are the ones somebody will look for. */
function sheetTable({ sheet, currency }: ReplayResult, all: boolean): string[] {
  if (sheet.length === 0) return [];
  const byValue = sheet.toSorted((a, b) => b.unitsSold * (b.mean ?? 0) - a.unitsSold * (a.mean ?? 0));
  const shown = all ? byValue : byValue.slice(0, LINES_SHOWN);
  const cells = [COLUMNS.map(({ heading }) => heading), ...shown.map((line) => COLUMNS.map(({ of }) => of(line)))];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column]!))));
  const lines = cells.map((row) => `  ${row.map((cell, column) => padded(cell, widths[column]!, COLUMNS[column]!.right)).join("  ")}`.trimEnd());
  return [
    `  ${both("sheet")} (${currencyFace(currency).symbol} ${currency})`,
    ...lines,
    ...(sheet.length > shown.length ? [`  ${restOf(sheet.length - shown.length, all)}`] : []),
  ];
}

function nameOf({ item, variety }: SheetLine): string {
  return showable(variety === "" ? item : `${item} ${variety}`);
}

/** Han, kana and Hangul take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += WIDE.test(sign) ? 2 : 1;
  return width;
}

function padded(text: string, width: number, right = false): string {
  const gap = " ".repeat(Math.max(0, width - widthOf(text)));
  return right ? gap + text : text + gap;
}
