import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { agents } from "../contract.ts";
import type { ReadLineView } from "../views.ts";
import { DraftCard } from "./DraftCard.tsx";
import { ListExcel } from "./ListExcel.tsx";
import { draftOf, emptyDraft, faultsOf, inputOf, type Draft } from "./draft.ts";
import { useAct, usePageWords, useTermsText } from "./words.ts";
import "./agents.css";

const SURE = 85;
const CURRENCY = "CNY";

/** /agent/new and /my-lists/new: a message is read, looked through line by line, and only then given. */
export default function NewListPage(): ReactNode {
  const own = useLocation().pathname.startsWith("/my-lists");
  const words = usePageWords();
  const api = useApi(agents);
  const navigate = useNavigate();
  const toast = useToast();
  const queries = useQueryClient();
  const { busy, act } = useAct();
  const [asked] = useSearchParams();
  const [whom, setWhom] = useState(asked.get("for") ?? "");
  const [text, setText] = useState("");
  const [read, setRead] = useState<{ readonly text: string; readonly unread: readonly { from: number; to: number }[]; readonly cut: boolean } | null>(null);
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [note, setNote] = useState("");
  const [wantedOn, setWantedOn] = useState("");
  // One id for one list, however often the button is pressed on a weak line.
  const listId = useRef(crypto.randomUUID());
  const kept = drafts.filter((draft) => !draft.left);
  const stops = kept.filter((draft) => faultsOf(draft).length > 0).length;
  const take = ({ lines, unread, cut }: { lines: readonly ReadLineView[]; unread: readonly { from: number; to: number }[]; cut: boolean }): void => {
    setRead({ text, unread, cut });
    setDrafts(lines.map((line, n) => draftOf(line, `${n}`)));
  };
  const give = (): void => void act(() => api.giveList({ listId: listId.current, ...(own ? { agentId: whom } : { clientId: whom }), ...(wantedOn === "" ? {} : { wantedOn }), source: text, note, lines: kept.map(inputOf) }), (list) => {
    toast(words.fresh.done(list.no), "leaf");
    void navigate(own ? `/my-lists/${list.no}` : `/agent/lists/${list.no}`);
  });
  return (
    <Page title={own ? words.titles.give : words.titles.fresh} intro={own ? words.fresh.introMine : words.fresh.intro}>
      <div className="agent-fresh">
        <div className="agent-fresh-message">
          <Whom own={own} whom={whom} onWhom={setWhom} />
          <Field label={words.fresh.paste} hint={words.fresh.pasteHint}><TextArea value={text} onChange={setText} rows={10} maxLength={20_000} /></Field>
          <ButtonRow>
            <Button tone={drafts.length === 0 ? "primary" : "plain"} icon="search" busy={busy} disabled={text.trim() === ""} onClick={() => void act(() => api.readMessage({ text }), take)}>{read === null ? words.fresh.read : words.fresh.again}</Button>
            <Button icon="plus" onClick={() => setDrafts([...drafts, emptyDraft(crypto.randomUUID())])}>{words.fresh.byHand}</Button>
          </ButtonRow>
          {read?.cut === true ? <p role="alert" className="agent-warn">{words.fresh.cut}</p> : null}
          {read === null || read.unread.length === 0 ? null : <Panel title={words.fresh.unread}><ul className="agent-unread">{read.unread.map(({ from, to }) => <li key={from}>{read.text.slice(from, to)}</li>)}</ul></Panel>}
          {whom === "" ? null : <Panel title={words.fresh.useExcel}><ListExcel listId={listId.current} {...(own ? { agentId: whom } : { clientId: whom })} onDone={() => { void queries.invalidateQueries({ queryKey: ["agents"] }); void navigate(own ? "/my-lists" : "/agent"); }} /></Panel>}
        </div>
        <div className="agent-fresh-lines">
          {read !== null && drafts.length === 0 ? <EmptyState title={words.fresh.nothing}>{words.fresh.nothingWhy}</EmptyState> : null}
          {drafts.length === 0 ? null : (
            <>
              <p role="status"><b>{words.fresh.lines(kept.length)}</b> {kept.some(doubtful) ? <Badge tone="pollen">{words.fresh.look(kept.filter(doubtful).length)}</Badge> : null} {stops > 0 ? <Badge tone="cinnabar">{words.fresh.stop(stops)}</Badge> : null}</p>
              <ol className="agent-drafts">{drafts.map((draft, n) => <DraftCard key={draft.key} n={n + 1} draft={draft} onChange={(changed) => setDrafts(drafts.map((one) => (one.key === changed.key ? changed : one)))} />)}</ol>
              <div className="agent-give">
                <Field label={words.fresh.wantedOn} optional><TextInput type="date" value={wantedOn} onChange={setWantedOn} /></Field>
                <Field label={own ? words.fresh.note : words.common.note} optional><TextInput value={note} onChange={setNote} maxLength={500} /></Field>
                <Button tone="primary" size="large" wide icon="check" busy={busy} disabled={whom === "" || stops > 0 || kept.length === 0} onClick={give}>{whom === "" ? words.fresh.noClient : words.fresh.give}</Button>
              </div>
            </>
          )}
        </div>
      </div>
    </Page>
  );
}

const doubtful = (draft: Draft): boolean => draft.read !== null && draft.read.confidence < SURE;

function Whom({ own, whom, onWhom }: { readonly own: boolean; readonly whom: string; readonly onWhom: (id: string) => void }): ReactNode {
  const words = usePageWords().fresh;
  const api = useApi(agents);
  const text = useTermsText();
  const clients = useQuery({ queryKey: ["agents", "clients", ""], queryFn: () => api.clients({ limit: 500 }), enabled: !own });
  const directory = useQuery({ queryKey: ["agents", "directory"], queryFn: () => api.directory({}), enabled: own });
  const choices = own ? directory.data?.agents.map((one) => ({ value: one.id, label: one.name })) : clients.data?.clients.map((one) => ({ value: one.id, label: one.town === "" ? one.name : `${one.name} · ${one.town}` }));
  const agent = directory.data?.agents.find((one) => one.id === whom);
  if (!own && choices?.length === 0) return <EmptyState title={words.noClients} actions={<ButtonLink tone="primary" to="/agent/clients">{words.addClient}</ButtonLink>} />;
  return <Field label={own ? words.agent : words.whom} required hint={agent === undefined ? undefined : `${words.terms}：${text(agent.terms, CURRENCY)}`}><Select value={whom} placeholder={words.choose} onChange={onWhom} choices={choices ?? []} /></Field>;
}
