import type { ReactNode } from "react";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./DemoWatermark.css";

const PLACES = 8;

/** Lies over everything, stops no press, and prints: a demonstration can never pass for the market. */
export function DemoWatermark(): ReactNode {
  const words = useWords(zh, en);
  return (
    <div className="hl-watermark" aria-hidden="true">
      {Array.from({ length: PLACES }, (_, index) => <span key={index}>{words.demoData}</span>)}
    </div>
  );
}

/** On a wall a sheet over six running clocks would cost a weak machine a third of its frames; a ribbon says the same. */
export function DemoRibbon(): ReactNode {
  const words = useWords(zh, en);
  return <aside className="hl-ribbon" aria-label={words.demoData}>{words.demoData}</aside>;
}
