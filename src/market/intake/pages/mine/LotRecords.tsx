import type { ReactNode } from "react";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { Panel } from "../../../../ui/Page.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import type { LotCard, intake } from "../../contract.ts";
import { useIntakeWords, usePageWords, useTimes, useUnits } from "../words.ts";

type Told = Output<(typeof intake)["actions"]["lot"]["output"]>;
type Sale = Told["sales"][number];

export function Sales({ sales, lot }: { readonly sales: readonly Sale[]; readonly lot: LotCard }): ReactNode {
  const words = usePageWords().lot;
  const channels: Readonly<Record<string, string>> = useIntakeWords().channels;
  const times = useTimes();
  const units = useUnits();
  const columns: Column<Sale>[] = [
    { key: "at", title: words.when, cell: (one) => times.at(one.at), text: (one) => one.at, sortBy: (one) => one.at, phone: "title" },
    { key: "channel", title: words.channel, cell: (one) => channels[one.channel] ?? one.channel, text: (one) => channels[one.channel] ?? one.channel },
    { key: "quantity", title: words.quantity, align: "end", cell: (one) => units.amount(one.quantity, lot.unit), text: (one) => String(one.quantity), sortBy: (one) => one.quantity, total: units.amount(lot.sold, lot.unit) },
    { key: "price", title: words.price, align: "end", cell: (one) => <MoneyText minor={one.price} currency={lot.currency} />, text: (one) => formatMoney(one.price, lot.currency, { symbol: false }), sortBy: (one) => one.price },
    { key: "gross", title: words.amount, align: "end", cell: (one) => <MoneyText minor={one.gross} currency={lot.currency} />, text: (one) => formatMoney(one.gross, lot.currency, { symbol: false }), sortBy: (one) => one.gross, total: <MoneyText minor={lot.gross} currency={lot.currency} /> },
  ];
  return <Table caption={words.sales} columns={columns} rows={sales} rowKey={(one) => `${one.at}${one.quantity}${one.price}${one.gross}`} csvName={`${lot.no}-sales`} printable empty={<EmptyState title={words.noSales}>{words.noSalesHint}</EmptyState>} />;
}

/** Who did what to the lot, oldest first. */
export function History({ history, lot }: { readonly history: Told["history"]; readonly lot: LotCard }): ReactNode {
  const words = usePageWords();
  const own = useIntakeWords();
  const deeds: Readonly<Record<string, string>> = own.deeds;
  const as: Readonly<Record<string, string>> = own.as;
  const reasons: Readonly<Record<string, string>> = own.passReasons;
  const defects: Readonly<Record<string, string>> = own.defects;
  const times = useTimes();
  const said = (text: string): string => text.split("，").map((part) => defects[part] ?? reasons[part] ?? part).join("，");
  return (
    <Panel title={words.lot.history}>
      <ol className="lot-history">
        {history.map((one) => (
          <li key={`${one.at}${one.kind}${one.quantity}`} data-kind={one.kind}>
            <time dateTime={one.at}>{times.at(one.at)}</time>
            <span>
              <strong>{deeds[one.kind] ?? one.kind}</strong>
              {one.grade === null ? null : <b> {words.common.grade(one.grade)}</b>}
              {one.quantity === null ? null : <b> {formatCount(one.quantity)}</b>}
              {one.text === "" || (one.kind === "declared" && one.text === String(one.quantity)) || one.kind === "sale" ? null : <span> · {said(one.text)}</span>}
              {one.by === "" ? null : <small>{one.as === "" ? one.by : words.lot.by2(one.by, as[one.as] ?? one.as)}</small>}
            </span>
          </li>
        ))}
      </ol>
      {lot.demo ? <span className="hl-hidden">{words.label.demo}</span> : null}
    </Panel>
  );
}
