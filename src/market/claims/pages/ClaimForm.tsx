import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Field } from "../../../ui/Field.tsx";
import { QuantityStepper } from "../../../ui/QuantityStepper.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { currencyFace, formatMoney, parseMoney } from "../../../ui/money.ts";
import { GRADES } from "../../../kernel/lots/contract.ts";
import { claims } from "../contract.ts";
import { ASKS, FAULTS, regradeRefund, type Ask, type ClaimSettings, type Fault, type Grade } from "../rules.ts";
import type { Claimable } from "../views.ts";
import { EvidenceField, NO_EVIDENCE, photosOf } from "./Evidence.tsx";
import { readCurve } from "./curve.ts";
import { useAct } from "./useAct.ts";
import { clockTime, useAmount, useItemName, usePageWords, useTerms } from "./words.ts";

interface FormProps {
  readonly sale: Claimable;
  readonly settings: ClaimSettings;
  readonly onOther: () => void;
  readonly onSent: (no: string) => void;
}

export function ClaimForm({ sale, settings, onOther, onSent }: FormProps): ReactNode {
  const words = usePageWords().fresh;
  const terms = useTerms();
  const amountOf = useAmount();
  const itemName = useItemName();
  const toast = useToast();
  const api = useApi(claims);
  const { busy, act } = useAct();
  const [evidence, setEvidence] = useState(NO_EVIDENCE);
  const [units, setUnits] = useState(1);
  const [fault, setFault] = useState<Fault>("wilted");
  const [ask, setAsk] = useState<Ask>("refund");
  const [typed, setTyped] = useState("");
  const lower = sale.grade === null ? [] : GRADES.slice(GRADES.indexOf(sale.grade) + 1);
  const [grade, setGrade] = useState<Grade | "">(lower[0] ?? "");
  const [more, setMore] = useState({ text: "", box: "", curve: "" });
  const [tried, setTried] = useState(false);
  const most = units * sale.price;
  // Left empty, the whole value of the units is asked.
  const asked = typed.trim() === "" ? most : parseMoney(typed, sale.currency);
  const amountBad = ask === "refund" && (asked === null || asked < 1 || asked > most);
  const photoBad = evidence.shots.length === 0 ? words.photoNeeded : evidence.place.trim().length < 2 ? words.placeNeeded : null;
  const curve = readCurve(more.curve);
  const whole = sale.unitsLeft === sale.quantity;
  const send = (): void => {
    setTried(true);
    if (amountBad || photoBad !== null || (ask === "regrade" && grade === "") || !curve.ok) return;
    void act(() => api.file({
      saleId: sale.saleId, units: ask === "return" ? sale.quantity : units, fault, text: more.text, boxLabel: more.box, photos: photosOf(evidence), temperatures: curve.points,
      ask: ask === "refund" ? { kind: "refund", amount: asked ?? most } : ask === "regrade" ? { kind: "regrade", grade: grade as Grade } : { kind: "return" },
    }), (claim) => { toast(words.sent(claim.no), "leaf"); onSent(claim.no); });
  };
  return (
    <form className="claim-form" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <div className="claim-card">
        <b>{itemName(sale)} · {amountOf(sale.quantity, sale.unit)}</b><Button size="small" onClick={onOther}>{words.change}</Button>
        <small>{sale.lotNo} · {sale.grower} · {formatMoney(sale.gross, sale.currency)}</small><small>{words.until(clockTime(sale.until))}</small>
      </div>
      <EvidenceField evidence={evidence} onChange={setEvidence} label={words.photos} hint={words.photosHint} error={tried ? photoBad : null} />
      <Field label={words.fault}><Select value={fault} onChange={setFault} choices={FAULTS.map((value) => ({ value, label: terms.faults[value] }))} /></Field>
      <Field group label={words.ask}>
        <Segmented wide value={ask} onChange={setAsk} choices={ASKS.map((value) => ({ value, label: terms.asks[value], disabled: (value === "regrade" && lower.length === 0) || (value === "return" && !whole) }))} />
      </Field>
      {ask === "return" ? <p className="claim-hint">{words.returnHint}</p>
        : <Field label={words.units}><QuantityStepper value={units} onChange={setUnits} min={1} max={sale.unitsLeft} unit={amountOf(units, sale.unit).replace(/^[\d,]+ /, "")} /></Field>}
      {ask === "refund" ? (
        <Field label={words.amount} hint={words.amountHint(formatMoney(most, sale.currency))} error={tried && amountBad ? words.amountBad : undefined}>
          <TextInput value={typed} onChange={setTyped} inputMode="decimal" prefix={currencyFace(sale.currency).symbol} placeholder={formatMoney(most, sale.currency, { symbol: false })} />
        </Field>
      ) : null}
      {ask === "regrade" && sale.grade !== null && grade !== "" ? (
        <Field label={words.grade} hint={words.gradeHint(formatMoney(regradeRefund({ units, price: sale.price, sold: sale.grade, grade }, settings.gradePercent), sale.currency))}>
          <Select value={grade} onChange={setGrade} choices={lower.map((value) => ({ value, label: value }))} />
        </Field>
      ) : null}
      <details className="claim-more">
        <summary>{words.optional}</summary>
        <div className="claim-form">
          <Field label={words.text}><TextArea value={more.text} onChange={(text) => setMore({ ...more, text })} maxLength={500} /></Field>
          <Field label={words.box}><TextInput value={more.box} onChange={(box) => setMore({ ...more, box })} maxLength={120} /></Field>
          <Field label={words.temperatures} hint={words.temperaturesHint} error={curve.ok ? undefined : words.temperaturesBad(curve.line)}><TextArea value={more.curve} onChange={(text) => setMore({ ...more, curve: text })} rows={4} /></Field>
        </div>
      </details>
      <Facts dense facts={[{ label: words.units, value: amountOf(ask === "return" ? sale.quantity : units, sale.unit) }, { label: words.ask, value: terms.asks[ask] }]} />
      <ButtonRow><Button type="submit" tone="primary" size="large" wide busy={busy}>{words.send}</Button></ButtonRow>
    </form>
  );
}
