import type { ReactNode } from "react";
import { Panel, Split } from "../../../ui/Page.tsx";
import { ExchangeAnswer, ExchangeBusy } from "../../../ui/exchange/Exchange.tsx";
import type { ExchangeReport } from "../../../ui/exchange/report.ts";
import type { Translate } from "./translate.ts";

const CLEAN: ExchangeReport = { applied: false, rows: 1_240, created: 312, changed: 28, unchanged: 900, problems: [], moreProblems: 0, remarks: [{ row: 1_242, remark: "totals_line" }], format: "html", encoding: "GB18030", sheet: "" };
const DIRTY: ExchangeReport = {
  ...CLEAN, rows: 50_000, remarks: [], format: "xlsx", encoding: null, sheet: "批次", moreProblems: 37,
  problems: [
    { row: 7, letter: "E", column: "数量", value: "-5", reason: "bad_quantity.negative", detail: "" }, { row: 12, letter: "G", column: "保护价", value: "18.505", reason: "bad_price.too_many_decimals", detail: "CNY" },
    { row: 31, letter: "I", column: "计划日期", value: "11月23日", reason: "bad_day", detail: "2026-01-05" }, { row: 48_217, letter: "B", column: "花农", value: "", reason: "merged", detail: "" },
  ],
};

/** A list coming in from a spreadsheet: on its way, ready, and with something to mend. */
export function ExchangeGallery({ t }: { readonly t: Translate }): ReactNode {
  const counted = (n: number): string => t(`${n} 批`, `${n} lots`);
  return (
    <Panel title={t("表格导入", "Spreadsheets")}>
      <ExchangeBusy stage={{ at: "busy", job: "", dryRun: true, stopping: false, progress: { found: true, phase: "reading", rows: 12_500, share: 0.25 } }} onStop={() => undefined} />
      <Split>
        <div className="hl-exchange"><ExchangeAnswer report={CLEAN} counted={counted} reasons={{}} told={() => ({ text: "" })} /></div>
        <div className="hl-exchange"><ExchangeAnswer report={DIRTY} counted={counted} reasons={{}} told={() => ({ text: "" })} /></div>
      </Split>
    </Panel>
  );
}
