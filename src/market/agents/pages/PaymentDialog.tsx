import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { PAYMENT_METHODS } from "../../settlement/contract.ts";
import { agents } from "../contract.ts";
import type { ClientView } from "../views.ts";
import { useAct, usePageWords } from "./words.ts";

type Method = (typeof PAYMENT_METHODS)[number];

/** Money a client gave his agent, or got back. */
export function PaymentDialog({ client, onClose }: { readonly client: ClientView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const api = useApi(agents);
  const toast = useToast();
  const { busy, act } = useAct();
  const id = useRef(crypto.randomUUID());
  const [typed, setTyped] = useState(client.balance > 0 ? formatMoney(client.balance, client.currency, { symbol: false }).replaceAll(",", "") : "");
  const [method, setMethod] = useState<Method>("wechat");
  const [memo, setMemo] = useState("");
  const back = typed.trim().startsWith("-");
  const fen = parseMoney(typed.trim().replace(/^-/, ""));
  const amount = fen === null || fen === 0 ? null : back ? -fen : fen;
  const save = (): void => { if (amount !== null) void act(() => api.notePayment({ paymentId: id.current, clientId: client.id, amount, method, memo: memo.trim() }), () => { toast(words.statement.noted, "leaf"); onClose(); }); };
  return (
    <Dialog open sticky size="small" onClose={onClose} title={`${words.statement.payTitle} · ${client.name}`} actions={<Button tone="primary" busy={busy} disabled={amount === null} onClick={save}>{words.common.save}</Button>}>
      <form className="agent-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <Field label={words.statement.amount} hint={words.statement.amountHint} error={typed.trim() !== "" && amount === null ? words.statement.wrongAmount : null} required><TextInput value={typed} onChange={setTyped} prefix="¥" inputMode="decimal" maxLength={14} autoFocus /></Field>
        <Field label={words.statement.method}><Select value={method} onChange={setMethod} choices={PAYMENT_METHODS.map((value) => ({ value, label: words.statement.methods[value] }))} /></Field>
        <Field label={words.statement.memo} optional><TextInput value={memo} onChange={setMemo} maxLength={200} /></Field>
      </form>
    </Dialog>
  );
}
