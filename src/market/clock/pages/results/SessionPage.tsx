import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { ButtonLink } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { clearance, percent } from "../clearance.ts";
import { useMoment } from "../moment.ts";
import { useProblem } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { LotsTable } from "./LotsTable.tsx";
import { Proof } from "./Proof.tsx";
import { SESSION_TONE } from "./SessionsPage.tsx";
import "./results.css";

const LIVE_EVERY_MS = 5_000;

/** /sessions/:sessionId: what a session came to, lot by lot, and how anybody can check it. */
export default function SessionPage(): ReactNode {
  const words = useWords(zh, en).sessions;
  const states = useWords(moduleZh, moduleEn).sessionStatus;
  const { sessionId = "" } = useParams();
  const api = useApi(clock);
  const problem = useProblem();
  const { data, error, refetch } = useQuery({
    queryKey: ["clock", "session", sessionId], queryFn: () => api.session({ sessionId }),
    refetchInterval: (query) => (query.state.data?.status === "open" || query.state.data?.status === "closing" ? LIVE_EVERY_MS : false),
  });
  if (error !== null) {
    const told = problem(error);
    return <ErrorState number={told.number} onRetry={() => void refetch()} actions={<ButtonLink to="/sessions">{words.back}</ButtonLink>}>{told.text}</ErrorState>;
  }
  if (data === undefined) return <Skeleton lines={8} />;
  return (
    <Page title={data.title} intro={<>{data.no} · {data.businessDate} <Badge tone={SESSION_TONE[data.status]}>{states[data.status]}</Badge></>} actions={<ButtonLink icon="left" to="/sessions">{words.back}</ButtonLink>}>
      <Sums session={data} />
      <LotsTable session={data} />
      <Proof session={data} />
      <Rules session={data} />
    </Page>
  );
}

function Sums({ session }: { readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en).sessions;
  const { totals, currency } = session;
  const done = totals.lotsSold + totals.lotsPassed + totals.lotsWithdrawn;
  const origin = { source: words.source, coverage: words.coverage(done, totals.lots) };
  return (
    <StatRow>
      <StatTile label={words.value} value={<MoneyText minor={totals.value} currency={currency} size="figure" />} origin={origin} tone="leaf" />
      <StatTile label={words.rate} value={percent(clearance(totals))} origin={origin} />
      <StatTile label={words.sold} value={formatCount(totals.sold)} note={`${words.offered} ${formatCount(totals.offered)}`} origin={origin} />
      <StatTile label={words.passed} value={formatCount(totals.passed)} origin={origin} />
      <StatTile label={words.awards} value={formatCount(totals.awards)} origin={origin} />
    </StatRow>
  );
}

function Rules({ session }: { readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en).sessions;
  const moment = useMoment();
  const time = (iso: string | null): string => (iso === null ? words.notYet : moment.full(iso));
  return (
    <Panel title={words.rules}>
      <Facts facts={[{ label: words.openedAt, value: time(session.openedAt), wide: true }, { label: words.closedAt, value: time(session.closedAt), wide: true }, { label: words.anonymous, value: session.anonymousWinners ? words.yes : words.no2 }]} />
      <div className="results-clocks">
        {session.clockViews.map(({ clock: index, settings }) => (
          <section key={index}>
            <h3>{settings.name}</h3>
            <Facts dense facts={[{ label: words.stepMs, value: words.ms(settings.stepMs) }, { label: words.holdMs, value: words.ms(settings.holdMs) }, { label: words.graceMs, value: words.ms(settings.graceMs) }, { label: words.restart, value: words.steps(settings.restartSteps) }]} />
          </section>
        ))}
      </div>
    </Panel>
  );
}
