import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useApi } from "../../../../ui/api.ts";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { PrinterDialog } from "../../../../ui/PrinterDialog.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { stall } from "../../contract.ts";
import type { CounterView } from "../../contract.ts";
import { measure, potsOf, priceLine } from "../../rules.ts";
import { slipOf, type Slip, type SlipFacts } from "../../slip.ts";
import type { BillView } from "../../views.ts";
import { get } from "../offline/db.ts";
import type { Kept } from "../offline/queue.ts";
import { marketTime, useName, usePageWords, useStallTold, useTerms, useUnits } from "../words.ts";
import "../stall.css";

type Named = ReturnType<typeof useName>;

/** /stall/slips/:id: what the customer takes along; of a bill the market knows, or of one that waits on this device. */
export default function SlipPage(): ReactNode {
  const { id = "" } = useParams();
  const api = useApi(stall);
  const told = useStallTold();
  const name = useName();
  const { data, error } = useQuery({
    queryKey: ["stall", "slip", id], networkMode: "always",
    queryFn: async (): Promise<{ readonly facts: SlipFacts; readonly bill: BillView | null }> => {
      const kept = await get<Kept>("bills", id);
      const known = kept === undefined || kept.state === "booked" ? await api.bill({ billId: id }).catch((problem: unknown) => { if (kept === undefined) throw problem; return null; }) : null;
      if (known !== null) return { facts: factsOf(known, name), bill: known };
      const counter = await get<{ readonly view: CounterView }>("counters", kept!.stallId);
      return { facts: keptFacts(kept!, counter!.view, name), bill: null };
    },
  });
  if (error !== null) return <ErrorState number={told(error).number}>{told(error).text}</ErrorState>;
  return data === undefined ? <Skeleton lines={8} /> : <Paper slip={slipOf(data.facts)} bill={data.bill} />;
}

function factsOf(bill: BillView, name: Named): SlipFacts {
  return {
    stall: bill.stall, market: bill.market, id: bill.id, no: bill.no, provisional: false, at: marketTime(bill.madeAt, bill.market.utcOffsetMinutes), customer: bill.customer, by: bill.by, currency: bill.currency, payments: bill.payments, void: bill.state === "void",
    lines: bill.lines.map((line) => ({ ...line, name: name(line), written: line.quantityNow === line.quantity ? line.written : String(line.quantityNow), quantity: line.quantityNow, total: line.totalNow })),
  };
}

function keptFacts(kept: Kept, counter: CounterView, name: Named): SlipFacts {
  const { bill } = kept;
  return {
    stall: counter.stall, market: { ...counter.market, demo: counter.demo }, id: bill.id, no: kept.row?.no ?? kept.offlineNo, provisional: kept.row === null, at: marketTime(bill.madeAt, counter.utcOffsetMinutes), customer: kept.customer, by: counter.by,
    currency: counter.currency, payments: bill.payments, void: false,
    lines: bill.lines.map((line) => {
      const item = counter.items.find((one) => one.itemId === line.itemId);
      const measured = item === undefined ? null : measure(item, line.quantity);
      const quantity = measured?.ok === true ? measured.quantity : 1;
      const priced = item === undefined ? null : priceLine(item, quantity, line);
      return { name: item === undefined ? "—" : name(item), written: line.quantity, quantity, unit: item?.unit ?? line.per, price: line.price, per: line.per, lump: line.lump !== null, potPrice: line.potPrice, pots: item === undefined || line.potPrice === null ? 0 : potsOf(item, quantity), total: priced?.ok === true ? priced.total : 0 };
    }),
  };
}

/** A bill the market knows prints by the market's template on any printer; one that waits on this device prints from the page. */
function Paper({ slip, bill }: { readonly slip: Slip; readonly bill: BillView | null }): ReactNode {
  const [roll, setRoll] = useState(false);
  const all = usePageWords();
  const terms = useTerms();
  const units = useUnits();
  const [width, setWidth] = useState<"58" | "80">("80");
  const money = (minor: number): string => formatMoney(minor, slip.currency, { symbol: false });
  return (
    <div className="stall-slip-page">
      <style>{`@page { size: ${width}mm auto; margin: 2mm; }`}</style>
      <ButtonRow><Button tone="primary" size="large" icon="print" onClick={() => print()}>{all.print}</Button>{bill === null ? null : <Button size="large" icon="print" onClick={() => setRoll(true)}>{all.roll}</Button>}<ButtonLink to="/stall">{all.counter.next}</ButtonLink></ButtonRow>
      {roll && bill !== null ? <RollDialog bill={bill} width={width} onClose={() => setRoll(false)} /> : null}
      <Segmented label="mm" value={width} onChange={setWidth} choices={[{ value: "58", label: "58 mm" }, { value: "80", label: "80 mm" }]} />
      <article className="stall-slip hl-paper" data-width={width}>
        <header>{slip.head.map((line) => <p key={line}>{line}</p>)}{slip.demo ? <p>{all.demo}</p> : null}</header>
        <p className="stall-slip-no">{slip.no}{slip.provisional ? ` (${all.counter.provisional})` : ""}{slip.void ? ` · ${all.bills.void}` : ""}</p>
        <p>{slip.at} · {slip.by}</p>
        <p>{all.bills.customer}: {slip.customer || terms.walkIn}</p>
        <ul>
          {slip.lines.map((line, index) => (
            <li key={index}>
              <span>{line.name}</span>
              <span><small>{line.written}{line.price === null ? ` ${all.counter.lump}` : ` × ${money(line.price)}/${units.unit(line.per)}`}{line.pots === null ? "" : ` + ${line.pots.count} × ${money(line.pots.price)}`}</small><b>{money(line.total)}</b></span>
            </li>
          ))}
        </ul>
        <dl>
          <div><dt>{all.total}</dt><dd><strong>{formatMoney(slip.total, slip.currency)}</strong></dd></div>
          {slip.payments.map((payment) => <div key={payment.method}><dt>{terms.methods[payment.method]}</dt><dd>{money(payment.amount)}</dd></div>)}
          {slip.due === 0 ? null : <div><dt>{all.bills.due}</dt><dd><strong>{money(slip.due)}</strong></dd></div>}
        </dl>
        {slip.due > 0 ? <p className="stall-slip-sign">{all.credit.sign}</p> : null}
      </article>
    </div>
  );
}

function RollDialog({ bill, width, onClose }: { readonly bill: BillView; readonly width: "58" | "80"; readonly onClose: () => void }): ReactNode {
  const all = usePageWords();
  const { language } = usePreferences();
  const api = useApi(stall);
  const told = useStallTold();
  const { data } = useQuery({ queryKey: ["stall", "printers", bill.stall.id], queryFn: () => api.slipPrinters({ stallId: bill.stall.id }) });
  const wanted = { billId: bill.id, language, origin: location.origin, size: `${width}mm` as "58mm" | "80mm" };
  return (
    <PrinterDialog
      title={all.roll} tell={told} onClose={onClose} load={() => api.printSlip({ ...wanted, as: "escpos" })} pdf={() => api.printSlip(wanted)}
      network={data?.printers.map((printer) => ({ name: printer.name, send: () => api.queueSlip({ billId: bill.id, printerId: printer.id, language, origin: location.origin }) }))}
    />
  );
}
