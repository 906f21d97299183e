import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { TextArea } from "../../../ui/TextInput.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { payments, type AlarmView } from "../contract.ts";
import { clockTime, useAct, usePageWords, useTerms } from "./words.ts";

/** What a person has to look at, until he has said how it was dealt with. */
export function Alarms(): ReactNode {
  const words = usePageWords();
  const api = useApi(payments);
  const [settling, setSettling] = useState<AlarmView | null>(null);
  const { data } = useQuery({ queryKey: ["payments", "alarms"], queryFn: () => api.alarms({}), refetchInterval: 15_000 });
  if (data === undefined || data.total === 0) return null;
  return (
    <Panel title={words.alarms}>
      <ul className="pay-alarms">{data.alarms.map((one) => <li key={one.id}><AlarmLine alarm={one} />{one.can.includes("settle") ? <Button size="small" onClick={() => setSettling(one)}>{words.settle} · {one.no}</Button> : null}</li>)}</ul>
      {settling === null ? null : <Settle key={settling.id} alarm={settling} onClose={() => setSettling(null)} />}
    </Panel>
  );
}

export function AlarmLine({ alarm }: { readonly alarm: AlarmView }): ReactNode {
  const words = usePageWords();
  const names = useTerms().alarms;
  const figures = [alarm.asked === null ? null : words.asked(formatMoney(alarm.asked, alarm.currency)), alarm.amount === null ? null : words.said(formatMoney(alarm.amount, alarm.currency))].filter((text) => text !== null);
  return (
    <span>
      <Badge tone={alarm.settledAt === null ? "cinnabar" : "plain"}>{names[alarm.kind]}</Badge> {alarm.kind === "unknown_instruction" ? alarm.no : <Link to={`/payments/${alarm.no}`}>{alarm.no}</Link>} {figures.join(" · ")}
      <small className="pay-note">{clockTime(alarm.at)} {alarm.detail}{alarm.note === null ? "" : ` → ${alarm.settledBy ?? ""}: ${alarm.note}`}</small>
    </span>
  );
}

function Settle({ alarm, onClose }: { readonly alarm: AlarmView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const api = useApi(payments);
  const { busy, act } = useAct();
  const [note, setNote] = useState("");
  return (
    <Dialog open sticky onClose={onClose} title={words.settleTitle(alarm.no)} actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} disabled={note.trim().length < 2} onClick={() => void act(() => api.settleAlarm({ alarmId: alarm.id, note }), onClose)}>{words.settle}</Button></>}>
      <p><AlarmLine alarm={alarm} /></p>
      <Field label={words.note} hint={words.noteHint} required><TextArea value={note} onChange={setNote} maxLength={300} /></Field>
    </Dialog>
  );
}
