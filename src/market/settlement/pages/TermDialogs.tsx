import { useState } from "react";
import type { ReactNode } from "react";
import { MAX_TERM_DAYS } from "../../../engines/calendar/due.ts";
import { useApi } from "../../../ui/api.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../ui/Field.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { settlement } from "../contract.ts";
import { MAX_ADVANCE_MINUTES, MAX_PPM, WAYS, type MoneyRules, type TermFigures } from "../money-views.ts";
import type { Side } from "../rules.ts";
import { PartyPick, type Picked } from "./PartyPick.tsx";
import { useAct } from "./useAct.ts";
import { usePageWords, useTerms } from "./words.ts";

export interface TermAsked {
  readonly side: Side;
  readonly party: Picked | null;
  /** True for the market's own term, false for one party's. */
  readonly everyone: boolean;
  readonly term: TermFigures | null;
}
const PPM_IN_PERCENT = 10_000;

interface FormProps {
  readonly title: string;
  readonly ready: boolean;
  readonly onSave: () => void;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Form({ title, ready, onSave, busy, onClose, children }: FormProps): ReactNode {
  const { common, terms } = usePageWords();
  const [tried, setTried] = useState(false);
  return (
    <Dialog open sticky onClose={onClose} title={title} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={() => { setTried(true); if (ready) onSave(); }}>{title}</Button></>}>
      {children}
      {tried && !ready ? <p role="alert" className="settle-warn">{terms.badNumber}</p> : null}
    </Dialog>
  );
}

/** When a party, or everybody without terms of his own, is paid or pays. */
export function TermDialog({ asked, today, onClose }: { readonly asked: TermAsked; readonly today: string; readonly onClose: () => void }): ReactNode {
  const { terms: words } = usePageWords();
  const ways = useTerms().ways;
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [side, setSide] = useState<Side>(asked.side);
  const [party, setParty] = useState<Picked | null>(asked.party);
  const [kind, setKind] = useState<"days" | "month_end" | "market">(asked.term?.kind ?? "days");
  const [days, setDays] = useState(String(asked.term?.days ?? 0));
  const [counting, setCounting] = useState<TermFigures["counting"]>(asked.term?.counting ?? "calendar");
  const [way, setWay] = useState<TermFigures["way"]>(asked.term?.way ?? "bank_file");
  const [validFrom, setValidFrom] = useState(today);
  const [reason, setReason] = useState("");
  const n = /^\d{1,3}$/.test(days.trim()) ? Number(days) : Number.NaN;
  const ready = (asked.everyone || party !== null) && reason.trim().length >= 2 && (kind === "market" || (n >= 0 && n <= MAX_TERM_DAYS));
  const save = (): void => void act(
    () => api.setTerm({ partyId: asked.everyone ? null : (party?.id ?? null), side, term: kind === "market" ? null : { kind, days: n, counting, way }, validFrom, reason }), () => { toast(words.saved, "leaf"); onClose(); },
  );
  return (
    <Form title={words.set} ready={ready} onSave={save} busy={busy} onClose={onClose}>
      {asked.everyone ? <p><b>{words[side]}</b> · {words.everyone}</p> : (
        <>
          <Field label={words.pick} group><PartyPick picked={party} label={words.pick} onPick={setParty} /></Field>
          <Field label={words.way} group><Segmented value={side} onChange={setSide} choices={[{ value: "seller", label: words.seller }, { value: "buyer", label: words.buyer }]} /></Field>
        </>
      )}
      <Field label={words.kind} group><Segmented value={kind} onChange={setKind} choices={[{ value: "days", label: words.kinds.days }, { value: "month_end", label: words.kinds.month_end }, ...(asked.everyone ? [] : [{ value: "market" as const, label: words.kinds.market }])]} /></Field>
      {kind === "market" ? null : (
        <>
          <Field label={words.count}><TextInput inputMode="numeric" value={days} onChange={setDays} /></Field>
          <Field label={words.counting} group><Segmented value={counting} onChange={setCounting} choices={[{ value: "calendar", label: words.countings.calendar }, { value: "bank", label: words.countings.bank }]} /></Field>
          <Field label={words.way} group><Segmented value={way} onChange={setWay} choices={WAYS.map((value) => ({ value, label: ways[value] }))} /></Field>
        </>
      )}
      <FieldGrid>
        <Field label={words.from}><TextInput type="date" value={validFrom} min={today} onChange={setValidFrom} /></Field>
        <Field label={words.reason} required><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
      </FieldGrid>
    </Form>
  );
}

