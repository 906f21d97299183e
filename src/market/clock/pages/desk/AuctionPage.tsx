import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { OfflineBar } from "../../../../ui/OfflineBar.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { LiveProvider } from "../live/useLive.tsx";
import { useProblem } from "../refusal.ts";
import { Proof } from "../results/Proof.tsx";
import { SESSION_TONE } from "../results/SessionsPage.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { LiveDesk } from "./LiveDesk.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { StuckAwards } from "./StuckAwards.tsx";
import { QueueBuilder } from "./QueueBuilder.tsx";
import { QueuedLots } from "./QueuedLots.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import type { Ask } from "./ReasonDialog.tsx";
import "./desk.css";

const SESSIONS = 40;
const LOOK_EVERY_MS = 3_000;

/** /auction/:sessionId? — the auctioneer's desk. */
export default function AuctionPage(): ReactNode {
  const words = useWords(zh, en).desk;
  const states = useWords(moduleZh, moduleEn).sessionStatus;
  const { sessionId } = useParams();
  const api = useApi(clock);
  const problem = useProblem();
  const navigate = useNavigate();
  const [planning, setPlanning] = useState(false);
  const list = useQuery({ queryKey: ["clock", "sessions", "desk"], queryFn: () => api.sessions({ limit: SESSIONS }) });
  const rows = (list.data?.sessions ?? []).filter((row) => row.status !== "cancelled");
  const chosen = sessionId ?? (rows.find((row) => row.status === "open") ?? rows.findLast((row) => row.status === "planned") ?? rows[0])?.id;
  const session = useQuery({ queryKey: ["clock", "session", chosen], queryFn: () => api.session({ sessionId: chosen ?? "" }), enabled: chosen !== undefined, refetchInterval: LOOK_EVERY_MS });
  const failed = list.error ?? session.error;
  const told = failed === null ? null : problem(failed);
  const plan = <Button tone={rows.length === 0 ? "primary" : "plain"} icon="plus" onClick={() => setPlanning(true)}>{words.plan}</Button>;
  return (
    <Page
      title={words.title} intro={words.intro}
      actions={<>
        {rows.length === 0 ? null : <Select aria-label={words.choose} value={chosen ?? ""} onChange={(id) => void navigate(`/auction/${id}`)} choices={rows.map((row) => ({ value: row.id, label: `${row.businessDate} ${row.title} · ${states[row.status]}` }))} />}
        {plan}
      </>}
    >
      <OfflineBar />
      {told !== null ? <ErrorState number={told.number} onRetry={() => { void list.refetch(); void session.refetch(); }}>{told.text}</ErrorState>
        : list.data !== undefined && chosen === undefined ? <EmptyState title={words.none} actions={plan}>{words.noneWhy}</EmptyState>
        : session.data === undefined ? <Skeleton lines={8} /> : <SessionDesk key={session.data.id} session={session.data} />}
      <PlanDialog open={planning} onClose={() => setPlanning(false)} onPlanned={(id) => { setPlanning(false); void navigate(`/auction/${id}`); }} />
    </Page>
  );
}

function SessionDesk({ session }: { readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en).desk;
  const states = useWords(moduleZh, moduleEn).sessionStatus;
  const [ask, setAsk] = useState<Ask | null>(null);
  const body = (
    <>
      <header className="desk-session">
        <h2>{session.title}</h2>
        <span>{session.no} · {session.businessDate}</span>
        <Badge tone={SESSION_TONE[session.status]}>{states[session.status]}</Badge>
        <span className="desk-gap" />
        <SessionActs session={session} onAsk={setAsk} />
      </header>
      {session.status === "closing" ? <p className="desk-note" role="status">{words.close.closing}</p> : null}
      {session.problems > 0 ? <p className="desk-note" data-tone="cinnabar" role="alert">{words.live.problems(session.problems)}</p> : null}
      {session.problems > 0 ? <StuckAwards sessionId={session.id} onAsk={setAsk} /> : null}
      {session.status === "open" ? <LiveDesk session={session} onAsk={setAsk} /> : null}
      {session.status === "planned" || session.status === "open" ? <QueuedLots session={session} onAsk={setAsk} /> : null}
      {session.can.includes("queueLot") ? <QueueBuilder session={session} /> : null}
      <Proof session={session} />
      <ReasonDialog ask={ask} onClose={() => setAsk(null)} />
    </>
  );
  return session.status === "open" ? <LiveProvider sessionId={session.id} fallback={<Skeleton lines={8} />}>{body}</LiveProvider> : body;
}

/** What may be done with the session as a whole, as the server says. */
function SessionActs({ session, onAsk }: { readonly session: SessionView; readonly onAsk: (ask: Ask) => void }): ReactNode {
  const words = useWords(zh, en).desk;
  const api = useApi(clock);
  const queries = useQueryClient();
  const after = async (work: Promise<unknown>): Promise<void> => {
    await work;
    await queries.invalidateQueries({ queryKey: ["clock"] });
  };
  const sessionId = session.id;
  return (
    <span className="hl-button-row">
      {session.can.includes("cancelSession") ? (
        <Button tone="danger" onClick={() => onAsk({ title: words.close.cancel, why: words.close.cancelWhy, tone: "danger", quick: words.reasons.cancelSession, run: (reason) => after(api.cancelSession({ sessionId, reason })) })}>{words.close.cancel}</Button>
      ) : null}
      {session.can.includes("openSession") ? (
        <Button tone="primary" icon="hammer" onClick={() => onAsk({ title: words.close.open, why: words.close.openWhy, quick: words.reasons.openSession, run: (reason) => after(api.openSession({ sessionId, reason })) })}>{words.close.open}</Button>
      ) : null}
      {session.can.includes("closeSession") ? (
        <Button tone="danger" onClick={() => onAsk({ title: words.close.close, why: words.close.closeWhy, tone: "danger", quick: words.reasons.closeSession, run: (reason) => after(api.closeSession({ sessionId, reason })) })}>{words.close.close}</Button>
      ) : null}
      {session.status === "closed" || session.status === "closing" ? <ButtonLink tone="primary" to={`/sessions/${sessionId}`}>{words.close.results}</ButtonLink> : null}
    </span>
  );
}
