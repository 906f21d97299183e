import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { ClockFace } from "../../../../ui/clock/ClockFace.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Scrubber } from "../../../../ui/Scrubber.tsx";
import { Select } from "../../../../ui/Select.tsx";
import "../../../../ui/TextInput.css";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { itemName, unitAfter, useLotFacts, useLotNote } from "../lot/facts.tsx";
import { LotPhoto } from "../lot/LotPhoto.tsx";
import { useProblem } from "../refusal.ts";
import { ENTRY_TONE } from "../results/LotsTable.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { Chart } from "./Chart.tsx";
import { StepsTable } from "./StepsTable.tsx";
import { momentAt, tellStory } from "./story.ts";
import type { Story } from "./story.ts";
import { usePlayer } from "./usePlayer.ts";
import "./replay.css";

/** As many lots as one answer holds; a lot beyond them is opened from the session's list. */
const LOTS = 2_000;
const SPEEDS = [0.25, 1, 4];

/** /replay/:sessionId/:lotId? — any lot that is over, as it stood on the screens. */
export default function ReplayPage(): ReactNode {
  const words = useWords(zh, en).replay;
  const { sessionId = "", lotId } = useParams();
  const api = useApi(clock);
  const problem = useProblem();
  const session = useQuery({ queryKey: ["clock", "session", sessionId], queryFn: () => api.session({ sessionId }) });
  const lots = useQuery({ queryKey: ["clock", "queue", sessionId, "over"], queryFn: () => api.queue({ sessionId, limit: LOTS }) });
  const over = useMemo(() => (lots.data?.entries ?? []).filter((entry) => entry.can.includes("lotReplay")).toSorted((a, b) => a.clock - b.clock || (a.place ?? 0) - (b.place ?? 0)), [lots.data]);
  const chosen = lotId ?? over[0]?.lotId;
  const replay = useQuery({ queryKey: ["clock", "lotReplay", sessionId, chosen], queryFn: () => api.lotReplay({ sessionId, lotId: chosen ?? "" }), enabled: chosen !== undefined });
  const story = useMemo(() => (replay.data === undefined ? null : tellStory(replay.data.steps)), [replay.data]);
  const failed = session.error ?? lots.error ?? replay.error;
  if (failed !== null) {
    const told = problem(failed);
    return <ErrorState number={told.number} onRetry={() => { void session.refetch(); void lots.refetch(); void replay.refetch(); }} actions={<ButtonLink to={`/sessions/${sessionId}`}>{words.session}</ButtonLink>}>{told.text}</ErrorState>;
  }
  if (lots.data !== undefined && chosen === undefined) return <EmptyState title={words.none} actions={<ButtonLink to={`/sessions/${sessionId}`}>{words.session}</ButtonLink>}>{words.noneWhy}</EmptyState>;
  if (session.data === undefined || replay.data === undefined || story === null) return <Skeleton lines={8} />;
  return (
    <Page title={words.title} intro={words.intro} actions={<><ButtonLink to={`/sessions/${sessionId}`}>{words.session}</ButtonLink><ButtonLink to={`/sessions/${sessionId}#verify`}>{words.verify}</ButtonLink></>}>
      <LotChooser session={session.data} over={over} entry={replay.data.entry} />
      {replay.data.truncated ? <p>{words.truncated}</p> : null}
      <Player key={replay.data.entry.entryId} story={story} entry={replay.data.entry} session={session.data} />
    </Page>
  );
}

function LotChooser({ session, over, entry }: { readonly session: SessionView; readonly over: readonly QueueEntry[]; readonly entry: QueueEntry }): ReactNode {
  const words = useWords(zh, en).replay;
  const names = useWords(moduleZh, moduleEn);
  const { language } = usePreferences();
  const navigate = useNavigate();
  const at = over.findIndex((one) => one.lotId === entry.lotId);
  const go = (to: QueueEntry | undefined): void => { if (to !== undefined) void navigate(`/replay/${session.id}/${to.lotId}`, { replace: true }); };
  return (
    <div className="replay-chooser">
      <Button icon="left" iconOnly disabled={at <= 0} onClick={() => go(over[at - 1])}>{words.previous}</Button>
      <Select
        aria-label={words.chooseLot} value={entry.lotId} onChange={(lotId) => go(over.find((one) => one.lotId === lotId))}
        choices={(at < 0 ? [entry, ...over] : over).map((one) => ({ value: one.lotId, label: `${one.lotNo} ${itemName(one, language)}`, group: session.clockViews[one.clock]?.settings.name ?? "" }))}
      />
      <Button icon="right" iconOnly disabled={at < 0 || at >= over.length - 1} onClick={() => go(over[at + 1])}>{words.next}</Button>
      <Badge tone={ENTRY_TONE[entry.status]}>{names.entryStatus[entry.status]}</Badge>
    </div>
  );
}

function Player({ story, entry, session }: { readonly story: Story; readonly entry: QueueEntry; readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const start = story.runs[0]?.programme.t0 ?? story.from;
  const player = usePlayer(story.from, story.to);
  const facts = useLotFacts(entry, session.currency);
  const note = useLotNote();
  const moment = momentAt(story, player.value);
  const format = (t: number): string => `${((t - start) / 1_000).toFixed(2)} s`;
  const marks = story.runs.flatMap((run) => [
    { at: run.programme.t0, label: words.replay.run(run.run + 1) },
    ...(run.award === null ? [] : [{ at: run.award.t, label: words.replay.kinds.award, tone: run.award.mine ? ("orchid" as const) : ("leaf" as const) }]),
  ]);
  return (
    <>
      <div className="replay-stage">
        <div className="replay-face hl-dark">
          <ClockFace
            name={session.clockViews[entry.clock]?.settings.name ?? words.clockName(entry.clock + 1)} lotNumber={entry.lotNo} lotTitle={itemName(entry, language)} lotNote={note(entry)}
            programme={moment.programme} state={moment.state} now={player.now} left={moment.left ?? undefined} unit={unitAfter(entry.unit, moment.left ?? 2, language)} per={unitAfter(entry.unit, 1, language)}
            currency={session.currency} topPrice={story.topPrice} size="compact" photo={entry.photoId === null ? undefined : <LotPhoto entry={entry} />}
          />
        </div>
        <Panel title={words.replay.chart}>
          <Chart story={story} currency={session.currency} now={player.now} onSeek={player.seek} />
          <Legend />
          <Scrubber from={story.from} to={story.to} value={player.value} onChange={player.seek} playing={player.playing} onPlay={player.play} marks={marks} speed={player.speed} speeds={SPEEDS} onSpeed={player.setSpeed} format={format} />
        </Panel>
      </div>
      <StepsTable story={story} entry={entry} currency={session.currency} at={player.value} onSeek={player.seek} format={format} />
      <Panel title={words.hall.lotFacts}><Facts facts={facts} /></Panel>
    </>
  );
}

function Legend(): ReactNode {
  const words = useWords(zh, en).replay.legend;
  return (
    <ul className="replay-legend">
      <li data-kind="award">{words.award}</li><li data-kind="lost">{words.lost}</li><li data-kind="mine">{words.mine}</li><li data-kind="late">{words.late}</li><li data-kind="travel">{words.travel}</li><li data-kind="hold">{words.hold}</li>
    </ul>
  );
}