/** A weekday on which banks are closed, or a weekend day on which they work. */
export function BankDayDialog({ today, onClose }: { readonly today: string; readonly onClose: () => void }): ReactNode {
  const { terms: words } = usePageWords();
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [day, setDay] = useState(today);
  const [open, setOpen] = useState<"open" | "closed">("closed");
  const [note, setNote] = useState("");
  return (
    <Form title={words.addDay} ready={/^\d{4}-\d{2}-\d{2}$/.test(day)} busy={busy} onClose={onClose} onSave={() => void act(() => api.setBankDays({ days: [{ day, open: open === "open", note }] }), () => { toast(words.saved, "leaf"); onClose(); })}>
      <Field label={words.day}><TextInput type="date" value={day} onChange={setDay} /></Field>
      <Field label={words.state} group><Segmented value={open} onChange={setOpen} choices={[{ value: "closed", label: words.closed }, { value: "open", label: words.open }]} /></Field>
      <Field label={words.note} hint={words.noteHint} optional><TextInput value={note} onChange={setNote} maxLength={60} /></Field>
    </Form>
  );
}

/** What was typed as rules, or null when a figure is none or out of its range; the server checks again. */
function rulesFrom(share: string, after: string, correctionLimit: number | null): MoneyRules | null {
  const advanceShare = /^\d{1,3}(?:\.\d{1,4})?$/.test(share.trim()) ? Math.round(Number(share) * PPM_IN_PERCENT) : Number.NaN;
  const advanceAfterMinutes = /^\d{1,6}$/.test(after.trim()) ? Number(after) : Number.NaN;
  return advanceShare <= MAX_PPM && advanceAfterMinutes <= MAX_ADVANCE_MINUTES && correctionLimit !== null && correctionLimit >= 0 ? { advanceShare, advanceAfterMinutes, correctionLimit } : null;
}

export function RulesDialog({ rules, currency, today, onClose }: { readonly rules: MoneyRules; readonly currency: string; readonly today: string; readonly onClose: () => void }): ReactNode {
  const { terms: words } = usePageWords();
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [share, setShare] = useState(String(rules.advanceShare / PPM_IN_PERCENT));
  const [after, setAfter] = useState(String(rules.advanceAfterMinutes));
  const [limit, setLimit] = useState(formatMoney(rules.correctionLimit, currency, { symbol: false }));
  const [validFrom, setValidFrom] = useState(today);
  const [reason, setReason] = useState("");
  const read = rulesFrom(share, after, parseMoney(limit, currency));
  const save = (): void => {
    if (read !== null) void act(() => api.setMoneyRules({ rules: read, validFrom, reason }), () => { toast(words.saved, "leaf"); onClose(); });
  };
  return (
    <Form title={words.saveRules} ready={read !== null && reason.trim().length >= 2} busy={busy} onClose={onClose} onSave={save}>
      <Field label={words.share} hint={words.shareHint}><TextInput inputMode="decimal" value={share} onChange={setShare} /></Field>
      <Field label={words.after} hint={words.afterHint}><TextInput inputMode="numeric" value={after} onChange={setAfter} /></Field>
      <Field label={words.limit} hint={words.limitHint}><TextInput inputMode="decimal" value={limit} onChange={setLimit} /></Field>
      <FieldGrid>
        <Field label={words.from}><TextInput type="date" value={validFrom} min={today} onChange={setValidFrom} /></Field>
        <Field label={words.reason} required><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
      </FieldGrid>
    </Form>
  );
}
