import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { PrintSheet } from "../../../../ui/PrintSheet.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import type { OrderView } from "../../views.ts";
import { Instead } from "../parts.tsx";
import { useAmount, useItemName, usePooledTold, usePooledWords } from "../words.ts";
import { useSettlement, type SettlementView } from "./Money.tsx";
import { useOrderWords } from "./words.ts";
import "../pooled.css";

/** /pooled-orders/:no/invoice: the enterprise's one invoice as a sheet of paper, on screen and printed alike. */
export default function InvoicePage(): ReactNode {
  const { no = "" } = useParams();
  const words = useOrderWords().money;
  const common = usePooledWords();
  const told = usePooledTold();
  const api = useApi(pooled);
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "order", no], queryFn: () => api.order({ no }) });
  const back = <ButtonLink to={`/pooled-orders/${no}?part=money`}>{common.back}</ButtonLink>;
  if (error !== null) return <Page title={no} narrow><ErrorState title={common.error} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  return (
    <Page title={`${words.invoice} ${no}`} actions={<>{back}<Button tone="primary" icon="print" onClick={() => print()}>{common.print}</Button></>}>
      {data === undefined ? <Skeleton lines={8} /> : <Invoice view={data} />}
    </Page>
  );
}

function Invoice({ view }: { readonly view: OrderView }): ReactNode {
  const words = useOrderWords().money;
  const { demo } = useViewer();
  const { language } = usePreferences();
  const common = usePooledWords();
  const { data } = useSettlement(view.order.id);
  if (data === undefined) return <Skeleton lines={8} />;
  if (data.invoice === null) return <EmptyState title={words.none}>{words.noneWhy}</EmptyState>;
  const { order } = view;
  return (
    <PrintSheet
      title={words.invoice} number={data.invoice.no} demo={demo ? words.demo : undefined} footer={words.commercial}
      facts={[{ label: common.to, value: data.invoice.enterprise }, { label: common.from, value: data.hub[language] }, { label: common.order, value: `${order.no} · ${order.title}` }, { label: words.bills, value: data.invoice.bills.map((bill) => `${bill.businessDate} ${formatMoney(bill.amount, data.currency)}`).join(" · ") }]}
    >
      <Lines data={data} invoice={data.invoice} />
    </PrintSheet>
  );
}

function Lines({ data: { currency }, invoice }: { readonly data: SettlementView; readonly invoice: NonNullable<SettlementView["invoice"]> }): ReactNode {
  const { money: words } = useOrderWords();
  const amount = useAmount();
  const itemName = useItemName();
  const { columns } = words;
  const sum = (label: string, minor: number): ReactNode => <tr key={label}><th scope="row" colSpan={4}>{label}</th><td><MoneyText minor={minor} currency={currency} /></td></tr>;
  return (
    <div className="pooled-scroll">
      <table className="pooled-paper">
        <thead><tr><th scope="col">{columns.item}</th><th scope="col">{columns.grade}</th><th scope="col">{columns.units}</th><th scope="col">{columns.price}</th><th scope="col">{columns.gross}</th></tr></thead>
        <tbody>{invoice.lines.map((line) => <tr key={`${line.itemZh} ${line.grade} ${line.price} ${line.way}`}><td>{itemName(line)} <Instead of={line.substitute} /></td><td>{line.grade ?? "—"}</td><td>{amount(line.units, line.unit)}</td><td><MoneyText minor={line.price} currency={currency} /></td><td><MoneyText minor={line.gross} currency={currency} /></td></tr>)}</tbody>
        <tfoot>
          {sum(words.gross, invoice.gross)}
          {invoice.credits.map((credit, n) => <tr key={`${credit.kind} ${n}`}><th scope="row" colSpan={4}>{words.kinds[credit.kind] ?? credit.kind} {credit.text}</th><td><MoneyText minor={-credit.amount} currency={currency} /></td></tr>)}
          {invoice.deposit === 0 ? null : sum(words.deposit, -invoice.deposit)}
          {sum(words.due, invoice.due)}
        </tfoot>
      </table>
    </div>
  );
}
