import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { NumberPad } from "../../../../ui/NumberPad.tsx";
import { PrintSheet } from "../../../../ui/PrintSheet.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { formatMoney, parseMoney } from "../../../../ui/money.ts";
import { stall } from "../../contract.ts";
import type { Method } from "../../rules.ts";
import type { StatementView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { marketTime, newId, usePageWords, useStallTold, useTerms } from "../words.ts";
import "../stall.css";

/** /stall/customers/:id: a customer's account with the stall, ready to print, and the two things done with it. */
export default function CustomerPage(): ReactNode {
  const { id = "" } = useParams();
  const all = usePageWords();
  const api = useApi(stall);
  const told = useStallTold();
  const [range, setRange] = useState<{ from?: string; to?: string }>({});
  const [dialog, setDialog] = useState<"pay" | "limit" | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["stall", "statement", id, range], queryFn: () => api.statement({ customerId: id, ...range }) });
  if (error !== null) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  if (data === undefined) return <Skeleton lines={10} />;
  return (
    <div className="stall-customer">
      <ButtonRow>
        <Button tone="primary" icon="money" onClick={() => setDialog("pay")}>{all.credit.pay}</Button>
        <Button onClick={() => setDialog("limit")}>{all.credit.setLimit}</Button>
        <Button icon="print" onClick={() => print()}>{all.print}</Button>
        <SheetButtons size="normal" told={told} give={(asked) => api.giveStatement({ customerId: id, ...range, ...asked })} />
      </ButtonRow>
      <div className="stall-filters">
        <TextInput type="date" value={data.from} aria-label={all.credit.from} onChange={(from) => setRange({ ...range, from })} />
        <TextInput type="date" value={data.to} aria-label={all.credit.to} onChange={(to) => setRange({ ...range, to })} />
      </div>
      <Statement paper={data} />
      {dialog === null ? null : <AmountDialog key={dialog} kind={dialog} paper={data} onClose={() => setDialog(null)} />}
    </div>
  );
}

function Statement({ paper }: { readonly paper: StatementView }): ReactNode {
  const all = usePageWords();
  const words = all.credit;
  const terms = useTerms();
  const { currency, ages } = paper;
  const what = (kind: string): string => terms.entries[kind as keyof typeof terms.entries] ?? kind;
  return (
    <PrintSheet
      title={words.statement} demo={paper.market.demo ? all.demo : undefined}
      facts={[
        { label: words.customer, value: <b>{paper.customer.nickname} {paper.customer.phoneTail}</b> }, { label: all.date, value: `${paper.from} – ${paper.to}` }, { label: words.before, value: <MoneyText minor={paper.before} currency={currency} /> },
        { label: words.after, value: <MoneyText minor={paper.after} currency={currency} /> }, { label: words.limit, value: <MoneyText minor={paper.customer.limit} currency={currency} /> },
      ]}
      footer={<>
        <p>{(["upTo7", "upTo30", "upTo60", "older"] as const).map((age) => `${words[age]} ${formatMoney(ages[age], currency)}`).join(" · ")}{ages.credit > 0 ? ` · ${words.advance} ${formatMoney(ages.credit, currency)}` : ""}</p>
        <p>{paper.stall.hall} {paper.stall.number} {paper.stall.name} · {words.sign}</p>
      </>}
    >
      <Table
        caption={words.statement} captionHidden rows={paper.entries.map((entry, n) => ({ ...entry, n }))} rowKey={(row) => String(row.n)}
        columns={[
          { key: "at", title: all.date, cell: (row) => marketTime(row.at, paper.market.utcOffsetMinutes), text: (row) => row.at },
          { key: "what", title: words.what, phone: "title", cell: (row) => <>{what(row.kind)} {row.billNo ?? row.text}</>, text: (row) => `${what(row.kind)} ${row.billNo ?? row.text}` },
          { key: "amount", title: words.change, align: "end", cell: (row) => <MoneyText minor={row.amount} currency={currency} signed />, text: (row) => formatMoney(row.amount, currency, { symbol: false }) },
          { key: "balance", title: words.running, align: "end", cell: (row) => <MoneyText minor={row.balance} currency={currency} />, text: (row) => formatMoney(row.balance, currency, { symbol: false }) },
        ]}
      />
    </PrintSheet>
  );
}

/** Money on the account, or the limit of it: one amount and a key. */
function AmountDialog({ kind, paper, onClose }: { readonly kind: "pay" | "limit"; readonly paper: StatementView; readonly onClose: () => void }): ReactNode {
  const all = usePageWords();
  const words = all.credit;
  const terms = useTerms();
  const api = useApi(stall);
  const { busy, act } = useAct();
  const [id] = useState(newId);
  const [typed, setTyped] = useState("");
  const [method, setMethod] = useState<Method>("cash");
  const amount = typed === "" ? null : parseMoney(typed, paper.currency);
  const ready = amount !== null && (kind === "limit" || amount > 0);
  const customerId = paper.customer.id;
  const send = (): Promise<void> => act<unknown>(() => (kind === "pay" ? api.takePayment({ paymentId: id, customerId, payments: [{ method, amount: amount ?? 0 }] }) : api.setCredit({ customerId, changeId: id, limit: amount ?? 0 })), onClose);
  const owes = Math.max(0, paper.ages.balance);
  return (
    <Dialog open onClose={onClose} title={`${kind === "pay" ? words.pay : words.setLimit} · ${paper.customer.nickname}`} sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" busy={busy} disabled={!ready} onClick={() => void send()}>{kind === "pay" ? words.pay : words.setLimit}{amount === null ? "" : ` ${formatMoney(amount, paper.currency)}`}</Button></>}>
      <div className="stall-line">
        <p>{kind === "pay" ? `${words.payHint} · ${all.counter.owes(formatMoney(paper.ages.balance, paper.currency))}` : words.limitHint}</p>
        {kind === "pay" ? <Field group label={words.method}><Segmented<Method> wide label={words.method} value={method} onChange={setMethod} choices={(["cash", "wechat", "alipay", "bank", "allowance"] as const).map((one) => ({ value: one, label: terms.methods[one] }))} /></Field> : null}
        <output className="stall-typed">{typed === "" ? "—" : typed}</output>
        <NumberPad value={typed} onChange={setTyped} decimals={2} maxDigits={8} presets={kind === "pay" && owes > 0 ? [{ label: formatMoney(owes, paper.currency), value: String(owes / 100) }] : undefined} />
      </div>
    </Dialog>
  );
}
