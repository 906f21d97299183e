/** What a grower is entering, kept on the device after every keystroke. */
import type { BatchView } from "../../views.ts";
import type { Shot } from "../PhotoField.tsx";

export interface DraftItem {
  readonly itemId: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
}
export interface Draft {
  readonly item: DraftItem | null;
  readonly expected: string;
  readonly planted: string;
  /** "": not chosen yet. */
  readonly readyFrom: string;
  /** "": the usual window. */
  readonly readyTo: string;
  readonly grade: BatchView["grade"];
  /** Measures as typed. */
  readonly measures: Readonly<Record<string, string>>;
  readonly place: string;
  readonly note: string;
  readonly photo: Shot | null;
}
export const EMPTY: Draft = { item: null, expected: "", planted: "", readyFrom: "", readyTo: "", grade: null, measures: {}, place: "", note: "", photo: null };

const keyOf = (who: string): string => `hualian.batch.draft.${who}`;

/** Storage may be full or forbidden (a private window); the form then lives as long as its page. */
export function recallDraft(who: string): Draft {
  try {
    const text = localStorage.getItem(keyOf(who));
    return text === null ? EMPTY : { ...EMPTY, ...(JSON.parse(text) as Partial<Draft>) };
  } catch {
    return EMPTY;
  }
}
export function keepDraft(who: string, draft: Draft): void {
  try {
    if (draft === EMPTY) localStorage.removeItem(keyOf(who));
    else localStorage.setItem(keyOf(who), JSON.stringify(draft));
  } catch {
    // Nothing to be done about it, and nothing lost while the page stands.
  }
}

/** The same again: everything but the days, which are another time's. */
export const copied = (batch: BatchView): Draft => ({
  item: { itemId: batch.itemId, zh: batch.itemZh, en: batch.itemEn, unit: batch.unit, packing: batch.packing }, expected: batch.expected > 0 ? String(batch.expected) : "", planted: batch.planted === null ? "" : String(batch.planted), readyFrom: "", readyTo: "",
  grade: batch.grade, measures: Object.fromEntries(Object.entries(batch.attributes).map(([name, value]) => [name, String(value)])), place: batch.place, note: "", photo: batch.photoId === null ? null : { id: batch.photoId, url: `/photos/${batch.photoId}` },
});

/** Measures as the market keeps them: figures as figures, blank ones not at all. */
export function measured(measures: Draft["measures"]): Record<string, string | number> {
  return Object.fromEntries(Object.entries(measures).filter(([, text]) => text.trim() !== "").map(([name, text]) => [name, /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text.trim()]));
}
