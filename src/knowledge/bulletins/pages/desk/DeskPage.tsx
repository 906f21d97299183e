import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Table, type Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { bulletins, type DeskRow } from "../../contract.ts";
import { useAct, useBulletinTold, usePageWords } from "../words.ts";
import "../bulletins.css";

const PERIOD = /^\d{4}-(?:\d{2}-\d{2}|W\d{2})$/;
const LOOK_AGAIN_MS = 30_000;
const WRITERS = ["operator", "auctioneer"];

/** /bulletins/desk: what waits to be published, and what was. */
export default function DeskPage(): ReactNode {
  const words = usePageWords().desk;
  const { language } = usePreferences();
  const { roles } = useViewer();
  const told = useBulletinTold();
  const api = useApi(bulletins);
  const [correcting, setCorrecting] = useState<DeskRow | null>(null);
  const [making, setMaking] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["bulletins", "desk"], queryFn: () => api.desk({}), refetchInterval: LOOK_AGAIN_MS });
  const writes = roles.some((role) => WRITERS.includes(role));
  const columns: readonly Column<DeskRow>[] = [
    { key: "title", title: words.period, phone: "title", cell: (row) => row.title[language], text: (row) => row.period, sortBy: (row) => row.period },
    { key: "state", title: words.state, cell: (row) => <Badge tone={row.open ? "pollen" : "leaf"}>{row.open ? (row.edition > 0 ? words.correction : words.draft) : `${words.publishedState} · ${row.edition}`}</Badge>, text: (row) => (row.open ? words.draft : words.publishedState) },
    { key: "by", title: "", cell: (row) => (row.open ? (row.editedBy === null ? words.untouched : words.editedBy(row.editedBy)) : ""), text: (row) => row.editedBy ?? "" },
    {
      key: "act", title: "", align: "end", cell: (row) => (
        <ButtonRow align="end">
          {row.open ? <ButtonLink size="small" tone="primary" to={`/bulletins/desk/${row.id}`}>{words.edit}</ButtonLink> : <ButtonLink size="small" to={`/bulletins/${row.period}`}>{words.read}</ButtonLink>}
          {!row.open && writes ? <Button size="small" onClick={() => setCorrecting(row)}>{words.correct}</Button> : null}
        </ButtonRow>
      ), text: () => "",
    },
  ];
  return (
    <Page title={words.title} intro={words.intro} actions={writes ? <Button icon="plus" onClick={() => setMaking(true)}>{words.make}</Button> : undefined}>
      <Table caption={data === undefined ? words.title : words.waiting(data.waiting)} columns={columns} rows={data?.rows} rowKey={(row) => row.id} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>} />
      {correcting === null ? null : <CorrectDialog row={correcting} onClose={() => setCorrecting(null)} />}
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}

function CorrectDialog({ row, onClose }: { readonly row: DeskRow; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().desk;
  const { language } = usePreferences();
  const api = useApi(bulletins);
  const toast = useToast();
  const go = useNavigate();
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const correct = (): void => void act(() => api.correct({ bulletinId: row.id, reason }), ({ id }) => { toast(words.opened, "leaf"); void go(`/bulletins/desk/${id}`); });
  return (
    <Dialog open sticky title={`${words.correctTitle} · ${row.title[language]}`} onClose={onClose} actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone="primary" busy={busy} disabled={reason.trim().length < 2} onClick={correct}>{words.correct}</Button></>}>
      <Field label={words.reason} hint={words.correctWhy}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
    </Dialog>
  );
}

function MakeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = usePageWords().desk;
  const { businessDate } = useViewer();
  const api = useApi(bulletins);
  const toast = useToast();
  const go = useNavigate();
  const { busy, act } = useAct();
  const [period, setPeriod] = useState(businessDate ?? "");
  const [why, setWhy] = useState<string | null>(null);
  const make = (): void => {
    if (!PERIOD.test(period)) return setWhy(words.badPeriod);
    void act(() => api.make({ period }), ({ id }) => { toast(words.made, "leaf"); void go(`/bulletins/desk/${id}`); }, setWhy);
  };
  return (
    <Dialog open title={words.makeTitle} onClose={onClose} actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone="primary" busy={busy} onClick={make}>{words.make}</Button></>}>
      <Field label={words.periodField} hint={words.makeWhy}><TextInput value={period} onChange={setPeriod} maxLength={10} /></Field>
      {why === null ? null : <p role="alert" className="bul-bad">{why}</p>}
    </Dialog>
  );
}
