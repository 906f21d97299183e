import { addDays } from "../../../../engines/calendar/day.ts";
import { parseMoney } from "../../../../ui/money.ts";
import type { LineView } from "../../contract.ts";
import { LEVELS, type Level, type LineKind, type PriceStep } from "../../rules.ts";

/** What the form holds while it is typed into; texts stay texts until they are sent. */
export interface Draft {
  readonly lotIds: readonly string[];
  readonly share: number;
  readonly price: string;
  /** By level, and by "group:level" for a group's own. */
  readonly steps: Readonly<Record<string, string>>;
  readonly quantity: string;
  readonly from: string;
  readonly to: string;
  readonly saleDay: string;
  readonly until: Until;
  readonly buyer: { readonly id: string; readonly name: string } | null;
  readonly groupId: string | null;
  readonly minimum: string;
  readonly byHand: boolean;
  readonly note: string;
}
export const UNTILS = { h2: 2, h6: 6, d1: 24, d3: 72, d7: 168 } as const;
export type Until = keyof typeof UNTILS;
const WEEK = 6;
const DAY_MS = 86_400_000;

export const stepKey = (groupId: string | null, level: Level): string => (groupId === null ? level : `${groupId}:${level}`);

export function newDraft(today: string, line: LineView | undefined, share: number): Draft {
  const empty: Draft = { lotIds: [], share, price: "", steps: {}, quantity: "", from: today, to: addDays(today, WEEK), saleDay: addDays(today, 1), until: "d1", buyer: null, groupId: null, minimum: "", byHand: false, note: "" };
  if (line === undefined) return empty;
  const yuan = (minor: number): string => String(minor / 100);
  return {
    ...empty, lotIds: line.lots.map((lot) => lot.lotId), share: line.share ?? share, price: yuan(line.price), quantity: String(line.quantity), minimum: line.minQuantity === 1 ? "" : String(line.minQuantity),
    steps: Object.fromEntries(line.steps.map((step) => [stepKey(step.groupId, step.level), yuan(step.price)])), saleDay: line.saleDay ?? empty.saleDay, byHand: line.byHand, note: line.note,
    buyer: line.forBuyerId === null ? null : { id: line.forBuyerId, name: line.forName ?? "" }, groupId: line.forGroupId,
    from: line.kind === "catalogue" ? localDay(line.from) : empty.from, to: line.kind === "catalogue" ? localDay(line.until, -DAY_MS) : empty.to,
  };
}

/** The day of an instant where the reader is, moved by milliseconds first: what is for a day ends when the next one begins. */
function localDay(iso: string, moved = 0): string {
  const at = new Date(Date.parse(iso) + moved);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The steps that have a price; null when one of them cannot be read. */
export function stepsOf(draft: Draft): PriceStep[] | null {
  const steps: PriceStep[] = [];
  for (const [key, text] of Object.entries(draft.steps)) {
    if (text.trim() === "") continue;
    const price = parseMoney(text);
    const [group, level] = key.includes(":") ? [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)] : [null, key];
    if (price === null || price < 1 || !(LEVELS as readonly string[]).includes(level)) return null;
    steps.push({ groupId: group, level: level as Level, price });
  }
  return steps;
}

export type Missing = "pick" | "priceMissing" | "whom" | null;

/** What still has to be filled in before it can be sent. */
export function missingIn(draft: Draft, kind: LineKind, forRequest: boolean): Missing {
  if (draft.lotIds.length === 0) return "pick";
  const price = parseMoney(draft.price);
  if (price === null || price < 1 || stepsOf(draft) === null) return "priceMissing";
  return kind === "offer" && !forRequest && draft.buyer === null && draft.groupId === null ? "whom" : null;
}
