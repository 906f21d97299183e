import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { stall } from "../../contract.ts";
import type { BillLineView, BillView } from "../../views.ts";
import { marketTime, useName, usePageWords, useStallTold, useTerms, useUnits } from "../words.ts";
import { ReturnDialog, VoidDialog } from "./BackDialogs.tsx";
import "../stall.css";

/** /stall/bills/:id: a bill, what was paid for it, and everything that happened to it. */
export default function BillPage(): ReactNode {
  const { id = "" } = useParams();
  const api = useApi(stall);
  const told = useStallTold();
  const { data, error, refetch } = useQuery({ queryKey: ["stall", "bill", id], queryFn: () => api.bill({ billId: id }) });
  if (error !== null) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  return data === undefined ? <Skeleton lines={10} /> : <Bill bill={data} />;
}

function Bill({ bill }: { readonly bill: BillView }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const [dialog, setDialog] = useState<"return" | "void" | null>(null);
  const at = (iso: string): string => marketTime(iso, bill.market.utcOffsetMinutes);
  return (
    <Page title={bill.no} intro={`${bill.stall.number} ${bill.stall.name}`} narrow>
      <ButtonRow>
        {bill.can.length === 0 ? null : <ButtonLink tone="primary" icon="print" to={`/stall/slips/${bill.id}`}>{words.counter.slip}</ButtonLink>}
        {bill.can.includes("return") ? <Button onClick={() => setDialog("return")}>{words.bills.return}</Button> : null}
        {bill.can.includes("void") ? <Button tone="danger" onClick={() => setDialog("void")}>{words.bills.voidTitle}</Button> : null}
        {bill.can.includes("pay") && bill.due > 0 && bill.customerId !== null ? <ButtonLink icon="money" to={`/stall/customers/${bill.customerId}`}>{words.credit.pay}</ButtonLink> : null}
      </ButtonRow>
      <Facts facts={[
        { label: words.bills.customer, value: bill.customer || terms.walkIn }, { label: words.bills.state, value: bill.state === "void" ? <Badge tone="cinnabar">{words.bills.void}</Badge> : <Badge tone="leaf">{words.bills.open}</Badge> },
        { label: words.bills.total, value: <MoneyText minor={bill.totalNow} currency={bill.currency} /> }, { label: words.bills.due, value: <MoneyText minor={bill.due} currency={bill.currency} />, tone: bill.due > 0 ? "pollen" : undefined },
        { label: words.bills.made, value: `${at(bill.madeAt)} ${bill.by}` }, { label: words.bills.received, value: at(bill.receivedAt) }, { label: words.date, value: bill.businessDate },
        ...(bill.offlineNo === "" ? [] : [{ label: words.bills.booked, value: `${bill.offlineNo} → ${bill.no}` }]),
      ]} />
      {bill.madeOn === bill.businessDate ? null : <p className="stall-why">{words.bills.moved(bill.madeOn)}</p>}
      <Panel title={words.bills.lines}><ul className="stall-sheet">{bill.lines.map((line) => <Line key={line.n} line={line} bill={bill} />)}</ul></Panel>
      <Panel title={words.bills.payments}>
        <ul className="stall-sheet">{bill.payments.map((payment) => <li key={payment.id}><span>{terms.methods[payment.method]}</span><small>{at(payment.at)} {payment.by}</small><MoneyText minor={payment.amount} currency={bill.currency} /></li>)}</ul>
      </Panel>
      {bill.changes.length === 0 ? null : (
        <Panel title={words.bills.history}>
          <ul className="stall-sheet">{bill.changes.map((change) => <li key={change.id}><span>{terms.changes[change.kind]} · {change.goods === "written_off" ? words.bills.writtenOff : words.bills.returned} · {change.reason}</span><small>{at(change.at)} {change.by}</small><MoneyText minor={-change.amount} currency={bill.currency} /></li>)}</ul>
        </Panel>
      )}
      <p className="stall-hint">{words.bills.exchange}</p>
      {dialog === "return" ? <ReturnDialog bill={bill} onClose={() => setDialog(null)} /> : null}
      {dialog === "void" ? <VoidDialog bill={bill} onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}

function Line({ line, bill }: { readonly line: BillLineView; readonly bill: BillView }): ReactNode {
  const words = usePageWords();
  const name = useName();
  const units = useUnits();
  const less = line.quantityNow < line.quantity;
  return (
    <li>
      <span>{name(line)} · {line.written} {less ? <Badge tone="pollen">{units.amount(line.quantityNow, line.unit)}</Badge> : null}</span>
      <small>{line.lump ? words.counter.lump : <><MoneyText minor={line.price} currency={bill.currency} />/{units.unit(line.per)}</>}{line.pots > 0 ? ` + ${line.pots} × ${words.counter.potEach}` : ""} · {words.bills.lots} {line.lots.map((lot) => lot.split("-").at(-1)).join(" ")}</small>
      <MoneyText minor={line.totalNow} currency={bill.currency} />
    </li>
  );
}
