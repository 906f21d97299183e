import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams, useSearchParams } from "react-router";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { settlement } from "../contract.ts";
import type { SaleListRow } from "../views.ts";
import { useAmount } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { clockTime, useItemName, usePageWords, useProblem, useTerms } from "./words.ts";
import "./settlement.css";

const PAGE = 200;
const MOST = 2_000;

/** /day/:date/sales: every sale of a day with names; a correction begins here. */
export default function SalesPage(): ReactNode {
  const { date = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const query = search.get("q") ?? "";
  const words = usePageWords();
  const api = useApi(settlement);
  const problem = useProblem();
  const columns = useSaleColumns((row) => setTaking(row));
  const [taking, setTaking] = useState<SaleListRow | null>(null);
  const [limit, setLimit] = useState(PAGE);
  const input = { businessDate: date, query, limit };
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "saleList", input], queryFn: () => api.saleList(input), placeholderData: (before) => before });
  const told = error === null ? undefined : problem(error);
  const more = (data?.total ?? 0) - (data?.sales.length ?? 0);
  return (
    <Page title={`${words.titles.sales} ${date}`} intro={words.sales.intro} actions={<ButtonLink icon="left" to={`/day/${date}`}>{words.titles.day}</ButtonLink>}>
      <Table
        caption={words.titles.sales} columns={columns} rows={data?.sales} rowKey={(row) => row.id} printable maxHeight="75dvh" tone={(row) => (row.reversal === null ? undefined : "pollen")}
        tools={<><TextInput aria-label={words.common.search} placeholder={words.common.search} value={query} type="search" onChange={(value) => setSearch(value === "" ? {} : { q: value }, { replace: true })} /><SheetButtons told={problem} give={(asked) => api.giveSales({ businessDate: date, query, ...asked })} /></>}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.sales.none} />}
      />
      {more > 0 && limit < MOST ? <Button onClick={() => setLimit(Math.min(MOST, limit * 4))}>{words.common.more(more)}</Button> : null}
      {taking === null ? null : <TakeBack key={taking.id} sale={taking} onClose={() => setTaking(null)} />}
    </Page>
  );
}

function useSaleColumns(onTake: (row: SaleListRow) => void): readonly Column<SaleListRow>[] {
  const words = usePageWords();
  const terms = useTerms();
  const itemName = useItemName();
  const amount = useAmount();
  return [
    { key: "at", title: words.columns.time, cell: (row) => <span className="settle-nowrap">{clockTime(row.at).slice(11)}</span>, text: (row) => row.at, sortBy: (row) => row.at },
    { key: "lot", title: words.columns.lot, cell: (row) => <span className="settle-nowrap">{row.lotNo}</span>, text: (row) => row.lotNo, sortBy: (row) => row.lotNo },
    { key: "item", title: words.columns.item, phone: "title", cell: (row) => <>{itemName(row)} {row.grade === null ? null : <Badge>{row.grade}</Badge>}</>, text: (row) => `${itemName(row)} ${row.grade ?? ""}`, sortBy: (row) => itemName(row) },
    { key: "grower", title: words.columns.grower, cell: (row) => row.grower, text: (row) => row.grower, sortBy: (row) => row.grower },
    { key: "buyer", title: words.columns.buyer, cell: (row) => row.buyer, text: (row) => row.buyer, sortBy: (row) => row.buyer },
    { key: "channel", title: words.columns.channel, phone: "wide-only", cell: (row) => terms.channels[row.channel], text: (row) => terms.channels[row.channel] },
    { key: "quantity", title: words.columns.quantity, align: "end", cell: (row) => amount(row.quantity, row.unit), text: (row) => String(row.quantity), sortBy: (row) => row.quantity },
    { key: "price", title: words.columns.price, align: "end", cell: (row) => <MoneyText minor={row.price} currency={row.currency} bare />, text: (row) => formatMoney(row.price, row.currency, { symbol: false }), sortBy: (row) => row.price },
    { key: "gross", title: words.columns.amount, align: "end", cell: (row) => <MoneyText minor={row.gross} currency={row.currency} bare />, text: (row) => formatMoney(row.gross, row.currency, { symbol: false }), sortBy: (row) => row.gross },
    { key: "act", title: words.columns.state, cell: (row) => row.reversal !== null ? <Badge tone="pollen">{row.reversal === "proposed" ? words.sales.reversing : words.sales.reversed}</Badge> : row.can.includes("propose_reversal") ? <Button size="small" onClick={() => onTake(row)}>{words.sales.reverse}</Button> : null },
  ];
}

/** One cashier says why, and what becomes of the goods; another confirms. */
function TakeBack({ sale, onClose }: { readonly sale: SaleListRow; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const api = useApi(settlement);
  const toast = useToast();
  const amount = useAmount();
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const [goods, setGoods] = useState<"returned" | "written_off">("returned");
  const propose = (): void => void act(() => api.proposeReversal({ saleId: sale.id, reason, goods }), () => { toast(words.reversal.proposed, "leaf"); onClose(); });
  return (
    <Dialog open sticky onClose={onClose} title={words.reversal.proposeTitle(sale.lotNo)} actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="danger" busy={busy} disabled={reason.trim().length < 2} onClick={propose}>{words.reversal.propose}</Button></>}>
      <p>{sale.grower} → {sale.buyer}</p>
      <p>{words.reversal.what(amount(sale.quantity, sale.unit), formatMoney(sale.gross, sale.currency))}</p>
      <Field label={words.reversal.reason} hint={words.reversal.reasonHint} required><TextArea value={reason} onChange={setReason} maxLength={300} /></Field>
      <Field label={words.reversal.goods} group><Segmented value={goods} onChange={setGoods} choices={[{ value: "returned", label: words.reversal.returned }, { value: "written_off", label: words.reversal.writtenOff }]} /></Field>
    </Dialog>
  );
}
