import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney, parseMoney } from "../../../../ui/money.ts";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { packaging } from "../../contract.ts";
import { FAMILIES, MAX_NUMBERS, MAX_OVERDUE_DAYS, MAX_PIECES, readNumbers, type Family } from "../../rules.ts";
import type { KindView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { usePageWords, useTerms } from "../words.ts";

const CODE = /^[A-Z0-9][A-Z0-9-]{0,19}$/;
const USUAL_DAYS = 30;
interface Closing {
  readonly onClose: () => void;
}

export function KindDialog({ onClose }: Closing): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const api = useApi(packaging);
  const { busy, act } = useAct();
  const [code, setCode] = useState("");
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const [family, setFamily] = useState<Family>("trolley");
  const [numbered, setNumbered] = useState<"yes" | "no">("no");
  const [days, setDays] = useState(USUAL_DAYS);
  const [feeCode, setFeeCode] = useState("");
  const [tried, setTried] = useState(false);
  const wrong = !CODE.test(code.trim().toUpperCase()) || zh.trim() === "" || en.trim() === "";
  const save = (): void => {
    setTried(true);
    if (!wrong) void act(() => api.setKind({ code, zh, en, family, numbered: numbered === "yes", overdueDays: days, feeCode: feeCode.trim() === "" ? null : feeCode }), onClose);
  };
  return (
    <Dialog open sticky title={words.kinds.add} onClose={onClose} actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{words.common.save}</Button></>}>
      <div className="pack-form">
        <FieldGrid>
          <Field label={words.kinds.code} hint={words.kinds.codeHint} required><TextInput value={code} onChange={setCode} maxLength={20} autoCapitalize="characters" autoComplete="off" /></Field>
          <Field label={words.kinds.family}><Select value={family} onChange={setFamily} choices={FAMILIES.map((value) => ({ value, label: terms.families[value] }))} /></Field>
          <Field label={words.kinds.zh} required><TextInput value={zh} onChange={setZh} maxLength={40} /></Field>
          <Field label={words.kinds.en} required><TextInput value={en} onChange={setEn} maxLength={60} /></Field>
        </FieldGrid>
        <Field group label={words.kinds.numbered}><Segmented label={words.kinds.numbered} value={numbered} onChange={setNumbered} choices={[{ value: "no", label: words.kinds.no }, { value: "yes", label: words.kinds.yes }]} /></Field>
        <Field label={words.kinds.overdue}><QuantityStepper value={days} min={1} max={MAX_OVERDUE_DAYS} unit={words.common.days(2).replace("2", "").trim()} onChange={setDays} /></Field>
        <Field label={words.kinds.feeCode} hint={words.kinds.feeHint} optional><TextInput value={feeCode} onChange={setFeeCode} maxLength={60} autoComplete="off" autoCapitalize="none" /></Field>
        {tried && wrong ? <p role="alert" className="pack-warn">{words.kinds.bad}</p> : null}
      </div>
    </Dialog>
  );
}

export function ValueDialog({ kind, onClose }: Closing & { readonly kind: KindView }): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const api = useApi(packaging);
  const { busy, act } = useAct();
  const history = useQuery({ queryKey: ["packaging", "values", kind.id], queryFn: () => api.values({ kindId: kind.id }) });
  const [deposit, setDeposit] = useState(kind.deposit === null ? "" : formatMoney(kind.deposit, kind.currency, { symbol: false }));
  const [replacement, setReplacement] = useState(kind.replacement === null ? "" : formatMoney(kind.replacement, kind.currency, { symbol: false }));
  const [from, setFrom] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const money = { deposit: parseMoney(deposit, kind.currency), replacement: parseMoney(replacement, kind.currency) };
  const wrong = money.deposit === null || money.replacement === null || !/^\d{4}-\d{2}-\d{2}$/.test(from) || reason.trim().length < 2;
  const save = (): void => {
    setTried(true);
    if (money.deposit !== null && money.replacement !== null && !wrong) void act(() => api.setValue({ kindId: kind.id, validFrom: from, deposit: money.deposit!, replacement: money.replacement!, reason }), onClose);
  };
  return (
    <Dialog open sticky title={`${words.kinds.value} · ${language === "zh" ? kind.zh : kind.en}`} onClose={onClose} actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{words.common.save}</Button></>}>
      <div className="pack-form">
        <FieldGrid>
          <Field label={words.kinds.deposit} required><TextInput inputMode="decimal" value={deposit} onChange={setDeposit} /></Field>
          <Field label={words.kinds.replacement} required><TextInput inputMode="decimal" value={replacement} onChange={setReplacement} /></Field>
          <Field label={words.kinds.from} required><TextInput type="date" value={from} onChange={setFrom} /></Field>
        </FieldGrid>
        <Field label={words.kinds.reason} required><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
        {tried && wrong ? <p role="alert" className="pack-warn">{words.kinds.bad}</p> : null}
        <h3>{words.kinds.history}</h3>
        <ul className="pack-cards">{history.data?.values.map((one) => <li key={one.validFrom} className="pack-card"><b>{one.validFrom}</b><span>{formatMoney(one.deposit, one.currency)} / {formatMoney(one.replacement, one.currency)}</span><small>{one.reason}</small><small>{one.by}</small></li>)}</ul>
      </div>
    </Dialog>
  );
}

