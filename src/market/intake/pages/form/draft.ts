/** What a grower is typing, kept on the device after every keystroke, and what waits for the network. */
import { parseMoney } from "../../../../ui/money.ts";
import { readQuantity } from "../../rules.ts";

export interface DraftItem {
  readonly itemId: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
  readonly potExtra: boolean;
  readonly lastFloorPrice: number | null;
  readonly photoId: string | null;
}

export interface DraftPhoto {
  /** Known once the market has it. */
  readonly id: string | null;
  /** An address, or the picture itself as a data URL until the market has it. */
  readonly url: string;
  /** Taken over from the last lot. */
  readonly old: boolean;
}

export interface Draft {
  readonly grower: { readonly id: string; readonly name: string } | null;
  readonly item: DraftItem | null;
  readonly written: string;
  readonly floor: string;
  /** null: as the item says. */
  readonly potExtra: boolean | null;
  readonly note: string;
  /** null: today. */
  readonly plannedOn: string | null;
  readonly photo: DraftPhoto | null;
  /** The batch on the bench it is cut from. */
  readonly batch: { readonly id: string; readonly no: string } | null;
}

export const EMPTY: Draft = { grower: null, item: null, written: "", floor: "", potExtra: null, note: "", plannedOn: null, photo: null, batch: null };

export interface Waiting {
  /** The idempotency key: however often it is sent, it is one lot. */
  readonly key: string;
  readonly draft: Draft;
  readonly at: string;
  readonly problem: string | null;
}

/** Storage may be full or forbidden (a private window); the form then lives as long as its page. */
function recall<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function keep(key: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

const draftKey = (who: string): string => `hualian.lot.draft.${who}`;
const waitingKey = (who: string): string => `hualian.lot.waiting.${who}`;

export const recallDraft = (who: string): Draft => ({ ...EMPTY, ...recall<Partial<Draft>>(draftKey(who)) });

/** A draft without its photo is better than none: pictures are what fills the storage. */
export function keepDraft(who: string, draft: Draft): void {
  if (draft === EMPTY) keep(draftKey(who), null);
  else if (!keep(draftKey(who), draft)) keep(draftKey(who), { ...draft, photo: null });
}

export const recallWaiting = (who: string): readonly Waiting[] => recall<Waiting[]>(waitingKey(who)) ?? [];
export const keepWaiting = (who: string, waiting: readonly Waiting[]): boolean => keep(waitingKey(who), waiting.length === 0 ? null : waiting);

export interface Faults {
  readonly grower?: true;
  readonly item?: true;
  /** Fault code of the units engine, or "missing". */
  readonly written?: string;
  readonly floor?: true;
}

/** What still has to be mended before the draft can be sent; the server checks it all again. */
export function faultsOf(draft: Draft, currency: string, needsGrower: boolean): Faults {
  const quantity = draft.item === null || draft.written.trim() === "" ? null : readQuantity(draft.written, draft.item.unit, draft.item.packing);
  return {
    ...(needsGrower && draft.grower === null ? { grower: true as const } : {}),
    ...(draft.item === null ? { item: true as const } : {}),
    ...(draft.written.trim() === "" ? { written: "missing" } : quantity !== null && !quantity.ok ? { written: quantity.fault } : {}),
    ...(draft.floor.trim() !== "" && !((parseMoney(draft.floor, currency) ?? 0) > 0) ? { floor: true as const } : {}),
  };
}

/** The units an item can be written in: its own first, then the packings, the small ones first. */
export function unitsOf(item: Pick<DraftItem, "unit" | "packing">): string[] {
  const packed = Object.entries(item.packing).filter(([unit, count]) => unit !== item.unit && count >= 1).toSorted((a, b) => a[1] - b[1]).map(([unit]) => unit);
  return [item.unit, ...packed];
}

/** A pressed unit ends the number before it; a unit after a unit replaces it. */
export function typeUnit(written: string, word: string): string {
  const text = written.trimEnd();
  if (text === "") return "";
  const match = /^(.*\d)\D*$/s.exec(text);
  return match === null ? text : `${match[1]}${word}`;
}

/** What the number pad did to the digits at the end; taking away from nothing takes the unit before them. */
export function typeDigits(written: string, digits: string): string {
  const tail = /\d*$/.exec(written)?.[0] ?? "";
  if (digits === "" && tail === "") return written.replace(/\D+$/, "");
  return written.slice(0, written.length - tail.length) + digits;
}
