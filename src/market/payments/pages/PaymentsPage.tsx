import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Select } from "../../../ui/Select.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { payments, type InstructionView } from "../contract.ts";
import { Alarms } from "./Alarms.tsx";
import { StateBadge } from "./StateBadge.tsx";
import { clockTime, useAct, usePageWords, useProblem, useTerms } from "./words.ts";
import "./payments.css";

const PAGE = 200;
const MOST = 2_000;
const LOOK_MS = 5_000;
const SUMS = ["instructed", "paid", "failed", "open"] as const;
const TONES = { instructed: "plain", paid: "leaf", failed: "cinnabar", open: "orchid" } as const;
/** An export begins here: long before any market of ours. */
const FROM = "2020-01-01";

/** /payments: everything that was instructed, by every way, and what became of it. */
export default function PaymentsPage(): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const { language } = usePreferences();
  const { businessDate } = useViewer();
  const api = useApi(payments);
  const problem = useProblem();
  const navigate = useNavigate();
  const toast = useToast();
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [state, setState] = useState<"any" | "open" | "paid" | "failed">("any");
  const [limit, setLimit] = useState(PAGE);
  const input = { query, limit, ...(state === "any" ? {} : { state }) };
  const { data, error, refetch } = useQuery({ queryKey: ["payments", "instructions", input], queryFn: () => api.instructions(input), placeholderData: (before) => before, refetchInterval: LOOK_MS });
  const columns = useColumns();
  const told = error === null ? undefined : problem(error);
  const more = (data?.total ?? 0) - (data?.instructions.length ?? 0);
  return (
    <Page
      title={words.title} intro={<>{words.intro} {data === undefined ? null : <Badge tone={data.payer === null ? "plain" : "river"}>{data.payer === null ? words.payerNone : data.simulated ? terms.rails.simulator : words.payerIs(terms.rails[data.payer])}</Badge>}</>}
      actions={(
        <>
          <Button icon="download" busy={busy} onClick={() => void act(() => api.exportInstructions({ from: FROM, to: businessDate ?? FROM, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button>
          {data?.can.includes("instruct") === true ? <Button tone="primary" icon="money" busy={busy} onClick={() => void act(() => api.instructDue({}), ({ made }) => toast(made === 0 ? words.nothingDue : words.instructed(made), "leaf"))}>{words.instruct}</Button> : null}
        </>
      )}
    >
      {data?.simulated === true ? <p className="pay-simulated" role="note">{words.simulated}</p> : null}
      {(data?.openAlarms ?? 0) > 0 ? <Alarms /> : null}
      <StatRow>{SUMS.map((key) => <StatTile key={key} label={words.sums[key]} tone={data === undefined || data.sums[key] === 0 ? "plain" : TONES[key]} value={data === undefined ? null : <MoneyText minor={data.sums[key]} currency={data.currency} />} note={key === "instructed" && data !== undefined ? words.count(data.sums.count) : undefined} />)}</StatRow>
      <Table
        caption={words.title} columns={columns} rows={data?.instructions} rowKey={(row) => row.id} printable onOpen={(row) => void navigate(`/payments/${row.no}`)}
        tone={(row) => (row.state === "failed" ? "cinnabar" : row.state === "paid" ? "leaf" : undefined)}
        tools={<><Select aria-label={words.columns.state} value={state} onChange={setState} choices={[{ value: "any" as const, label: words.any }, ...(["open", "paid", "failed"] as const).map((value) => ({ value, label: words.states[value] }))]} /><TextInput aria-label={words.search} placeholder={words.search} value={query} onChange={setQuery} type="search" /></>}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
      />
      {more > 0 && limit < MOST ? <Button onClick={() => setLimit(Math.min(MOST, limit * 4))}>{words.common.more(more)}</Button> : null}
    </Page>
  );
}

function useColumns(): readonly Column<InstructionView>[] {
  const { columns: heads } = usePageWords();
  const terms = useTerms();
  return [
    { key: "no", title: heads.no, cell: (row) => <span className="pay-nowrap">{row.no}</span>, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "party", title: heads.party, phone: "title", cell: (row) => row.name, text: (row) => row.name, sortBy: (row) => row.name },
    { key: "account", title: heads.account, phone: "wide-only", cell: (row) => <>{row.bankName} <span className="pay-nowrap">{row.accountMasked}</span></>, text: (row) => `${row.bankName} ${row.accountMasked}` },
    { key: "way", title: heads.way, cell: (row) => <>{terms.rails[row.rail]} · {terms.kinds[row.kind]}</>, text: (row) => `${terms.rails[row.rail]} ${terms.kinds[row.kind]}`, sortBy: (row) => row.rail },
    { key: "paper", title: heads.paper, cell: (row) => (row.subject === "statement" ? <Link to={`/papers/${row.subjectNo}`}>{row.subjectNo}</Link> : row.subjectNo), text: (row) => row.subjectNo, sortBy: (row) => row.subjectNo },
    { key: "amount", title: heads.amount, align: "end", cell: (row) => <MoneyText minor={row.amount} currency={row.currency} bare />, text: (row) => formatMoney(row.amount, row.currency, { symbol: false }), sortBy: (row) => row.amount },
    { key: "state", title: heads.state, cell: (row) => <><StateBadge row={row} />{row.failure === null ? null : <small className="pay-note">{row.failure}</small>}</>, text: (row) => terms.states[row.state], sortBy: (row) => row.state },
    { key: "made", title: heads.made, phone: "wide-only", cell: (row) => <span className="pay-nowrap">{clockTime(row.madeAt)}</span>, text: (row) => row.madeAt, sortBy: (row) => row.madeAt },
  ];
}
