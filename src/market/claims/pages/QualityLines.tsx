import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount } from "../../../ui/money.ts";
import { claims } from "../contract.ts";
import { ClassBadge } from "./parts.tsx";
import { percentOf, useAmount, useClaimsTold, useItemName, usePageWords } from "./words.ts";

interface Line {
  readonly saleId: string;
  readonly businessDate: string;
  readonly lotNo: string;
  readonly itemZh: string;
  readonly itemEn: string;
  readonly quantity: number;
  readonly unit: string;
  readonly claimedUnits: number;
  readonly claimNo: string | null;
}
const PAGE = 50;

/** The sales an index is computed from, each with the claim against it. */
export function QualityLines({ title, growerId }: { readonly title: string; readonly growerId?: string }): ReactNode {
  const words = usePageWords();
  const told = useClaimsTold();
  const api = useApi(claims);
  const amount = useAmount();
  const itemName = useItemName();
  const [only, setOnly] = useState<"claimed" | "all">("claimed");
  const [limit, setLimit] = useState(PAGE);
  const input = { claimedOnly: only === "claimed", limit, ...(growerId === undefined ? {} : { growerId }) };
  const { data, error, refetch } = useQuery({ queryKey: ["claims", "lines", input], queryFn: () => api.qualityLines(input), placeholderData: (before) => before });
  const columns: readonly Column<Line>[] = [
    { key: "lot", title: words.columns.lot, phone: "title", cell: (row) => <><b>{row.lotNo}</b> {itemName(row)}</>, text: (row) => `${row.lotNo} ${itemName(row)}` },
    { key: "date", title: words.columns.date, cell: (row) => row.businessDate, text: (row) => row.businessDate, sortBy: (row) => row.businessDate },
    { key: "sold", title: words.columns.sold, align: "end", cell: (row) => amount(row.quantity, row.unit), text: (row) => String(row.quantity), sortBy: (row) => row.quantity },
    { key: "claimed", title: words.columns.claimed, align: "end", cell: (row) => (row.claimedUnits === 0 ? words.common.none : amount(row.claimedUnits, row.unit)), text: (row) => String(row.claimedUnits), sortBy: (row) => row.claimedUnits },
    { key: "no", title: words.columns.no, cell: (row) => (row.claimNo === null ? words.common.none : <Link to={`/claims/${row.claimNo}`}>{row.claimNo}</Link>), text: (row) => row.claimNo ?? "" },
  ];
  const said = error === null ? undefined : told(error);
  return (
    <section className="claim-form">
      {data === undefined ? null : (
        <StatRow>
          <StatTile label={title} value={data.class === null ? null : <ClassBadge quality={data.class} />} note={data.share === null ? words.quality.notYet : percentOf(data.share)} />
          <StatTile label={words.columns.sold} value={formatCount(data.sold)} note={words.quality.window(data.from, data.to)} />
          <StatTile label={words.columns.claimed} value={formatCount(data.claimed)} note={words.quality.linesHint} />
        </StatRow>
      )}
      <Table
        caption={words.quality.lines} columns={columns} rows={data?.lines} rowKey={(row) => row.saleId}
        tools={<><Segmented value={only} onChange={setOnly} label={words.quality.lines} choices={[{ value: "claimed", label: words.quality.claimedOnly }, { value: "all", label: words.quality.allLines }]} /><SheetButtons told={told} give={(asked) => api.giveQualityLines({ claimedOnly: only === "claimed", ...(growerId === undefined ? {} : { growerId }), ...asked })} /></>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.mine.none}>{words.mine.noneWhy}</EmptyState>}
      />
      {data !== undefined && data.total > data.lines.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.lines.length)}</Button> : null}
    </section>
  );
}
