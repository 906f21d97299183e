import { useState } from "react";
import type { ReactNode } from "react";
import { gradeSamples, sampleSize, type Sample } from "../../../../engines/grading/grading.ts";
import { files } from "../../../../kernel/files/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { NumberPad } from "../../../../ui/NumberPad.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { PhotoPicker } from "../../../../ui/PhotoPicker.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { base64Of } from "../../../../ui/files.ts";
import { pooled } from "../../contract.ts";
import { MAX_SAMPLES } from "../../rules.ts";
import type { ParcelView } from "../../views.ts";
import { Instead, OfflineNote, ParcelBadge, SpecList } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { useAmount, useItemName } from "../words.ts";
import { Measure } from "./Measure.tsx";
import { VerdictShown } from "./VerdictShown.tsx";
import { useDraft, type InspectionDraft } from "./useDraft.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

interface InspectProps {
  readonly parcel: ParcelView;
  readonly onDone: () => void;
}

/** What to measure, in the order in which the grades first name it. */
const attributesOf = (spec: ParcelView["spec"]): string[] => [...new Set(spec.flatMap((one) => one.limits.map((limit) => limit.attribute)))];
const numbered = (samples: InspectionDraft["samples"], attributes: readonly string[]): Sample[] =>
  samples.filter((sample) => attributes.every((one) => (sample[one] ?? "") !== "")).map((sample) => Object.fromEntries(attributes.map((one) => [one, Number(sample[one])])));

/** One parcel under the grader's hands: count, sample, grade, photo, done. */
export function Inspect({ parcel, onDone }: InspectProps): ReactNode {
  const words = useWords(zh, en);
  const { roles } = useViewer();
  const amount = useAmount();
  const itemName = useItemName();
  const open = parcel.state === "expected" && roles.includes("grader");
  return (
    <Page title={itemName(parcel)} intro={<span className="pooled-standing"><b>{parcel.lotNo}</b><span>{parcel.grower}</span><span>{words.announced(amount(parcel.announced, parcel.unit))}</span><span>{parcel.orderNo}</span><Instead of={parcel.substitute} /></span>} actions={<Button icon="left" onClick={onDone}>{words.back}</Button>}>
      <OfflineNote />
      {open ? <Work parcel={parcel} onDone={onDone} /> : <Shown parcel={parcel} />}
    </Page>
  );
}

function Work({ parcel, onDone }: InspectProps): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(pooled);
  const pictures = useApi(files);
  const toast = useToast();
  const amount = useAmount();
  const { busy, act } = useAct();
  const { draft, change, forget } = useDraft(parcel.id);
  const [photo, setPhoto] = useState<{ readonly id: string; readonly url: string } | null>(null);
  const [at, setAt] = useState<"count" | "measure">(draft.counted === "" ? "count" : "measure");
  const attributes = attributesOf(parcel.spec);
  const counted = Number(draft.counted || 0);
  const size = Math.min(sampleSize(parcel.sampling, Math.max(counted, 1)), MAX_SAMPLES);
  // Goods without limits are only counted: every sample says nothing, and the best grade is theirs.
  const samples = attributes.length === 0 ? Array.from({ length: size }, () => ({})) : numbered(draft.samples, attributes);
  const full = samples.length >= size;
  const verdict = samples.length === 0 ? null : gradeSamples(parcel.spec, parcel.sampling, samples);
  const taken = verdict !== null && verdict.grade !== null && parcel.spec.some((one) => one.grade === verdict.grade && one.pricePm !== null);
  const damaged = Math.min(Number(draft.damaged || 0), counted);
  const good = amount(Math.max(0, counted - damaged), parcel.unit);
  const send = (): void => void act(() => api.inspect({ parcelId: parcel.id, counted: draft.counted, samples: samples.map((one) => ({ ...one })), damaged, photoId: photo?.id ?? null, note: draft.note }), (found) => {
    forget();
    toast(found.state === "returned" ? words.returned(found.lotNo) : words.finished(found.lotNo, found.grade ?? "", amount(found.accepted, found.unit)), found.state === "returned" ? "pollen" : "leaf");
    onDone();
  });
  return (
    <div className="pooled-two-columns">
      {at === "count" ? (
        <Panel title={words.count}>
          <div className="pooled-form">
            <output className="pooled-typed">{draft.counted === "" ? "—" : amount(counted, parcel.unit)}</output>
            <NumberPad listen value={draft.counted} onChange={(text) => change({ counted: text })} presets={[{ label: words.same, value: String(parcel.announced) }]} onDone={() => { if (counted > 0) setAt("measure"); }} maxDigits={6} />
          </div>
        </Panel>
      ) : <Measure parcel={parcel} attributes={attributes} size={size} samples={draft.samples} onChange={(next) => change({ samples: next })} />}
      <div className="pooled-form">
        <VerdictShown parcel={parcel} verdict={verdict} done={full && counted > 0} />
        <details className="pooled-more"><summary>{words.need("")}{itemSpec(parcel)}</summary><SpecList spec={parcel.spec} /></details>
        <div className="pooled-row">
          <Field label={words.count}><TextInput inputMode="numeric" value={draft.counted} onChange={(text) => change({ counted: text.replaceAll(/\D/g, "") })} onFocus={() => setAt("count")} maxLength={6} /></Field>
          <Field label={words.damaged}><TextInput inputMode="numeric" value={draft.damaged} onChange={(text) => change({ damaged: text.replaceAll(/\D/g, "") })} maxLength={6} /></Field>
        </div>
        <details className="pooled-more"><summary>{words.photo} · {words.note}</summary>
          <div className="pooled-form">
            <PhotoPicker label={words.photo} max={1} photos={photo === null ? [] : [{ key: photo.id, url: photo.url }]} onPick={({ blob }) => act(async () => pictures.keepPhoto({ base64: await base64Of(blob) }), setPhoto)} onRemove={() => setPhoto(null)} />
            <Field label={words.note} optional><TextInput value={draft.note} onChange={(note) => change({ note })} maxLength={300} /></Field>
          </div>
        </details>
        <Button tone="primary" size="large" wide busy={busy} disabled={counted < 1 || !full} onClick={send}>{counted < 1 ? words.countBad : !full ? words.samples(Math.min(samples.length + 1, size), size) : !taken ? words.finishOff : words.finish(good)}</Button>
      </div>
    </div>
  );
}

const itemSpec = (parcel: ParcelView): string => parcel.spec.map((one) => one.grade).join(" / ");

function Shown({ parcel }: { readonly parcel: ParcelView }): ReactNode {
  const words = useWords(zh, en);
  const amount = useAmount();
  return (
    <div className="pooled-form">
      {parcel.state === "expected" ? <p className="pooled-hint">{words.only}</p> : (
        <p className="pooled-standing" role="status"><ParcelBadge state={parcel.state} />{parcel.grade === null ? null : <b>{parcel.grade}</b>}<span>{words.result(amount(parcel.accepted, parcel.unit), amount(parcel.rejected, parcel.unit))}</span><span>{parcel.inspectedBy}</span></p>
      )}
      {parcel.photoId === null ? null : <img className="pooled-photo" src={`/photos/${parcel.photoId}`} alt={words.photo} />}
      <SpecList spec={parcel.spec} />
    </div>
  );
}
