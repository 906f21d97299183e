import { useState } from "react";
import type { ReactNode } from "react";
import { conforms } from "../../../../engines/grading/grading.ts";
import { Button } from "../../../../ui/Button.tsx";
import { NumberPad } from "../../../../ui/NumberPad.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import type { ParcelView } from "../../views.ts";
import { useLimit, usePooledWords } from "../words.ts";
import type { InspectionDraft } from "./useDraft.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

interface MeasureProps {
  readonly parcel: ParcelView;
  readonly attributes: readonly string[];
  readonly size: number;
  readonly samples: InspectionDraft["samples"];
  readonly onChange: (samples: InspectionDraft["samples"]) => void;
}
type Samples = InspectionDraft["samples"];
const MEASURE_DECIMALS = 1;
const MEASURE_DIGITS = 4;

/** Pot after pot, attribute after attribute: one pad, whose key goes on to what is to be measured next. */
export function Measure({ parcel, attributes, size, samples, onChange }: MeasureProps): ReactNode {
  const words = useWords(zh, en);
  const names = usePooledWords().attributes;
  const limit = useLimit();
  const done = samples.filter((one) => attributes.every((each) => (one[each] ?? "") !== "")).length;
  const [at, setAt] = useState<{ n: number; k: number }>({ n: Math.min(done, Math.max(size - 1, 0)), k: 0 });
  const attribute = attributes[at.k];
  if (attribute === undefined || size === 0) return <Panel title={words.sampleDone(0)}><p className="pooled-hint">{words.verdict.waiting}</p></Panel>;
  const sample = samples[at.n] ?? {};
  const value = sample[attribute] ?? "";
  const type = (text: string): void => onChange(withSample(samples, at.n, { ...sample, [attribute]: text }));
  const go = (): void => {
    if (value === "") return;
    if (at.k + 1 < attributes.length) setAt({ n: at.n, k: at.k + 1 });
    else if (at.n + 1 < size) setAt({ n: at.n + 1, k: 0 });
  };
  // The grade that was ordered is what the eye compares with.
  const ordered = parcel.spec.find((one) => one.grade === parcel.orderedGrade);
  const wanted = ordered?.limits.filter((one) => one.attribute === attribute).map(limit).join(" · ") ?? "";
  return (
    <Panel title={done >= size ? words.sampleDone(size) : words.samples(at.n + 1, size)} actions={at.n > 0 || at.k > 0 ? <Button size="small" onClick={() => setAt(at.k > 0 ? { n: at.n, k: at.k - 1 } : { n: at.n - 1, k: attributes.length - 1 })}>{words.undo}</Button> : undefined}>
      <div className="pooled-form">
        <div className="pooled-measures">
          {attributes.map((one, k) => <button key={one} type="button" aria-pressed={k === at.k} onClick={() => setAt({ n: at.n, k })}><small>{names[one] ?? one}</small><b>{sample[one] === undefined || sample[one] === "" ? "—" : sample[one]}</b></button>)}
        </div>
        {wanted === "" ? null : <p className="pooled-hint">{words.need(wanted)}</p>}
        <NumberPad listen value={value} onChange={type} decimals={MEASURE_DECIMALS} maxDigits={MEASURE_DIGITS} onDone={go} doneLabel={words.next} />
        <ol className="pooled-samples" aria-label={words.measured}>
          {samples.slice(0, size).map((one, n) => {
            const whole = attributes.every((each) => (one[each] ?? "") !== "");
            const fits = !whole || ordered === undefined || ordered.limits.every((each) => conforms({ [each.attribute]: Number(one[each.attribute]) }, each));
            return <li key={n} data-fits={fits}>{attributes.map((each) => one[each] ?? "").join("/")}</li>;
          })}
        </ol>
      </div>
    </Panel>
  );
}

const withSample = (samples: Samples, n: number, sample: Samples[number]): Samples => Array.from({ length: Math.max(samples.length, n + 1) }, (_, i) => (i === n ? sample : samples[i] ?? {}));
