import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { TextArea, TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { contracts } from "../../contract.ts";
import type { Deed } from "../../rules.ts";
import type { ContractView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useAmount, usePageWords, useTerms } from "../words.ts";
import { CallDialog } from "./CallDialog.tsx";
import { SignDialog } from "./SignDialog.tsx";

type Asking = Extract<Deed, "sign" | "call" | "decline" | "end_early" | "cancel" | "propose" | "agree_end" | "renew">;
const LEAST_REASON = 2;
const WEEK = 7;

/** What the reader may do next, and what he waits for. */
export function Deeds({ view }: { readonly view: ContractView }): ReactNode {
  const { contract, faults, endAsked } = view;
  const words = usePageWords();
  const terms = useTerms();
  const api = useApi(contracts);
  const { busy, act } = useAct();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { can } = contract;
  if (can.length === 0 && contract.mySide === null) return null;
  const todo = useTodo(view);
  const waits = contract.state === "running" ? todo : contract.state === "draft" || contract.state === "proposed" || contract.state === "signed" ? words.deeds.waits[contract.state] : null;
  const close = (): void => setAsking(null);
  const button = (deed: Asking, tone: "primary" | "plain" | "danger" = "plain"): ReactNode => (can.includes(deed) ? <Button key={deed} tone={tone} onClick={() => setAsking(deed)}>{words.deeds[deed]}</Button> : null);
  return (
    <Panel title={words.contract.next}>
      <div className="contract-form">
        {waits === null ? null : <p>{waits}</p>}
        {endAsked === null ? null : <p role="status"><b>{words.contract.endAsked(terms.sides[endAsked.side], endAsked.reason)}</b></p>}
        {can.includes("propose") && faults.length > 0 ? <p role="status">{words.deeds.faults} {faults.map((fault) => terms.faults[fault] ?? fault).join("；")}</p> : null}
        <ButtonRow>
          {button("sign", "primary")}
          {button("call", "primary")}
          {can.includes("propose") ? <Button tone="primary" disabled={faults.length > 0} onClick={() => setAsking("propose")}>{words.deeds.propose}</Button> : null}
          {can.includes("edit") ? <ButtonLink to={`/contracts/${contract.no}/edit`}>{words.deeds.edit}</ButtonLink> : null}
          {can.includes("take_back") ? <Button busy={busy} onClick={() => void act(() => api.takeBack({ contractId: contract.id }))}>{words.deeds.take_back}</Button> : null}
          {button("agree_end", "primary")}
          {can.includes("withdraw_end") ? <Button busy={busy} onClick={() => void act(() => api.endEarly({ contractId: contract.id, deed: "withdraw" }))}>{words.deeds.withdraw_end}</Button> : null}
          {button("renew", view.renewedBy === null ? "primary" : "plain")}
          {button("decline")}
          {button("end_early")}
          {button("cancel", "danger")}
        </ButtonRow>
      </div>
      {asking === "sign" ? <SignDialog view={view} onClose={close} /> : null}
      {asking === "call" ? <CallDialog view={view} onClose={close} /> : null}
      {asking === "renew" ? <RenewDialog view={view} onClose={close} /> : null}
      {asking === "propose" || asking === "cancel" || asking === "agree_end" ? <Sure view={view} deed={asking} onClose={close} /> : null}
      {asking === "decline" || asking === "end_early" ? <ReasonDialog view={view} deed={asking} onClose={close} /> : null}
    </Panel>
  );
}

/** What a running contract waits for, as its reader can change it. */
function useTodo({ contract, calls, periods }: ContractView): string {
  const { waits, todo } = usePageWords().deeds;
  const amount = useAmount();
  const [asked, confirmed] = [calls.filter((call) => call.state === "called").length, calls.filter((call) => call.state === "confirmed")];
  const next = contract.nextOn === null ? [] : [todo.next(contract.nextOn)];
  if (contract.mySide === "seller") {
    const lacking = confirmed.filter((call) => call.held + call.earmarked + call.delivered < (call.confirmed ?? 0)).length;
    return [...(asked > 0 ? [todo.answer(asked)] : []), ...(lacking > 0 ? [todo.assign(lacking)] : []), ...(asked + lacking === 0 ? [todo.nothing] : []), ...next].join(" ");
  }
  const now = periods.find((period) => period.state === "now");
  const least = now === undefined ? 0 : now.lower - now.called;
  return [waits.running, ...(now === undefined ? [] : [todo.call(amount(now.most, contract.unit), least > 0 ? amount(least, contract.unit) : null)]), ...(asked > 0 ? [todo.waiting(asked)] : []), ...next].join(" ");
}

interface Asked {
  readonly view: ContractView;
  readonly onClose: () => void;
}

function Sure({ view: { contract }, deed, onClose }: Asked & { readonly deed: "propose" | "cancel" | "agree_end" }): ReactNode {
  const { deeds: words, common } = usePageWords();
  const api = useApi(contracts);
  const toast = useToast();
  const { busy, act } = useAct();
  const contractId = contract.id;
  const why = { propose: words.proposeWhy, cancel: words.cancelWhy, agree_end: words.agreeWhy }[deed];
  const work = { propose: () => api.propose({ contractId }), cancel: () => api.cancel({ contractId }), agree_end: () => api.endEarly({ contractId, deed: "agree" }) }[deed];
  return (
    <ConfirmDialog open title={words[deed]} action={words[deed]} tone={deed === "cancel" ? "danger" : "primary"} busy={busy} onClose={onClose} onConfirm={() => void act(work, () => { toast(common.done, "leaf"); onClose(); })}>
      <p>{why}</p>
    </ConfirmDialog>
  );
}

function ReasonDialog({ view: { contract }, deed, onClose }: Asked & { readonly deed: "decline" | "end_early" }): ReactNode {
  const { deeds: words, common } = usePageWords();
  const api = useApi(contracts);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const bad = reason.trim().length < LEAST_REASON;
  const contractId = contract.id;
  const send = (): void => {
    setTried(true);
    if (!bad) void act(() => (deed === "decline" ? api.decline({ contractId, reason }) : api.endEarly({ contractId, deed: "ask", reason })), () => { toast(common.done, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={words[deed]} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words[deed]}</Button></>}>
      <div className="contract-form">
        <p className="contract-hint">{deed === "decline" ? words.declineWhy : words.endWhy}</p>
        <Field label={words.reason} error={tried && bad ? words.reasonBad : undefined}><TextArea value={reason} onChange={setReason} maxLength={300} /></Field>
      </div>
    </Dialog>
  );
}

function RenewDialog({ view: { contract, terms }, onClose }: Asked): ReactNode {
  const { deeds: words, common } = usePageWords();
  const api = useApi(contracts);
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const [days, setDays] = useState(String(Math.max(WEEK, terms.periods.length * WEEK)));
  const n = /^\d{1,3}$/.test(days.trim()) ? Number(days) : 0;
  return (
    <Dialog open sticky title={words.renew} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} disabled={n < 1} onClick={() => void act(() => api.renew({ contractId: contract.id, days: n }), (next) => void navigate(`/contracts/${next.no}`))}>{words.renew}</Button></>}>
      <div className="contract-form">
        <p className="contract-hint">{words.renewWhy}</p>
        <Field label={words.renewDays}><TextInput inputMode="numeric" value={days} onChange={setDays} /></Field>
      </div>
    </Dialog>
  );
}
