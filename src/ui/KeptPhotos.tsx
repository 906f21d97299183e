import type { ReactNode } from "react";
import { Field } from "./Field.tsx";
import { PhotoPicker } from "./PhotoPicker.tsx";
import type { Acting } from "./acting.ts";
import { base64Of } from "./files.ts";
import type { PreparedPhoto } from "./photo.ts";

/** A photo the market has already; a page sends only its id. */
export interface KeptPhoto {
  readonly id: string;
  readonly url: string;
  /** When it was picked, ISO 8601: the camera's own time is dropped with its metadata. */
  readonly takenAt: string;
}

export interface KeptPhotosProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly max: number;
  readonly photos: readonly KeptPhoto[];
  /** Gets a change, because several photos may be on their way at once. */
  readonly onChange: (change: (before: readonly KeptPhoto[]) => readonly KeptPhoto[]) => void;
  /** Sends one photo to the market. */
  readonly keep: (photo: { readonly base64: string }) => Promise<{ readonly id: string; readonly url: string }>;
  /** The page's own hook, so that a refusal is said in its words. */
  readonly act: Acting["act"];
}

/** A field of photographs, each sent as soon as it is picked, while the rest of the form is typed. */
export function KeptPhotos({ label, hint, error, max, photos, onChange, keep, act }: KeptPhotosProps): ReactNode {
  const pick = ({ blob }: PreparedPhoto): Promise<void> => {
    const takenAt = new Date().toISOString();
    return act(async () => keep({ base64: await base64Of(blob) }), ({ id, url }) => onChange((before) => [...before, { id, url, takenAt }]));
  };
  return (
    <Field group label={label} hint={hint} error={error}>
      <PhotoPicker label={label} max={max} photos={photos.map(({ id, url }) => ({ key: id, url }))} onPick={pick} onRemove={(key) => onChange((before) => before.filter((photo) => photo.id !== key))} />
    </Field>
  );
}
