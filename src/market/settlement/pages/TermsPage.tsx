import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { ListExchange } from "../../../kernel/sheets/pages/ListExchange.tsx";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { settlement } from "../contract.ts";
import { MAX_TERM_BYTES } from "../contract-money.ts";
import type { TermFigures, TermView } from "../money-views.ts";
import { BankDayDialog, RulesDialog, TermDialog, type TermAsked } from "./TermDialogs.tsx";
import { useAct } from "./useAct.ts";
import { usePageWords, useProblem, useTerms } from "./words.ts";
import "./settlement.css";

type Terms = Output<typeof settlement.actions.terms.output>;
const PPM_IN_PERCENT = 10_000;
const PAGE = 200;

/** "T+1 个银行工作日 · 银行文件" */
export function useTermText(): (term: TermFigures) => string {
  const words = usePageWords().terms;
  const ways = useTerms().ways;
  return (term) => `${(term.kind === "days" ? words.days : words.monthEnd)(term.days, term.counting === "bank")} · ${ways[term.way]}`;
}

/** /terms: when money is due, which days banks work, how much may be advanced, and from when a correction takes two. */
export default function TermsPage(): ReactNode {
  const words = usePageWords();
  const api = useApi(settlement);
  const problem = useProblem();
  const [query, setQuery] = useState("");
  const [asked, setAsked] = useState<TermAsked | null>(null);
  const [editing, setEditing] = useState<"days" | "rules" | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "terms", query], queryFn: () => api.terms({ query, limit: PAGE }), placeholderData: (before) => before });
  if (error !== null) {
    const told = problem(error);
    return <Page title={words.terms.title}><ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState></Page>;
  }
  if (data === undefined) return <Page title={words.terms.title}><Skeleton lines={12} /></Page>;
  const may = data.can.includes("change");
  return (
    <Page title={words.terms.title} intro={words.terms.intro} actions={<TermsExcel may={may} />}>
      <Defaults data={data} onSet={may ? (side) => setAsked({ side, party: null, everyone: true, term: data.defaults.find((one) => one.side === side)?.term ?? null }) : undefined} />
      <PartyTerms data={data} query={query} onQuery={setQuery} onSet={may ? () => setAsked({ side: "seller", party: null, everyone: false, term: null }) : undefined} />
      <div className="settle-two">
        <Panel title={words.terms.bankDays} actions={may ? <Button size="small" icon="plus" onClick={() => setEditing("days")}>{words.terms.addDay}</Button> : undefined}>
          <p className="settle-faint">{words.terms.bankWhy} {words.terms.nextBankDay(data.nextBankDay)}</p>
          {data.bankDays.length === 0 ? <p>{words.terms.bankNone}</p> : (
            <ul className="settle-plain">{data.bankDays.map((one) => <li key={one.day}><span className="settle-nowrap">{one.day} {one.note}</span><Badge tone={one.open ? "leaf" : "pollen"}>{one.open ? words.terms.open : words.terms.closed}</Badge></li>)}</ul>
          )}
        </Panel>
        <Panel title={words.terms.rules} actions={may ? <Button size="small" icon="gear" onClick={() => setEditing("rules")}>{words.terms.saveRules}</Button> : undefined}>
          <Facts facts={[
            { label: words.terms.share, value: `${data.rules.advanceShare / PPM_IN_PERCENT}%` }, { label: words.terms.after, value: data.rules.advanceAfterMinutes }, { label: words.terms.limit, value: formatMoney(data.rules.correctionLimit, data.currency) },
          ]} />
          <p className="settle-faint">{words.terms.rulesFrom(data.rulesFrom, data.rulesBy)}</p>
        </Panel>
      </div>
      {asked === null ? null : <TermDialog asked={asked} today={data.today} onClose={() => setAsked(null)} />}
      {editing === "days" ? <BankDayDialog today={data.today} onClose={() => setEditing(null)} /> : null}
      {editing === "rules" ? <RulesDialog rules={data.rules} currency={data.currency} today={data.today} onClose={() => setEditing(null)} /> : null}
    </Page>
  );
}

/** The terms with single parties out; and, for the manager, a table of them in. */
function TermsExcel({ may }: { readonly may: boolean }): ReactNode {
  const words = usePageWords();
  const { importProblems } = useTerms();
  const { language } = usePreferences();
  const api = useApi(settlement);
  const queries = useQueryClient();
  const problem = useProblem();
  const { busy, act } = useAct();
  if (!may) return <Button icon="download" busy={busy} onClick={() => void act(() => api.exportTerms({ language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button>;
  return (
    <ListExchange
      title={words.terms.importTitle} intro={words.terms.importIntro} maxBytes={MAX_TERM_BYTES} told={problem} reasons={importProblems}
      give={() => api.exportTerms({ language })} template={() => api.termsTemplate({ language })} take={(input) => api.importTerms(input)} onDone={() => void queries.invalidateQueries({ queryKey: ["settlement"] })}
    />
  );
}

function Defaults({ data, onSet }: { readonly data: Terms; readonly onSet: ((side: "seller" | "buyer") => void) | undefined }): ReactNode {
  const words = usePageWords().terms;
  const text = useTermText();
  return (
    <Panel title={words.defaults}>
      <ul className="settle-plain">
        {data.defaults.map((one) => (
          <li key={one.side}>
            <span><b>{words[one.side]}</b> {text(one.term)}<small className="settle-note">{words.everyone} · {one.validFrom === null ? words.builtIn : `${words.from} ${one.validFrom}`}</small></span>
            {onSet === undefined ? null : <Button size="small" onClick={() => onSet(one.side)}>{words.setDefault} · {words[one.side]}</Button>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function PartyTerms({ data, query, onQuery, onSet }: { readonly data: Terms; readonly query: string; readonly onQuery: (query: string) => void; readonly onSet: (() => void) | undefined }): ReactNode {
  const all = usePageWords();
  const words = all.terms;
  const text = useTermText();
  const said = (row: TermView): string => (row.term === null ? words.asMarket : text(row.term));
  const state = (row: TermView): string => (row.inForce ? words.inForce : row.validFrom > data.today ? words.later : words.past);
  const columns: readonly Column<TermView>[] = [
    { key: "party", title: all.columns.name, phone: "title", cell: (row) => row.party, text: (row) => row.party ?? "", sortBy: (row) => row.party },
    { key: "side", title: all.partyDay.side, cell: (row) => words[row.side], text: (row) => words[row.side], sortBy: (row) => row.side },
    { key: "term", title: words.when, cell: said, text: said },
    { key: "from", title: words.from, cell: (row) => <span className="settle-nowrap">{row.validFrom}</span>, text: (row) => row.validFrom, sortBy: (row) => row.validFrom },
    { key: "state", title: words.state, cell: (row) => <Badge tone={row.inForce ? "leaf" : row.validFrom > data.today ? "river" : "plain"}>{state(row)}</Badge>, text: state },
    { key: "by", title: words.by, cell: (row) => <>{row.by}<small className="settle-note">{row.reason}</small></>, text: (row) => `${row.by} ${row.reason}` },
  ];
  return (
    <Table
      caption={words.parties} columns={columns} rows={data.lines} rowKey={(row) => row.id}
      tools={<>{onSet === undefined ? null : <Button icon="plus" onClick={onSet}>{words.set}</Button>}<TextInput aria-label={all.common.search} placeholder={all.partyDay.chooseHint} value={query} onChange={onQuery} type="search" /></>}
      empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
    />
  );
}
