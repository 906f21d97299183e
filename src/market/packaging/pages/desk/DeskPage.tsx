import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { ListExchange } from "../../../../kernel/sheets/pages/ListExchange.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { packaging } from "../../contract.ts";
import { MAX_WORKBOOK_BYTES } from "../../rules.ts";
import type { PoolRow } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useKindName, usePackagingTold, usePageWords, useTerms } from "../words.ts";
import { Balances } from "./Balances.tsx";
import { Kinds } from "./Kinds.tsx";
import { Log } from "./Log.tsx";
import { Questions } from "./Questions.tsx";
import { Rates } from "./Rates.tsx";
import "../packaging.css";

const TABS = ["pool", "balances", "log", "rates", "questions"] as const;
type Tab = (typeof TABS)[number];

/** /packaging: the whole pool, down to who took which trolley when. */
export default function DeskPage(): ReactNode {
  const words = usePageWords();
  const { roles } = useViewer();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((one) => one === params.get("show")) ?? "pool";
  const show = (next: Tab, more: Record<string, string> = {}): void => setParams({ show: next, ...more });
  const dock = roles.includes("operator") || roles.includes("grader");
  return (
    <Page title={words.titles.desk} intro={words.desk.intro} actions={<><ExcelButtons dock={dock} />{dock ? <ButtonLink tone="primary" icon="truck" to="/packaging/dock">{words.desk.toDock}</ButtonLink> : null}</>}>
      <Tiles onOpen={show} />
      <nav className="pack-tabs" aria-label={words.desk.tabs}>{TABS.map((one) => <button key={one} type="button" aria-current={one === tab ? "page" : undefined} onClick={() => show(one)}>{words.desk[one]}</button>)}</nav>
      {tab === "pool" ? <><Pool onOpen={(row) => show("balances", { kind: row.kindId })} /><Kinds /></>
        : tab === "balances" ? <Balances kindId={params.get("kind")} overdue={params.get("overdue") === "1"} onLog={(row) => show("log", { party: row.partyId, kind: row.kindId })} />
        : tab === "log" ? <Log partyId={params.get("party")} kindId={params.get("kind")} />
        : tab === "rates" ? <Rates onLog={(partyId) => show("log", { party: partyId })} />
        : <Questions />}
    </Page>
  );
}

const usePool = () => {
  const api = useApi(packaging);
  return useQuery({ queryKey: ["packaging", "pool"], queryFn: () => api.pool({}) });
};

function Tiles({ onOpen }: { readonly onOpen: (tab: Tab, more?: Record<string, string>) => void }): ReactNode {
  const { desk: words } = usePageWords();
  const { data } = usePool();
  if (data === undefined) return null;
  const sum = (pick: (row: PoolRow) => number): number => data.kinds.reduce((all, row) => all + pick(row), 0);
  const overdue = sum((row) => row.overdue);
  const currency = data.kinds[0]?.currency ?? "CNY";
  return (
    <StatRow>
      <StatTile label={words.out} value={formatCount(sum((row) => row.out))} onOpen={() => onOpen("balances")} />
      <StatTile label={words.overdue} value={formatCount(overdue)} tone={overdue > 0 ? "pollen" : "plain"} note={words.overdueNote} onOpen={() => onOpen("balances", { overdue: "1" })} />
      <StatTile label={words.deposits} value={<MoneyText minor={data.deposits} currency={currency} />} tone={data.deposits === data.booked ? "plain" : "cinnabar"} note={words.depositsNote(data.deposits === data.booked)} onOpen={() => onOpen("log")} />
      <StatTile label={words.open} value={formatCount(data.openQuestions)} tone={data.openQuestions > 0 ? "pollen" : "plain"} note={words.openNote} onOpen={() => onOpen("questions")} />
    </StatRow>
  );
}

function Pool({ onOpen }: { readonly onOpen: (row: PoolRow) => void }): ReactNode {
  const words = usePageWords();
  const told = usePackagingTold();
  const kindName = useKindName();
  const { data, error, refetch } = usePool();
  const figure = (key: "depot" | "out" | "repair" | "scrapped" | "lost" | "bought" | "overdue"): Column<PoolRow> => ({ key, title: words.columns[key], align: "end", cell: (row) => formatCount(row[key]), text: (row) => String(row[key]), sortBy: (row) => row[key] });
  const columns: readonly Column<PoolRow>[] = [
    { key: "kind", title: words.columns.kind, phone: "title", cell: (row) => <b>{kindName(row)}</b>, text: kindName, sortBy: kindName },
    figure("depot"), figure("out"), figure("overdue"), figure("repair"), figure("scrapped"), figure("lost"), figure("bought"),
    { key: "deposit", title: words.columns.deposit, align: "end", cell: (row) => <MoneyText minor={row.deposit} currency={row.currency} bare />, text: (row) => formatMoney(row.deposit, row.currency, { symbol: false }), sortBy: (row) => row.deposit },
  ];
  if (error !== null) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  return (
    <Table
      caption={words.desk.pool} columns={columns} rows={data?.kinds} rowKey={(row) => row.kindId} onOpen={onOpen} tone={(row) => (row.overdue > 0 ? "pollen" : undefined)} origin={{ source: words.desk.adds }}
      empty={<EmptyState title={words.dock.noKinds}>{words.dock.noKindsWhy}</EmptyState>}
    />
  );
}

function ExcelButtons({ dock }: { readonly dock: boolean }): ReactNode {
  const { desk: words } = usePageWords();
  const { importProblems } = useTerms();
  const { language } = usePreferences();
  const told = usePackagingTold();
  const queries = useQueryClient();
  const api = useApi(packaging);
  const { busy, act } = useAct();
  const give = (work: () => Promise<{ name: string; base64: string }>): void => void act(work, (file) => saveBase64(file.name, file.base64));
  return (
    <>
      <Button icon="download" busy={busy} onClick={() => give(() => api.exportBalances({ language }))}>{words.exportBalances}</Button>
      <Button icon="download" busy={busy} onClick={() => give(() => api.exportMovements({ language }))}>{words.exportLog}</Button>
      {dock ? (
        <ListExchange
          title={words.countTitle} intro={words.countIntro} counted={words.countRows} maxBytes={MAX_WORKBOOK_BYTES} told={told} reasons={importProblems}
          give={() => api.exportCount({ language })} template={() => api.countTemplate({ language })} take={(input) => api.importCount(input)} onDone={() => void queries.invalidateQueries({ queryKey: ["packaging"] })}
        />
      ) : null}
    </>
  );
}
