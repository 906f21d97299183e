import type { ReactNode } from "react";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import type { QueueEntry } from "../../views.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { itemName } from "./facts.tsx";

export function photoUrl(photoId: string): string {
  return `/photos/${photoId}`;
}

/** The lot's photograph. Where there is none, leave it out: the frame around it then says so. */
export function LotPhoto({ entry }: { readonly entry: QueueEntry }): ReactNode {
  const words = useWords(zh, en).lot;
  const { language } = usePreferences();
  if (entry.photoId === null) return null;
  // A key, so that the last lot's picture never stands under the next lot's name while the new one loads.
  return <img key={entry.photoId} src={photoUrl(entry.photoId)} alt={words.photoAlt(itemName(entry, language))} decoding="async" draggable={false} />;
}
