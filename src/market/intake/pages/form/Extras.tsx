import { useId, useState } from "react";
import type { ReactNode } from "react";
import { addDays } from "../../../../engines/calendar/day.ts";
import { Field } from "../../../../ui/Field.tsx";
import { PhotoPicker } from "../../../../ui/PhotoPicker.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextArea, TextInput } from "../../../../ui/TextInput.tsx";
import { dataUrlOf } from "../../../../ui/files.ts";
import { newKey } from "../../../../ui/newKey.ts";
import { MAX_DAYS_AHEAD } from "../../rules.ts";
import { usePageWords } from "../words.ts";
import { type Draft, type DraftPhoto } from "./draft.ts";
import { uploaded, type Apis } from "./send.ts";

export interface PhotoFieldProps {
  readonly photo: DraftPhoto | null;
  readonly apis: Apis;
  readonly onChange: (photo: DraftPhoto | null) => void;
}

/** The picture is sent as soon as it is taken, while the rest is typed; without a network it waits on the device. */
export function PhotoField({ photo, apis, onChange }: PhotoFieldProps): ReactNode {
  const words = usePageWords().form;
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState(false);
  const take = async (blob: Blob): Promise<void> => {
    const local: DraftPhoto = { id: null, url: await dataUrlOf(blob), old: false };
    onChange(local);
    setBusy(true);
    setKept(false);
    try {
      onChange(await uploaded(apis, local, newKey()));
    } catch {
      setKept(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Field group label={words.photo} hint={photo?.old === true ? words.photoOld : kept ? words.photoFailed : words.photoHint}>
      <PhotoPicker label={words.photo} max={1} photos={photo === null ? [] : [{ key: photo.url.slice(-40), url: photo.url, busy }]} onPick={({ blob }) => take(blob)} onRemove={() => onChange(null)} />
    </Field>
  );
}

export interface ExtrasProps {
  readonly draft: Draft;
  readonly today: string | null;
  readonly onChange: (part: Partial<Draft>) => void;
  /** Whether the pot is extra is part of the offer and stays as it was declared. */
  readonly potFixed?: boolean | undefined;
}

/** What most lots do not need: folded away, and open when something is in it. */
export function Extras({ draft, today, onChange, potFixed = false }: ExtrasProps): ReactNode {
  const words = usePageWords().form;
  const potId = useId();
  const [open] = useState(() => draft.note !== "" || draft.plannedOn !== null);
  const days = today === null ? [] : [today, addDays(today, 1), addDays(today, 2)];
  const known = draft.plannedOn === null || days.includes(draft.plannedOn);
  const [other, setOther] = useState(!known);
  const choice = other ? "other" : draft.plannedOn ?? days[0] ?? "other";
  const pick = (value: string): void => {
    setOther(value === "other");
    if (value !== "other") onChange({ plannedOn: value === days[0] ? null : value });
  };
  return (
    <details className="lot-extras" open={open}>
      <summary>{words.extras}</summary>
      <div>
        <Field label={words.note} optional hint={words.noteHint}><TextArea value={draft.note} onChange={(note) => onChange({ note })} maxLength={500} rows={2} /></Field>
        {today === null ? null : (
          <Field group label={words.day}>
            <Segmented wide value={choice} onChange={pick} choices={[{ value: days[0]!, label: words.today }, { value: days[1]!, label: words.tomorrow }, { value: days[2]!, label: words.dayAfter }, { value: "other", label: words.otherDay }]} />
            {other ? <TextInput type="date" value={draft.plannedOn ?? ""} min={today} max={addDays(today, MAX_DAYS_AHEAD)} onChange={(day) => onChange({ plannedOn: day === "" ? null : day })} aria-label={words.day} /> : null}
          </Field>
        )}
        {potFixed ? null : <label className="lot-check" htmlFor={potId}>
          <input id={potId} type="checkbox" checked={draft.potExtra ?? draft.item?.potExtra ?? false} onChange={(event) => onChange({ potExtra: event.currentTarget.checked })} />
          <span><strong>{words.potExtra}</strong><small>{words.potExtraHint}</small></span>
        </label>}
      </div>
    </details>
  );
}
