import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { Panel } from "../../../ui/Page.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { index } from "../contract.ts";
import type { RevisionView } from "../contract.ts";
import { groupWords } from "../groups.ts";
import { levelText, momentOf, signed, useGroupName, useIndexWords } from "./words.ts";

const SHOWN = 50;

/** The log of revisions; without rows of its own it reads the newest of all groups. */
export function RevisionTable({ rows }: { readonly rows?: readonly RevisionView[] }): ReactNode {
  const words = useIndexWords();
  const groupName = useGroupName();
  const api = useApi(index);
  const { data } = useQuery({ queryKey: ["index", "revisions"], queryFn: () => api.revisions({ limit: SHOWN }), enabled: rows === undefined });
  const shown = rows ?? data?.revisions ?? [];
  const number = (value: number | null): string => (value === null ? words.withheldShort : levelText(value));
  const columns: readonly Column<RevisionView>[] = [
    { key: "what", title: words.period, phone: "title", cell: (row) => `${groupName(groupWords(row.group))} ${row.period}`, text: (row) => `${row.group} ${row.period}` },
    { key: "vintage", title: words.vintage, align: "end", cell: (row) => row.vintage, text: (row) => String(row.vintage) },
    { key: "published", title: words.published, align: "end", cell: (row) => number(row.publishedValue), text: (row) => String(row.publishedValue ?? "") },
    { key: "revised", title: words.revisedValue, align: "end", cell: (row) => number(row.value), text: (row) => String(row.value ?? "") },
    { key: "difference", title: words.difference, align: "end", cell: (row) => (row.differencePoints === null ? "—" : signed(row.differencePoints)), text: (row) => String(row.differencePoints ?? "") },
    { key: "reason", title: words.reason, cell: (row) => words.reasons[row.reason] ?? row.reason, text: (row) => row.reason },
    { key: "at", title: words.at, cell: (row) => momentOf(row.at), text: (row) => row.at },
  ];
  return (
    <Panel title={words.revisionsTitle}>
      <p className="index-faint">{shown.length === 0 ? words.revisionsEmpty : words.revisionsWhy}</p>
      {shown.length === 0 ? null : <Table caption={words.revisionsTitle} captionHidden columns={columns} rows={shown} rowKey={(row) => `${row.group} ${row.frequency} ${row.period} ${row.vintage}`} />}
    </Panel>
  );
}
