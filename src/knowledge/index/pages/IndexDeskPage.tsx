import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useActing } from "../../../ui/acting.ts";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextArea } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { index } from "../contract.ts";
import type { AlarmView } from "../contract.ts";
import { groupWords } from "../groups.ts";
import { Weights } from "./Weights.tsx";
import { levelText, momentOf, shareText, signed, useGroupName, useIndexTold, useIndexWords } from "./words.ts";
import "./index.css";

type Influences = Output<typeof index.actions.influences.output>;
const READ_AGAIN: readonly string[] = ["index"];

/** /index/desk: what is ready to publish, alarms, influences by name, household weights. */
export default function IndexDeskPage(): ReactNode {
  const words = useIndexWords();
  const told = useIndexTold();
  const toast = useToast();
  const { roles } = useViewer();
  const api = useApi(index);
  const { busy, act } = useActing(told, READ_AGAIN);
  const [noted, setNoted] = useState<AlarmView | null>(null);
  const [about, setAbout] = useState<AlarmView | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["index", "desk"], queryFn: () => api.desk({}) });
  const problem = error === null ? null : told(error);
  const operator = roles.includes("operator");
  return (
    <Page title={words.deskTitle} actions={<><ButtonLink icon="chart" to="/index">{words.title}</ButtonLink>{!operator ? null : <Button tone="primary" icon="check" busy={busy} disabled={data === undefined || data.ready.length === 0} onClick={() => void act(() => api.publish({}), (done) => toast(words.publishedNow(done.published, done.withheld), "leaf"))}>{words.publishNow}</Button>}</>}>
      {problem !== null ? <ErrorState number={problem.number} onRetry={() => void refetch()}>{problem.text}</ErrorState> : data === undefined ? <Skeleton lines={6} /> : (
        <>
          <Facts facts={[{ label: words.newestWeek, value: data.newest.week ?? words.none }, { label: words.newestDay, value: data.newest.day ?? words.none }, { label: words.alarms, value: data.alarms.length, tone: data.alarms.length > 0 ? "pollen" : undefined }]} />
          <Panel title={words.ready}>{data.ready.length === 0 ? <p className="index-faint">{words.readyNone}</p> : <p className="index-list">{data.ready.map((one) => <Badge key={`${one.frequency} ${one.period}`} tone="leaf">{one.period}</Badge>)}</p>}</Panel>
          {data.waiting.length === 0 ? null : <Panel title={words.waiting}><ul className="index-waiting">{data.waiting.map((one) => <li key={`${one.frequency} ${one.period}`}>{one.period}<small>{words.waitingFor(one.openDays.join(", "))}</small></li>)}</ul></Panel>}
          <Panel title={words.alarms}>
            <p className="index-faint">{data.alarms.length === 0 ? words.alarmsNone : words.alarmsWhy(String(data.alarmPoints))}</p>
            {data.alarms.length === 0 ? null : <Alarms alarms={data.alarms} mayNote={operator} onNote={setNoted} onOpen={setAbout} />}
          </Panel>
          <Weights mayAdd={operator} />
        </>
      )}
      {noted === null ? null : <NoteDialog alarm={noted} onClose={() => setNoted(null)} />}
      {about === null ? null : <InfluenceDialog about={about} onClose={() => setAbout(null)} />}
    </Page>
  );
}

function Alarms({ alarms, mayNote, onNote, onOpen }: { readonly alarms: readonly AlarmView[]; readonly mayNote: boolean; readonly onNote: (alarm: AlarmView) => void; readonly onOpen: (alarm: AlarmView) => void }): ReactNode {
  const words = useIndexWords();
  const groupName = useGroupName();
  const columns: readonly Column<AlarmView>[] = [
    { key: "what", title: words.period, phone: "title", cell: (alarm) => `${groupName(groupWords(alarm.group))} ${alarm.period}`, text: (alarm) => `${alarm.group} ${alarm.period}` },
    { key: "party", title: words.party, cell: (alarm) => alarm.partyName, text: (alarm) => alarm.partyName },
    { key: "value", title: words.level, align: "end", cell: (alarm) => levelText(alarm.value), text: (alarm) => String(alarm.value) },
    { key: "without", title: words.without, align: "end", cell: (alarm) => (alarm.without === null ? words.none : levelText(alarm.without)), text: (alarm) => String(alarm.without ?? "") },
    { key: "difference", title: words.difference, align: "end", cell: (alarm) => (alarm.differencePoints === null ? words.none : signed(alarm.differencePoints)), text: (alarm) => String(alarm.differencePoints ?? "") },
    { key: "at", title: words.at, phone: "wide-only", cell: (alarm) => momentOf(alarm.raisedAt), text: (alarm) => alarm.raisedAt },
    { key: "do", title: words.note, cell: (alarm) => <span className="index-list"><Button size="small" onClick={() => onOpen(alarm)}>{words.influences}</Button>{mayNote ? <Button size="small" onClick={() => onNote(alarm)}>{words.noteIt}</Button> : null}</span> },
  ];
  return <Table caption={words.alarms} captionHidden columns={columns} rows={alarms} rowKey={(alarm) => String(alarm.id)} />;
}

function NoteDialog({ alarm, onClose }: { readonly alarm: AlarmView; readonly onClose: () => void }): ReactNode {
  const words = useIndexWords();
  const api = useApi(index);
  const { busy, act } = useActing(useIndexTold(), READ_AGAIN);
  const [note, setNote] = useState("");
  return (
    <Dialog open sticky title={`${words.noteIt}: ${alarm.partyName}`} onClose={onClose} actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone="primary" busy={busy} disabled={note.trim().length < 2} onClick={() => void act(() => api.noteAlarm({ alarmId: alarm.id, note }), onClose)}>{words.save}</Button></>}>
      <Field label={words.note} required><TextArea value={note} onChange={setNote} maxLength={500} /></Field>
    </Dialog>
  );
}

function InfluenceDialog({ about, onClose }: { readonly about: AlarmView; readonly onClose: () => void }): ReactNode {
  const words = useIndexWords();
  const api = useApi(index);
  const pick = { group: about.group, frequency: about.frequency, period: about.period };
  const { data } = useQuery({ queryKey: ["index", "influences", pick], queryFn: () => api.influences(pick) });
  const columns: readonly Column<Influences["parties"][number]>[] = [
    { key: "party", title: words.party, phone: "title", cell: (row) => <>{row.partyName} <Badge tone={row.alarm ? "pollen" : "plain"}>{row.seller}</Badge></>, text: (row) => row.partyName },
    { key: "share", title: words.share, align: "end", cell: (row) => shareText(row.share), text: (row) => String(row.share), sortBy: (row) => row.share },
    { key: "without", title: words.without, align: "end", cell: (row) => (row.without === null ? words.none : levelText(row.without)), text: (row) => String(row.without ?? "") },
    { key: "difference", title: words.difference, align: "end", cell: (row) => (row.differencePoints === null ? words.none : signed(row.differencePoints)), text: (row) => String(row.differencePoints ?? ""), sortBy: (row) => (row.differencePoints === null ? null : Math.abs(row.differencePoints)) },
  ];
  return <Dialog open size="large" onClose={onClose} title={`${words.influences} ${about.period}`}>{data === undefined ? <Skeleton lines={5} /> : <Table caption={words.influences} captionHidden columns={columns} rows={data.parties} rowKey={(row) => row.partyId} maxHeight="55dvh" />}</Dialog>;
}
