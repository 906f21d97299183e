import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Sparkline } from "../../../ui/Sparkline.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { prices } from "../contract.ts";
import type { SheetLineView } from "../contract.ts";
import { classOf } from "../rules.ts";
import { hourMinute, useItemName, usePriceWords, useProblem, useUnit } from "./words.ts";

type Deal = Output<typeof prices.actions.deals.output>["deals"][number];
const TREND_DAYS = 30;
const SHOWN = 500;

/** The sales behind one line, without names, and how its mean went: every figure of the line can be computed again from here. */
export function Deals({ line, businessDate, currency, onClose }: { readonly line: SheetLineView; readonly businessDate: string; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const words = usePriceWords();
  const itemName = useItemName();
  const unit = useUnit();
  const api = useApi(prices);
  const problem = useProblem();
  const about = { itemId: line.itemId, grade: line.grade, venue: line.venue };
  const { data, error, refetch } = useQuery({ queryKey: ["prices", "deals", businessDate, about], queryFn: () => api.deals({ businessDate, ...about, limit: SHOWN }) });
  const { data: trend } = useQuery({ queryKey: ["prices", "series", businessDate, about], queryFn: () => api.series({ ...about, to: businessDate, days: TREND_DAYS }) });
  const told = error === null ? null : problem(error);
  const money = (minor: number | null): ReactNode => (minor === null ? "—" : <MoneyText minor={minor} currency={currency} />);
  const values = trend?.points.map((point) => point.mean) ?? [];
  return (
    <Dialog open size="large" onClose={onClose} title={words.dealsTitle(itemName(line), classOf(line, words))}>
      <Facts dense facts={[
        { label: words.max, value: money(line.max) }, { label: words.upper, value: money(line.upper) }, { label: words.middle, value: money(line.middle), tone: "orchid" }, { label: words.lower, value: money(line.lower) },
        { label: words.min, value: money(line.min) }, { label: words.mean, value: money(line.mean) }, { label: words.sold, value: `${formatCount(line.sold ?? 0)} ${unit(line.unit)}` }, { label: words.unsold, value: `${formatCount(line.unsold ?? 0)} ${unit(line.unit)}` },
      ]} />
      <div className="price-trend">
        <span>{words.trend}</span>
        {values.filter((value) => value !== null).length < 2 ? <span className="price-faint">{words.noTrend}</span> : <Sparkline values={values} width={320} height={56} tone="orchid" label={words.trend} format={(minor) => formatMoney(minor, currency)} />}
      </div>
      {told !== null ? <ErrorState number={told.number} onRetry={told.code === "withheld" ? undefined : () => void refetch()}>{told.text}</ErrorState> : data === undefined ? <Skeleton lines={6} /> : (
        <>
          <p className="price-faint">{words.dealsWhy} {words.recompute}</p>
          <DealTable deals={data.deals} total={data.total} currency={currency} files={<SheetButtons told={problem} give={(asked) => api.giveDeals({ businessDate, ...about, ...asked })} />} unit={unit(line.unit)} />
          {data.leftovers.length === 0 ? null : (
            <p>{words.leftovers}: {data.leftovers.map((left) => `${formatCount(left.quantity)} ${unit(line.unit)} (${words.passReasons[left.reason as keyof typeof words.passReasons] ?? left.reason})`).join(" · ")}</p>
          )}
        </>
      )}
    </Dialog>
  );
}

function DealTable({ deals, total, currency, files, unit }: { readonly deals: readonly Deal[]; readonly total: number; readonly currency: string; readonly files: ReactNode; readonly unit: string }): ReactNode {
  const words = usePriceWords();
  const columns: readonly Column<Deal>[] = [
    { key: "n", title: "#", align: "end", cell: (deal) => deal.n, text: (deal) => String(deal.n), sortBy: (deal) => deal.n },
    { key: "at", title: words.time, cell: (deal) => hourMinute(deal.at), text: (deal) => deal.at, sortBy: (deal) => deal.at },
    { key: "seller", title: words.seller, align: "center", cell: (deal) => deal.seller, text: (deal) => deal.seller, sortBy: (deal) => deal.seller },
    { key: "channel", title: words.channel, cell: (deal) => words.channels[deal.channel as keyof typeof words.channels] ?? deal.channel, text: (deal) => deal.channel },
    { key: "quantity", title: words.quantity, align: "end", cell: (deal) => `${formatCount(deal.quantity)} ${unit}`, text: (deal) => String(deal.quantity), sortBy: (deal) => deal.quantity, phone: "title" },
    { key: "price", title: words.price, align: "end", cell: (deal) => <MoneyText minor={deal.price} currency={currency} bare />, text: (deal) => formatMoney(deal.price, currency, { symbol: false }).replaceAll(",", ""), sortBy: (deal) => deal.price },
    { key: "gross", title: words.gross, align: "end", cell: (deal) => <MoneyText minor={deal.gross} currency={currency} bare />, text: (deal) => formatMoney(deal.gross, currency, { symbol: false }).replaceAll(",", ""), sortBy: (deal) => deal.gross },
  ];
  return (
    <>
      <Table caption={words.actions.deals} columns={columns} rows={deals} rowKey={(deal) => String(deal.n)} tools={files} maxHeight="45dvh" sorting={{ key: "price", direction: "descending" }} />
      {total > deals.length ? <p className="price-faint">{formatCount(deals.length)} / {formatCount(total)}</p> : null}
    </>
  );
}
