import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import type { z } from "zod";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import type { sessionRow } from "../../views.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { useProblem } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import "./results.css";

type Row = z.infer<typeof sessionRow>;
const PAGE = 60;

export const SESSION_TONE: Readonly<Record<Row["status"], BadgeTone>> = { planned: "river", open: "pollen", closing: "pollen", closed: "leaf", cancelled: "plain" };

/** /sessions: every session there is, open to everybody. */
export default function SessionsPage(): ReactNode {
  const words = useWords(zh, en).sessions;
  const states = useWords(moduleZh, moduleEn).sessionStatus;
  const api = useApi(clock);
  const problem = useProblem();
  const navigate = useNavigate();
  const { roles } = useViewer();
  const [limit, setLimit] = useState(PAGE);
  const { data, error, refetch } = useQuery({ queryKey: ["clock", "sessions", "all", limit], queryFn: () => api.sessions({ limit }), placeholderData: (before) => before });
  const columns: readonly Column<Row>[] = [
    { key: "no", title: words.no, cell: (row) => <b>{row.no}</b>, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "title", title: words.name, cell: (row) => row.title, text: (row) => row.title, phone: "title" },
    { key: "date", title: words.date, cell: (row) => row.businessDate, text: (row) => row.businessDate, sortBy: (row) => row.businessDate },
    { key: "status", title: words.status, cell: (row) => <Badge tone={SESSION_TONE[row.status]}>{states[row.status]}</Badge>, text: (row) => states[row.status] },
    { key: "clocks", title: words.clocks, align: "end", cell: (row) => row.clocks, text: (row) => String(row.clocks), phone: "wide-only" },
    { key: "lots", title: words.lots, align: "end", cell: (row) => formatCount(row.lots), text: (row) => String(row.lots), sortBy: (row) => row.lots },
    { key: "digest", title: words.digest, cell: (row) => (row.digest === null ? <span className="results-faint">{words.notYet}</span> : <code>{row.digest.slice(0, 12)}…</code>), text: (row) => row.digest ?? "", phone: "wide-only" },
  ];
  const told = error === null ? undefined : problem(error);
  const more = (data?.total ?? 0) - (data?.sessions.length ?? 0);
  return (
    <Page title={words.title} intro={words.intro} actions={data?.can.includes("planSession") === true ? <ButtonLink tone="primary" icon="hammer" to="/auction">{states.planned}</ButtonLink> : undefined}>
      <Table
        caption={words.title} captionHidden columns={columns} rows={data?.sessions} rowKey={(row) => row.id} tools={<SheetButtons told={problem} give={(asked) => api.giveSessions(asked)} />}
        onOpen={(row) => void navigate(row.status === "open" && roles.some((role) => role === "buyer" || role === "agent") ? "/clock" : `/sessions/${row.id}`)}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }}
        empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
      />
      {more > 0 ? <Button onClick={() => setLimit(limit + PAGE)}>{words.more(more)}</Button> : null}
    </Page>
  );
}
