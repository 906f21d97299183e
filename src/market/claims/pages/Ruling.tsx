import { useState } from "react";
import type { ReactNode } from "react";
import { GRADES } from "../../../kernel/lots/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { currencyFace, formatMoney, parseMoney } from "../../../ui/money.ts";
import { claims } from "../contract.ts";
import type { Grade } from "../rules.ts";
import type { ClaimView } from "../views.ts";
import { useAct } from "./useAct.ts";
import { clockTime, usePageWords, useTerms } from "./words.ts";

interface RulingProps {
  readonly view: ClaimView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}
type Kind = "refund" | "regrade" | "return" | "reject";
type Goods = "returned" | "written_off";

/** The grader's judgement; nothing is booked before the manager has confirmed it. */
export function RuleDialog({ view: { claim, mostRefund }, onClose, onDone }: RulingProps): ReactNode {
  const { claim: words, common, fresh } = usePageWords();
  const terms = useTerms();
  const api = useApi(claims);
  const { busy, act } = useAct();
  const lower = claim.grade === null ? [] : GRADES.slice(GRADES.indexOf(claim.grade) + 1);
  const [kind, setKind] = useState<Kind>(claim.ask);
  const [typed, setTyped] = useState(formatMoney(claim.askAmount, claim.currency, { symbol: false }));
  const [grade, setGrade] = useState<Grade | "">(claim.askGrade ?? lower[0] ?? "");
  const [goods, setGoods] = useState<Goods>("returned");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const amount = parseMoney(typed, claim.currency);
  const amountBad = kind === "refund" && (amount === null || amount < 1 || amount > mostRefund);
  const reasonBad = reason.trim().length < 2;
  const send = (): void => {
    setTried(true);
    if (amountBad || reasonBad || (kind === "regrade" && grade === "")) return;
    const ruling = kind === "refund" ? { outcome: kind, amount: amount ?? 0 } : kind === "regrade" ? { outcome: kind, grade: grade as Grade } : kind === "return" ? { outcome: kind, goods } : { outcome: kind };
    void act(() => api.rule({ claimId: claim.id, ruling, reason }), onDone);
  };
  return (
    <Dialog open sticky title={words.rule} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words.rule}</Button></>}>
      <div className="claim-form">
        <Field group label={words.ruling}>
          <Segmented wide value={kind} onChange={setKind} choices={(["refund", "regrade", "return", "reject"] as const).map((value) => ({ value, label: terms.outcomes[value], disabled: (value === "regrade" && lower.length === 0) || (value === "return" && claim.units !== claim.quantity) }))} />
        </Field>
        {kind === "refund" ? <Field label={fresh.amount} hint={words.most(formatMoney(mostRefund, claim.currency))} error={tried && amountBad ? words.amountBad : undefined}><TextInput value={typed} onChange={setTyped} inputMode="decimal" prefix={currencyFace(claim.currency).symbol} /></Field> : null}
        {kind === "regrade" ? <Field label={fresh.grade}><Select value={grade} onChange={setGrade} choices={lower.map((value) => ({ value, label: value }))} /></Field> : null}
        {kind === "return" ? <Field group label={words.goods}><GoodsChoice value={goods} onChange={setGoods} /></Field> : null}
        <Field label={words.rulingReason} error={tried && reasonBad ? words.contestWhy : undefined}><TextArea value={reason} onChange={setReason} maxLength={300} /></Field>
      </div>
    </Dialog>
  );
}

function GoodsChoice({ value, onChange }: { readonly value: Goods; readonly onChange: (goods: Goods) => void }): ReactNode {
  const terms = useTerms();
  return <Segmented wide value={value} onChange={onChange} choices={(["returned", "written_off"] as const).map((one) => ({ value: one, label: terms.goods[one] }))} />;
}

/** The second person: confirms what was judged, or sends it back with a reason. */
export function ConfirmRuling({ view: { claim, ruling }, onClose, onDone }: RulingProps): ReactNode {
  const { claim: words } = usePageWords();
  const terms = useTerms();
  const api = useApi(claims);
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const [goods, setGoods] = useState<Goods>("returned");
  const [tried, setTried] = useState(false);
  if (ruling === null) return null;
  const agreed = ruling.outcome === "return" && ruling.goods === null;
  const decide = (confirm: boolean): void => {
    if (!confirm && reason.trim().length < 2) return setTried(true);
    void act(() => api.confirmRuling({ claimId: claim.id, confirm, reason, ...(agreed ? { goods } : {}) }), onDone);
  };
  return (
    <Dialog open sticky title={words.confirm} onClose={onClose} actions={<><Button busy={busy} onClick={() => decide(false)}>{words.sendBack}</Button><Button tone="primary" busy={busy} onClick={() => decide(true)}>{words.confirm}</Button></>}>
      <div className="claim-form">
        <p><b>{terms.outcomes[ruling.outcome]} {ruling.grade ?? ""} {ruling.amount === 0 ? "" : formatMoney(ruling.amount, claim.currency)}</b>{ruling.goods === null ? null : ` · ${terms.goods[ruling.goods]}`}</p>
        <p>{ruling.reason}</p>
        <p className="claim-hint">{words.by(ruling.by, clockTime(ruling.at))} · {words.confirmWhy}</p>
        {agreed ? <Field group label={words.goods}><GoodsChoice value={goods} onChange={setGoods} /></Field> : null}
        <Field label={words.text} error={tried && reason.trim().length < 2 ? words.sendBackWhy : undefined}><TextArea value={reason} onChange={setReason} maxLength={500} /></Field>
      </div>
    </Dialog>
  );
}
