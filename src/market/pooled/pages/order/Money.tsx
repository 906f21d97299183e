import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useApi, type useApi as UseApi } from "../../../../ui/api.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { pooled } from "../../contract.ts";
import type { OrderView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { Instead } from "../parts.tsx";
import { useAmount, useItemName, usePooledTold, usePooledWords } from "../words.ts";
import { useOrderWords } from "./words.ts";

type Api = ReturnType<typeof UseApi<typeof pooled>>;
export type SettlementView = Awaited<ReturnType<Api["settlement"]>>;
type StatementView = SettlementView["statements"][number];
const LOOK_AGAIN_MS = 30_000;

export function useSettlement(orderId: string) {
  const api = useApi(pooled);
  return useQuery({ queryKey: ["pooled", "settlement", orderId], queryFn: () => api.settlement({ orderId }), refetchInterval: LOOK_AGAIN_MS });
}

/** The money of an order: one invoice, a statement for each grower with every deduction, the hub's margin, and whether it all agrees. */
export function Money({ view }: { readonly view: OrderView }): ReactNode {
  const { order } = view;
  const words = useOrderWords().money;
  const told = usePooledTold();
  const { language } = usePreferences();
  const api = useApi(pooled);
  const common = usePooledWords();
  const { busy, act } = useAct();
  const { data, error, refetch } = useSettlement(order.id);
  if (error !== null && data === undefined) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  if (data === undefined) return <Skeleton lines={8} />;
  if (data.invoice === null && data.statements.length === 0) return <EmptyState title={words.none}>{words.noneWhy}</EmptyState>;
  const save = (give: () => Promise<{ name: string; base64: string }>): void => void act(give, (file) => saveBase64(file.name, file.base64));
  const orderId = order.id;
  return (
    <div className="pooled-form">
      <StatRow>
        {data.invoice === null ? null : <StatTile label={words.due} value={<MoneyText minor={data.invoice.due} currency={data.currency} size="figure" />} to={`/pooled-orders/${order.no}/invoice`} />}
        <StatTile label={words.margin} value={<MoneyText minor={data.margin} currency={data.currency} size="figure" />} />
        <StatTile label={words.freight} value={<MoneyText minor={data.freight} currency={data.currency} size="figure" />} />
      </StatRow>
      <p className="pooled-balanced" data-off={!data.balanced || undefined}><Icon name={data.balanced ? "check" : "warn"} />{data.balanced ? words.balanced : `${words.off}：${data.differences.join("；")}`}</p>
      <ButtonRow>
        {data.invoice === null ? null : <ButtonLink icon="money" to={`/pooled-orders/${order.no}/invoice`}>{words.print}</ButtonLink>}
        {data.invoice === null ? null : <Button icon="print" busy={busy} onClick={() => save(() => api.printInvoice({ orderId, language, origin: location.origin }))}>{words.pdf}</Button>}
        {data.statements.length === 0 ? null : <Button icon="print" busy={busy} onClick={() => save(() => api.printStatement({ orderId, language, origin: location.origin }))}>{words.pdfAll}</Button>}
        <Button icon="download" busy={busy} onClick={() => save(() => api.exportSettlement({ orderId, language }))}>{common.excel}</Button>
      </ButtonRow>
      {data.invoice === null ? null : <InvoiceLines data={data} no={order.no} />}
      {data.statements.length === 0 ? null : <Statements data={data} no={order.no} />}
    </div>
  );
}

export function InvoiceLines({ data, no }: { readonly data: SettlementView; readonly no: string }): ReactNode {
  const { money: words } = useOrderWords();
  const amount = useAmount();
  const itemName = useItemName();
  const { columns } = words;
  if (data.invoice === null) return null;
  const { invoice, currency } = data;
  return (
    <Table
      caption={words.invoice} rows={invoice.lines} rowKey={(line) => `${line.itemZh} ${line.grade} ${line.price} ${line.way}`} csvName={`invoice-${no}`}
      columns={[
        { key: "item", title: columns.item, phone: "title", cell: (line) => <>{itemName(line)} <Instead of={line.substitute} /></>, text: itemName },
        { key: "grade", title: columns.grade, cell: (line) => line.grade ?? "—", text: (line) => line.grade ?? "" },
        { key: "units", title: columns.units, align: "end", cell: (line) => amount(line.units, line.unit), text: (line) => String(line.units) },
        { key: "price", title: columns.price, align: "end", cell: (line) => <MoneyText minor={line.price} currency={currency} />, text: (line) => String(line.price / 100) },
        { key: "way", title: columns.way, cell: (line) => words.ways[line.way] ?? line.way, text: (line) => words.ways[line.way] ?? line.way },
        { key: "gross", title: columns.gross, align: "end", cell: (line) => <MoneyText minor={line.gross} currency={currency} />, text: (line) => String(line.gross / 100), total: <MoneyText minor={invoice.gross} currency={currency} /> },
      ]}
    />
  );
}

function Statements({ data, no }: { readonly data: SettlementView; readonly no: string }): ReactNode {
  const { money: words } = useOrderWords();
  const common = usePooledWords();
  const amount = useAmount();
  const { columns } = words;
  const { statements, currency } = data;
  const sum = (of: (one: StatementView) => number): number => statements.reduce((total, one) => total + of(one), 0);
  const unit = (one: StatementView): string => one.lines[0]?.unit ?? "";
  const money = (key: "gross" | "deducted" | "net"): { key: string; title: string; align: "end"; cell: (one: StatementView) => ReactNode; text: (one: StatementView) => string; sortBy: (one: StatementView) => number; total: ReactNode } => ({
    key, title: columns[key], align: "end", cell: (one) => <MoneyText minor={one[key]} currency={currency} />, text: (one) => String(one[key] / 100), sortBy: (one) => one[key], total: <MoneyText minor={sum((one) => one[key])} currency={currency} />,
  });
  return (
    <Table
      caption={words.statements} rows={statements} rowKey={(one) => one.growerId} csvName={`statements-${no}`}
      columns={[
        { key: "grower", title: columns.grower, phone: "title", cell: (one) => one.grower, text: (one) => one.grower, sortBy: (one) => one.grower },
        { key: "promised", title: columns.promised, align: "end", cell: (one) => amount(one.promised, unit(one)), text: (one) => String(one.promised), sortBy: (one) => one.promised },
        { key: "delivered", title: columns.delivered, align: "end", cell: (one) => amount(one.delivered, unit(one)), text: (one) => String(one.delivered), sortBy: (one) => one.delivered },
        { key: "downgrade", title: columns.downgrade, align: "end", cell: (one) => { const less = one.lines.reduce((total, line) => total + line.downgrade, 0); return less === 0 ? common.none : <MoneyText minor={less} currency={currency} />; } },
        money("gross"),
        { key: "explain", title: words.explain, cell: (one) => <span className="pooled-two">{one.deductions.map((each, n) => <small key={`${each.kind} ${n}`}>{words.kinds[each.kind] ?? each.kind} <MoneyText minor={each.amount} currency={currency} />{each.text === "" ? null : ` · ${each.text}`}</small>)}</span>, text: (one) => one.deductions.map((each) => `${words.kinds[each.kind] ?? each.kind} ${each.amount / 100}`).join("; ") },
        money("deducted"), money("net"),
        { key: "held", title: columns.held, align: "end", cell: (one) => (one.depositHeld === 0 ? common.none : <MoneyText minor={one.depositHeld} currency={currency} />), sortBy: (one) => one.depositHeld },
      ]}
    />
  );
}
