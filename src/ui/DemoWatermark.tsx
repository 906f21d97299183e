import type { ReactNode } from "react";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./DemoWatermark.css";

/** Lies over everything, stops no press, and prints: a demonstration can never pass for the market. */
export function DemoWatermark(): ReactNode {
  const words = useWords(zh, en);
  return (
    <div className="hl-watermark" aria-hidden="true">
      {Array.from({ length: 12 }, (_, index) => <span key={index}>{words.demoData}</span>)}
    </div>
  );
}
