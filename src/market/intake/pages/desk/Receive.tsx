import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { NumberPad } from "../../../../ui/NumberPad.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useToast } from "../../../../ui/Toast.tsx";
import { intake, type LotCard } from "../../contract.ts";
import { readQuantity } from "../../rules.ts";
import { typeDigits, typeUnit, unitsOf } from "../form/draft.ts";
import { shortNo, useIntakeTold, usePageWords, useUnits } from "../words.ts";
import { useKeys } from "./keys.ts";

export interface CountProps {
  readonly lot: LotCard;
  readonly onDone: (lot: LotCard) => void;
  /** A second count of what stands in the hall, always with its reason. */
  readonly again?: boolean | undefined;
}

/** The quantity counted at the dock; only a difference asks for words. */
export function Receive({ lot, onDone, again = false }: CountProps): ReactNode {
  const words = usePageWords();
  const units = useUnits();
  const api = useApi(intake);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useIntakeTold();
  const [written, setWritten] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const expected = again ? lot.onHand : lot.declared;
  const read = written.trim() === "" ? null : readQuantity(written, lot.unit, lot.packing, again ? 0 : 1);
  const difference = read?.ok === true ? read.quantity - expected : 0;
  const asksReason = again || difference !== 0;
  const send = useMutation({
    mutationFn: () => (again ? api.recount({ lotId: lot.id, counted: written, reason }) : api.receive({ lotId: lot.id, counted: written, reason })),
    onSuccess: (card) => {
      toast((again ? words.desk.recounted : words.desk.received)(shortNo(card.no)), "leaf");
      void queries.invalidateQueries({ queryKey: ["intake"] });
      onDone(card);
    },
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  const confirm = (): void => {
    setTried(true);
    if (read?.ok === true && (!asksReason || reason.trim().length >= 2)) send.mutate();
  };
  const same = (): void => setWritten(String(expected));
  useKeys(again ? {} : { Enter: confirm, "=": same });
  const fault = tried && read === null ? words.form.quantityMissing : read !== null && !read.ok ? words.form.unread : null;
  const sum = read?.ok !== true ? units.unit(lot.unit) : `${words.form.equals(units.amount(read.quantity, lot.unit))}${difference === 0 ? "" : ` · ${words.desk.differs(difference > 0 ? words.desk.moreBy(formatCount(difference)) : words.desk.lessBy(formatCount(-difference)))}`}`;
  return (
    <div className="desk-count">
      <Field label={words.desk.counted} error={fault}>
        <TextInput
          value={written} onChange={setWritten} placeholder={String(expected)} inputMode="none" autoComplete="off" maxLength={60} data-big=""
          onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); confirm(); } else if (event.key === "=") { event.preventDefault(); same(); } }}
          suffix={<output className="lot-sum" data-bad={difference === 0 ? undefined : ""}>{sum}</output>}
        />
      </Field>
      <div className="lot-pad">
        <div className="lot-units">
          <button type="button" onClick={same}>{units.amount(expected, lot.unit)}</button>
          {unitsOf(lot).slice(1).map((unit) => <button key={unit} type="button" onClick={() => setWritten(typeUnit(written, units.unit(unit)))}>{units.unit(unit)}<small>{lot.packing[unit]}</small></button>)}
        </div>
        <NumberPad value={/\d*$/.exec(written)?.[0] ?? ""} onChange={(digits) => setWritten(typeDigits(written, digits))} maxDigits={7} listen={!again} />
      </div>
      {asksReason ? (
        <Field label={again ? words.desk.recountReason : words.desk.reason} error={tried && reason.trim().length < 2 ? words.desk.reason : null}>
          <Reasons choices={words.desk.reasons} value={reason} onChange={setReason} />
          <TextInput value={reason} onChange={setReason} maxLength={300} autoComplete="off" onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); confirm(); } }} />
        </Field>
      ) : null}
      <Button tone="primary" size="large" wide busy={send.isPending} onClick={confirm} hint={again ? undefined : "Enter"}>{again ? words.desk.recountDo : words.desk.receiveDo}</Button>
    </div>
  );
}

/** The usual reasons, one tap each; anything else is typed. */
export function Reasons({ choices, value, onChange }: { readonly choices: readonly string[]; readonly value: string; readonly onChange: (reason: string) => void }): ReactNode {
  return <div className="bench-chips">{choices.map((choice) => <button key={choice} type="button" aria-pressed={value === choice} onClick={() => onChange(choice)}>{choice}</button>)}</div>;
}
