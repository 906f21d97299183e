import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { DateLeaf } from "../../../ui/DateLeaf.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { mayOpen } from "../../../ui/page.ts";
import { saveText } from "../../../ui/csv.ts";
import { currencyFace } from "../../../ui/money.ts";
import { prices } from "../contract.ts";
import type { SheetLineView, SheetView } from "../contract.ts";
import { Deals } from "./Deals.tsx";
import { pricePages } from "./entries.ts";
import { PrintCode } from "./PrintCode.tsx";
import { useSheetColumns } from "./columns.tsx";
import { classOf, lineKey } from "../rules.ts";
import { hourMinute, useItemName, usePriceWords, useProblem } from "./words.ts";
import "./prices.css";

const LINES = 1_000;
const LOOK_MS = 20_000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The price sheet of a day: date, search, the table, how it is computed; every line opens to its sales. */
export function PriceSheet({ audience }: { readonly audience: "public" | "staff" }): ReactNode {
  const words = usePriceWords();
  const { language } = usePreferences();
  const { roles } = useViewer();
  const api = useApi(prices);
  const problem = useProblem();
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<SheetLineView | null>(null);
  const on = search.get("on");
  const query = search.get("q") ?? "";
  const wish = { query, limit: LINES, ...(on === null ? {} : { businessDate: on }) };
  const { data, error, refetch } = useQuery({
    queryKey: ["prices", audience, wish], queryFn: () => (audience === "staff" ? api.staffSheet(wish) : api.sheet(wish)), placeholderData: (before) => before, refetchInterval: LOOK_MS,
  });
  const change = (key: "on" | "q", value: string | null): void => {
    const next = new URLSearchParams(search);
    if (value === null || value === "") next.delete(key);
    else next.set(key, value);
    setSearch(next, { replace: true });
  };
  const told = error === null ? undefined : problem(error);
  const columns = useSheetColumns(data);
  // Withheld lines stand by themselves: among the prices they would be rows of dashes.
  const withheld = data?.lines.filter((line) => line.sold === null) ?? [];
  const shown = data?.lines.filter((line) => line.sold !== null);
  const staffPage = pricePages.find((page) => page.path === "/prices/staff");
  return (
    <Page
      title={audience === "staff" ? words.staffTitle : words.title} intro={data === undefined ? undefined : data.market[language]}
      actions={(
        <>
          {staffPage === undefined || !mayOpen(staffPage, roles) ? null : <ButtonLink icon="sheet" to={audience === "staff" ? "/prices" : "/prices/staff"}>{audience === "staff" ? words.publicSheet : words.staffSheet}</ButtonLink>}
          <ButtonLink icon="wall" to="/prices/wall">{words.wall}</ButtonLink>
          <Files data={data} audience={audience} />
          <Button icon="print" onClick={() => print()}>{words.print}</Button>
        </>
      )}
    >
      <div className="price-bar">
        <DayTurner data={data} onTurn={(date) => change("on", date)} />
        {data === undefined ? null : <PrintCode businessDate={data.businessDate} />}
        <TextInput type="search" aria-label={words.search} placeholder={words.search} value={query} onChange={(value) => change("q", value)} />
      </div>
      <Table
        caption={words.subtitle(data?.businessDate ?? "", currencyFace(data?.currency ?? "CNY")[language])} columns={columns} rows={shown} rowKey={lineKey} csvName={`${words.title}-${data?.businessDate ?? ""}`}
        onOpen={setOpened}
        origin={data === undefined ? undefined : { source: words.source, coverage: `${words.coverage(data.sums.deals)} · ${words.shown(data.sums.shown)}${data.sums.withheld === 0 ? "" : ` · ${words.withheldLines(data.sums.withheld)}`}`, age: data.updatedAt === null ? undefined : hourMinute(data.updatedAt) }}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }}
        empty={withheld.length > 0 ? <EmptyState title={words.allWithheld(withheld.length)}>{words.allWithheldWhy}</EmptyState> : <EmptyState title={query === "" ? words.empty : words.noMatch}>{query === "" ? words.emptyWhy : undefined}</EmptyState>}
      />
      {data === undefined || shown?.length === 0 ? null : <p className="price-sum">{audience === "staff" ? words.sumsStaff : words.sums}<MoneyText minor={data.sums.value} currency={data.currency} /></p>}
      {data !== undefined && data.total > data.lines.length ? <p className="price-faint">{words.shown(data.lines.length)} / {data.total}</p> : null}
      {withheld.length === 0 ? null : <Withheld lines={withheld} />}
      <Panel title={words.definitionTitle}><ol className="price-definition">{words.definition.map((line) => <li key={line}>{line}</li>)}</ol></Panel>
      {data === undefined || opened === null ? null : <Deals key={lineKey(opened)} line={opened} businessDate={data.businessDate} currency={data.currency} onClose={() => setOpened(null)} />}
    </Page>
  );
}

/** The names and reasons of what may not be shown, and no number of it. */
function Withheld({ lines }: { readonly lines: readonly SheetLineView[] }): ReactNode {
  const words = usePriceWords();
  const itemName = useItemName();
  return (
    <Panel title={words.withheldTitle(lines.length)}>
      <p className="price-faint">{words.withheldWhy}</p>
      <ul className="price-withheld">
        {lines.map((line) => <li key={lineKey(line)}><span>{itemName(line)} <Badge>{classOf(line, words)}</Badge></span><small>{line.withheld === null ? "" : words.withheld[line.withheld.code]}</small></li>)}
      </ul>
    </Panel>
  );
}

function DayTurner({ data, onTurn }: { readonly data: SheetView | undefined; readonly onTurn: (date: string) => void }): ReactNode {
  const words = usePriceWords();
  if (data === undefined) return <span className="price-days" />;
  return (
    <span className="price-days">
      <Button icon="left" iconOnly disabled={data.previousDate === null} onClick={() => { if (data.previousDate !== null) onTurn(data.previousDate); }}>{words.previousDay}</Button>
      <DateLeaf date={data.businessDate} />
      <Button icon="right" iconOnly disabled={data.nextDate === null} onClick={() => { if (data.nextDate !== null) onTurn(data.nextDate); }}>{words.nextDay}</Button>
      {data.lines.length === 0 ? null : <Badge tone={data.complete ? "leaf" : "pollen"}>{data.complete ? words.complete : words.running}</Badge>}
    </span>
  );
}

/** The sheet as files: Excel from the server, JSON as the page has it. CSV stands beside the table itself. */
function Files({ data, audience }: { readonly data: SheetView | undefined; readonly audience: "public" | "staff" }): ReactNode {
  const words = usePriceWords();
  const { language } = usePreferences();
  const api = useApi(prices);
  const toast = useToast();
  const problem = useProblem();
  const [busy, setBusy] = useState(false);
  if (data === undefined || data.lines.length === 0) return null;
  const excel = async (): Promise<void> => {
    setBusy(true);
    try {
      const { name, base64 } = await (audience === "staff" ? api.staffWorkbook : api.workbook)({ businessDate: data.businessDate, language });
      const link = document.createElement("a");
      link.href = `data:${XLSX};base64,${base64}`;
      link.download = name;
      link.click();
    } catch (error) {
      toast(problem(error).text, "cinnabar");
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button icon="download" busy={busy} onClick={() => void excel()}>{words.excel}</Button>
      <Button icon="download" onClick={() => saveText(`price-sheet-${data.businessDate}.json`, JSON.stringify(data, null, 2), "application/json")}>{words.json}</Button>
    </>
  );
}
