import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { formatCount } from "../../../../ui/money.ts";
import type { QueueEntry } from "../../views.ts";
import { packOf, quantityOf, unitAfter } from "../lot/facts.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { DEFAULT_PRESETS } from "./pad.ts";
import type { Chosen, Pad } from "./pad.ts";

export interface QuantityBarProps {
  readonly pad: Pad;
  readonly entry: QueueEntry | undefined;
  readonly onPress: () => void;
  /** A phone has no room for the big key; the dial is the key. */
  readonly compact: boolean;
}

/** The keys of quantity: one touch chooses, the choice stays until it is changed. Nothing chosen means nothing can be bought by accident. */
export function QuantityBar({ pad, entry, onPress, compact }: QuantityBarProps): ReactNode {
  const words = useWords(zh, en).hall;
  const [editing, setEditing] = useState(false);
  const { chosen, presets, choose } = pad;
  const toggle = (next: Chosen): void => choose(next === chosen ? null : next);
  return (
    <div className="hall-pad">
      <div className="hall-pad-keys" role="group" aria-label={words.quantity}>
        {presets.map((preset, index) => (
          <PadKey key={index} hint={String(index + 1)} chosen={chosen === preset} onChoose={() => toggle(preset)}>{formatCount(preset)}</PadKey>
        ))}
        <PadKey hint="0" chosen={chosen === "rest"} onChoose={() => toggle("rest")}>{words.restKey}</PadKey>
      </div>
      <div className="hall-pad-now">
        <ChosenText chosen={chosen} entry={entry} />
        <Button size="small" tone="quiet" icon="gear" iconOnly onClick={() => setEditing(true)}>{words.edit}</Button>
        {chosen === null ? null : <Button size="small" tone="quiet" icon="close" iconOnly onClick={() => choose(null)}>{words.clear}</Button>}
      </div>
      {compact ? null : (
        <button
          type="button" className="hall-press" aria-disabled={chosen === null} tabIndex={-1}
          onPointerDown={(event) => { if (event.button === 0) { event.preventDefault(); onPress(); } }}
        >
          <span>{words.press}</span><kbd>{words.keyNames.space}</kbd>
        </button>
      )}
      <PresetDialog open={editing} onClose={() => setEditing(false)} pad={pad} unit={entry?.unit} />
    </div>
  );
}

function PadKey({ hint, chosen, onChoose, children }: { readonly hint: string; readonly chosen: boolean; readonly onChoose: () => void; readonly children: ReactNode }): ReactNode {
  return (
    <button
      type="button" aria-pressed={chosen} aria-keyshortcuts={hint}
      // The focus stays where it is, so that the space bar goes on pressing the clock.
      onPointerDown={(event) => event.preventDefault()} onClick={onChoose}
    >
      <kbd aria-hidden="true">{hint}</kbd><span>{children}</span>
    </button>
  );
}

/** "96 盆 = 12 箱": what the chosen number means for the lot on the clock. */
function ChosenText({ chosen, entry }: { readonly chosen: Chosen; readonly entry: QueueEntry | undefined }): ReactNode {
  const words = useWords(zh, en).hall;
  const { language } = usePreferences();
  if (chosen === null) return <p className="hall-pad-chosen" data-empty><Icon name="info" />{words.chooseQuantity}</p>;
  if (chosen === "rest") return <p className="hall-pad-chosen"><b>{words.rest}</b></p>;
  const unit = entry?.unit ?? "pot";
  const taken = entry === undefined ? chosen : Math.max(chosen, entry.minPress);
  const pack = entry === undefined ? 1 : packOf(entry);
  const boxes = Math.floor(taken / pack);
  const loose = taken - boxes * pack;
  return (
    <p className="hall-pad-chosen">
      <b>{formatCount(taken)}</b> {unitAfter(unit, taken, language)}
      {entry !== undefined && taken > chosen ? <small> {words.limitMin(quantityOf(entry.minPress, unit, language))}</small> : null}
      {pack > 1 && boxes > 0 ? <small> {words.boxes([words.box(boxes), ...(loose > 0 ? [words.loose(loose, unitAfter(unit, loose, language))] : [])].join(" + "))}</small> : null}
    </p>
  );
}

function PresetDialog({ open, onClose, pad, unit }: { readonly open: boolean; readonly onClose: () => void; readonly pad: Pad; readonly unit: string | undefined }): ReactNode {
  const words = useWords(zh, en).hall;
  return (
    <Dialog open={open} onClose={onClose} title={words.presets} sticky>
      <PresetForm key={String(open)} pad={pad} unit={unit} onDone={onClose} />
    </Dialog>
  );
}

function PresetForm({ pad, unit, onDone }: { readonly pad: Pad; readonly unit: string | undefined; readonly onDone: () => void }): ReactNode {
  const words = useWords(zh, en).hall;
  const { language } = usePreferences();
  const [draft, setDraft] = useState(pad.presets);
  return (
    <form className="hall-presets" onSubmit={(event) => { event.preventDefault(); pad.setPresets(draft); onDone(); }}>
      <p>{words.editWhy}</p>
      <FieldGrid>
        {draft.map((value, index) => (
          <Field key={index} label={words.key(index + 1)}>
            <QuantityStepper value={value} min={1} max={100_000} unit={unitAfter(unit ?? "pot", 2, language)} onChange={(next) => setDraft(draft.map((one, at) => (at === index ? next : one)))} />
          </Field>
        ))}
      </FieldGrid>
      <div className="hl-button-row" data-align="end">
        <Button onClick={() => setDraft(DEFAULT_PRESETS)}>{words.reset}</Button>
        <Button tone="primary" type="submit">{words.save}</Button>
      </div>
    </form>
  );
}
