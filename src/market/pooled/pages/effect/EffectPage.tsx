import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { Provenance } from "../../../../ui/Provenance.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { pooled } from "../../contract.ts";
import { OfflineNote } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { usePooledTold } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../pooled.css";

const YEARS_BACK = 4;
type EffectApi = ReturnType<typeof useApi<typeof pooled>>;
type Effect = Awaited<ReturnType<EffectApi["effect"]>>;
type Row = Effect["rows"][number];

/** /pooled/effect: what a year of pooled orders did, as far as it can be said, with the method and what it cannot say. */
export default function EffectPage(): ReactNode {
  const words = useWords(zh, en);
  const told = usePooledTold();
  const { language } = usePreferences();
  const { businessDate, roles } = useViewer();
  const api = useApi(pooled);
  const { busy, act } = useAct();
  const now = businessDate === null ? null : Number(businessDate.slice(0, 4));
  const [chosen, setChosen] = useState<number | null>(null);
  const year = chosen ?? now;
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "effect", year], queryFn: () => api.effect({ year: year ?? 0 }), enabled: year !== null });
  const overseer = roles.includes("operator") || roles.includes("auditor");
  return (
    <Page title={words.title} intro={year === null ? undefined : words.intro(year)} actions={<Button icon="print" onClick={() => print()}>{words.print}</Button>}>
      <OfflineNote />
      {now === null || year === null ? null : <div className="pooled-tools"><Segmented label={words.year} value={String(year)} onChange={(value) => setChosen(Number(value))} choices={Array.from({ length: YEARS_BACK }, (_, n) => ({ value: String(now - n), label: String(now - n) }))} /></div>}
      {error !== null && data === undefined ? <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState> : null}
      {data === undefined && error === null ? <Skeleton lines={8} /> : null}
      {data === undefined ? null : (
        <>
          <p className="pooled-standing" role="status"><Badge tone={data.complete ? "leaf" : "pollen"}>{data.complete ? words.complete : words.partial}</Badge><span>{words.participants(data.participants)}</span><span>{words.others(data.others)}</span><Provenance origin={{ source: words.source }} /></p>
          {data.withheld ? <EmptyState title={words.withheld}>{words.withheldWhy}</EmptyState> : <div className="pooled-effect">{data.rows.map((row) => <Measure key={row.measure} row={row} />)}</div>}
          <Panel title={words.caveats}><ul className="pooled-notes">{data.caveats.map((one) => <li key={one}>{words.caveatText[one]}</li>)}</ul></Panel>
          <Panel title={words.method}><ul className="pooled-notes">{words.methodText.map((one) => <li key={one}>{one}</li>)}</ul></Panel>
          {overseer && !data.withheld ? <p><Button icon="download" busy={busy} onClick={() => void act(() => api.exportEffect({ year: data.year, language }), (file) => saveBase64(file.name, file.base64))}>{words.excel}</Button> <span className="pooled-hint">{words.records}</span></p> : null}
        </>
      )}
    </Page>
  );
}

/** Income is money; the two shares are per mille of what there was. */
const figure = (row: Row, value: number | null, signed = false): string => {
  if (value === null) return "—";
  const sign = value < 0 ? "−" : signed && value > 0 ? "+" : "";
  return sign + (row.measure === "income" ? formatMoney(Math.round(Math.abs(value))) : `${(Math.round(Math.abs(value) * 10) / 100).toFixed(1)}%`);
};

function Measure({ row }: { readonly row: Row }): ReactNode {
  const words = useWords(zh, en);
  const { measure, participants, others, difference, low, high } = row;
  const unclear = low !== null && high !== null && low <= 0 && high >= 0;
  const lines = [[words.in, participants], [words.out, others]] as const;
  return (
    <article>
      <h2>{words.measures[measure]} <small>{words.good[measure]}</small></h2>
      {difference === null ? <p className="pooled-hint">{words.noData}</p> : (
        <p><span className="pooled-effect-figure">{figure(row, difference, true)}</span><br />{words.difference}<br /><small>{low === null || high === null ? null : words.interval(figure(row, low, true), figure(row, high, true))}{unclear ? ` · ${words.straddles}` : ""}</small></p>
      )}
      <table>
        <thead><tr><th scope="col"><span className="hl-hidden">{words.parties}</span></th><th scope="col">{words.before}</th><th scope="col">{words.during}</th><th scope="col">{words.change}</th></tr></thead>
        <tbody>{lines.map(([name, one]) => <tr key={name}><th scope="row">{name} <small>{one.parties}</small></th><td>{figure(row, one.before)}</td><td>{figure(row, one.during)}</td><td>{figure(row, one.change, true)}</td></tr>)}</tbody>
      </table>
    </article>
  );
}
