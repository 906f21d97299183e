import { readWritten, type WrittenQuantity } from "../../engines/units/written.ts";
import { daysBetween } from "../../engines/calendar/day.ts";

/** expected: declared, not yet at the dock. refused: sent back. The others follow the lot itself. */
export const LOT_STATES = ["expected", "received", "graded", "offered", "closed", "cancelled", "refused"] as const;
export type LotState = (typeof LOT_STATES)[number];

/** A lot may be announced this far ahead; further is a bloom plan, not a lot. */
export const MAX_DAYS_AHEAD = 60;
export const MAX_QUANTITY = 1_000_000;
/** Labels printed in one go. */
export const MAX_LABELS = 50;
export const MAX_DEFECTS = 12;
export const MAX_IMPORT_ROWS = 2_000;
/** Two megabytes of workbook hold far more than that many rows. */
export const MAX_WORKBOOK_BYTES = 2 * 1024 * 1024;

export interface StateFacts {
  readonly status: "declared" | "received" | "offered" | "closed" | "cancelled";
  readonly grade: string | null;
  readonly refused: boolean;
}

export function stateOf({ status, grade, refused }: StateFacts): LotState {
  if (refused) return "refused";
  if (status === "declared") return "expected";
  if (status === "received") return grade === null ? "received" : "graded";
  return status;
}

/** How a lot did so far, where its state alone says too little: what was offered may be sold, partly sold or passed, and offered again. */
export function resultOf(lot: { readonly sold: number; readonly passed: number; readonly onHand: number }): "sold_out" | "partly_sold" | "passed" | null {
  if (lot.sold > 0) return lot.onHand === 0 ? "sold_out" : "partly_sold";
  return lot.passed > 0 ? "passed" : null;
}

export type LotDeed = "change" | "cancel" | "copy" | "receive" | "recount" | "grade" | "regrade" | "refuse" | "label";

/** What may be done with a lot in a state, by the grower's side and by the desk. */
/** Who receives and grades; everybody else who sees the day's lots only looks. */
export const worksAtDesk = (roles: readonly string[]): boolean => roles.includes("grader") || roles.includes("operator");

export function deedsOf(state: LotState, side: "grower" | "desk" | "looker", onHand = 1): LotDeed[] {
  if (side === "looker") return [];
  const grower: readonly LotDeed[] = state === "expected" ? ["change", "cancel", "copy", "label"] : state === "cancelled" || state === "refused" ? ["copy"] : ["copy", "label"];
  if (side === "grower") return [...grower];
  const desk: Record<LotState, readonly LotDeed[]> = {
    expected: ["receive", "refuse"], received: ["grade", "recount", "refuse"], graded: ["regrade", "recount", "refuse"],
    offered: [], closed: [], cancelled: [], refused: [],
  };
  // Of a lot that is sold out nothing is left to judge or to send back; a count may still find some.
  const left = onHand > 0 || state === "expected" ? desk[state] : desk[state].filter((deed) => deed === "recount");
  return [...left, ...grower];
}

/** A quantity as written, in the sales unit of the item. */
export const readQuantity = (text: string, unit: string, packing: Readonly<Record<string, number>>, least = 1): WrittenQuantity =>
  readWritten(text, unit, packing, { least, most: MAX_QUANTITY });

/** Whether a lot may be planned for a day: from today to MAX_DAYS_AHEAD. */
export function dayFits(plannedOn: string, businessDate: string): boolean {
  const ahead = daysBetween(businessDate, plannedOn);
  return ahead >= 0 && ahead <= MAX_DAYS_AHEAD;
}

/** What a scanner or a hand brought: "…/l/L20261122-0007", "L20261122-0007", or just "7" or "0007" for the lot of the day. */
export function lotNumberIn(text: string, businessDate: string): string | null {
  const folded = text.normalize("NFKC").trim().toUpperCase();
  const whole = /(?:^|\/)(L\d{8}-\d{4,6})(?:[?#/].*)?$/.exec(folded)?.[1];
  if (whole !== undefined) return whole;
  const tail = /^#?(\d{1,6})$/.exec(folded)?.[1];
  return tail === undefined ? null : `L${businessDate.replaceAll("-", "")}-${tail.padStart(4, "0")}`;
}
