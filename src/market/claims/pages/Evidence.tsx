import { useState } from "react";
import type { ReactNode } from "react";
import { files } from "../../../kernel/files/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { KeptPhotos, type KeptPhoto } from "../../../ui/KeptPhotos.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { MAX_PHOTOS } from "../rules.ts";
import { useAct } from "./useAct.ts";
import { usePageWords } from "./words.ts";

export interface Evidence {
  readonly shots: readonly KeptPhoto[];
  readonly place: string;
  readonly position: { readonly latE6: number; readonly lonE6: number } | null;
}
export const NO_EVIDENCE: Evidence = { shots: [], place: "", position: null };
const MICRO = 1_000_000;
const POSITION_WITHIN_MS = 10_000;

/** As the contract wants it. */
export const photosOf = ({ shots, place, position }: Evidence) =>
  shots.map(({ id, takenAt }) => ({ photoId: id, takenAt, place: { text: place.trim(), latE6: position?.latE6 ?? null, lonE6: position?.lonE6 ?? null } }));

/** Photographs with their time, and the place in words and, when the reader wants it, by the device's position. */
export function EvidenceField({ evidence, onChange, label, hint, error }: { readonly evidence: Evidence; readonly onChange: (change: (before: Evidence) => Evidence) => void; readonly label: string; readonly hint?: string; readonly error?: string | null }): ReactNode {
  const words = usePageWords().fresh;
  const api = useApi(files);
  const { act } = useAct();
  const [located, setLocated] = useState<"asking" | "failed" | null>(null);
  const locate = (): void => {
    setLocated("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { setLocated(null); onChange((before) => ({ ...before, position: { latE6: Math.round(coords.latitude * MICRO), lonE6: Math.round(coords.longitude * MICRO) } })); },
      () => setLocated("failed"), { timeout: POSITION_WITHIN_MS, maximumAge: POSITION_WITHIN_MS },
    );
  };
  return (
    <>
      <KeptPhotos label={label} hint={hint} error={error === words.placeNeeded ? undefined : error} max={MAX_PHOTOS} photos={evidence.shots} keep={api.keepPhoto} act={act} onChange={(change) => onChange((before) => ({ ...before, shots: change(before.shots) }))} />
      {evidence.shots.length === 0 ? null : (
        <Field label={words.placeText} hint={words.placeHint} error={error === words.placeNeeded ? error : undefined}>
          <TextInput value={evidence.place} onChange={(place) => onChange((before) => ({ ...before, place }))} maxLength={120} autoComplete="street-address" />
        </Field>
      )}
      {evidence.shots.length === 0 || typeof navigator === "undefined" || !("geolocation" in navigator) ? null : (
        <p className="claim-position">
          <Button size="small" busy={located === "asking"} onClick={locate}>{evidence.position === null ? words.position : words.positionDone}</Button>
          {located === "failed" ? <small role="status">{words.positionFailed}</small> : null}
        </p>
      )}
    </>
  );
}
