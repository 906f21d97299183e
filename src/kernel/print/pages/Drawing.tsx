import type { ReactNode } from "react";
import type { Mark, Page } from "../page.ts";

/** A page as the PDF draws it: the same marks, in the browser's own letters, each text as wide as on paper. */
export function Drawing({ page, name }: { readonly page: Page; readonly name: string }): ReactNode {
  return (
    <svg className="print-drawing hl-paper" viewBox={`0 0 ${page.width} ${page.height}`} role="img" aria-label={name} style={{ aspectRatio: `${page.width} / ${page.height}` }}>
      {page.marks.map((mark, at) => <Drawn key={at} mark={mark} />)}
    </svg>
  );
}

const SOFT_INK = "#4a4a4a";
const SOFT_LINE = "#b5b5b5";
const INK = "#000";

function Drawn({ mark }: { readonly mark: Mark }): ReactNode {
  switch (mark.kind) {
    case "text": return <text x={mark.x} y={mark.y} fontSize={mark.size} fontWeight={mark.bold ? 700 : 400} fill={mark.soft ? SOFT_INK : INK} textLength={mark.width} lengthAdjust="spacingAndGlyphs" xmlSpace="preserve">{mark.text}</text>;
    case "line": return <line x1={mark.x} y1={mark.y} x2={mark.x + mark.width} y2={mark.y} stroke={mark.soft ? SOFT_LINE : INK} strokeWidth={mark.stroke} strokeDasharray={mark.dashed ? "3 2" : undefined} />;
    case "box": return <rect x={mark.x} y={mark.y} width={mark.width} height={mark.height} fill="none" stroke={INK} strokeWidth={mark.stroke} />;
    case "shape": return <path d={mark.path} fill={INK} fillRule="evenodd" transform={`translate(${mark.x} ${mark.y}) scale(${mark.scale})`} />;
  }
}
