import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Sparkline } from "../../../ui/Sparkline.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { loss } from "../contract.ts";
import { DIMENSIONS, SMALL_SAMPLE, type Dimension, type LossSettings, type Measure } from "../rules.ts";
import type { RateRow } from "../views.ts";
import { RateLines, type Asked } from "./RateLines.tsx";
import { TermsDialog } from "./TermsDialog.tsx";
import { useAct } from "./useAct.ts";
import { percentOf, useLossTold, usePageWords, useTerms } from "./words.ts";
import "./loss.css";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
type Open = (row: RateRow, measure: Measure) => void;

/** /loss/rates: what was sold and lost of what there was, by a formula that stands on the page. */
export default function RatesPage(): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = useLossTold();
  const { language } = usePreferences();
  const api = useApi(loss);
  const { busy, act } = useAct();
  const [by, setBy] = useState<Dimension>("grower");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [asked, setAsked] = useState<Asked | null>(null);
  const window = { ...(DAY.test(from) ? { from } : {}), ...(DAY.test(to) ? { to } : {}) };
  const { data, error, refetch } = useQuery({ queryKey: ["loss", "rates", by, window], queryFn: () => api.rates({ by, ...window }), placeholderData: (before) => before });
  const days = useQuery({ queryKey: ["loss", "rates", "day", window], queryFn: () => api.rates({ by: "day", ...window }), placeholderData: (before) => before });
  const said = error === null ? undefined : told(error);
  const open: Open = (row, measure) => setAsked({ by, key: row.key, name: language === "zh" ? row.zh : row.en, measure, currency: data?.currency ?? "CNY", ...window });
  const columns = useColumns(by, open, data?.currency ?? "CNY");
  return (
    <Page title={words.titles.rates} intro={words.rates.intro} actions={<Button icon="download" busy={busy} onClick={() => void act(() => api.exportRates({ by, ...window, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.export}</Button>}>
      {data === undefined ? null : <Totals total={data.total} currency={data.currency} onOpen={(measure) => setAsked({ by: "grower", key: "", name: language === "zh" ? data.total.zh : data.total.en, measure, currency: data.currency, ...window })} />}
      {days.data === undefined || days.data.rows.length < 2 ? null : <Trends rows={days.data.rows} />}
      <div className="loss-span">
        <Field group label={words.rates.by}><Segmented label={words.rates.by} value={by} onChange={setBy} choices={DIMENSIONS.map((value) => ({ value, label: terms.dimensions[value] }))} /></Field>
        <Field label={words.rates.from}><TextInput type="date" value={from === "" ? (data?.from ?? "") : from} onChange={setFrom} /></Field>
        <Field label={words.rates.to}><TextInput type="date" value={to === "" ? (data?.to ?? "") : to} onChange={setTo} /></Field>
      </div>
      <Table
        caption={terms.dimensions[by]} columns={columns} rows={data?.rows} rowKey={(row) => row.key} csvName="rates" origin={data === undefined ? undefined : { source: words.rates.origin, coverage: `${data.from} – ${data.to}` }}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.rates.none}>{words.rates.noneWhy}</EmptyState>}
      />
      <Formula />
      {asked === null ? null : <RateLines asked={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function Rate({ ppm, small }: { readonly ppm: number | null; readonly small: boolean }): ReactNode {
  const words = usePageWords();
  if (ppm === null) return <small>{words.common.noData}</small>;
  return <>{percentOf(ppm)}{small ? <> <Badge>{words.rates.small}</Badge></> : null}</>;
}

function Totals({ total, currency, onOpen }: { readonly total: RateRow; readonly currency: string; readonly onOpen: (measure: Measure) => void }): ReactNode {
  const { columns: words, rates, common } = usePageWords();
  const rate = (ppm: number | null): ReactNode => (ppm === null ? common.noData : percentOf(ppm));
  return (
    <StatRow>
      <StatTile label={words.clearance} value={rate(total.clearance)} note={`${formatCount(total.sold)} ÷ ${formatCount(total.offered)}`} tone="leaf" onOpen={() => onOpen("sold")} />
      <StatTile label={words.loss} value={rate(total.loss)} note={`${formatCount(total.writtenOff + total.donated)} ÷ ${formatCount(total.received)}`} tone={total.loss === null || total.loss === 0 ? "plain" : "cinnabar"} onOpen={() => onOpen("lost")} />
      <StatTile label={words.downgraded} value={rate(total.downgradeShare)} note={`${formatCount(total.downgraded)} ÷ ${formatCount(total.received)}`} onOpen={() => onOpen("downgraded")} />
      <StatTile label={words.lostValue} value={<MoneyText minor={total.lostValue} currency={currency} />} note={total.unvalued > 0 ? rates.unvalued(formatCount(total.unvalued)) : undefined} onOpen={() => onOpen("lost")} />
      <StatTile label={words.marked} value={<MoneyText minor={total.marked} currency={currency} />} onOpen={() => onOpen("marked")} />
    </StatRow>
  );
}

function Trends({ rows }: { readonly rows: readonly RateRow[] }): ReactNode {
  const words = usePageWords();
  const chart = (label: string, pick: (row: RateRow) => number | null, tone: "leaf" | "cinnabar"): ReactNode => {
    const last = rows.at(-1);
    const now = last === undefined ? null : pick(last);
    return (
      <div className="loss-trend">
        <span>{label} · {words.rates.trend} <b>{now === null ? words.common.noData : percentOf(now)}</b></span>
        <Sparkline values={rows.map(pick)} format={percentOf} label={label} tone={tone} width={320} height={64} />
        <small className="loss-hint">{rows[0]?.key} – {last?.key}</small>
      </div>
    );
  };
  return <div className="loss-trends">{chart(words.columns.clearance, (row) => row.clearance, "leaf")}{chart(words.columns.loss, (row) => row.loss, "cinnabar")}</div>;
}

function useColumns(by: Dimension, open: Open, currency: string): readonly Column<RateRow>[] {
  const { columns: words, common } = usePageWords();
  const { language } = usePreferences();
  const channel = by === "channel";
  const name = (row: RateRow): string => (language === "zh" ? row.zh : row.en);
  const figure = (key: "opening" | "offered" | "closing"): Column<RateRow> => ({ key, title: words[key], align: "end", cell: (row) => formatCount(row[key]), text: (row) => String(row[key]), sortBy: (row) => row[key] });
  const behind = (key: "received" | "sold" | "writtenOff" | "donated", measure: Measure): Column<RateRow> => ({
    key, title: words[key], align: "end", cell: (row) => (row[key] === 0 ? "0" : <button type="button" className="loss-figure" aria-label={`${name(row)} ${words[key]} ${formatCount(row[key])}`} onClick={() => open(row, measure)}>{formatCount(row[key])}</button>), text: (row) => String(row[key]), sortBy: (row) => row[key],
  });
  const rate = (key: "clearance" | "loss", title: string): Column<RateRow> => ({ key, title, align: "end", cell: (row) => <Rate ppm={row[key]} small={row.small} />, text: (row) => (row[key] === null ? common.noData : percentOf(row[key])), sortBy: (row) => row[key] });
  const down: Column<RateRow> = { key: "downgraded", title: words.downgraded, align: "end", cell: (row) => (row.downgraded === 0 ? <Rate ppm={row.downgradeShare} small={false} /> : <button type="button" className="loss-figure" aria-label={`${name(row)} ${words.downgraded} ${row.downgradeShare === null ? formatCount(row.downgraded) : percentOf(row.downgradeShare)}`} onClick={() => open(row, "downgraded")}>{row.downgradeShare === null ? formatCount(row.downgraded) : percentOf(row.downgradeShare)}</button>), text: (row) => (row.downgradeShare === null ? common.noData : percentOf(row.downgradeShare)), sortBy: (row) => row.downgradeShare };
  const lost: Column<RateRow> = { key: "value", title: words.lostValue, align: "end", cell: (row) => formatMoney(row.lostValue, currency, { symbol: false }), text: (row) => formatMoney(row.lostValue, currency, { symbol: false }), sortBy: (row) => row.lostValue };
  const first: Column<RateRow> = { key: "name", title: words.name, phone: "title", cell: (row) => <b>{name(row)}</b>, text: name, sortBy: name };
  if (channel) return [first, figure("offered"), behind("sold", "sold"), rate("clearance", words.clearance)];
  return [first, figure("opening"), behind("received", "received"), behind("sold", "sold"), rate("clearance", words.clearance), behind("writtenOff", "lost"), behind("donated", "lost"), rate("loss", words.loss), down, lost, figure("closing")];
}

function Formula(): ReactNode {
  const { rates: words } = usePageWords();
  const { roles } = useViewer();
  const api = useApi(loss);
  const [editing, setEditing] = useState(false);
  const { data } = useQuery({ queryKey: ["loss", "terms"], queryFn: () => api.terms({}) });
  const steps = (settings: LossSettings): string => settings.steps.map((step) => words.step(step.days, step.percent)).join(" · ");
  return (
    <Panel title={words.formula} actions={roles.includes("operator") ? <Button size="small" icon="gear" onClick={() => setEditing(true)}>{words.edit}</Button> : undefined}>
      <div className="loss-formula">
        <p><b>{words.clearance}</b></p><p><b>{words.loss}</b></p><p>{words.downgraded} {words.received}</p><p>{words.value}</p><p>{words.channel}</p><p>{words.rounding} {words.smallNote(SMALL_SAMPLE)}</p>
        {data === undefined ? null : <p>{words.advice(steps(data.settings), data.settings.donateDays, data.settings.writeOffDays)} {words.second(formatMoney(data.settings.secondFrom, data.currency))}</p>}
      </div>
      {editing && data !== undefined ? <TermsDialog settings={data.settings} currency={data.currency} onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}
