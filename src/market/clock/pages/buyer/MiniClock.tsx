import { memo } from "react";
import type { ReactNode } from "react";
import { useSlot } from "../live/useLive.tsx";
import "../live/mini.css";
import { LiveFace } from "./FocusClock.tsx";

export interface MiniProps {
  readonly index: number;
  readonly name: string;
  readonly currency: string;
  readonly letter: string | undefined;
  readonly myLimit: number | null;
  readonly onChoose: (index: number) => void;
}

/** Another clock beside the main one: a glance at its price, one touch makes it the main one. It is never pressed by mistake. */
export const MiniClock = memo(function MiniClock({ index, name, currency, letter, myLimit, onChoose }: MiniProps): ReactNode {
  const slot = useSlot(index);
  return (
    <div className="hall-mini mini-face" data-mine={slot?.mine?.kind}>
      <LiveFace index={index} name={name} currency={currency} size="compact" myLimit={myLimit} />
      <button type="button" className="hall-mini-choose" aria-keyshortcuts={letter} onClick={() => onChoose(index)}>
        <span className="hl-hidden">{name}</span>
        {letter === undefined ? null : <kbd aria-hidden="true">{letter}</kbd>}
      </button>
    </div>
  );
});
