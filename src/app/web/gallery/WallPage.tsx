import type { ReactNode } from "react";
import { ScaledCanvas } from "../../../ui/ScaledCanvas.tsx";
import { LoopingClock } from "./LoopingClock.tsx";
import "./gallery.css";

/** Six clocks running by themselves on the hall's screen. */
export default function WallPage(): ReactNode {
  return (
    <ScaledCanvas label="wall">
      <div className="gallery-wall">{[0, 1, 2, 3, 4, 5].map((index) => <LoopingClock key={index} index={index} size="wall" />)}</div>
    </ScaledCanvas>
  );
}
