import { useCallback, useMemo, useState } from "react";
import type { MouseEvent, PointerEvent, ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { KeyHints } from "../../../../ui/KeyHint.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import type { SessionView } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";
import { useLotFacts } from "../lot/facts.tsx";
import { useLiveState, useLotOn, useSlot, useStore } from "../live/useLive.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { FocusClock, LiveFace } from "./FocusClock.tsx";
import { CLOCK_LETTERS, useTradingKeys } from "./keys.ts";
import { LimitDialog } from "./LimitDialog.tsx";
import { useMyLimits } from "./limits.ts";
import type { MyLimits } from "./limits.ts";
import { MinePanel } from "./MinePanel.tsx";
import { MiniClock } from "./MiniClock.tsx";
import { askedFor, usePad } from "./pad.ts";
import type { Pad } from "./pad.ts";
import { QuantityBar } from "./QuantityBar.tsx";
import { Strip } from "./Strip.tsx";
import type { HallView } from "./Strip.tsx";
import { Upcoming } from "./Upcoming.tsx";
import { useNarrow } from "./useNarrow.ts";
import { ClosedNote, SeatNote } from "./SeatNote.tsx";

const LOTS_AHEAD = 6;
/** A finger must travel this far, in CSS pixels, before it turns the page of clocks. */
const SWIPE_PX = 48;

export interface HallProps {
  readonly session: SessionView;
  readonly buyer: string;
  readonly workplaceId: string | null;
  readonly choosers: ReactNode;
  readonly onSeated: () => void;
}

/** The buyer's screen: clocks, keys, what comes next and what is mine. */
export function Hall({ session, buyer, workplaceId, choosers, onSeated }: HallProps): ReactNode {
  const words = useWords(zh, en);
  const store = useStore();
  const pad = usePad(buyer);
  const narrow = useNarrow();
  const [help, setHelp] = useState(false);
  const [limitFor, setLimitFor] = useState<QueueEntry | null>(null);
  const { active, setActive, view, setView } = useHallPlace(session.clocks);
  const seated = useLiveState((state) => state.seat !== null);
  const turn = useLiveState((state) => state.limitsTurn);
  const limits = useMyLimits(session.id, workplaceId, seated, turn);
  const entry = useLotOn(useSlot(active));
  const press = useCallback((index: number) => {
    const programme = store.get().slots[index]?.programme;
    const asked = programme == null ? null : askedFor(pad.current(), programme.quantity);
    if (asked !== null) store.press(index, asked);
  }, [store, pad]);
  useTradingKeys({
    press: () => press(active),
    preset: (index) => pad.choose(pad.presets[index] ?? null),
    rest: () => pad.choose("rest"),
    clear: () => pad.choose(null),
    nudge: (by) => pad.choose(nudged(pad, by, entry)),
    turn: (by) => setActive((active + by + session.clocks) % session.clocks),
    clock: (index) => { if (index < session.clocks) setActive(index); },
    limit: () => { if (entry !== undefined && limits.mayPlace) setLimitFor(entry); },
    view: () => setView(view === "grid" ? "focus" : "grid"),
    help: () => setHelp(true),
  });
  const nameOf = (index: number): string => session.clockViews[index]?.settings.name ?? words.clockName(index + 1);
  const grid = view === "grid" && !narrow;
  return (
    <div className="hall hl-dark" data-view={grid ? "grid" : "focus"} data-many={session.clocks > 5 || undefined} data-three={session.clocks === 3 || undefined} style={{ "--columns": columnsFor(session.clocks) } as Record<string, number>} onClick={leaveFocus}>
      <Strip title={session.title} currency={session.currency} view={view} onView={setView} onHelp={() => setHelp(true)}>{choosers}</Strip>
      <SeatNote sessionId={session.id} workplaceId={workplaceId} onSeated={onSeated} />
      <ClosedNote session={session} />
      {narrow ? <ClockTabs session={session} active={active} onChoose={setActive} /> : null}
      <div className="hall-clocks" aria-label={words.hall.clocks} role="group">
        {grid ? (
          session.clockViews.map(({ clock }) => (
            <div key={clock} className="hall-cell" onPointerDownCapture={() => setActive(clock)}>
              <GridClock index={clock} name={nameOf(clock)} currency={session.currency} limits={limits} active={clock === active} onPress={() => press(clock)} />
            </div>
          ))
        ) : (
          <>
            <Swipe enabled={narrow} onTurn={(by) => setActive((active + by + session.clocks) % session.clocks)}>
              <FocusClock index={active} name={nameOf(active)} currency={session.currency} myLimit={entry === undefined ? null : limits.of(entry.lotId)?.price ?? null} compact={narrow} pressKey={words.hall.keyNames.space} onPress={() => press(active)} />
            </Swipe>
            {narrow || session.clocks < 2 ? null : (
              <div className="hall-minis">
                {session.clockViews.filter(({ clock }) => clock !== active).map(({ clock }) => <MiniWithLimit key={clock} index={clock} name={nameOf(clock)} currency={session.currency} limits={limits} onChoose={setActive} />)}
              </div>
            )}
          </>
        )}
      </div>
      <QuantityBar pad={pad} entry={entry} onPress={() => press(active)} compact={narrow} />
      <aside className="hall-rail">
        {narrow ? <PhoneFacts index={active} currency={session.currency} /> : null}
        <Upcoming index={active} name={nameOf(active)} currency={session.currency} limits={limits} count={LOTS_AHEAD} />
        <MinePanel sessionId={session.id} currency={session.currency} limits={limits} />
      </aside>
      <LimitDialog entry={limitFor} currency={session.currency} limits={limits} onClose={() => setLimitFor(null)} />
      <HelpDialog open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** A button that was clicked gives the focus back: the space bar presses the clock, not the button once more. Keyboard users keep theirs. */
function leaveFocus(event: MouseEvent): void {
  const button = event.detail > 0 && event.target instanceof Element ? event.target.closest<HTMLElement>("button, [role=tab]") : null;
  button?.blur();
}

/** Columns of the grid that leave each dial the most room. */
function columnsFor(clocks: number): number {
  if (clocks <= 4) return Math.min(2, clocks);
  return clocks <= 9 ? 3 : 4;
}

/** Which clock and which arrangement; in the address, so that two windows can stand on two screens. */
function useHallPlace(clocks: number) {
  const [params, setParams] = useSearchParams();
  const active = Math.min(Math.max(0, Number(params.get("clock") ?? 1) - 1) || 0, Math.max(0, clocks - 1));
  const view: HallView = params.get("view") === "grid" ? "grid" : "focus";
  const put = useCallback((key: string, value: string) => setParams((before) => { const next = new URLSearchParams(before); next.set(key, value); return next; }, { replace: true }), [setParams]);
  return useMemo(() => ({ active, view, setActive: (index: number) => put("clock", String(index + 1)), setView: (next: HallView) => put("view", next) }), [active, view, put]);
}

/** One step of the lot's own measure more or less; never below one press. */
function nudged(pad: Pad, by: 1 | -1, entry: QueueEntry | undefined): number {
  const step = Math.max(1, entry?.minPress ?? 1);
  const from = pad.chosen === "rest" ? entry?.remaining ?? 0 : pad.chosen ?? 0;
  return Math.max(step, Math.round(from / step) * step + by * step);
}

function MiniWithLimit({ limits, ...rest }: { readonly index: number; readonly name: string; readonly currency: string; readonly limits: MyLimits; readonly onChoose: (index: number) => void }): ReactNode {
  const entry = useLotOn(useSlot(rest.index));
  return <MiniClock {...rest} letter={CLOCK_LETTERS[rest.index]} myLimit={entry === undefined ? null : limits.of(entry.lotId)?.price ?? null} />;
}

function GridClock({ limits, ...rest }: { readonly index: number; readonly name: string; readonly currency: string; readonly limits: MyLimits; readonly active: boolean; readonly onPress: () => void }): ReactNode {
  const entry = useLotOn(useSlot(rest.index));
  return <LiveFace {...rest} size="wall" withFacts myLimit={entry === undefined ? null : limits.of(entry.lotId)?.price ?? null} pressKey={rest.active ? undefined : CLOCK_LETTERS[rest.index]} />;
}

/** On a phone the lot's eighteen items stand below the keys. */
function PhoneFacts({ index, currency }: { readonly index: number; readonly currency: string }): ReactNode {
  const words = useWords(zh, en).hall;
  const facts = useLotFacts(useLotOn(useSlot(index)), currency);
  if (facts.length === 0) return null;
  return <section className="hall-panel" aria-label={words.lotFacts}><header><h2>{words.lotFacts}</h2></header><div className="hall-facts"><Facts dense facts={facts} /></div></section>;
}

/** The clocks of a phone: one touch, or a swipe over the lot's name. Each tab shows what its clock does. */
function ClockTabs({ session, active, onChoose }: { readonly session: SessionView; readonly active: number; readonly onChoose: (index: number) => void }): ReactNode {
  const words = useWords(zh, en).hall;
  return (
    <div className="hall-tabs" role="tablist" aria-label={words.clocks}>
      {session.clockViews.map(({ clock, settings }) => <ClockTab key={clock} index={clock} name={settings.name} active={clock === active} onChoose={onChoose} />)}
    </div>
  );
}

function ClockTab({ index, name, active, onChoose }: { readonly index: number; readonly name: string; readonly active: boolean; readonly onChoose: (index: number) => void }): ReactNode {
  const slot = useSlot(index);
  return (
    <button type="button" role="tab" aria-selected={active} data-phase={slot?.phase} data-mine={slot?.mine?.kind} onClick={() => onChoose(index)} ref={(element) => { if (active) element?.scrollIntoView({ inline: "nearest", block: "nearest" }); }}>
      <i aria-hidden="true" />{name}
    </button>
  );
}

/** Turns the clocks like pages. The dial itself is left out: there a touch is a press, never the start of a swipe. */
function Swipe({ enabled, onTurn, children }: { readonly enabled: boolean; readonly onTurn: (by: 1 | -1) => void; readonly children: ReactNode }): ReactNode {
  const [from, setFrom] = useState<number | null>(null);
  if (!enabled) return children;
  const end = (event: PointerEvent): void => {
    if (from !== null && Math.abs(event.clientX - from) > SWIPE_PX) onTurn(event.clientX < from ? 1 : -1);
    setFrom(null);
  };
  return (
    <div className="hall-swipe" onPointerDown={(event) => { if ((event.target as Element).closest(".hl-clock-press") === null) setFrom(event.clientX); }} onPointerUp={end} onPointerCancel={() => setFrom(null)}>
      {children}
    </div>
  );
}

function HelpDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).hall;
  const { keyHelp, keyNames } = words;
  return (
    <Dialog open={open} onClose={onClose} title={words.keys} size="small">
      <KeyHints
        hints={[
          { keys: [keyNames.space, "Enter"], does: keyHelp.press }, { keys: [keyNames.digits], does: keyHelp.quantity }, { keys: ["0"], does: keyHelp.rest }, { keys: [keyNames.esc], does: keyHelp.clear },
          { keys: [keyNames.updown], does: keyHelp.step }, { keys: [keyNames.arrows], does: keyHelp.clock }, { keys: ["Q", "W", "E", "…"], does: keyHelp.letter }, { keys: ["L"], does: keyHelp.limit }, { keys: ["M"], does: keyHelp.grid }, { keys: ["?"], does: keyHelp.help },
        ]}
      />
    </Dialog>
  );
}
