import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Badge, Light } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useApi } from "../../../../ui/api.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { settlement } from "../../contract.ts";
import type { MonthView, PointView } from "../../month-views.ts";
import { useAct } from "../useAct.ts";
import { clockTime, useProblem, useTerms } from "../words.ts";
import { Report } from "./Report.tsx";
import { Signing } from "./Signing.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../settlement.css";

/** /months/:month: the checklist, the close by two people, and the report. */
export default function MonthPage(): ReactNode {
  const { month = "" } = useParams();
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const api = useApi(settlement);
  const problem = useProblem();
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "month", month], queryFn: () => api.month({ month }), placeholderData: (before) => before });
  const back = <ButtonLink icon="left" to="/months">{words.common.back}</ButtonLink>;
  if (error !== null) {
    const told = problem(error);
    return <Page title={words.titles.month(month)} actions={back}><ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState></Page>;
  }
  if (data === undefined) return <Page title={words.titles.month(month)} actions={back}><Skeleton lines={12} /></Page>;
  const go = (other: string | null): void => { if (other !== null) void navigate(`/months/${other}`); };
  return (
    <Page
      title={words.titles.month(month)} intro={<State data={data} />}
      actions={<>{back}<Button icon="download" busy={busy} onClick={() => void act(() => api.monthWorkbook({ month, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button><Button icon="print" onClick={() => print()}>{words.common.print}</Button></>}
    >
      <div className="settle-days settle-screen">
        <Button icon="left" iconOnly onClick={() => go(data.previous)}>{words.common.previous}</Button><strong className="settle-month">{month}</strong><Button icon="right" iconOnly onClick={() => go(data.next)}>{words.common.next}</Button>
      </div>
      <Signing data={data} />
      {data.state === "closed" ? null : <Checklist data={data} />}
      <Report data={data} />
      <Steps data={data} />
    </Page>
  );
}

function State({ data }: { readonly data: MonthView }): ReactNode {
  const words = useWords(zh, en);
  if (data.state === "closed") return <><Light colour={data.intact ? "green" : "red"}>{data.intact ? words.report.intact : words.report.broken}</Light> {data.closedBy === null || data.closedAt === null ? "" : words.say.closedBy(data.closedBy, clockTime(data.closedAt))}</>;
  return <><Badge tone={data.state === "proposed" ? "pollen" : "plain"}>{words.states[data.state]}</Badge> {words.intro}</>;
}

function Checklist({ data }: { readonly data: MonthView }): ReactNode {
  const words = useWords(zh, en).check;
  return (
    <Panel title={words.title} actions={<Light colour={data.ready ? "green" : "yellow"}>{data.ready ? words.ready : words.notReady}</Light>}>
      <ul className="settle-check">{data.points.map((point) => <li key={point.code} data-ok={point.ok}><Point point={point} currency={data.report.currency} /></li>)}</ul>
    </Panel>
  );
}

function Point({ point, currency }: { readonly point: PointView; readonly currency: string }): ReactNode {
  const words = useWords(zh, en).check;
  const names = useTerms().months.points;
  return (
    <>
      <Light colour={point.ok ? "green" : point.must ? "red" : "yellow"}>{point.ok ? words.ok : words.open}</Light>
      <span>
        <strong>{names[point.code]}</strong>
        {point.ok ? null : <small className="settle-note">{point.must ? words.must : words.may}{point.names.length === 0 ? "" : ` · ${point.names.join(" ")}${point.count > point.names.length ? ` ${words.more(point.count)}` : ""}`}{point.amount === null ? null : <> · <MoneyText minor={point.amount} currency={currency} /></>}</small>}
        {point.waived === null || point.ok ? null : <small className="settle-note">{words.waived(point.waived)}</small>}
      </span>
      {point.ok ? null : <Link to={point.path}>{words.go}</Link>}
    </>
  );
}

function Steps({ data }: { readonly data: MonthView }): ReactNode {
  const words = useWords(zh, en);
  if (data.steps.length === 0) return null;
  return (
    <Panel title={words.report.steps}>
      <ul className="settle-check">{data.steps.map((step) => <li key={`${step.at} ${step.kind}`}><Badge tone={step.kind === "closed" ? "leaf" : step.kind === "reopened" ? "cinnabar" : "plain"}>{words.steps[step.kind]}</Badge><span>{step.by} · {clockTime(step.at)}{step.reason === "" ? null : <small className="settle-note">{step.reason}</small>}</span>{step.sha256 === null ? <span /> : <code>{step.sha256.slice(0, 12)}</code>}</li>)}</ul>
    </Panel>
  );
}
