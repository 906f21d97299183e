import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../../ui/Dialog.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { PrintSheet } from "../../../../ui/PrintSheet.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { useToast } from "../../../../ui/Toast.tsx";
import { offers, type PurchaseLineView, type PurchaseView } from "../../contract.ts";
import { useStock } from "../live/useStock.ts";
import { useAct } from "../useAct.ts";
import { useItemName, usePageWords, useProblem, useTimes } from "../words.ts";
import { OrderCode } from "./OrderCode.tsx";
import { DENSE_FROM, OrderLines } from "./OrderLines.tsx";
import { STATE_TONES } from "./OrdersPage.tsx";
import "../offers.css";

/** /orders/:id and /o/:no: one order, the same on screen and on A4. */
export default function OrderPage(): ReactNode {
  const { id, no } = useParams();
  const api = useApi(offers);
  const problem = useProblem();
  useStock();
  const { data, error, refetch } = useQuery({ queryKey: ["offers", "order", id ?? no], queryFn: () => api.order(id === undefined ? { no: no ?? "" } : { orderId: id }) });
  if (error !== null && data === undefined) return <ErrorState title={no} number={problem(error).number} onRetry={() => void refetch()}>{problem(error).text}</ErrorState>;
  if (data === undefined) return <Skeleton lines={12} />;
  return <Order order={data} />;
}

function Order({ order }: { readonly order: PurchaseView }): ReactNode {
  const { titles, orders: words, orderStates } = usePageWords();
  const { language } = usePreferences();
  const times = useTimes();
  const [changing, setChanging] = useState<PurchaseLineView | null>(null);
  const facts = [
    { label: words.buyer, value: <b>{order.buyer}</b> }, { label: words.when, value: <>{order.placedAt === null ? "" : times.at(order.placedAt)} · {words.by(order.by)}</> },
    { label: words.status, value: <Badge tone={STATE_TONES[order.state]}>{orderStates[order.state]}</Badge> }, { label: words.total, value: <b>{formatMoney(order.amount, order.currency)}</b> },
    ...(order.note === "" ? [] : [{ label: "", value: order.note }]),
  ];
  return (
    <div className="offers-paper">
      <Acts order={order} />
      <PrintSheet title={titles.order} number={order.no ?? ""} facts={facts} code={order.path === null ? undefined : <OrderCode path={order.path} name={words.scan} />} demo={order.market.demo ? words.demo : undefined} footer={<p>{order.market[language]}{order.path === null ? "" : ` · ${words.scan}`}</p>}>
        <OrderLines order={order} onChange={setChanging} />
      </PrintSheet>
      {changing === null ? null : <ChangeLine line={changing} onClose={() => setChanging(null)} />}
    </div>
  );
}

function Acts({ order }: { readonly order: PurchaseView }): ReactNode {
  const { language } = usePreferences();
  const problem = useProblem();
  const { orders: words } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState<"cancel" | "decline" | null>(null);
  const [reason, setReason] = useState("");
  // The browser takes seconds to lay out a thousand lines; the print centre makes the same paper at once.
  const long = order.items.length >= DENSE_FROM;
  const waiting = order.items.filter((item) => item.can.includes("answer")).map((item) => item.id);
  const answer = (confirm: boolean): void => void act(() => api.answerLines({ orderLineIds: waiting, confirm, reason }), () => { toast(words.answered, "leaf"); setAsking(null); });
  return (
    <>
      <ButtonRow align="end">
        {order.can.includes("cancel") ? <Button onClick={() => setAsking("cancel")}>{words.cancel}</Button> : null}
        {waiting.length > 0 ? <Button onClick={() => setAsking("decline")}>{words.decline}</Button> : null}
        {waiting.length > 0 ? <Button tone="primary" busy={busy} onClick={() => answer(true)}>{words.confirmAll(waiting.length)}</Button> : null}
        <SheetButtons size="normal" told={problem} give={(asking) => api.giveOrder({ orderId: order.id, ...asking })} />
        <Button icon={long ? "print" : "download"} busy={busy} onClick={() => void act(() => api.printOrder({ orderId: order.id, language, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{long ? words.printPdf : words.pdf}</Button>
        {order.businessDate === null ? null : <Button icon="download" busy={busy} onClick={() => void act(() => api.printPacking({ businessDate: order.businessDate ?? "", buyerId: order.buyerId, language, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{words.packing}</Button>}
        {long ? null : <Button icon="print" onClick={() => print()}>{words.print}</Button>}
      </ButtonRow>
      <ConfirmDialog open={asking === "cancel"} title={words.cancelTitle(order.no ?? "")} action={words.cancel} busy={busy} onClose={() => setAsking(null)} onConfirm={() => void act(() => api.cancelOrder({ orderId: order.id }), () => { toast(words.cancelled, "leaf"); setAsking(null); })}>{words.cancelWhy}</ConfirmDialog>
      <Dialog open={asking === "decline"} sticky onClose={() => setAsking(null)} title={words.declineTitle} actions={<Button tone="danger" busy={busy} disabled={reason.trim().length < 2} onClick={() => answer(false)}>{words.decline}</Button>}>
        <Field label={words.reason} required><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
      </Dialog>
    </>
  );
}

function ChangeLine({ line, onClose }: { readonly line: PurchaseLineView; readonly onClose: () => void }): ReactNode {
  const { orders: words } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const name = useItemName();
  const { busy, act } = useAct();
  const [written, setWritten] = useState(line.written);
  const save = (): void => void act(() => api.changeOrderLine({ orderLineId: line.id, quantity: written }), () => { toast(words.changed, "leaf"); onClose(); });
  return (
    <Dialog open sticky onClose={onClose} title={words.changeTitle} actions={<Button tone="primary" busy={busy} disabled={written.trim() === ""} onClick={save}>{words.change}</Button>}>
      <p>{name(line)} · {line.grower}</p>
      <Field label={words.newQuantity}><TextInput value={written} onChange={setWritten} autoFocus /></Field>
    </Dialog>
  );
}
