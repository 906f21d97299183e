import type { ReactNode } from "react";
import { LoopingClock } from "./LoopingClock.tsx";
import "./gallery.css";

/** One clock in the hand: the page the phone's first load is measured on. */
export default function PhonePage(): ReactNode {
  return <div className="gallery-phone"><h1 className="hl-hidden">Phone</h1><LoopingClock index={0} size="compact" press /></div>;
}
