import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { KeyHints } from "../../../../ui/KeyHint.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import type { ClockSettings } from "../../../../engines/clock/types.ts";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { LiveFace } from "../buyer/FocusClock.tsx";
import { LineBadge } from "../live/LineBadge.tsx";
import { useBook, useLiveState, useSlot } from "../live/useLive.tsx";
import "../live/mini.css";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { DeskLog } from "./DeskLog.tsx";
import { SettingsFields } from "./PlanDialog.tsx";
import type { Ask } from "./ReasonDialog.tsx";

const PHASE_TONE: Readonly<Record<string, BadgeTone>> = { idle: "plain", running: "pollen", paused: "cinnabar", finished: "leaf" };
type Act = "startClock" | "pauseClock" | "resumeClock";

export interface LiveDeskProps {
  readonly session: SessionView;
  readonly onAsk: (ask: Ask) => void;
}

/** The clocks under the auctioneer's hands, with what was done and what was sold beside them. */
export function LiveDesk({ session, onAsk }: LiveDeskProps): ReactNode {
  const words = useWords(zh, en).desk;
  const [chosen, setChosen] = useState(0);
  const acts = useDeskActs(session, onAsk);
  useFreshSession(session.id);
  useDeskKeys({
    choose: (index) => { if (index < session.clocks) setChosen(index); },
    go: () => acts.go(chosen), pause: () => acts.clock(chosen, "pauseClock"), skip: () => acts.lot(chosen, "skipLot"), withdraw: () => acts.lot(chosen, "withdrawLot"), pauseAll: acts.pauseAll,
  });
  return (
    <div className="desk-live">
      <section aria-label={words.live.clocks}>
        <header className="desk-live-head">
          <h3>{words.live.clocks}</h3>
          <LineBadge />
          <span className="desk-gap" />
          {session.hosted ? null : <span role="status">{words.live.notHosted}</span>}
          <Button size="small" icon="play" onClick={acts.startAll} disabled={!session.clockViews.some(({ can }) => can.includes("startClock"))}>{words.live.startAll}</Button>
          <Button size="small" tone="danger" icon="pause" hint="A" onClick={acts.pauseAll} disabled={!session.clockViews.some(({ can }) => can.includes("pauseClock"))}>{words.live.pauseAll}</Button>
        </header>
        <div className="desk-clocks">
          {session.clockViews.map((view) => <DeskClock key={view.clock} session={session} index={view.clock} chosen={view.clock === chosen} onChoose={setChosen} acts={acts} />)}
        </div>
        <KeyHints hints={[{ keys: ["1", "2", "…"], does: words.keys.choose }, { keys: ["S"], does: words.keys.start }, { keys: ["P"], does: words.keys.pause }, { keys: ["K"], does: words.keys.skip }, { keys: ["W"], does: words.keys.withdraw }, { keys: ["A"], does: words.keys.all }]} />
      </section>
      <DeskLog session={session} />
    </div>
  );
}

interface DeskActs {
  readonly clock: (index: number, act: Act) => void;
  /** Starts a clock, or lets a paused one go on. */
  readonly go: (index: number) => void;
  readonly lot: (index: number, act: "skipLot" | "withdrawLot") => void;
  readonly configure: (index: number, settings: ClockSettings) => void;
  readonly startAll: () => void;
  readonly pauseAll: () => void;
}

function useDeskActs(session: SessionView, onAsk: (ask: Ask) => void): DeskActs {
  const words = useWords(zh, en).desk;
  const api = useApi(clock);
  const queries = useQueryClient();
  const book = useBook();
  const slots = useLiveState((state) => state.slots);
  const sessionId = session.id;
  const after = async (work: Promise<unknown>): Promise<void> => {
    await work;
    await queries.invalidateQueries({ queryKey: ["clock", "session", sessionId] });
  };
  const nameOf = (index: number): string => session.clockViews[index]?.settings.name ?? String(index + 1);
  const titles: Record<Act, string> = { startClock: words.live.start, pauseClock: words.live.pause, resumeClock: words.live.resume };
  const mayOn = (index: number, act: string): boolean => session.clockViews[index]?.can.includes(act) === true;
  const ofClock = (index: number, act: Act): void => {
    if (mayOn(index, act)) onAsk({ title: `${titles[act]} · ${nameOf(index)}`, quick: words.reasons[act], run: (reason) => after(api[act]({ sessionId, clock: index, reason })) });
  };
  const ofAll = (act: Act, title: string): void => {
    const on = session.clockViews.filter(({ can }) => can.includes(act)).map(({ clock: index }) => index);
    if (on.length > 0) onAsk({ title, quick: words.reasons[act], run: (reason) => after(Promise.all(on.map((index) => api[act]({ sessionId, clock: index, reason })))) });
  };
  return {
    clock: ofClock,
    go: (index) => ofClock(index, mayOn(index, "resumeClock") ? "resumeClock" : "startClock"),
    lot: (index, act) => {
      const lot = slots[index]?.programme?.lot;
      const entry = lot === undefined ? undefined : book.byLot.get(lot);
      if (entry === undefined) return;
      onAsk({ title: `${act === "skipLot" ? words.live.skip : words.live.withdraw} · ${entry.lotNo} ${entry.itemZh}`, quick: words.reasons[act], tone: act === "withdrawLot" ? "danger" : "primary", run: (reason) => after(api[act]({ sessionId, lotId: entry.lotId, reason })) });
    },
    configure: (index, settings) => onAsk({ title: `${words.live.settings} · ${nameOf(index)}`, quick: words.reasons.configureClock, run: (reason) => after(api.configureClock({ sessionId, clock: index, settings, reason })) }),
    startAll: () => ofAll("startClock", words.live.startAll),
    pauseAll: () => ofAll("pauseClock", words.live.pauseAll),
  };
}

