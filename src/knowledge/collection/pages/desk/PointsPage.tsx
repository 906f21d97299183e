import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { collection } from "../../contract.ts";
import { useName, usePageWords, useTerms } from "../words.ts";
import { PointDialog, type Point } from "./PointDialog.tsx";
import "../collection.css";

/** /collection/points: where prices are collected, which, by whom. */
export default function PointsPage(): ReactNode {
  const { titles, points: words } = usePageWords();
  const terms = useTerms();
  const name = useName();
  const { roles } = useViewer();
  const api = useApi(collection);
  const [open, setOpen] = useState<Point | "new" | null>(null);
  const { data, isError, refetch } = useQuery({ queryKey: ["collection", "points"], queryFn: () => api.points({}) });
  const may = roles.includes("operator");
  return (
    <Page title={titles.points} intro={words.intro} actions={may ? <Button tone="primary" icon="plus" onClick={() => setOpen("new")}>{words.add}</Button> : undefined}>
      <Table
        caption={titles.points} rows={data?.points} rowKey={(row) => row.code} onOpen={may ? setOpen : undefined} error={isError ? { onRetry: () => void refetch() } : undefined} empty={<EmptyState title={words.empty}>{words.intro}</EmptyState>}
        columns={[
          { key: "name", title: words.nameZh, phone: "title", cell: (row) => <>{name(row.nameZh, row.nameEn)} <code className="col-soft">{row.code}</code></>, text: (row) => row.nameZh },
          { key: "side", title: words.side, cell: (row) => terms.sides[row.side] },
          { key: "lines", title: words.lines, cell: (row) => words.count(row.lines.length) },
          { key: "collectors", title: words.collectors, cell: (row) => row.collectors.map((one) => one.name).join(" · ") },
          { key: "state", title: words.state, cell: (row) => <Badge tone={row.active ? "leaf" : "plain"}>{row.active ? words.active : words.closed}</Badge> },
        ]}
      />
      {open === null ? null : <PointDialog point={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
