import type { ReactNode } from "react";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { PrintSheet } from "../../../../ui/PrintSheet.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { formatCount } from "../../../../ui/money.ts";
import type { MonthView } from "../../month-views.ts";
import { usePageWords, useTerms } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const SIDES = ["seller", "buyer"] as const;
const SUMS = ["gross", "corrected", "direct", "transfers", "fees", "packaging", "total", "due", "paid"] as const;

/** The report as a sheet: on screen, on paper, and as a PDF by the browser's own print. */
export function Report({ data }: { readonly data: MonthView }): ReactNode {
  const words = useWords(zh, en);
  const terms = useTerms().months;
  const { language } = usePreferences();
  const kinds = usePageWords().paper.transferKinds;
  const { report } = data;
  const money = (minor: number): ReactNode => <MoneyText minor={minor} currency={report.currency} bare />;
  const columns = words.columns;
  return (
    <PrintSheet
      title={`${report.market[language]} · ${words.titles.month(report.month)}`} demo={data.demo ? words.report.demo : undefined}
      facts={[{ label: columns.state, value: data.state === "closed" ? words.report.stored : words.report.live }, ...(data.sha256 === null ? [] : [{ label: columns.hash, value: <code className="settle-anywhere">{data.sha256}</code> }])]} footer={<p className="settle-sign"><span>{words.report.madeBy}</span><span>{words.report.checkedBy}</span></p>}
    >
      <div className="settle-report">
        <Grid title={words.report.trial} head={[columns.account, columns.opening, columns.debit, columns.credit, columns.closing]} rows={report.accounts.map((row) => [(terms.accounts as Readonly<Record<string, string>>)[row.code] ?? row.code, money(row.opening), money(row.debit), money(row.credit), money(row.closing)])} foot={[words.report.sum, money(report.trial.opening), money(report.trial.debit), money(report.trial.credit), money(report.trial.closing)]} />
        <Grid title={words.report.papers} head={[columns.side, columns.papers, ...SUMS.map((key) => columns[key])]} rows={SIDES.map((side) => [terms.sides[side], formatCount(report[side].papers), ...SUMS.map((key) => money(report[side][key]))])} />
        <Grid title={words.report.fees} head={[columns.fees, columns.side, columns.amount]} rows={report.fees.map((fee) => [language === "zh" ? fee.zh : fee.en, terms.sides[fee.side], money(fee.amount)])} />
        <Grid title={words.report.transfers} head={[columns.kind, columns.count, columns.amount]} rows={[...report.transfers.map((one) => [kinds[one.kind] ?? one.kind, formatCount(one.count), money(one.amount)]), [words.report.reversals, formatCount(report.reversals.count), money(report.reversals.gross)]]} />
        <Grid title={words.report.days} head={[columns.day, columns.deals, columns.gross, columns.reversed]} rows={report.days.map((day) => [day.day, formatCount(day.deals), money(day.gross), money(day.reversed)])} />
        {report.waived.length === 0 ? null : <Grid title={words.report.waived} head={[columns.kind, columns.reason]} rows={report.waived.map((one) => [terms.points[one.code], one.reason])} plain />}
      </div>
    </PrintSheet>
  );
}

interface GridProps {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  readonly foot?: readonly ReactNode[];
  /** Words in every column, none of them figures. */
  readonly plain?: boolean;
}

function Grid({ title, head, rows, foot, plain = false }: GridProps): ReactNode {
  const words = useWords(zh, en).report;
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? <p className="settle-faint">{words.none}</p> : (
        <div className="settle-wide" tabIndex={0} role="group" aria-label={title}>
          <table data-plain={plain || undefined}>
            <thead><tr>{head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr></thead>
            <tbody>{rows.map((row, at) => <tr key={at}>{row.map((cell, column) => (column === 0 ? <th key={head[column]} scope="row">{cell}</th> : <td key={head[column]}>{cell}</td>))}</tr>)}</tbody>
            {foot === undefined ? null : <tfoot><tr>{foot.map((cell, column) => (column === 0 ? <th key={head[column]} scope="row">{cell}</th> : <td key={head[column]}>{cell}</td>))}</tr></tfoot>}
          </table>
        </div>
      )}
    </section>
  );
}
