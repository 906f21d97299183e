import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { settlement } from "../../contract.ts";
import { MAY_POINTS, type MonthView } from "../../month-views.ts";
import { useAct } from "../useAct.ts";
import { useTerms } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Asking = "propose" | "confirm" | "propose_reopen" | "confirm_reopen";

/** What the reader may do with the month now. */
export function Signing({ data }: { readonly data: MonthView }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { month, can } = data;
  const done = (): void => { setAsking(null); toast(words.say.done, "leaf"); };
  const shut = (): void => setAsking(null);
  const possible = data.points.every((point) => point.ok || !point.must);
  return (
    <div className="settle-screen">
      {data.state === "proposed" ? <p className="settle-warn">{can.includes("confirm") || can.length === 0 ? words.say.proposed(data.proposedBy ?? "") : words.say.own}</p> : null}
      {data.reopenBy === null || data.state !== "closed" ? null : <p className="settle-warn">{words.say.reopening(data.reopenBy, data.reopenWhy ?? "")}</p>}
      <ButtonRow>
        {can.includes("propose") && possible ? <Button tone="primary" icon="ledger" onClick={() => setAsking("propose")}>{words.act.propose}</Button> : null}
        {can.includes("confirm") ? <Button tone="primary" icon="check" onClick={() => setAsking("confirm")}>{words.act.confirm}</Button> : null}
        {can.includes("withdraw") ? <Button busy={busy} onClick={() => void act(() => api.decideMonth({ month, confirm: false }), done)}>{words.act.withdraw}</Button> : null}
        {can.includes("propose_reopen") ? <Button tone="quiet" icon="replay" onClick={() => setAsking("propose_reopen")}>{words.act.proposeReopen}</Button> : null}
        {can.includes("confirm_reopen") ? <Button tone="danger" onClick={() => setAsking("confirm_reopen")}>{words.act.confirmReopen}</Button> : null}
        {can.includes("withdraw_reopen") ? <Button busy={busy} onClick={() => void act(() => api.decideReopen({ month, confirm: false }), done)}>{words.act.withdrawReopen}</Button> : null}
      </ButtonRow>
      {asking === "propose" ? <Propose data={data} onClose={shut} onDone={done} /> : null}
      {asking === "propose_reopen" ? <Reopen month={month} onClose={shut} onDone={done} /> : null}
      <ConfirmDialog open={asking === "confirm"} title={words.titles.month(month)} action={words.act.confirm} busy={busy} onClose={shut} onConfirm={() => void act(() => api.decideMonth({ month, confirm: true }), done)}><p>{words.say.confirmWhy}</p></ConfirmDialog>
      <ConfirmDialog open={asking === "confirm_reopen"} title={words.act.confirmReopen} action={words.act.confirmReopen} tone="danger" busy={busy} onClose={shut} onConfirm={() => void act(() => api.decideReopen({ month, confirm: true }), done)}><p>{words.say.reopenWhy}</p></ConfirmDialog>
    </div>
  );
}

interface BoxProps {
  readonly onClose: () => void;
  readonly onDone: () => void;
}
const SHORTEST = 2;

function Propose({ data, onClose, onDone }: BoxProps & { readonly data: MonthView }): ReactNode {
  const words = useWords(zh, en);
  const names = useTerms().months.points;
  const api = useApi(settlement);
  const { busy, act } = useAct();
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const left = MAY_POINTS.filter((code) => data.points.some((point) => point.code === code && !point.ok));
  const short = (code: string): boolean => (reasons[code] ?? "").trim().length < SHORTEST;
  const send = (): void => {
    setTried(true);
    if (left.some(short)) return;
    void act(() => api.proposeMonth({ month: data.month, waive: left.map((code) => ({ code, reason: reasons[code] ?? "" })) }), onDone);
  };
  return (
    <Dialog open onClose={onClose} title={words.titles.month(data.month)} size="small" sticky actions={<><Button onClick={onClose}>{words.act.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words.act.propose}</Button></>}>
      <p>{words.say.proposeWhy}</p>
      {left.map((code) => <Field key={code} label={words.say.why(names[code])} required error={tried && short(code) ? words.say.needed : null}><TextInput value={reasons[code] ?? ""} onChange={(value) => setReasons({ ...reasons, [code]: value })} maxLength={300} /></Field>)}
    </Dialog>
  );
}

function Reopen({ month, onClose, onDone }: BoxProps & { readonly month: string }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < SHORTEST;
  const send = (): void => {
    setTried(true);
    if (!short) void act(() => api.proposeReopen({ month, reason }), onDone);
  };
  return (
    <Dialog open onClose={onClose} title={words.act.proposeReopen} size="small" sticky actions={<><Button onClick={onClose}>{words.act.cancel}</Button><Button tone="danger" busy={busy} onClick={send}>{words.act.proposeReopen}</Button></>}>
      <p>{words.say.reopenWhy}</p>
      <Field label={words.say.reason} required error={tried && short ? words.say.needed : null}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
    </Dialog>
  );
}
