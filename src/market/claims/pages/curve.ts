import { MAX_TEMPERATURES } from "../rules.ts";

export type Curve = { readonly ok: true; readonly points: { readonly at: string; readonly centi: number }[] } | { readonly ok: false; readonly line: number };
const POINT = /^\s*(\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{2}(?::\d{2})?)\s*[,;\t]\s*(-?\d{1,2}(?:\.\d{1,2})?)\s*(?:°?C|℃)?\s*$/;
const CENTI = 100;

/** What a logger's text says, a point a line, in the reader's own time zone; or the first line that cannot be read. */
export function readCurve(text: string): Curve {
  const points: { at: string; centi: number }[] = [];
  for (const [n, raw] of text.normalize("NFKC").split("\n").entries()) {
    if (raw.trim() === "") continue;
    const match = POINT.exec(raw);
    const at = match === null ? null : new Date(match[1]!.replace("T", " ").replaceAll("-", "/"));
    if (match === null || at === null || Number.isNaN(at.getTime()) || points.length === MAX_TEMPERATURES) return { ok: false, line: n + 1 };
    points.push({ at: at.toISOString(), centi: Math.round(Number(match[2]) * CENTI) });
  }
  return { ok: true, points };
}
