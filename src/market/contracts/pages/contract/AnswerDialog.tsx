import { useState } from "react";
import type { ReactNode } from "react";
import { readWritten } from "../../../../engines/units/written.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { contracts } from "../../contract.ts";
import type { CallView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useAmount, usePageWords } from "../words.ts";

const LEAST_REASON = 2;

/** All of it with one press, or how much and why less. */
export function AnswerDialog({ call, packing, onClose }: { readonly call: CallView; readonly packing: Readonly<Record<string, number>>; readonly onClose: () => void }): ReactNode {
  const { call: words, common, deeds } = usePageWords();
  const api = useApi(contracts);
  const toast = useToast();
  const amount = useAmount();
  const { busy, act } = useAct();
  const [how, setHow] = useState<"all" | "less">("all");
  const [quantity, setQuantity] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const read = readWritten(quantity, call.unit, packing, { least: 0, most: call.asked });
  const quantityBad = how === "less" && !read.ok;
  const reasonBad = how === "less" && reason.trim().length < LEAST_REASON;
  const send = (): void => {
    setTried(true);
    if (quantityBad || reasonBad) return;
    void act(() => api.answerCallOff({ callOffId: call.id, ...(how === "all" ? {} : { quantity, reason }) }), () => { toast(words.answered, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={`${words.answerTitle} · ${call.dueOn}`} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words.answer}</Button></>}>
      <div className="contract-form">
        <p><b>{words.asked} {amount(call.asked, call.unit)}</b></p>
        <Segmented wide value={how} onChange={setHow} label={words.answerTitle} choices={[{ value: "all", label: words.answerAll }, { value: "less", label: words.answerLess }]} />
        {how === "all" ? null : (
          <>
            <Field label={words.answerQuantity} error={tried && quantityBad ? words.bad : undefined}><TextInput value={quantity} onChange={setQuantity} maxLength={60} suffix={read.ok ? amount(read.quantity, call.unit) : null} /></Field>
            <Field label={words.answerReason} error={tried && reasonBad ? deeds.reasonBad : undefined}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
          </>
        )}
      </div>
    </Dialog>
  );
}
