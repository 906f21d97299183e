import type { IndexAnswer } from "./command.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const PLACES = 6;
const PERCENT_PLACES = 2;
const GAP = "  ";

/** The series as a person reads it, Chinese first. */
export function seriesText(answer: IndexAnswer): string {
  const heads = [`${zh.period} ${en.period}`, `${zh.value} ${en.value}`, `${zh.change} ${en.change}`] as const;
  const rows = answer.series.map(({ period, value }, at) => [shown(period), value.toFixed(PLACES), at === 0 ? "–" : percent(answer.link === "period" ? value : value / answer.series[at - 1]!.value)] as const);
  const widths = [0, 1, 2].map((column) => [heads, ...rows].reduce((most, row) => Math.max(most, widthOf(row[column]!)), 0));
  const line = (cells: readonly string[]): string => cells.map((cell, at) => (at === 0 ? cell + space(cell, widths[at]!) : space(cell, widths[at]!) + cell)).join(GAP);
  return [
    `${zh.title(answer.formula)} ${en.title(answer.formula)}`,
    ...facts(answer).map((fact) => GAP + fact),
    "", ...[heads, ...rows].map((row) => GAP + line(row)),
  ].join("\n");
}

function facts({ base, link, window, splice, rows, items, skipped, series }: IndexAnswer): string[] {
  const both = (of: (words: typeof zh) => string): string => `${of(zh)} · ${of(en)}`;
  return [
    ...(link === "period" ? [] : [both((words) => words.base(shown(base)))]),
    link !== null ? both((words) => words.link[link]) : both((words) => (window === null || splice === null ? words.wholeWindow(series.length) : words.window(window, splice))),
    both((words) => words.counted(String(rows), String(items))),
    ...(skipped > 0 ? [both((words) => words.skipped(String(skipped)))] : []),
  ];
}

const percent = (ratio: number): string => `${ratio < 1 ? "−" : "+"}${Math.abs((ratio - 1) * 100).toFixed(PERCENT_PLACES)} %`;
/** A label from a file must not steer the terminal. */
const shown = (label: string): string => label.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·");

/** Han, kana and Hangul take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;
const widthOf = (text: string): number => [...text].reduce((width, sign) => width + (WIDE.test(sign) ? 2 : 1), 0);
const space = (text: string, width: number): string => " ".repeat(Math.max(0, width - widthOf(text)));
