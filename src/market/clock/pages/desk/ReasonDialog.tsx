import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import type { ButtonTone } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useProblem } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

const SHORTEST = 2;
const LONGEST = 300;

export interface Ask {
  readonly title: string;
  /** What will happen, where that is not plain from the title. */
  readonly why?: string | undefined;
  readonly quick: readonly string[];
  readonly tone?: ButtonTone | undefined;
  readonly run: (reason: string) => Promise<unknown>;
}

/** Asks for the reason of an act. A digit chooses a ready one and acts at once: the desk has no time to type. */
export function ReasonDialog({ ask, onClose }: { readonly ask: Ask | null; readonly onClose: () => void }): ReactNode {
  return (
    <Dialog open={ask !== null} onClose={onClose} title={ask?.title ?? ""} size="small" sticky>
      {ask === null ? null : <ReasonForm key={ask.title} ask={ask} onDone={onClose} />}
    </Dialog>
  );
}

function ReasonForm({ ask, onDone }: { readonly ask: Ask; readonly onDone: () => void }): ReactNode {
  const words = useWords(zh, en).desk.reason;
  const problem = useProblem();
  const [typed, setTyped] = useState("");
  const act = useMutation({ mutationFn: ask.run, onSuccess: onDone });
  const { mutate, isPending } = act;
  const latest = useRef((_digit: number) => {});
  useEffect(() => { latest.current = (digit) => { const quick = ask.quick[digit - 1]; if (quick !== undefined && !isPending) mutate(quick); }; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      if (digit === undefined || event.ctrlKey || event.metaKey || event.altKey || (event.target as Element | null)?.closest("input, textarea") != null) return;
      event.preventDefault();
      latest.current(Number(digit));
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const quickest = useRef<HTMLDivElement>(null);
  // The dialog puts the focus on its close button when it opens; one turn later it belongs on the first reason.
  useEffect(() => {
    const timer = setTimeout(() => quickest.current?.querySelector("button")?.focus());
    return () => clearTimeout(timer);
  }, []);
  const told = act.error === null ? null : problem(act.error);
  const ready = typed.trim().length >= SHORTEST;
  return (
    <form className="desk-reason" onSubmit={(event) => { event.preventDefault(); if (ready && !isPending) mutate(typed.trim()); }}>
      {ask.why === undefined ? null : <p>{ask.why}</p>}
      <div className="desk-quick" role="group" aria-label={words.title} ref={quickest}>
        {ask.quick.map((quick, index) => (
          <Button key={quick} tone={index === 0 ? ask.tone ?? "primary" : "plain"} wide hint={String(index + 1)} busy={isPending && act.variables === quick} onClick={() => { if (!isPending) mutate(quick); }}>{quick}</Button>
        ))}
      </div>
      <Field label={words.other} hint={words.hint}>
        <TextInput value={typed} onChange={setTyped} maxLength={LONGEST} autoComplete="off" />
      </Field>
      {told === null ? null : <p className="desk-problem" role="alert">{told.text}{told.number === undefined ? null : ` ${told.number}`}</p>}
      {typed === "" ? null : <Button type="submit" tone={ask.tone ?? "primary"} busy={isPending} disabled={!ready}>{words.confirm}</Button>}
    </form>
  );
}
