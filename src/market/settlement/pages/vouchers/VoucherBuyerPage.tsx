import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { settlement } from "../../contract.ts";
import type { VoucherFormat } from "../../voucher-rules.ts";
import type { VoucherFileView, VoucherGap, VoucherLine } from "../../voucher-views.ts";
import { useAmount } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { clockTime, useItemName, useProblem, useTerms } from "../words.ts";
import { RegisterDialog } from "./RegisterDialog.tsx";
import { Days, MonthBar, monthOf, rangeOf } from "./parts.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../settlement.css";

const SHOWN = 500;

/** /vouchers/:buyerId: one buying unit's month, what lacks, and the file. */
export default function VoucherBuyerPage(): ReactNode {
  const { buyerId = "" } = useParams();
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const problem = useProblem();
  const { businessDate } = useViewer();
  const [search, setSearch] = useSearchParams();
  const month = search.get("month") ?? monthOf(businessDate);
  const period = rangeOf(month);
  const [taking, setTaking] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "vouchers", buyerId, month], queryFn: () => api.vouchers({ buyerId, ...period, limit: SHOWN }), placeholderData: (before) => before });
  const back = <ButtonLink icon="left" to={`/vouchers?month=${month}`}>{words.titles.vouchers}</ButtonLink>;
  if (error !== null) {
    const told = problem(error);
    return <Page title={words.titles.buyer} actions={back}><ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState></Page>;
  }
  if (data === undefined) return <Page title={words.titles.buyer} actions={back}><Skeleton lines={10} /></Page>;
  const money = (minor: number): ReactNode => <MoneyText minor={minor} currency={data.currency} />;
  return (
    <Page
      title={`${data.buyer} · ${words.titles.buyer}`} intro={<><Badge tone="river">{words.notInvoice}</Badge> {words.agree(formatMoney(data.billed, data.currency))}</>}
      actions={<>{back}{data.can.includes("take") ? <Button tone="primary" icon="download" onClick={() => setTaking(true)}>{words.take.act}</Button> : null}</>}
    >
      <MonthBar month={month} onMonth={(next) => setSearch({ month: next })} />
      {data.openDays.length > 0 ? <p className="settle-warn">{words.openDays(data.openDays.length, data.openDays[0]!)}</p> : null}
      <StatRow>
        <StatTile label={words.columns.billed} value={money(data.billed)} tone="orchid" />
        <StatTile label={words.columns.ready} value={money(data.ready)} tone="leaf" note={`${formatCount(data.readyLines)} ${words.columns.lines}`} />
        <StatTile label={words.columns.lacking} value={money(data.lacking)} tone={data.lackingLines > 0 ? "pollen" : "plain"} note={`${formatCount(data.lackingLines)} ${words.columns.lines}`} />
        <StatTile label={words.columns.allowances} value={money(data.allowances)} />
      </StatRow>
      <Gaps gaps={data.gaps} currency={data.currency} />
      <Lines lines={data.lines} currency={data.currency} month={month} />
      <Files buyerId={buyerId} />
      {taking ? <TakeDialog buyerId={buyerId} period={period} onClose={() => setTaking(false)} /> : null}
    </Page>
  );
}

function Gaps({ gaps, currency }: { readonly gaps: readonly VoucherGap[]; readonly currency: string }): ReactNode {
  const words = useWords(zh, en);
  const terms = useTerms().vouchers;
  const cashier = useViewer().roles.includes("cashier");
  const [mending, setMending] = useState<string | null>(null);
  const columns: readonly Column<VoucherGap>[] = [
    { key: "seller", title: words.columns.seller, phone: "title", cell: (row) => row.seller, text: (row) => row.seller, sortBy: (row) => row.seller },
    { key: "what", title: words.columns.what, cell: (row) => <Badge tone={row.lacks === "organisation" ? "plain" : "pollen"}>{terms.lacks[row.lacks]}</Badge>, text: (row) => terms.lacks[row.lacks], sortBy: (row) => row.lacks },
    { key: "mend", title: words.columns.mend, cell: (row) => terms.mend[row.lacks], text: (row) => terms.mend[row.lacks] },
    { key: "days", title: words.columns.days, cell: (row) => <Days from={row.firstDay} to={row.lastDay} />, text: (row) => `${row.firstDay} ~ ${row.lastDay}` },
    { key: "amount", title: words.columns.amount, align: "end", cell: (row) => <MoneyText minor={row.amount} currency={currency} bare />, text: (row) => formatMoney(row.amount, currency, { symbol: false }), sortBy: (row) => row.amount },
    ...(cashier ? [{ key: "act", title: words.columns.act, cell: (row: VoucherGap) => row.lacks === "organisation" ? null : <Button size="small" onClick={() => setMending(row.sellerId)}>{words.gaps.register}</Button> }] : []),
  ];
  return (
    <>
      <Table caption={words.gaps.title} columns={columns} rows={gaps} rowKey={(row) => `${row.sellerId} ${row.lacks}`} csvName="lacking" tone={(row) => (row.lacks === "organisation" ? undefined : "pollen")} empty={<EmptyState title={words.gaps.none}>{words.gaps.noneWhy}</EmptyState>} />
      {mending === null ? null : <RegisterDialog sellerId={mending} onClose={() => setMending(null)} />}
    </>
  );
}

