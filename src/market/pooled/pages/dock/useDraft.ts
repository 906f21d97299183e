import { useEffect, useState } from "react";

/** What has been typed about a parcel: text, so that nothing is rounded. */
export interface InspectionDraft {
  readonly counted: string;
  readonly damaged: string;
  readonly samples: readonly Readonly<Record<string, string>>[];
  readonly note: string;
}
const EMPTY: InspectionDraft = { counted: "", damaged: "", samples: [], note: "" };
const KEY = "hualian.pooled.dock.";

const kept = (parcelId: string): InspectionDraft => {
  try {
    const text = localStorage.getItem(KEY + parcelId);
    return text === null ? EMPTY : { ...EMPTY, ...(JSON.parse(text) as Partial<InspectionDraft>) };
  } catch {
    return EMPTY;
  }
};

/** A half-measured sample outlives a dropped network, a reload and an empty battery; `forget` when the server has it. */
export function useDraft(parcelId: string): { readonly draft: InspectionDraft; readonly change: (part: Partial<InspectionDraft>) => void; readonly forget: () => void } {
  const [draft, setDraft] = useState(() => kept(parcelId));
  useEffect(() => {
    if (draft === EMPTY) localStorage.removeItem(KEY + parcelId);
    else localStorage.setItem(KEY + parcelId, JSON.stringify(draft));
  }, [draft, parcelId]);
  return { draft, change: (part) => setDraft((before) => ({ ...before, ...part })), forget: () => setDraft(EMPTY) };
}
