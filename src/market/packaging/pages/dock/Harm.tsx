import { useState } from "react";
import type { ReactNode } from "react";
import { files } from "../../../../kernel/files/contract.ts";
import type { Input } from "../../../../kernel/machinery/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { KeptPhotos, type KeptPhoto } from "../../../../ui/KeptPhotos.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import type { packaging } from "../../contract.ts";
import { CHARGES, MAX_PHOTOS, MAX_PIECES, type Charge } from "../../rules.ts";
import type { KindView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { usePageWords, useTerms } from "../words.ts";
import { Scan } from "./Amount.tsx";

const HARMS = ["damaged", "lost", "found"] as const;
type HarmState = (typeof HARMS)[number];
interface One {
  readonly quantity: number;
  readonly numbers: readonly string[];
  readonly charge: Charge;
  readonly reason: string;
  readonly shots: readonly KeptPhoto[];
}
export type HarmDraft = Readonly<Record<HarmState, One>>;
const NOTHING: One = { quantity: 0, numbers: [], charge: "none", reason: "", shots: [] };
/** What is usual: a broken one keeps its deposit, a lost one is paid anew. The desk may choose otherwise. */
export const NO_HARM: HarmDraft = { damaged: { ...NOTHING, charge: "deposit" }, lost: { ...NOTHING, charge: "replacement" }, found: NOTHING };

const countOf = (one: One, numbered: boolean): number => (numbered ? one.numbers.length : one.quantity);
export const harmCount = (draft: HarmDraft, numbered: boolean): number => HARMS.reduce((sum, state) => sum + countOf(draft[state], numbered), 0);

type Parts = Input<(typeof packaging)["actions"]["takeBack"]["input"]>["parts"];
/** As the contract wants it: only what there is. */
export function partsOf(good: number, numbers: readonly string[], draft: HarmDraft, numbered: boolean): Parts {
  return [
    ...(good > 0 ? [{ state: "sound" as const, quantity: good, numbers: [...numbers] }] : []),
    ...HARMS.flatMap((state) => {
      const one = draft[state];
      const quantity = countOf(one, numbered);
      return quantity === 0 ? [] : [{ state, quantity, numbers: [...one.numbers], charge: state === "found" ? "none" as const : one.charge, reason: one.reason.trim(), photoIds: one.shots.map((shot) => shot.id) }];
    }),
  ];
}

/** The inspection: folded away, because most come back sound. */
export function Harm({ kind, draft, onChange }: { readonly kind: KindView; readonly draft: HarmDraft; readonly onChange: (change: (before: HarmDraft) => HarmDraft) => void }): ReactNode {
  const { dock: words } = usePageWords();
  const [open, setOpen] = useState(false);
  if (!open) return <Button wide icon="warn" onClick={() => setOpen(true)}>{words.harm}</Button>;
  return (
    <section className="pack-harm" aria-label={words.harm}>
      {HARMS.map((state) => <Kindly key={state} state={state} kind={kind} one={draft[state]} onChange={(change) => onChange((before) => ({ ...before, [state]: { ...before[state], ...change(before[state]) } }))} />)}
    </section>
  );
}

function Kindly({ state, kind, one, onChange }: { readonly state: HarmState; readonly kind: KindView; readonly one: One; readonly onChange: (change: (before: One) => Partial<One>) => void }): ReactNode {
  const { dock: words, common } = usePageWords();
  const terms = useTerms();
  const api = useApi(files);
  const { act } = useAct();
  const some = countOf(one, kind.numbered) > 0;
  return (
    <div className="pack-part" data-some={some || undefined}>
      {kind.numbered
        ? <Scan label={`${terms.parts[state]} · ${words.numbers}`} numbers={one.numbers} onNumbers={(numbers) => onChange(() => ({ numbers }))} />
        : <Field label={terms.parts[state]}><QuantityStepper value={one.quantity} max={MAX_PIECES} unit={common.pieces("").trim()} onChange={(quantity) => onChange(() => ({ quantity }))} /></Field>}
      {!some ? null : (
        <>
          {state === "found" ? null : <Field group label={words.charge}><Segmented wide label={words.charge} value={one.charge} onChange={(charge) => onChange(() => ({ charge }))} choices={CHARGES.map((value) => ({ value, label: terms.charges[value] }))} /></Field>}
          <Field label={words.reason} required><TextInput value={one.reason} maxLength={200} onChange={(reason) => onChange(() => ({ reason }))} /></Field>
          {state === "found" ? null : <KeptPhotos label={words.photo} hint={words.photoHint} max={MAX_PHOTOS} photos={one.shots} keep={api.keepPhoto} act={act} onChange={(change) => onChange((before) => ({ shots: change(before.shots) }))} />}
        </>
      )}
    </div>
  );
}
