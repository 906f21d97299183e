import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { agents } from "../contract.ts";
import { GRADES, PRIORITIES, type Grade, type Priority } from "../rules.ts";
import type { LineView } from "../views.ts";
import { useAct, usePageWords, useTerms, useUnits } from "./words.ts";

interface ReasonProps {
  readonly title: string;
  readonly why: string;
  readonly action: string;
  readonly work: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Something the other side will read the reason of. */
export function ReasonDialog({ title, why, action, work, onClose }: ReasonProps): ReactNode {
  const words = usePageWords().common;
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const submit = (): void => void act(() => work(reason.trim()), onClose);
  return (
    <Dialog open sticky onClose={onClose} title={title} size="small" actions={<Button tone="primary" busy={busy} disabled={reason.trim().length < 2} onClick={submit}>{action}</Button>}>
      <form className="agent-form" onSubmit={(event) => { event.preventDefault(); if (reason.trim().length >= 2) submit(); }}>
        <p>{why}</p>
        <Field label={words.reason} required><TextInput value={reason} onChange={setReason} maxLength={300} autoFocus /></Field>
      </form>
    </Dialog>
  );
}

/** Quantity, limit, grade and priority of a line that is still open. */
export function ChangeDialog({ line, onClose }: { readonly line: LineView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const units = useUnits();
  const api = useApi(agents);
  const { busy, act } = useAct();
  const [quantity, setQuantity] = useState(String(line.quantity));
  const [limit, setLimit] = useState(line.limitPrice === null ? "" : formatMoney(line.limitPrice, "CNY", { symbol: false }).replaceAll(",", ""));
  const [grade, setGrade] = useState<Grade | null>(line.grade);
  const [priority, setPriority] = useState<Priority>(line.priority);
  const [substitute, setSubstitute] = useState(line.substitute);
  const fen = limit.trim() === "" ? null : parseMoney(limit);
  const wrong = limit.trim() !== "" && (fen === null || fen < 1);
  const save = (): void => void act(() => api.changeLine({ lineId: line.id, limitPrice: fen, grade, priority, substitute, ...(quantity.trim() === String(line.quantity) ? {} : { quantity }) }), onClose);
  return (
    <Dialog open sticky onClose={onClose} title={`${words.work.change} · ${line.itemZh}`} actions={<Button tone="primary" busy={busy} disabled={wrong || quantity.trim() === ""} onClick={save}>{words.common.save}</Button>}>
      <form className="agent-form" onSubmit={(event) => { event.preventDefault(); if (!wrong) save(); }}>
        <Field label={words.common.quantity} hint={words.fresh.quantityHint}><TextInput value={quantity} onChange={setQuantity} maxLength={60} autoFocus suffix={units.unit(line.unit)} /></Field>
        <Field label={words.fresh.limit} hint={words.fresh.limitHint(units.unit(line.unit))} error={wrong ? words.statement.wrongAmount : null}><TextInput value={limit} onChange={setLimit} prefix="¥" inputMode="decimal" maxLength={12} /></Field>
        <Field label={words.fresh.gradeLeast}><Select value={grade ?? "any"} onChange={(value) => setGrade(value === "any" ? null : value)} choices={[{ value: "any" as const, label: words.fresh.gradeAny }, ...GRADES.map((value) => ({ value, label: value }))]} /></Field>
        <Field label={words.fresh.priority}><Select value={priority} onChange={setPriority} choices={PRIORITIES.map((value) => ({ value, label: terms.priorities[value] }))} /></Field>
        <label className="agent-check"><input type="checkbox" checked={substitute} onChange={(event) => setSubstitute(event.currentTarget.checked)} />{words.fresh.substitute}</label>
      </form>
    </Dialog>
  );
}
