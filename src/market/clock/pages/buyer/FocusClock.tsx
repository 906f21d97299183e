import type { ReactNode } from "react";
import { ClockFace } from "../../../../ui/clock/ClockFace.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { faceOf } from "../live/face.ts";
import type { FaceWords } from "../live/face.ts";
import type { Slot } from "../live/slot.ts";
import { useLine, useLiveState, useLotOn, useNow, useSlot } from "../live/useLive.tsx";
import { itemName, unitAfter, useLotFacts, useLotNote } from "../lot/facts.tsx";
import { LotPhoto } from "../lot/LotPhoto.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { Verdict } from "./Verdict.tsx";

export function useFaceWords(): FaceWords {
  const words = useWords(zh, en).hall;
  const names = useWords(moduleZh, moduleEn);
  const next: Readonly<Record<string, string>> = names.nextChannels;
  return { waiting: words.waiting, finished: words.finished, skipped: words.skipped, pausedWhy: words.pausedWhy, withdrawn: words.withdrawn, passed: (channel) => next[channel] ?? channel };
}

export interface LiveFaceProps {
  readonly index: number;
  readonly name: string;
  readonly currency: string;
  readonly size: "compact" | "desk" | "wall";
  readonly withFacts?: boolean | undefined;
  readonly active?: boolean | undefined;
  readonly myLimit?: number | null | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly pressKey?: string | undefined;
}

/** A clock of the session, drawn by the kit's face from the live slot. */
export function LiveFace({ index, name, currency, size, withFacts = false, active, myLimit, onPress, pressKey }: LiveFaceProps): ReactNode {
  const { language } = usePreferences();
  const slot = useSlot(index);
  const entry = useLotOn(slot);
  const now = useNow();
  const words = useFaceWords();
  const note = useLotNote();
  const connected = useConnected();
  const facts = useLotFacts(withFacts ? entry : undefined, currency);
  if (slot === undefined) return null;
  const face = faceOf(slot, connected, words);
  return (
    <ClockFace
      name={name} lotNumber={entry?.lotNo} lotTitle={entry === undefined ? undefined : itemName(entry, language)} lotNote={entry === undefined ? undefined : note(entry)}
      programme={face.programme} state={face.state} now={now} left={face.left} unit={entry === undefined ? "" : unitAfter(entry.unit, face.left ?? 2, language)}
      per={entry === undefined ? undefined : unitAfter(entry.unit, 1, language)} currency={currency} topPrice={face.topPrice ?? entry?.startPrice} myLimit={myLimit} size={size} active={active}
      photo={entry?.photoId == null ? undefined : <LotPhoto entry={entry} />} facts={facts.length === 0 ? undefined : <Facts dense facts={facts} />}
      onPress={onPress === undefined ? undefined : () => onPress()} pressKey={pressKey}
    />
  );
}

/** Whether faces may show a price: the line is there and the host's time runs. */
export function useConnected(): boolean {
  const { phase } = useLine();
  const stalled = useLiveState((state) => state.stalled);
  return phase === "live" && !stalled;
}

export interface FocusProps {
  readonly index: number;
  readonly name: string;
  readonly currency: string;
  readonly myLimit: number | null;
  readonly compact: boolean;
  readonly pressKey: string;
  readonly onPress: () => void;
}

/** The clock the buyer trades on: everything about the lot, the big dial, and what became of the last press. */
export function FocusClock({ index, name, currency, myLimit, compact, pressKey, onPress }: FocusProps): ReactNode {
  const slot = useSlot(index);
  return (
    <div className="hall-focus" data-flash={flashOf(slot)} key={index}>
      <LiveFace index={index} name={name} currency={currency} size={compact ? "compact" : "desk"} withFacts={!compact} active myLimit={myLimit} onPress={onPress} pressKey={compact ? undefined : pressKey} />
      <Verdict index={index} currency={currency} />
    </div>
  );
}

/** A flash for the corner of the eye; it changes its name with every result, so that two wins in a row flash twice. */
function flashOf(slot: Slot | undefined): string | undefined {
  if (slot?.mine == null) return undefined;
  return `${slot.mine.kind}-${(slot.mine.run ?? 0) % 2}`;
}
