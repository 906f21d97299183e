import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation, useParams } from "react-router";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { agents } from "../contract.ts";
import type { StatementView } from "../views.ts";
import { ClientDialog } from "./ClientDialog.tsx";
import { LinkDialog } from "./LinkDialog.tsx";
import { PaymentDialog } from "./PaymentDialog.tsx";
import { TermsDialog } from "./TermsDialog.tsx";
import { LOOK_AGAIN_MS, useAgentsTold, useItemName, usePageWords, useTerms, useTermsText, useUnits } from "./words.ts";
import "./agents.css";

/** /agent/clients/:id and /my-lists/statement/:id: what a client owes, entry by entry, the same for both. */
export default function StatementPage(): ReactNode {
  const { id = "" } = useParams();
  const agent = useLocation().pathname.startsWith("/agent/");
  const words = usePageWords();
  const told = useAgentsTold();
  const api = useApi(agents);
  const text = useTermsText();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const period = { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) };
  const { data, error, refetch } = useQuery({ queryKey: ["agents", "statement", id, period], queryFn: () => api.statement({ clientId: id, ...period }), refetchInterval: LOOK_AGAIN_MS, placeholderData: (before) => before });
  const columns = useColumns(data?.currency ?? "CNY");
  if (error !== null && data === undefined) return <Page title={words.titles.statement} narrow><ErrorState title={words.common.error} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={words.titles.statement}><Skeleton lines={8} /></Page>;
  const { client, currency } = data;
  return (
    <Page title={agent ? client.name : `${words.titles.statement} · ${client.agent}`} intro={<>{agent ? [client.town, client.phoneTail === "" ? "" : `••••${client.phoneTail}`, client.note].filter((part) => part !== "").join(" · ") : words.mine.intro}<br />{words.statement.terms}：{text(data.terms, currency)}</>} actions={<Actions data={data} agent={agent} />}>
      <StatRow>
        <StatTile label={words.statement.balance} value={<MoneyText minor={data.balance} currency={currency} />} tone={data.balance > 0 ? "pollen" : "leaf"} />
        <StatTile label={words.statement.goods} value={<MoneyText minor={data.sums.goods} currency={currency} />} />
        <StatTile label={words.statement.commission} value={<MoneyText minor={data.sums.commission} currency={currency} />} />
        <StatTile label={words.statement.paid} value={<MoneyText minor={data.sums.paid} currency={currency} />} note={data.rebateSoFar.amount > 0 ? words.statement.soFar(formatMoney(data.rebateSoFar.goods, currency), formatMoney(data.rebateSoFar.amount, currency)) : undefined} />
      </StatRow>
      <Table
        caption={`${data.from} — ${data.to}`} columns={columns} rows={data.entries} rowKey={(row) => `${row.at} ${row.kind} ${row.balance} ${row.amount}`} csvName="statement" printable
        tools={<><Field label={words.common.from}><TextInput type="date" value={from} onChange={setFrom} /></Field><Field label={words.common.to}><TextInput type="date" value={to} onChange={setTo} /></Field></>}
        empty={<EmptyState title={words.statement.none} />}
      />
      <p className="agent-soft">{words.statement.carried} <MoneyText minor={data.carried} currency={currency} /></p>
    </Page>
  );
}

function Actions({ data, agent }: { readonly data: StatementView; readonly agent: boolean }): ReactNode {
  const words = usePageWords();
  const [open, setOpen] = useState<"client" | "terms" | "pay" | "link" | null>(null);
  const close = (): void => setOpen(null);
  const manifest = <ButtonLink icon="truck" to={`/my-lists/manifest/${data.client.id}`}>{words.titles.manifest}</ButtonLink>;
  if (!agent) return manifest;
  return (
    <>
      {manifest}
      <Button icon="user" onClick={() => setOpen("client")}>{words.statement.edit}</Button>
      <Button icon="link" onClick={() => setOpen("link")}>{words.link.give}</Button>
      <Button icon="gear" onClick={() => setOpen("terms")}>{words.statement.setTerms}</Button>
      <ButtonLink icon="plus" to={`/agent/new?for=${data.client.id}`}>{words.statement.newList}</ButtonLink>
      <Button tone="primary" icon="money" onClick={() => setOpen("pay")}>{words.statement.pay}</Button>
      {open === "client" ? <ClientDialog client={data.client} onClose={close} /> : null}
      {open === "terms" ? <TermsDialog clientId={data.client.id} onClose={close} /> : null}
      {open === "link" ? <LinkDialog client={data.client} onClose={close} /> : null}
      {open === "pay" ? <PaymentDialog client={data.client} onClose={close} /> : null}
    </>
  );
}

type Entry = StatementView["entries"][number];
function useColumns(currency: string): readonly Column<Entry>[] {
  const { columns: words } = usePageWords();
  const terms = useTerms();
  const units = useUnits();
  const itemName = useItemName();
  const money = (minor: number): string => formatMoney(minor, currency, { symbol: false });
  const what = (row: Entry): string => [terms.entries[row.kind], row.itemZh === "" ? "" : itemName(row), row.units === null || row.price === null ? "" : `${units.amount(row.units, row.unit)} × ${money(row.price)}`, row.memo].filter((part) => part !== "").join(" · ");
  return [
    { key: "kind", title: words.kind, phone: "title", cell: what, text: what },
    { key: "day", title: words.day, cell: (row) => row.onDay, text: (row) => row.onDay, sortBy: (row) => row.at },
    { key: "no", title: words.no, cell: (row) => row.listNo ?? "", text: (row) => row.listNo ?? "" },
    { key: "amount", title: words.amount, align: "end", cell: (row) => <MoneyText minor={row.amount} currency={currency} bare />, text: (row) => money(row.amount), sortBy: (row) => row.amount },
    { key: "balance", title: words.balance, align: "end", cell: (row) => <MoneyText minor={row.balance} currency={currency} bare />, text: (row) => money(row.balance) },
  ];
}
