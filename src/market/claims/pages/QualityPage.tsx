import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { GRADES } from "../../../kernel/lots/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { CHANNELS } from "../../settlement/contract.ts";
import { claims } from "../contract.ts";
import { CLASSES, type ClaimSettings } from "../rules.ts";
import type { QualityRow } from "../views.ts";
import { QualityLines } from "./QualityLines.tsx";
import { ClassBadge } from "./parts.tsx";
import { percentOf, useClaimsTold, usePageWords, useTerms } from "./words.ts";
import "./claims.css";

type Row = Omit<QualityRow, "sold" | "claimed"> & { readonly sold: number | null; readonly claimed: number | null };
const PAGE = 100;
const STAFF = ["grader", "operator", "cashier", "auditor"] as const;

/** /quality: the public formula, everybody's class, and the lines of one's own. */
export default function QualityPage(): ReactNode {
  const words = usePageWords();
  const api = useApi(claims);
  const { name, roles } = useViewer();
  const { data } = useQuery({ queryKey: ["claims", "terms"], queryFn: () => api.terms({}) });
  const [opened, setOpened] = useState<{ id: string; name: string } | null>(null);
  return (
    <Page title={words.titles.quality} intro={words.quality.intro}>
      {data === undefined ? null : <Formula settings={data.settings} currency={data.currency} />}
      {roles.includes("grower") ? <QualityLines title={words.quality.own} /> : null}
      {name === null ? null : <ClassTable onOpen={STAFF.some((role) => roles.includes(role)) ? (row) => setOpened({ id: row.growerId, name: row.grower }) : undefined} />}
      {opened === null ? null : <QualityLines key={opened.id} title={opened.name} growerId={opened.id} />}
    </Page>
  );
}

function Formula({ settings, currency }: { readonly settings: ClaimSettings; readonly currency: string }): ReactNode {
  const words = usePageWords().quality;
  const terms = useTerms();
  const levied = CLASSES.filter((one) => settings.levy[one] > 0);
  return (
    <Panel title={words.formula}>
      <div className="claim-form">
        <p><b>{words.formulaText(settings.qualityDays)}</b></p>
        <p>{words.classes(percentOf(settings.classBFrom), percentOf(settings.classCFrom))} {words.counts}</p>
        <p>{levied.length === 0 ? words.levyNone : `${words.levy} ${levied.map((one) => `${one} ${formatMoney(settings.levy[one], currency)}`).join(" · ")}`}</p>
        <p>{words.rules}: {words.answers(settings.answerHours, settings.silentPercent)} {words.replies(settings.replyHours)} {words.judges(settings.arbitrationHours)}</p>
        <p>{words.windows}: {CHANNELS.map((channel) => `${terms.channels[channel]} ${words.hours(settings.windowHours[channel])}`).join(" · ")}</p>
        <p>{words.regrade}: {GRADES.map((grade) => `${grade} ${settings.gradePercent[grade]}%`).join(" · ")}</p>
      </div>
    </Panel>
  );
}

function ClassTable({ onOpen }: { readonly onOpen: ((row: Row) => void) | undefined }): ReactNode {
  const words = usePageWords();
  const told = useClaimsTold();
  const api = useApi(claims);
  const [query, setQuery] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const { data, error, refetch } = useQuery({ queryKey: ["claims", "table", query, limit], queryFn: () => api.qualityTable({ query, limit }), placeholderData: (before) => before });
  const count = (n: number | null): string => (n === null ? words.common.none : formatCount(n));
  const columns: readonly Column<Row>[] = [
    { key: "grower", title: words.columns.grower, phone: "title", cell: (row) => row.grower, text: (row) => row.grower, sortBy: (row) => row.grower },
    { key: "class", title: words.columns.class, cell: (row) => <ClassBadge quality={row.class} />, text: (row) => row.class, sortBy: (row) => row.class },
    { key: "share", title: words.columns.share, align: "end", cell: (row) => percentOf(row.share), text: (row) => percentOf(row.share), sortBy: (row) => row.share },
    { key: "sold", title: words.columns.sold, align: "end", cell: (row) => count(row.sold), text: (row) => count(row.sold), sortBy: (row) => row.sold },
    { key: "claimed", title: words.columns.claimed, align: "end", cell: (row) => count(row.claimed), text: (row) => count(row.claimed), sortBy: (row) => row.claimed },
    { key: "on", title: words.columns.on, cell: (row) => row.on, text: (row) => row.on, sortBy: (row) => row.on },
  ];
  return (
    <>
      <Table
        caption={data === undefined ? words.quality.table : `${words.quality.table} ${words.quality.window(data.from, data.to)}`} columns={columns} rows={data?.growers} rowKey={(row) => row.growerId} onOpen={onOpen}
        tools={<><Field label={words.common.search}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" /></Field><SheetButtons told={told} give={(asked) => api.giveQuality({ query, ...asked })} /></>}
        error={error === null ? undefined : { onRetry: () => void refetch() }} empty={<EmptyState title={words.quality.none}>{words.quality.noneWhy}</EmptyState>}
      />
      {data !== undefined && data.total > data.growers.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.growers.length)}</Button> : null}
    </>
  );
}