function Lines({ lines, currency, month }: { readonly lines: readonly VoucherLine[]; readonly currency: string; readonly month: string }): ReactNode {
  const words = useWords(zh, en);
  const terms = useTerms().vouchers;
  const itemName = useItemName();
  const amount = useAmount();
  const columns: readonly Column<VoucherLine>[] = [
    { key: "line", title: words.columns.line, phone: "title", cell: (row) => <>{row.kind === "sale" ? null : <Badge tone="cinnabar">{words.kinds[row.kind]}</Badge>} {itemName(row)}<small className="settle-note">{row.lotNo}{row.reason === "" ? "" : ` · ${row.reason}`}</small></>, text: (row) => `${words.kinds[row.kind]} ${itemName(row)} ${row.lotNo}`, sortBy: (row) => row.kind },
    { key: "seller", title: words.columns.seller, cell: (row) => <>{row.seller}<small className="settle-note settle-anywhere">{row.citizenMasked ?? ""}</small></>, text: (row) => row.seller, sortBy: (row) => row.seller },
    { key: "saleDay", title: words.columns.saleDay, cell: (row) => <span className="settle-nowrap">{row.saleDay}</span>, text: (row) => row.saleDay, sortBy: (row) => row.saleDay },
    { key: "quantity", title: words.columns.quantity, align: "end", cell: (row) => (row.kind === "allowance" ? "—" : amount(row.quantity, row.unit)), text: (row) => String(row.quantity), sortBy: (row) => row.quantity },
    { key: "price", title: words.columns.price, align: "end", cell: (row) => <MoneyText minor={row.price} currency={currency} bare />, text: (row) => formatMoney(row.price, currency, { symbol: false }), sortBy: (row) => row.price },
    { key: "amount", title: words.columns.amount, align: "end", cell: (row) => <MoneyText minor={row.amount} currency={currency} bare />, text: (row) => formatMoney(row.amount, currency, { symbol: false }), sortBy: (row) => row.amount },
    { key: "bill", title: words.columns.bill, cell: (row) => <><Link to={`/papers/${row.billNo}`}>{row.billNo}</Link>{row.originalNo === null ? null : <small className="settle-note">{words.lines.original(row.originalNo)}</small>}</>, text: (row) => `${row.billNo} ${row.originalNo ?? ""}` },
    { key: "state", title: words.columns.state, cell: (row) => (row.lacks === null ? <Badge tone="leaf">{words.columns.ready}</Badge> : <Badge tone="pollen">{terms.lacks[row.lacks]}</Badge>), text: (row) => (row.lacks === null ? words.columns.ready : terms.lacks[row.lacks]), sortBy: (row) => row.lacks ?? "" },
  ];
  return <Table caption={words.lines.title} columns={columns} rows={lines} rowKey={(row) => `${row.saleId} ${row.kind} ${row.billNo} ${row.reason}`} csvName={`purchase-data-masked-${month}`} tone={(row) => (row.lacks !== null ? "pollen" : row.kind === "sale" ? undefined : "cinnabar")} empty={<EmptyState title={words.lines.none}>{words.empty.why}</EmptyState>} origin={{ source: words.lines.masked }} />;
}

function Files({ buyerId }: { readonly buyerId: string }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const { data } = useQuery({ queryKey: ["settlement", "voucherFiles", buyerId], queryFn: () => api.voucherFiles({ buyerId }), placeholderData: (before) => before });
  const columns: readonly Column<VoucherFileView>[] = [
    { key: "no", title: words.columns.no, phone: "title", cell: (row) => <b>{row.no}</b>, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "period", title: words.columns.days, cell: (row) => <Days from={row.from} to={row.to} />, text: (row) => `${row.from} ~ ${row.to}` },
    { key: "lines", title: words.columns.lines, align: "end", cell: (row) => formatCount(row.lines), text: (row) => String(row.lines) },
    { key: "goods", title: words.columns.goods, align: "end", cell: (row) => <MoneyText minor={row.goods} currency={row.currency} bare />, text: (row) => formatMoney(row.goods, row.currency, { symbol: false }) },
    { key: "format", title: words.columns.format, cell: (row) => words.take.formats[row.format], text: (row) => row.format },
    { key: "made", title: words.columns.made, cell: (row) => `${row.madeBy} · ${clockTime(row.madeAt)}`, text: (row) => `${row.madeBy} ${row.madeAt}` },
    { key: "sha", title: words.columns.sha, phone: "wide-only", cell: (row) => <code>{row.sha256.slice(0, 12)}</code>, text: (row) => row.sha256 },
  ];
  return <Table caption={words.made.title} columns={columns} rows={data?.files} rowKey={(row) => row.id} csvName="purchase-data-files" empty={<EmptyState title={words.made.none}>{words.take.why}</EmptyState>} />;
}

function TakeDialog({ buyerId, period, onClose }: { readonly buyerId: string; readonly period: { from: string; to: string }; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [format, setFormat] = useState<VoucherFormat>("xlsx");
  const take = (): void => void act(() => api.takeVouchers({ buyerId, ...period, format }), (taken) => { saveBase64(taken.name, taken.base64); toast(words.take.taken(taken.file.no), "leaf"); onClose(); });
  return (
    <ConfirmDialog open title={words.take.title} action={words.take.act} busy={busy} onClose={onClose} onConfirm={take}>
      <p><Badge tone="river">{words.notInvoice}</Badge></p>
      <p>{words.take.why}</p>
      <ButtonRow><Field label={words.columns.format} group><Segmented value={format} onChange={setFormat} choices={(["xlsx", "csv", "json"] as const).map((value) => ({ value, label: words.take.formats[value] }))} /></Field></ButtonRow>
    </ConfirmDialog>
  );
}
