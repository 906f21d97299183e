import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { parseMoney } from "../../../ui/money.ts";
import { settlement } from "../contract.ts";
import type { Side } from "../rules.ts";
import { PartyPick, type Picked } from "./PartyPick.tsx";
import { useAct } from "./useAct.ts";
import { usePageWords } from "./words.ts";

interface End {
  readonly kind: "market" | Side;
  readonly party: Picked | null;
}

/** An amount, two ends and a reason; whether a second person is needed is said before it is sent. */
export function CorrectionDialog({ limit, currency, onClose }: { readonly limit: number; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const { corrections: words, common } = usePageWords();
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [from, setFrom] = useState<End>({ kind: "market", party: null });
  const [to, setTo] = useState<End>({ kind: "seller", party: null });
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const amount = parseMoney(typed, currency);
  const [payer, payee] = [endOf(from), endOf(to)];
  const twoEnds = payer !== null && payee !== null && !("market" in payer && "market" in payee) && !("partyId" in payer && "partyId" in payee && payer.partyId === payee.partyId);
  const send = (): void => {
    setTried(true);
    if (amount === null || amount <= 0 || !twoEnds || reason.trim().length < 2) return;
    void act(() => api.proposeCorrection({ from: payer, to: payee, amount, reason }), (made) => { toast(made.state === "confirmed" ? words.booked : words.proposed, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky onClose={onClose} title={words.propose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words.propose}</Button></>}>
      <EndField label={words.from} end={from} onChange={setFrom} />
      <EndField label={words.to} end={to} onChange={setTo} />
      {tried && !twoEnds ? <p role="alert" className="settle-warn">{words.twoEnds}</p> : null}
      <Field label={words.amount} error={tried && (amount === null || amount <= 0) ? words.badAmount : undefined} hint={amount === null || amount <= 0 ? undefined : amount >= limit ? words.second : words.alone} required><TextInput inputMode="decimal" value={typed} onChange={setTyped} /></Field>
      <Field label={words.reason} hint={words.reasonHint} error={tried && reason.trim().length < 2 ? words.reason : undefined} required><TextArea value={reason} onChange={setReason} maxLength={160} /></Field>
    </Dialog>
  );
}

function EndField({ label, end, onChange }: { readonly label: string; readonly end: End; readonly onChange: (end: End) => void }): ReactNode {
  const { day, corrections: words } = usePageWords();
  return (
    <Field label={label} group>
      <Segmented value={end.kind} onChange={(kind) => onChange({ ...end, kind })} choices={[{ value: "market", label: words.market }, { value: "seller", label: day.statements }, { value: "buyer", label: day.bills }]} />
      {end.kind === "market" ? null : <PartyPick picked={end.party} label={label} onPick={(party) => onChange({ ...end, party })} />}
    </Field>
  );
}

function endOf({ kind, party }: End): { market: "adjustment" } | { partyId: string; side: Side } | null {
  if (kind === "market") return { market: "adjustment" };
  return party === null ? null : { partyId: party.id, side: kind };
}
