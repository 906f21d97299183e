import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { TextArea, TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { OrderView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { usePooledWords } from "../words.ts";
import { useOrderWords } from "./words.ts";

type Sure = "ask" | "publish" | "allocate";
type Reasoned = "decline" | "cancel";
const LEAST_REASON = 2;
const USUAL_HOURS = "24";

/** What the reader may do next with the order, the main thing first. */
export function Deeds({ view }: { readonly view: OrderView }): ReactNode {
  const { order } = view;
  const { deeds: words } = useOrderWords();
  const [asking, setAsking] = useState<Sure | Reasoned | "reinvite" | null>(null);
  const { can } = order;
  const close = (): void => setAsking(null);
  const button = (deed: Sure | Reasoned | "reinvite", tone: "primary" | "plain" | "danger" = "plain"): ReactNode => (can.includes(deed) ? <Button tone={tone} onClick={() => setAsking(deed)}>{words[deed]}</Button> : null);
  return (
    <section className="pooled-box pooled-deeds-panel" aria-label={words.title}>
      <header><span>{words.waits[order.state]}</span>
        <ButtonRow>
          {button("publish", "primary")}{button("ask", "primary")}{button("allocate", "primary")}{button("reinvite", "primary")}
          {can.includes("consent") ? <ButtonLink tone="primary" to="?part=gaps">{words.consent}</ButtonLink> : null}
          {can.includes("edit") ? <ButtonLink to={`/pooled-orders/${order.no}/edit`}>{words.edit}</ButtonLink> : null}
          {button("decline")}{button("cancel", "danger")}
        </ButtonRow>
      </header>
      {asking === "ask" || asking === "publish" || asking === "allocate" ? <SureDialog view={view} deed={asking} onClose={close} /> : null}
      {asking === "decline" || asking === "cancel" ? <ReasonDialog view={view} deed={asking} onClose={close} /> : null}
      {asking === "reinvite" ? <ReinviteDialog view={view} onClose={close} /> : null}
    </section>
  );
}

interface Asked {
  readonly view: OrderView;
  readonly onClose: () => void;
}

function SureDialog({ view: { order, terms }, deed, onClose }: Asked & { readonly deed: Sure }): ReactNode {
  const { deeds: words, growers } = useOrderWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const toast = useToast();
  const { busy, act } = useAct();
  const orderId = order.id;
  const why = { ask: words.askWhy, publish: words.publishWhy(order.growers > 0 ? growers(order.growers) : growers(0).replace(/^0 /, ""), String(terms.deposit.enterprise)), allocate: words.allocateWhy }[deed];
  const work = { ask: () => api.askHub({ orderId }), publish: () => api.publish({ orderId }), allocate: () => api.allocate({ orderId }) }[deed];
  return <ConfirmDialog open title={words[deed]} action={words[deed]} busy={busy} onClose={onClose} onConfirm={() => void act(work, () => { toast(common.done, "leaf"); onClose(); })}><p>{why}</p></ConfirmDialog>;
}

function ReasonDialog({ view: { order }, deed, onClose }: Asked & { readonly deed: Reasoned }): ReactNode {
  const { deeds: words } = useOrderWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const bad = reason.trim().length < LEAST_REASON;
  const orderId = order.id;
  const send = (): void => {
    setTried(true);
    if (!bad) void act(() => (deed === "decline" ? api.decline({ orderId, reason }) : api.cancel({ orderId, reason })), () => { toast(common.done, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={words[deed]} onClose={onClose} actions={<><Button onClick={onClose}>{common.close}</Button><Button tone={deed === "cancel" ? "danger" : "primary"} busy={busy} onClick={send}>{words[deed]}</Button></>}>
      <div className="pooled-form">
        <p className="pooled-hint">{deed === "decline" ? words.declineWhy : words.cancelWhy}</p>
        <Field label={common.reason} error={tried && bad ? common.reasonBad : undefined}><TextArea value={reason} onChange={setReason} maxLength={300} /></Field>
      </div>
    </Dialog>
  );
}

function ReinviteDialog({ view: { order }, onClose }: Asked): ReactNode {
  const { deeds: words } = useOrderWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const toast = useToast();
  const { busy, act } = useAct();
  const [hours, setHours] = useState(USUAL_HOURS);
  const answerHours = /^\d{1,3}$/.test(hours.trim()) ? Number(hours) : 0;
  return (
    <Dialog open sticky title={words.reinvite} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} disabled={answerHours < 1} onClick={() => void act(() => api.reinvite({ orderId: order.id, answerHours }), () => { toast(common.done, "leaf"); onClose(); })}>{words.reinvite}</Button></>}>
      <div className="pooled-form">
        <p className="pooled-hint">{words.reinviteWhy}</p>
        <Field label={words.hours}><TextInput inputMode="numeric" value={hours} onChange={setHours} maxLength={3} /></Field>
      </div>
    </Dialog>
  );
}
