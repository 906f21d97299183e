import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Table, type Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount } from "../../../ui/money.ts";
import { guidance } from "../contract.ts";
import { Arrivals } from "./Arrivals.tsx";
import { Assumptions } from "./Assumptions.tsx";
import { useDay, useGuidanceTold, usePageWords, useUnitWord } from "./words.ts";
import "./guidance.css";

type Ahead = Output<(typeof guidance)["actions"]["ahead"]["output"]>;
type Row = { readonly key: string; readonly name: string; readonly unit: string; readonly item: boolean; readonly cells: readonly Cell[] };
type Cell = Ahead["species"][number]["items"][number]["cells"][number] & { readonly arrivals?: number };
const TABS = ["supply", "arrivals", "assumptions"] as const;
type Tab = (typeof TABS)[number];

/** /guidance/ahead: the region's supply by week; the desk keeps estimates and assumptions beside it. */
export default function AheadPage(): ReactNode {
  const { titles, ahead: words } = usePageWords();
  const desk = useViewer().roles.some((role) => role === "operator" || role === "auditor");
  const [query, setQuery] = useSearchParams();
  const tab: Tab = TABS.find((one) => one === query.get("tab")) ?? "supply";
  return (
    <Page title={titles.ahead} intro={desk ? words.introDesk : words.introGrower}>
      <Segmented label={titles.ahead} value={tab} onChange={(one) => setQuery(one === "supply" ? {} : { tab: one }, { replace: true })} choices={TABS.map((one) => ({ value: one, label: words.tabs[one] }))} />
      {tab === "supply" ? <Supply /> : tab === "arrivals" ? <Arrivals /> : <Assumptions />}
    </Page>
  );
}

function Supply(): ReactNode {
  const { ahead: words } = usePageWords();
  const told = useGuidanceTold();
  const api = useApi(guidance);
  const { language } = usePreferences();
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query);
  const { data, error, refetch } = useQuery({ queryKey: ["guidance", "ahead", asked], queryFn: () => api.ahead({ query: asked }), placeholderData: (before) => before });
  const columns = useColumns(data);
  const rows = data?.species.flatMap((one): Row[] => [
    { key: one.key, name: one[language], unit: one.unit, item: false, cells: one.cells },
    ...(one.items.length < 2 ? [] : one.items.map((item): Row => ({ key: `${one.key} ${item.itemId}`, name: item[language], unit: one.unit, item: true, cells: item.cells }))),
  ]);
  if (rows?.length === 0 && asked === "") return <EmptyState title={words.empty}>{words.emptyWhy}</EmptyState>;
  return (
    <>
      <div className="gd-filters gd-noprint" role="search"><TextInput type="search" value={query} onChange={setQuery} placeholder={words.search} aria-label={words.search} autoComplete="off" maxLength={60} /></div>
      <Table caption={words.tabs.supply} columns={columns} rows={rows} rowKey={(row) => row.key} empty={words.empty} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} />
    </>
  );
}

const isSomething = (cell: Cell): boolean => (cell.exact ?? 0) > 0 || cell.own > 0 || (cell.arrivals ?? 0) > 0 || cell.others.why !== "nothing";

/** Weeks of half a year in which nobody has anything are left out, and the intro says so. */
function useColumns(data: Ahead | undefined): Column<Row>[] {
  const { ahead: words, one: oneWords } = usePageWords();
  const day = useDay();
  const unitWord = useUnitWord();
  const figure = (cell: Cell): ReactNode => {
    const extra = <>{cell.own > 0 ? <small>{words.own(formatCount(cell.own))}</small> : null}{(cell.arrivals ?? 0) > 0 ? <small>{words.arrivals(formatCount(cell.arrivals ?? 0))}</small> : null}</>;
    const hidden = cell.others.units === null && cell.others.why !== "nothing";
    if (cell.exact !== null) return cell.exact === 0 ? <span className="gd-cell">{extra}</span> : <span className={hidden ? "gd-cell gd-hatched" : "gd-cell"} title={hidden ? words.hidden : undefined}>{formatCount(cell.exact)}{hidden ? <small>{oneWords.why[cell.others.why ?? "nothing"]}</small> : null}{extra}</span>;
    return <span className={hidden ? "gd-cell gd-hatched" : "gd-cell"}>{cell.others.units === null ? (hidden ? <small>{oneWords.why[cell.others.why ?? "nothing"]}</small> : "") : `≈ ${formatCount(cell.others.units)}`}{extra}</span>;
  };
  return [
    { key: "species", title: words.species, cell: (row) => <span className="gd-cell">{row.item ? <span className="gd-soft">{row.name}</span> : <b>{row.name}</b>}<small>{unitWord(row.unit)}</small></span>, sortBy: (row) => row.key, phone: "title", width: "13rem" },
    ...(data?.weeks ?? []).filter((week) => data?.species.some((one) => one.cells.some((cell) => cell.week === week && isSomething(cell)))).map((week): Column<Row> => ({ key: week, title: week === data?.weeks[0] ? oneWords.nowWeek : day(week), align: "end", cell: (row) => { const cell = row.cells.find((one) => one.week === week); return cell === undefined ? "" : figure(cell); }, sortBy: (row) => { const cell = row.cells.find((one) => one.week === week); return cell?.exact ?? cell?.others.units ?? null; } })),
  ];
}
