import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { collection, type batchView } from "../../contract.ts";
import { usePageWords, useTerms } from "../words.ts";

type Batch = Output<typeof batchView>;

/** What came in, when, from whom; a row opens what was named in it. */
export function Batches({ source }: { readonly source: string }): ReactNode {
  const { desk: words } = usePageWords();
  const terms = useTerms();
  const api = useApi(collection);
  const [open, setOpen] = useState<Batch | null>(null);
  const { data, isError, refetch } = useQuery({ queryKey: ["collection", "batches", source], queryFn: () => api.batches({ source }) });
  const count = (key: "rows" | "accepted" | "missing" | "named" | "added" | "corrected" | "unchanged" | "outliers", title: string, wide = false) => ({ key, title, align: "end" as const, ...(wide ? { phone: "wide-only" as const } : {}), cell: (row: Batch) => formatCount(row[key]), text: (row: Batch) => String(row[key]) });
  return (
    <>
      <Table
        caption={words.batches} rows={data?.batches} rowKey={(row) => String(row.id)} onOpen={setOpen} csvName={`${source}-batches`} tone={(row) => (row.named > 0 ? "cinnabar" : row.outliers > 0 ? "pollen" : undefined)}
        error={isError ? { onRetry: () => void refetch() } : undefined} empty={<EmptyState title={words.empty}>{words.emptyWhy}</EmptyState>}
        columns={[
          { key: "name", title: words.file, phone: "title", cell: (row) => <>{row.name} <Badge>{terms.batchKinds[row.kind]}</Badge></>, text: (row) => row.name },
          { key: "at", title: words.when, cell: (row) => new Date(row.at).toLocaleString(), text: (row) => row.at },
          { key: "by", title: words.who, cell: (row) => row.by, text: (row) => row.by },
          count("rows", words.counts), count("accepted", words.accepted, true), count("missing", words.missing), count("named", words.named), count("added", words.added), count("corrected", words.corrected), count("unchanged", words.unchanged, true), count("outliers", words.outliers),
        ]}
      />
      {open === null ? null : <Problems batch={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Problems({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }): ReactNode {
  const { desk: words, common } = usePageWords();
  const terms = useTerms();
  const api = useApi(collection);
  const { data } = useQuery({ queryKey: ["collection", "problems", batch.id], queryFn: () => api.problems({ batchId: batch.id }) });
  return (
    <Dialog open size="large" title={batch.name} onClose={onClose} actions={<Button onClick={onClose}>{common.close}</Button>}>
      <Table
        caption={words.problems(data?.total ?? batch.named)} rows={data?.problems} rowKey={(row) => `${row.row} ${row.column} ${row.reason}`} empty={<EmptyState title={words.noProblems} />}
        columns={[
          { key: "row", title: words.row, phone: "title", cell: (row) => `${words.row} ${row.row}`, sortBy: (row) => row.row },
          { key: "column", title: words.column, cell: (row) => row.column },
          { key: "value", title: words.value, cell: (row) => row.value },
          { key: "reason", title: common.reason, cell: (row) => terms.problems[row.reason as keyof typeof terms.problems] ?? row.reason },
        ]}
      />
    </Dialog>
  );
}
