import { parseQuantity } from "../../../engines/units/parse.ts";
import { isUnit } from "../../../engines/units/units.ts";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { limitPerUnit, readQuantity, type Grade, type Priority } from "../rules.ts";
import type { LineInput, ReadLineView } from "../views.ts";

export interface DraftItem {
  readonly itemId: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
}

/** A line while somebody looks it through. `read` is what the message said, null for one added by hand. */
export interface Draft {
  readonly key: string;
  readonly read: ReadLineView | null;
  /** null: not decided. "words": bought by its words. */
  readonly item: DraftItem | "words" | null;
  readonly spec: string;
  readonly grade: Grade | null;
  readonly quantity: string;
  readonly limit: string;
  readonly priority: Priority;
  readonly substitute: boolean;
  readonly left: boolean;
}

const plain = (fen: number | null): string => (fen === null ? "" : formatMoney(fen, "CNY", { symbol: false }).replaceAll(",", ""));

export const draftOf = (read: ReadLineView, key: string): Draft => ({
  key, read, item: read.candidates.find((one) => one.itemId === read.itemId) ?? null, spec: read.spec, grade: read.grade, quantity: read.written ?? "", limit: plain(read.limitPrice ?? (read.itemId === null ? read.limitFen : null)), priority: read.priority, substitute: read.substitute, left: false,
});
export const emptyDraft = (key: string): Draft => ({ key, read: null, item: null, spec: "", grade: null, quantity: "", limit: "", priority: "normal", substitute: false, left: false });

/** Another item has another unit: a limit that came from the message is converted anew, one typed by hand stays. */
export function withItem(draft: Draft, item: DraftItem | "words" | null): Draft {
  const { read } = draft;
  if (read === null || read.limitFen === null || item === null) return { ...draft, item };
  const fen = item === "words" ? read.limitFen : limitPerUnit(read.limitFen, read.limitPer, draft.quantity, item);
  return { ...draft, item, limit: plain(fen) };
}

export type DraftFault = "item" | "quantity" | "limit";
/** What still keeps a line from being given. */
export function faultsOf(draft: Draft): readonly DraftFault[] {
  if (draft.left) return [];
  return [
    ...(draft.item === null || (draft.item === "words" && draft.spec.trim() === "") ? ["item" as const] : []), ...(unitsOf(draft) === null ? ["quantity" as const] : []),
    ...(draft.limit.trim() !== "" && limitOf(draft) === null ? ["limit" as const] : []),
  ];
}

/** The quantity in the item's sales unit; null when it cannot be read. */
export function unitsOf({ quantity, item }: Draft): { readonly units: number; readonly unit: string } | null {
  if (item !== null && item !== "words") {
    const read = readQuantity(quantity, item.unit, item.packing);
    return read.ok ? { units: read.quantity, unit: item.unit } : null;
  }
  const read = parseQuantity(quantity, "pot");
  const [part, ...more] = read.ok ? read.parts : [];
  return part === undefined || more.length > 0 || part.quantity < 1 || !isUnit(part.unit) ? null : { units: part.quantity, unit: part.unit };
}

export function limitOf({ limit }: Draft): number | null {
  const fen = parseMoney(limit);
  return fen === null || fen < 1 ? null : fen;
}

export const inputOf = (draft: Draft): LineInput => ({
  said: draft.read?.said.slice(0, 500) ?? "", itemId: draft.item === null || draft.item === "words" ? null : draft.item.itemId, spec: draft.spec.trim().slice(0, 200), grade: draft.grade, quantity: draft.quantity.trim(), limitPrice: draft.limit.trim() === "" ? null : limitOf(draft),
  priority: draft.priority, substitute: draft.substitute,
});