/** What the server allows changes with the clocks' phases; it is asked again the moment one turns. */
function useFreshSession(sessionId: string): void {
  const queries = useQueryClient();
  const phases = useLiveState((state) => state.slots).map((slot) => slot.phase).join();
  useEffect(() => { void queries.invalidateQueries({ queryKey: ["clock", "session", sessionId] }); }, [phases, sessionId, queries]);
}

interface DeskClockProps {
  readonly session: SessionView;
  readonly index: number;
  readonly chosen: boolean;
  readonly onChoose: (index: number) => void;
  readonly acts: DeskActs;
}

function DeskClock({ session, index, chosen, onChoose, acts }: DeskClockProps): ReactNode {
  const words = useWords(zh, en).desk;
  const phases = useWords(moduleZh, moduleEn).clockPhase;
  const [editing, setEditing] = useState<ClockSettings | null>(null);
  const view = session.clockViews[index];
  const slot = useSlot(index);
  if (view === undefined) return null;
  const phase = slot?.phase ?? view.phase;
  const waiting = slot?.waiting ?? view.waiting;
  const may = (act: string): boolean => view.can.includes(act);
  const onClock = slot?.programme !== null && slot !== undefined;
  return (
    <article className="desk-clock" data-chosen={chosen || undefined} onPointerDownCapture={() => onChoose(index)} aria-current={chosen || undefined}>
      <header><kbd>{index + 1}</kbd><Badge tone={PHASE_TONE[phase]}>{phases[phase]}</Badge><span className="desk-gap" /><small>{words.live.toGo(waiting)}</small></header>
      <div className="desk-face mini-face hl-dark"><LiveFace index={index} name={view.settings.name} currency={session.currency} size="compact" /></div>
      <footer>
        {may("startClock") ? <Button tone="primary" icon="play" hint="S" onClick={() => acts.clock(index, "startClock")}>{words.live.start}</Button> : null}
        {may("resumeClock") ? <Button tone="primary" icon="play" hint="S" onClick={() => acts.clock(index, "resumeClock")}>{words.live.resume}</Button> : null}
        {may("pauseClock") ? <Button icon="pause" hint="P" onClick={() => acts.clock(index, "pauseClock")}>{words.live.pause}</Button> : null}
        <Button size="small" tone="quiet" disabled={!onClock} aria-label={words.live.skip} onClick={() => acts.lot(index, "skipLot")}>{words.queued.skip}</Button>
        <Button size="small" tone="quiet" disabled={!onClock} aria-label={words.live.withdraw} onClick={() => acts.lot(index, "withdrawLot")}>{words.queued.withdraw}</Button>
        {may("configureClock") ? <Button size="small" tone="quiet" icon="gear" iconOnly onClick={() => setEditing(view.settings)}>{words.live.settings}</Button> : null}
      </footer>
      <Dialog open={editing !== null} onClose={() => setEditing(null)} title={`${words.live.settings} · ${view.settings.name}`} sticky actions={<Button tone="primary" onClick={() => { if (editing !== null) acts.configure(index, editing); setEditing(null); }}>{words.reason.confirm}</Button>}>
        {editing === null ? null : <SettingsFields settings={editing} onChange={(to) => setEditing({ ...editing, ...to })} />}
      </Dialog>
    </article>
  );
}

interface DeskKeys {
  readonly choose: (index: number) => void;
  readonly go: () => void;
  readonly pause: () => void;
  readonly skip: () => void;
  readonly withdraw: () => void;
  readonly pauseAll: () => void;
}

/** The desk's keyboard; silent while a question is open or something is being typed. */
function useDeskKeys(actions: DeskKeys): void {
  const latest = useRef(actions);
  useEffect(() => { latest.current = actions; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as Element | null)?.closest("input:not([type=radio], [type=checkbox]), textarea, select") != null || document.querySelector("dialog[open]") !== null) return;
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      const { choose, go, pause, skip, withdraw, pauseAll } = latest.current;
      const does = digit !== undefined ? () => choose(Number(digit) - 1) : { KeyS: go, KeyP: pause, KeyK: skip, KeyW: withdraw, KeyA: pauseAll }[event.code];
      if (does === undefined) return;
      event.preventDefault();
      does();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
