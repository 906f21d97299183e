import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams, useSearchParams } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { agents } from "../contract.ts";
import type { ManifestView } from "../views.ts";
import { useAct, useAgentsTold, useItemName, usePageWords, useTerms, useUnits } from "./words.ts";
import "./agents.css";

/** /my-lists/manifest/:id?from=&to=: everything bought for a client on these days, to load and to check by. */
export default function ManifestPage(): ReactNode {
  const { id = "" } = useParams();
  const [asked, setAsked] = useSearchParams();
  const words = usePageWords();
  const told = useAgentsTold();
  const api = useApi(agents);
  const { language } = usePreferences();
  const { busy, act } = useAct();
  const units = useUnits();
  const [from, to] = [asked.get("from") ?? "", asked.get("to") ?? ""];
  const period = { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) };
  const { data, error, refetch } = useQuery({ queryKey: ["agents", "manifest", id, period], queryFn: () => api.manifest({ clientId: id, ...period }), placeholderData: (before) => before });
  const columns = useColumns(data);
  if (error !== null && data === undefined) return <Page title={words.titles.manifest} narrow><ErrorState title={words.common.error} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={words.titles.manifest}><Skeleton lines={8} /></Page>;
  const wanted = { clientId: id, ...period, language };
  const change = (key: "from" | "to", value: string): void => setAsked((before) => { const next = new URLSearchParams(before); if (value === "") next.delete(key); else next.set(key, value); return next; }, { replace: true });
  return (
    <Page
      title={`${words.titles.manifest} · ${data.client}`} intro={<>{data.no} · {words.manifest.intro(data.from, data.to)} · {data.agent}{data.town === "" ? "" : ` · ${data.town}`} {data.hidden ? <Badge>{words.manifest.hidden}</Badge> : null}</>}
      actions={<><Button icon="download" busy={busy} disabled={data.lines.length === 0} onClick={() => void act(() => api.exportManifest(wanted), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button><Button tone="primary" icon="print" busy={busy} disabled={data.lines.length === 0} onClick={() => void act(() => api.printManifest({ ...wanted, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{words.common.pdf}</Button></>}
    >
      <Table
        caption={words.common.goods} columns={columns} rows={data.lines} rowKey={(row) => `${row.lotNo} ${row.listNo} ${row.units} ${row.price}`} printable csvName="manifest"
        tools={<><Field label={words.common.from}><TextInput type="date" value={from === "" ? data.from : from} onChange={(value) => change("from", value)} /></Field><Field label={words.common.to}><TextInput type="date" value={to === "" ? data.to : to} onChange={(value) => change("to", value)} /></Field></>}
        empty={<EmptyState title={words.manifest.none}>{words.manifest.noneWhy}</EmptyState>}
      />
      {data.lines.length === 0 ? null : (
        <Panel title={words.manifest.sums}>
          <Facts facts={[
            ...data.sums.map((one) => ({ label: units.unit(one.unit), value: `${units.amount(one.units, one.unit)} · ${one.lots} ${words.columns.lot}` })), { label: words.columns.trolleys, value: String(data.trolleys) }, { label: words.columns.boxes, value: String(data.boxes) },
            { label: words.common.goods, value: <MoneyText minor={data.goods} currency={data.currency} /> }, { label: words.common.commission, value: <MoneyText minor={data.commission} currency={data.currency} /> }, { label: words.work.sum, value: <MoneyText minor={data.total} currency={data.currency} />, tone: "orchid" as const },
          ]} />
        </Panel>
      )}
    </Page>
  );
}

type Line = ManifestView["lines"][number];
function useColumns(view: ManifestView | undefined): readonly Column<Line>[] {
  const { columns: words, work } = usePageWords();
  const terms = useTerms();
  const units = useUnits();
  const itemName = useItemName();
  const currency = view?.currency ?? "CNY";
  const count = (n: number): string => (n === 0 ? "" : String(n));
  return [
    { key: "item", title: words.item, phone: "title", cell: (row) => <><b>{itemName(row)}</b>{row.grade === null ? "" : ` ${row.grade}`}</>, text: (row) => itemName(row), sortBy: (row) => itemName(row) },
    { key: "lot", title: words.lot, cell: (row) => row.lotNo, text: (row) => row.lotNo, sortBy: (row) => row.lotNo },
    { key: "quantity", title: words.quantity, align: "end", cell: (row) => units.amount(row.units, row.unit), text: (row) => String(row.units), sortBy: (row) => row.units },
    { key: "trolleys", title: words.trolleys, align: "end", cell: (row) => count(row.trolleys), text: (row) => count(row.trolleys), total: view === undefined ? undefined : count(view.trolleys) },
    { key: "boxes", title: words.boxes, align: "end", cell: (row) => count(row.boxes), text: (row) => count(row.boxes), total: view === undefined ? undefined : count(view.boxes) },
    { key: "seller", title: words.seller, cell: (row) => row.seller ?? work.hiddenSeller, text: (row) => row.seller ?? "" },
    { key: "place", title: words.place, cell: (row) => row.place, text: (row) => row.place, sortBy: (row) => row.place },
    { key: "channel", title: words.channel, phone: "wide-only", cell: (row) => terms.channels[row.channel], text: (row) => terms.channels[row.channel] },
    { key: "price", title: words.price, align: "end", cell: (row) => <MoneyText minor={row.price} currency={currency} bare />, text: (row) => formatMoney(row.price, currency, { symbol: false }) },
    { key: "goods", title: words.goods, align: "end", cell: (row) => <MoneyText minor={row.goods} currency={currency} bare />, text: (row) => formatMoney(row.goods, currency, { symbol: false }), total: view === undefined ? undefined : <MoneyText minor={view.goods} currency={currency} bare /> },
  ];
}
