import { useState } from "react";
import type { ReactNode } from "react";
import { files } from "../../../kernel/files/contract.ts";
import { Field } from "../../../ui/Field.tsx";
import { PhotoPicker } from "../../../ui/PhotoPicker.tsx";
import { useApi } from "../../../ui/api.ts";
import { base64Of } from "../../../ui/files.ts";
import { usePageWords } from "./words.ts";

export interface Shot {
  readonly id: string;
  readonly url: string;
}

/** The picture is sent as soon as it is taken, while the rest is typed. */
export function PhotoField({ photo, onChange }: { readonly photo: Shot | null; readonly onChange: (photo: Shot | null) => void }): ReactNode {
  const words = usePageWords().form;
  const api = useApi(files);
  const [failed, setFailed] = useState(false);
  const take = async (blob: Blob): Promise<void> => {
    setFailed(false);
    try {
      const kept = await api.keepPhoto({ base64: await base64Of(blob) });
      onChange({ id: kept.id, url: kept.url });
    } catch {
      setFailed(true);
    }
  };
  return (
    <Field group label={words.photo} optional error={failed ? words.photoFailed : undefined}>
      <PhotoPicker label={words.photo} max={1} photos={photo === null ? [] : [{ key: photo.id, url: photo.url }]} onPick={({ blob }) => take(blob)} onRemove={() => onChange(null)} />
    </Field>
  );
}
