import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { QuantityStepper } from "../../../ui/QuantityStepper.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { agents } from "../contract.ts";
import type { PurchaseView } from "../views.ts";
import { useAct, useItemName, usePageWords, useTerms, useUnits } from "./words.ts";

/** What is bought and nobody's yet, with a hand to give it. */
export function FreePurchases({ found }: { readonly found: readonly PurchaseView[] | undefined }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const units = useUnits();
  const itemName = useItemName();
  const [giving, setGiving] = useState<PurchaseView | null>(null);
  const fitting = (row: PurchaseView): number => row.fits.filter((fit) => fit.misfit === null).length;
  const columns: readonly Column<PurchaseView>[] = [
    { key: "item", title: words.columns.item, phone: "title", cell: (row) => <><b>{itemName(row)}</b>{row.grade === null ? "" : ` ${row.grade}`}</>, text: (row) => itemName(row), sortBy: (row) => itemName(row) },
    { key: "free", title: words.columns.free, align: "end", cell: (row) => `${units.amount(row.free, row.unit)}`, text: (row) => String(row.free), sortBy: (row) => row.free },
    { key: "price", title: words.columns.price, align: "end", cell: (row) => <MoneyText minor={row.price} currency={row.currency} bare />, text: (row) => formatMoney(row.price, row.currency, { symbol: false }), sortBy: (row) => row.price },
    { key: "lot", title: words.columns.lot, cell: (row) => row.lotNo, text: (row) => row.lotNo, sortBy: (row) => row.lotNo },
    { key: "channel", title: words.columns.channel, cell: (row) => terms.channels[row.channel], text: (row) => terms.channels[row.channel] },
    { key: "seller", title: words.columns.seller, phone: "wide-only", cell: (row) => row.seller, text: (row) => row.seller },
    { key: "fits", title: words.desk.give, cell: (row) => <Button size="small" icon="check" disabled={row.fits.length === 0} onClick={() => setGiving(row)}>{fitting(row) > 0 ? words.desk.fits(fitting(row)) : row.fits.length > 0 ? words.desk.give : words.desk.fitsNone}</Button> },
  ];
  return (
    <>
      <Table caption={words.desk.purchases} columns={columns} rows={found} rowKey={(row) => row.saleId} csvName="free" tone={(row) => (fitting(row) > 0 ? "pollen" : undefined)} empty={<EmptyState title={words.desk.noneFree}>{words.desk.noneFreeWhy}</EmptyState>} />
      {giving === null ? null : <GiveDialog purchase={giving} onClose={() => setGiving(null)} />}
    </>
  );
}

function GiveDialog({ purchase, onClose }: { readonly purchase: PurchaseView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const { misfits } = useTerms();
  const units = useUnits();
  const itemName = useItemName();
  const api = useApi(agents);
  const toast = useToast();
  const { busy, act } = useAct();
  const fillId = useRef(crypto.randomUUID());
  const [lineId, setLineId] = useState(purchase.fits.find((fit) => fit.misfit === null)?.lineId ?? "");
  const line = purchase.fits.find((fit) => fit.lineId === lineId);
  const most = Math.min(purchase.free, line?.open ?? purchase.free);
  const [asked, setAsked] = useState<number | null>(null);
  const count = Math.min(asked ?? most, most);
  const money = (fen: number): string => formatMoney(fen, purchase.currency);
  return (
    <Dialog
      open sticky onClose={onClose} title={words.desk.allocate}
      actions={<Button tone="primary" busy={busy} disabled={line === undefined || count < 1} onClick={() => void act(() => api.allocate({ fillId: fillId.current, saleId: purchase.saleId, lineId, units: count }), () => { toast(words.desk.given, "leaf"); onClose(); })}>{words.desk.give}</Button>}
    >
      <div className="agent-form">
        <p><b>{itemName(purchase)}</b> {purchase.grade} · {units.amount(purchase.free, purchase.unit)} · {money(purchase.price)}</p>
        <Field label={words.desk.which} required>
          <Select
            value={lineId} placeholder={words.fresh.choose} onChange={setLineId}
            choices={purchase.fits.map((fit) => ({ value: fit.lineId, label: `${words.desk.wanted(fit.client, units.amount(fit.open, purchase.unit), fit.limitPrice === null ? null : money(fit.limitPrice))} · ${fit.spec}${fit.misfit === null ? "" : `（${misfits[fit.misfit]}）`}`, disabled: fit.misfit === "above_limit" || fit.misfit === "other_unit" }))}
          />
        </Field>
        <Field label={words.desk.howMany}><QuantityStepper value={count} onChange={setAsked} min={1} max={Math.max(1, most)} unit={units.unit(purchase.unit)} label={words.desk.howMany} /></Field>
      </div>
    </Dialog>
  );
}
