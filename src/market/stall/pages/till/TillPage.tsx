import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { formatCount, formatMoney, parseMoney } from "../../../../ui/money.ts";
import { stall } from "../../contract.ts";
import type { Method } from "../../rules.ts";
import type { TillView } from "../../views.ts";
import { useCounter } from "../offline/useCounter.ts";
import { useAct } from "../useAct.ts";
import { WithStall } from "../useStall.tsx";
import { clockTime, newId, usePageWords, useStallTold, useTerms } from "../words.ts";
import "../stall.css";

/** /stall/till: the day's end of a stall, counted by method. */
export default function TillPage(): ReactNode {
  return <WithStall>{({ stall: mine, right }, chooser) => <Till key={mine.id} stallId={mine.id} owner={right.role === "owner"} chooser={chooser} />}</WithStall>;
}

function Till({ stallId, owner, chooser }: { readonly stallId: string; readonly owner: boolean; readonly chooser: ReactNode }): ReactNode {
  const words = usePageWords().till;
  const api = useApi(stall);
  const told = useStallTold();
  const { waiting, conflicts } = useCounter(stallId);
  const { data, error, refetch } = useQuery({ queryKey: ["stall", "till", stallId], queryFn: () => api.till({ stallId }) });
  if (error !== null) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  if (data === undefined) return <Skeleton lines={8} />;
  const money = (minor: number): ReactNode => <MoneyText minor={minor} currency={data.currency} />;
  const unsent = waiting + conflicts.length;
  return (
    <Page title={words.title} intro={<>{chooser}{data.lastAt === null ? words.first : words.since(clockTime(data.lastAt))}</>}>
      {unsent === 0 ? null : <p className="stall-why" role="status">{words.waiting(unsent)}</p>}
      <StatRow>
        <StatTile label={words.bills} value={formatCount(data.bills)} /><StatTile label={words.sold} value={money(data.sold)} /><StatTile label={words.returned} value={money(data.returned)} />
        <StatTile label={words.creditGiven} value={money(data.creditGiven)} tone={data.creditGiven > 0 ? "pollen" : "plain"} /><StatTile label={words.creditPaid} value={money(data.creditPaid)} tone="leaf" />
      </StatRow>
      {data.bills === 0 && data.returns === 0 && data.lines.length === 0 ? <EmptyState title={words.nothing} /> : owner ? <Count key={data.lastAt} till={data} /> : null}
      <History stallId={stallId} />
    </Page>
  );
}

/** Cash is counted; what stands on an account is taken as the books say unless something else is typed. */
function Count({ till }: { readonly till: TillView }): ReactNode {
  const all = usePageWords();
  const words = all.till;
  const terms = useTerms();
  const api = useApi(stall);
  const toast = useToast();
  const { busy, act } = useAct();
  const [closingId] = useState(newId);
  const [opening, setOpening] = useState("");
  const [typed, setTyped] = useState<Readonly<Partial<Record<Method, string>>>>({});
  const [why, setWhy] = useState<Readonly<Partial<Record<Method, string>>>>({});
  const { currency } = till;
  const float = opening === "" ? 0 : (parseMoney(opening, currency) ?? 0);
  const methods: readonly Method[] = [...new Set<Method>(["cash", ...till.lines.map((line) => line.method)])].filter((method) => method !== "allowance");
  const rows = methods.map((method) => {
    const expected = (till.lines.find((line) => line.method === method)?.expected ?? 0) + (method === "cash" ? float : 0);
    const text = typed[method] ?? "";
    const counted = text === "" ? (method === "cash" ? null : expected) : parseMoney(text, currency);
    return { method, expected, counted, difference: counted === null ? 0 : counted - expected };
  });
  const ready = rows.every((row) => row.counted !== null && (row.difference === 0 || (why[row.method] ?? "").trim().length > 1));
  const send = (): Promise<void> => act(() => api.closeTill({ stallId: till.stall.id, closingId, openingCash: float, counted: rows.map((row) => ({ method: row.method, amount: row.counted ?? 0, reason: (why[row.method] ?? "").trim() })) }), () => toast(words.closed, "leaf"));
  return (
    <Panel title={words.counted}>
      <div className="stall-form">
        <Field label={words.opening} optional><TextInput value={opening} onChange={setOpening} inputMode="decimal" maxLength={12} /></Field>
        {rows.map((row) => (
          <div key={row.method} className="stall-count">
            <Field label={`${terms.methods[row.method]} · ${words.expected} ${formatMoney(row.expected, currency)}`} required={row.method === "cash"}>
              <TextInput value={typed[row.method] ?? ""} onChange={(text) => setTyped({ ...typed, [row.method]: text })} inputMode="decimal" maxLength={12} placeholder={row.method === "cash" ? "" : formatMoney(row.expected, currency, { symbol: false })} />
            </Field>
            {row.difference === 0 ? null : <Field label={`${words.difference} ${formatMoney(row.difference, currency)} · ${words.why}`} required><TextInput value={why[row.method] ?? ""} onChange={(text) => setWhy({ ...why, [row.method]: text })} maxLength={200} /></Field>}
          </div>
        ))}
        <Button tone="primary" size="large" wide busy={busy} disabled={!ready} onClick={() => void send()}>{words.close}</Button>
      </div>
    </Panel>
  );
}

function History({ stallId }: { readonly stallId: string }): ReactNode {
  const all = usePageWords();
  const words = all.till;
  const terms = useTerms();
  const api = useApi(stall);
  const told = useStallTold();
  const { data } = useQuery({ queryKey: ["stall", "closings", stallId], queryFn: () => api.closings({ stallId }) });
  const money = (minor: number): ReactNode => <MoneyText minor={minor} currency={data?.currency ?? "CNY"} />;
  return (
    <Table
      caption={words.history} rows={data?.closings} rowKey={(row) => row.id} tools={<SheetButtons told={told} give={(asked) => api.giveClosings({ stallId, ...asked })} />} empty={<EmptyState title={words.none} />}
      columns={[
        { key: "n", title: words.n, phone: "title", cell: (row) => <b>{row.n} · {row.businessDate}</b>, text: (row) => `${row.n} ${row.businessDate}` },
        { key: "at", title: all.date, cell: (row) => `${clockTime(row.at)} ${row.by}`, text: (row) => row.at },
        { key: "bills", title: words.bills, align: "end", cell: (row) => formatCount(row.bills), text: (row) => String(row.bills) },
        { key: "sold", title: words.sold, align: "end", cell: (row) => money(row.sold), text: (row) => String(row.sold / 100) },
        { key: "counted", title: words.counted, cell: (row) => row.lines.filter((line) => line.method !== "allowance").map((line) => `${terms.methods[line.method]} ${formatMoney(line.counted, data?.currency ?? "CNY")}`).join(" · ") },
        { key: "difference", title: words.difference, align: "end", cell: (row) => (row.difference === 0 ? "—" : money(row.difference)), text: (row) => String(row.difference / 100) },
      ]}
      tone={(row) => (row.difference === 0 ? undefined : "pollen")}
    />
  );
}
