import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { TextArea } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { DropView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { usePooledWords, useUnit } from "../words.ts";
import { useOrderWords } from "./words.ts";

/** One thing the hub may do about a gap, a promise or a fault. */
export type GapDeed = { readonly drop: DropView; readonly unit: string } & (
  | { readonly deed: "reallocate" }
  | { readonly deed: "settle" }
  | { readonly deed: "cover"; readonly lotId: string; readonly lotNo: string; readonly most: number }
  | { readonly deed: "askConsent"; readonly most: number }
  | { readonly deed: "default"; readonly promiseId: string; readonly grower: string }
  | { readonly deed: "waive"; readonly faultId: string; readonly grower: string });

const LEAST_REASON = 2;

/** Says what follows, asks for the quantity or the reason it needs, and does it. */
export function GapDialog({ asked, onClose }: { readonly asked: GapDeed; readonly onClose: () => void }): ReactNode {
  const { gaps: words } = useOrderWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const toast = useToast();
  const unit = useUnit();
  const { busy, act } = useAct();
  const most = asked.deed === "cover" || asked.deed === "askConsent" ? asked.most : null;
  const [quantity, setQuantity] = useState(most ?? 0);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const reasoned = asked.deed === "askConsent" || asked.deed === "default" || asked.deed === "waive";
  const bad = reasoned && reason.trim().length < LEAST_REASON;
  const dropId = asked.drop.id;
  const work = async (): Promise<unknown> => {
    if (asked.deed === "reallocate") return api.reallocate({ dropId });
    if (asked.deed === "settle") return api.settleDrop({ dropId });
    if (asked.deed === "cover") return api.cover({ dropId, lotId: asked.lotId, quantity });
    if (asked.deed === "askConsent") return api.askConsent({ dropId, quantity, reason });
    if (asked.deed === "default") return api.declareDefault({ promiseId: asked.promiseId, reason });
    return api.waive({ faultId: asked.faultId, reason });
  };
  const send = (): void => {
    setTried(true);
    if (!bad) void act(work, () => { toast(common.done, "leaf"); onClose(); });
  };
  const title = { reallocate: words.reallocate, settle: words.settle, cover: words.cover, askConsent: words.askConsent, default: words.default, waive: words.waive }[asked.deed];
  const why = { reallocate: words.reallocateWhy, settle: words.settleWhy, cover: asked.deed === "cover" ? asked.lotNo : "", askConsent: "", default: words.defaultWhy, waive: words.waiveWhy }[asked.deed];
  const whom = asked.deed === "default" || asked.deed === "waive" ? ` · ${asked.grower}` : "";
  return (
    <Dialog open sticky title={`${title}${whom}`} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone={asked.deed === "default" ? "danger" : "primary"} busy={busy} onClick={send}>{title}</Button></>}>
      <div className="pooled-form">
        {why === "" ? null : <p className="pooled-hint">{why}</p>}
        {most === null ? null : <Field label={words.quantity}><QuantityStepper value={quantity} min={1} max={most} unit={unit(asked.unit)} onChange={setQuantity} /></Field>}
        {reasoned ? <Field label={words.reason} error={tried && bad ? common.reasonBad : undefined}><TextArea value={reason} onChange={setReason} maxLength={300} /></Field> : null}
      </div>
    </Dialog>
  );
}
