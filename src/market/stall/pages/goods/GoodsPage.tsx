import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { stall } from "../../contract.ts";
import type { StockRow } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { WithStall } from "../useStall.tsx";
import { clockTime, useName, usePageWords, useStallTold, useTerms, useUnits } from "../words.ts";
import { ArriveDialog, FetchDialog, RecountDialog } from "./GoodsDialogs.tsx";
import "../stall.css";

const LOTS_SHOWN = 300;

/** /stall/goods: what stands at the stall, what arrives, and what was bought in the market and waits. */
export default function GoodsPage(): ReactNode {
  return <WithStall>{({ stall: mine }, chooser) => <Stock key={mine.id} stallId={mine.id} chooser={chooser} />}</WithStall>;
}

function Stock({ stallId, chooser }: { readonly stallId: string; readonly chooser: ReactNode }): ReactNode {
  const all = usePageWords();
  const words = all.goods;
  const api = useApi(stall);
  const told = useStallTold();
  const terms = useTerms();
  const [dialog, setDialog] = useState<"arrive" | "fetch" | null>(null);
  const [counting, setCounting] = useState<StockRow | null>(null);
  const [sold, setSold] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["stall", "stock", stallId, sold], queryFn: () => api.stock({ stallId, all: sold, limit: LOTS_SHOWN }) });
  const columns = useColumns(data?.currency ?? "CNY", data?.right.mayCountUp === true ? setCounting : null);
  return (
    <Page title={words.title} intro={chooser} actions={<><Button onClick={() => setDialog("fetch")}>{words.fetch}</Button><Button tone="primary" icon="plus" onClick={() => setDialog("arrive")}>{words.arrive}</Button></>}>
      <Purchases stallId={stallId} />
      <Table
        caption={words.stock} columns={columns} rows={data?.lots} rowKey={(row) => row.lotId} tools={<><label className="stall-check"><input type="checkbox" checked={sold} onChange={(event) => setSold(event.target.checked)} /> {words.all}</label><SheetButtons told={told} give={(asked) => api.giveGoods({ stallId, all: sold, ...asked })} taken={{ ...all.sheets.goods, reasons: terms.importProblems, take: (file) => api.takeGoods({ stallId, ...file }), reads: ["stall"] }} /></>}
        error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} empty={<EmptyState title={words.none} />}
      />
      {dialog === "arrive" ? <ArriveDialog stallId={stallId} currency={data?.currency ?? "CNY"} onClose={() => setDialog(null)} /> : null}
      {dialog === "fetch" ? <FetchDialog stallId={stallId} onClose={() => setDialog(null)} /> : null}
      {counting === null ? null : <RecountDialog key={counting.lotId} row={counting} onClose={() => setCounting(null)} />}
    </Page>
  );
}

function useColumns(currency: string, onCount: ((row: StockRow) => void) | null): readonly Column<StockRow>[] {
  const words = usePageWords().goods;
  const terms = useTerms();
  const name = useName();
  const units = useUnits();
  return [
    { key: "item", title: usePageWords().item, phone: "title", cell: (row) => <b>{name(row)}</b>, text: (row) => name(row), sortBy: (row) => name(row) },
    { key: "lot", title: words.lot, cell: (row) => <span className="stall-nowrap">{row.lotNo}</span>, text: (row) => row.lotNo },
    { key: "left", title: words.left, align: "end", cell: (row) => <b>{units.amount(row.onHand - row.held, row.unit)}</b>, text: (row) => String(row.onHand - row.held), sortBy: (row) => row.onHand },
    { key: "brought", title: words.brought, align: "end", cell: (row) => units.amount(row.brought, row.unit), text: (row) => String(row.brought) },
    { key: "kind", title: words.kind, cell: (row) => <><Badge>{terms.kinds[row.kind]}</Badge> {row.source}</>, text: (row) => `${row.kind} ${row.source}` },
    { key: "cost", title: words.costShort, align: "end", phone: "wide-only", cell: (row) => (row.purchasePrice === null ? "—" : <MoneyText minor={row.purchasePrice} currency={currency} />) },
    { key: "came", title: words.came, cell: (row) => <span className="stall-nowrap">{clockTime(row.at).slice(5)}</span>, text: (row) => row.at, sortBy: (row) => row.at },
    ...(onCount === null ? [] : [{ key: "count", title: words.recount, cell: (row: StockRow) => <Button size="small" onClick={() => onCount(row)}>{words.recount}</Button> }]),
  ];
}

function Purchases({ stallId }: { readonly stallId: string }): ReactNode {
  const words = usePageWords().goods;
  const name = useName();
  const units = useUnits();
  const api = useApi(stall);
  const told = useStallTold();
  const { busy, act } = useAct();
  const { data } = useQuery({ queryKey: ["stall", "purchases", stallId], queryFn: () => api.purchases({ stallId }) });
  if (data === undefined || data.purchases.length === 0) return null;
  return (
    <Panel title={words.purchases} actions={<SheetButtons told={told} give={(asked) => api.givePurchases({ stallId, ...asked })} />}>
      <ul className="stall-sheet">
        {data.purchases.map((row) => (
          <li key={row.saleId}><span>{name(row)} · {units.amount(row.quantity, row.unit)}</span><small>{row.lotNo} · {row.businessDate} · <MoneyText minor={row.price} currency={data.currency} /></small><Button size="small" busy={busy} onClick={() => void act(() => api.takeOver({ stallId, saleId: row.saleId }))}>{words.take}</Button></li>
        ))}
      </ul>
    </Panel>
  );
}
