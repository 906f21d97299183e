import type { ReactNode } from "react";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Skeleton.css";

/** The shape of what is being read. Says so once to those who listen. */
export function Skeleton({ lines = 3, height }: { readonly lines?: number | undefined; readonly height?: string | undefined }): ReactNode {
  const words = useWords(zh, en);
  return (
    <div className="hl-skeleton" role="status">
      <span className="hl-hidden">{words.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ inlineSize: `${100 - ((index * 37) % 45)}%`, ...(height === undefined ? {} : { blockSize: height, inlineSize: "100%" }) }} />
      ))}
    </div>
  );
}
