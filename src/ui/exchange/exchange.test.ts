import { createElement } from "react";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { describe, expect, it } from "vitest";
import { RefusedError } from "../../kernel/machinery/client.ts";
import { REASONS } from "../../engines/table/reasons.ts";
import { en as tableEn } from "../../engines/table/words.en.ts";
import { zh as tableZh } from "../../engines/table/words.zh.ts";
import { ExchangeAnswer, ExchangeBusy } from "./Exchange.tsx";
import { placeOf, sentenceOf, type ExchangeReport } from "./report.ts";

const html = (node: ReactNode): string => renderToStaticMarkup(createElement(MemoryRouter, null, node));
const REPORT: ExchangeReport = { applied: false, rows: 3, created: 2, changed: 1, unchanged: 0, problems: [], moreProblems: 0, remarks: [{ row: 5, remark: "totals_line" }], format: "csv", encoding: "GB18030", sheet: "" };
const answer = (report: Partial<ExchangeReport>): string => html(createElement(ExchangeAnswer, { report: { ...REPORT, ...report }, counted: (n) => `${n} 批`, reasons: { over_the_limit: { why: "超过额度 {detail}", mend: "分两次订" } }, told: (error) => ({ text: `市场说：${(error as RefusedError).body.refused}` }) }));

describe("what a file would do", () => {
  it("is said with what the file was found to be, how many lines of which kind, and what was left out", () => {
    const page = answer({});
    for (const part of ["文本表格 · GB18030，3 行", "新增 2 批，修改 1 批，不变 0 批", "第 5 行是合计行，没有导入"]) expect(page).toContain(part);
  });

  it("or where it must be mended: row, column, value, why and how, by the list's own words and by everybody's", () => {
    const at = { row: 7, letter: "E", column: "数量", value: "<5000>" };
    const page = answer({ moreProblems: 3, problems: [{ ...at, reason: "over_the_limit", detail: "1000" }, { ...at, row: 8, value: "-5", reason: "bad_quantity.negative", detail: "" }] });
    for (const part of ["5 处要改", "E 数量", "&lt;5000&gt;", "超过额度 1000", "分两次订", "数量是负数", "这里不收负数", "另有 3 处未列出"]) expect(page).toContain(part);
  });

  it("what the market itself would refuse is said in the market's own sentence", () => {
    const page = answer({ problems: [{ row: 3, letter: "B", column: "数量", value: "9", reason: "refused", detail: "short_stock", refusal: { refused: "short_stock", module: "stall", detail: { left: 5 } } }] });
    for (const part of ["市场说：short_stock", "改好这一行再导入"]) expect(page).toContain(part);
  });

  it("a reason without words of its own falls back to its coarser one, and every reason has both sentences in both languages", () => {
    expect(sentenceOf("bad_quantity.no_conversion", { bad_quantity: { why: "a", mend: "b" } }, tableZh.reasons)).toEqual({ why: "a", mend: "b" });
    expect(placeOf({ letter: "", column: "数量" })).toBe("数量");
    for (const words of [tableZh, tableEn]) expect(REASONS.filter((reason) => words.reasons[reason].why === "" || words.reasons[reason].mend === "")).toEqual([]);
  });

  it("on its way it says how far it is, and can be stopped", () => {
    const page = html(createElement(ExchangeBusy, { onStop: () => undefined, stage: { at: "busy", job: "j", dryRun: true, stopping: false, progress: { found: true, phase: "reading", rows: 12_500, share: 0.25 } } }));
    for (const part of ["正在读取 12,500 行", 'value="0.25"', "停止"]) expect(page).toContain(part);
  });
});