export function BuyDialog({ kind, onClose }: Closing & { readonly kind: KindView }): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const api = useApi(packaging);
  const toast = useToast();
  const { busy, act } = useAct();
  const [count, setCount] = useState(1);
  const [reason, setReason] = useState("");
  return (
    <Dialog
      open sticky title={`${words.kinds.buy} · ${language === "zh" ? kind.zh : kind.en}`} onClose={onClose}
      actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} onClick={() => void act(() => api.buy({ kindId: kind.id, quantity: count, reason }), () => { toast(words.kinds.bought, "leaf"); onClose(); })}>{words.kinds.buy}</Button></>}
    >
      <div className="pack-form">
        <Field label={words.kinds.buyCount}><QuantityStepper value={count} min={1} max={kind.numbered ? MAX_NUMBERS : MAX_PIECES} unit={words.common.pieces("").trim()} onChange={setCount} /></Field>
        <Field label={words.kinds.buyNote} optional><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
      </div>
    </Dialog>
  );
}

const YARD = ["repaired", "scrap", "found", "surplus"] as const;

export function YardDialog({ kind, onClose }: Closing & { readonly kind: KindView }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const { language } = usePreferences();
  const api = useApi(packaging);
  const toast = useToast();
  const { busy, act } = useAct();
  const [what, setWhat] = useState<(typeof YARD)[number]>("repaired");
  const [from, setFrom] = useState<"repair" | "depot">("repair");
  const [count, setCount] = useState(1);
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const named = kind.numbered && what !== "surplus";
  const numbers = named ? readNumbers(text) : [];
  const quantity = named ? numbers.length : count;
  return (
    <Dialog
      open sticky title={`${words.kinds.yard} · ${language === "zh" ? kind.zh : kind.en}`} onClose={onClose}
      actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} disabled={quantity === 0} onClick={() => void act(() => api.depotMove({ kindId: kind.id, act: what, from, quantity, numbers, reason }), () => { toast(words.common.done, "leaf"); onClose(); })}>{terms.acts[what]}</Button></>}
    >
      <div className="pack-form">
        <Field group label={words.kinds.act}><Segmented wide label={words.kinds.act} value={what} onChange={setWhat} choices={YARD.map((value) => ({ value, label: terms.acts[value] }))} /></Field>
        {what === "scrap" ? <Field group label={words.kinds.fromWhere}><Segmented label={words.kinds.fromWhere} value={from} onChange={setFrom} choices={[{ value: "repair", label: terms.places.repair }, { value: "depot", label: terms.places.depot }]} /></Field> : null}
        {named ? <Field label={words.mine.passNumbers}><TextInput value={text} onChange={setText} maxLength={500} autoComplete="off" /></Field>
          : <Field label={words.columns.quantity}><QuantityStepper value={count} min={1} max={MAX_PIECES} unit={words.common.pieces("").trim()} onChange={setCount} /></Field>}
        <Field label={words.columns.reason} required={what !== "repaired"}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
      </div>
    </Dialog>
  );
}
