import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { useTold } from "../../../ui/told.ts";
import type { Output } from "../../machinery/contract.ts";
import { ledger } from "../contract.ts";
import { LimitDialog } from "./LimitDialog.tsx";
import { REFUSALS } from "./refusals.ts";
import { useMarket } from "./useMarket.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./ledger.css";

export type Credit = Output<typeof ledger.actions.credits.output>["credits"][number];
const LOOK_EVERY_MS = 15_000;
const PERCENT = 100;
const NEARLY_USED = 90;

const inUse = (one: Credit): number => (one.limit === 0 ? 0 : ((one.used + one.held) / one.limit) * PERCENT);

/** How far everybody may owe, how far he does, and who will be refused at the clock soon. */
export default function CreditsPage(): ReactNode {
  const words = useWords(zh, en).credits;
  const { roles } = useViewer();
  const { currency } = useMarket();
  const api = useApi(ledger);
  const told = useTold(REFUSALS);
  const [setting, setSetting] = useState<Credit | "new" | null>(null);
  const input = { currency: currency ?? "" };
  const { data, error, refetch } = useQuery({ queryKey: ["ledger", "credits", input], queryFn: () => api.credits(input), enabled: currency !== undefined, refetchInterval: LOOK_EVERY_MS });
  const may = roles.includes("cashier") || roles.includes("operator");
  const columns = useColumns(data?.credits ?? [], may ? setSetting : undefined);
  return (
    <Page title={words.title} intro={words.intro} actions={may ? <Button tone="primary" icon="plus" onClick={() => setSetting("new")}>{words.add}</Button> : undefined}>
      <Table
        caption={words.title} captionHidden columns={columns} rows={data?.credits} rowKey={(one) => one.partyId} printable csvName="credits" sorting={{ key: "usage", direction: "descending" }}
        tone={(one) => (one.limit > 0 && inUse(one) > NEARLY_USED ? "pollen" : undefined)}
        origin={data === undefined ? undefined : { source: words.source, coverage: words.coverage(formatCount(data.credits.length)) }}
        empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
        error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
      />
      {setting === null || currency === undefined ? null : <LimitDialog credit={setting === "new" ? null : setting} currency={currency} onClose={() => setSetting(null)} />}
    </Page>
  );
}

function useColumns(credits: readonly Credit[], onSet: ((credit: Credit) => void) | undefined): readonly Column<Credit>[] {
  const words = useWords(zh, en).credits;
  const money = (key: "limit" | "held" | "used" | "free"): Column<Credit> => {
    const currency = credits[0]?.currency ?? "CNY";
    return {
      key, title: words[key], align: "end", cell: (one) => <MoneyText minor={one[key]} currency={one.currency} />, text: (one) => formatMoney(one[key], one.currency, { symbol: false }), sortBy: (one) => one[key],
      total: <MoneyText minor={credits.reduce((sum, one) => sum + one[key], 0)} currency={currency} />,
    };
  };
  return [
    { key: "name", title: words.party, phone: "title", cell: (one) => <Link to={`/ledger/${one.partyId}`}>{one.name}</Link>, text: (one) => one.name, sortBy: (one) => one.name },
    money("limit"), money("held"), money("used"), money("free"),
    {
      key: "usage", title: words.usage, width: "10rem", sortBy: inUse, text: (one) => `${inUse(one).toFixed(1)}%`,
      cell: (one) => <span className="ledger-usage"><meter min={0} max={PERCENT} high={NEARLY_USED} optimum={0} value={inUse(one)} aria-label={words.usage} /> {Math.floor(inUse(one))}%{one.limit > 0 && inUse(one) > NEARLY_USED ? <Badge tone="pollen">{words.low}</Badge> : null}</span>,
    },
    ...(onSet === undefined ? [] : [{ key: "set", title: "", align: "end" as const, cell: (one: Credit) => <Button size="small" onClick={() => onSet(one)} aria-label={`${words.set} ${one.name}`}>{words.set}</Button> }]),
  ];
}
