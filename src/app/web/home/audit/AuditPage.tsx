import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { access } from "../../../../kernel/access/contract.ts";
import { en as refusalsEn } from "../../../../kernel/access/words.en.ts";
import { zh as refusalsZh } from "../../../../kernel/access/words.zh.ts";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useTold } from "../../../../ui/told.ts";
import { actionName, moduleName } from "../actionNames.ts";
import { CONTRACTS } from "../contracts.ts";
import { useMarket } from "../useMarket.ts";
import { useRead } from "../useRead.ts";
import { ChainPanel } from "./ChainPanel.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
// The select borrows the frame of the text input.
import "../../../../ui/TextInput.css";
import "./audit.css";

type Line = Output<typeof access.actions.trail.output>["lines"][number];
type Outcome = "all" | "done" | "refused" | "failed";
const LINES_AT_ONCE = 200;

/** The trail for those who check: filtered, read back page by page, every line with its content. */
export default function AuditPage(): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const api = useApi(access);
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const accounts = useRead(access, "accounts", {});
  const [filter, setFilter] = useState({ module: "", accountId: "", outcome: "all" as Outcome, acting: false });
  const [open, setOpen] = useState<Line | null>(null);
  const asked = { limit: LINES_AT_ONCE, ...(filter.module === "" ? {} : { module: filter.module }), ...(filter.accountId === "" ? {} : { accountId: filter.accountId }) };
  const trail = useInfiniteQuery({
    queryKey: ["access", "trail", "pages", asked],
    queryFn: ({ pageParam }) => api.trail({ ...asked, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.lines.length < LINES_AT_ONCE ? undefined : page.lines.at(-1)?.id),
  });
  const read = trail.data?.pages.flatMap((page) => page.lines);
  const shown = read?.filter((line) => (filter.outcome === "all" || line.outcome === filter.outcome) && (!filter.acting || line.delegate));
  const columns = useColumns();
  return (
    <Page title={words.title} intro={words.intro}>
      <ChainPanel />
      <Table
        caption={words.caption} columns={columns} rows={shown} rowKey={(line) => String(line.id)} onOpen={setOpen} printable csvName="audit"
        tone={(line) => (line.outcome === "failed" ? "cinnabar" : line.outcome === "refused" ? "pollen" : undefined)}
        origin={read === undefined || shown === undefined ? undefined : { source: words.source, coverage: words.coverage(shown.length, read.length) }}
        empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
        error={trail.error === null ? undefined : { message: told(trail.error).text, number: told(trail.error).number, onRetry: () => void trail.refetch() }}
        tools={<>
          <Select aria-label={words.filters.module} value={filter.module} onChange={(module) => setFilter({ ...filter, module })} choices={[{ value: "", label: words.filters.allModules }, ...CONTRACTS.map(({ module }) => ({ value: module, label: moduleName(module, language) }))]} />
          <Select aria-label={words.filters.account} value={filter.accountId} onChange={(accountId) => setFilter({ ...filter, accountId })} choices={[{ value: "", label: words.filters.allAccounts }, ...(accounts.data?.accounts ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.login})` }))]} />
          <Select<Outcome> aria-label={words.filters.outcome} value={filter.outcome} onChange={(outcome) => setFilter({ ...filter, outcome })} choices={(["all", "done", "refused", "failed"] as const).map((value) => ({ value, label: words.outcomes[value] }))} />
          <label className="audit-check"><input type="checkbox" checked={filter.acting} onChange={(event) => setFilter({ ...filter, acting: event.currentTarget.checked })} />{words.filters.acting}</label>
        </>}
      />
      {read === undefined ? null : trail.hasNextPage ? <Button busy={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>{words.older}</Button> : <p className="audit-faint">{words.end}</p>}
      {open === null ? null : <LineDialog line={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function useColumns(): readonly Column<Line>[] {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const { timeOf, dayOf } = useMarket();
  return [
    { key: "time", title: words.time, cell: (line) => <span><span className="audit-whole">{dayOf(line.at)}</span> <span className="audit-whole">{timeOf(line.at)}</span></span>, text: (line) => line.at },
    { key: "who", title: words.who, cell: (line) => <span>{line.accountName} {line.delegate ? <Badge tone="orchid">{words.delegate}</Badge> : null}</span>, text: (line) => `${line.accountName}${line.delegate ? ` (${words.delegate})` : ""}` },
    { key: "what", title: words.what, phone: "title", cell: (line) => <span>{actionName(line.module, line.action, language)} <small className="audit-faint">{line.module}.{line.action}</small></span>, text: (line) => `${line.module}.${line.action}` },
    { key: "outcome", title: words.outcome, cell: (line) => <Outcomes line={line} />, text: (line) => `${line.outcome} ${line.code ?? ""}`.trim() },
    { key: "input", title: words.input, phone: "wide-only", cell: (line) => <code className="audit-input">{line.input}</code>, text: (line) => line.input },
    { key: "from", title: words.from, phone: "wide-only", cell: (line) => <span className="audit-whole">{line.address}</span>, text: (line) => line.address },
    { key: "number", title: words.number, phone: "wide-only", cell: (line) => <code className="audit-whole">{line.requestId}</code>, text: (line) => line.requestId },
  ];
}

function Outcomes({ line }: { readonly line: Line }): ReactNode {
  const words = useWords(zh, en);
  const known: Readonly<Record<string, string>> = words.outcomes;
  return <span><Badge tone={line.outcome === "done" ? "leaf" : line.outcome === "refused" ? "pollen" : "cinnabar"}>{known[line.outcome] ?? line.outcome}</Badge> {line.code === null ? null : <code>{line.code}</code>}</span>;
}

function LineDialog({ line, onClose }: { readonly line: Line; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const { timeOf, dayOf } = useMarket();
  return (
    <Dialog open onClose={onClose} size="large" title={actionName(line.module, line.action, language)}>
      <Facts facts={[
        { label: words.time, value: `${dayOf(line.at)} ${timeOf(line.at)}`, wide: true },
        { label: words.who, value: <>{line.accountName} {line.delegate ? <Badge tone="orchid">{words.delegate}</Badge> : null}</>, wide: true },
        { label: words.what, value: <code>{line.module}.{line.action}</code>, wide: true },
        { label: words.outcome, value: <Outcomes line={line} />, wide: true },
        { label: words.from, value: line.address, wide: true },
        { label: words.number, value: <code>{line.requestId}</code>, wide: true },
      ]} />
      <pre className="audit-json" tabIndex={0} aria-label={words.input}>{pretty(line.input)}</pre>
      <p className="audit-faint">{words.secret}</p>
    </Dialog>
  );
}

function pretty(input: string): string {
  try {
    return JSON.stringify(JSON.parse(input), null, 2);
  } catch {
    return input;
  }
}
