import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { PrinterDialog } from "../../../ui/PrinterDialog.tsx";
import { PrintSheet } from "../../../ui/PrintSheet.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { settlement } from "../contract.ts";
import type { SlipView } from "../views.ts";
import { PaperCode } from "./PaperCode.tsx";
import { useAmount } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { useItemName, usePageWords, useProblem } from "./words.ts";
import "./settlement.css";

type Line = SlipView["lines"][number];

/** /slips/:date/:buyerId?: what a buyer collects, lot by lot. A buyer needs no id: it is his own. */
export default function SlipPage(): ReactNode {
  const { date = "", buyerId } = useParams();
  const api = useApi(settlement);
  const problem = useProblem();
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "slip", date, buyerId ?? "mine"], queryFn: () => api.slip({ businessDate: date, ...(buyerId === undefined ? {} : { buyerId }) }), refetchInterval: 15_000 });
  if (error !== null) {
    const told = problem(error);
    return <ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState>;
  }
  if (data === undefined) return <Skeleton lines={10} />;
  return <Slip slip={data} />;
}

function Slip({ slip: data }: { readonly slip: SlipView }): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const amount = useAmount();
  const api = useApi(settlement);
  const tell = useProblem();
  const { busy, act } = useAct();
  const [receipt, setReceipt] = useState(false);
  const wanted = { businessDate: data.businessDate, buyerId: data.buyerId, language, origin: location.origin };
  // A market that keeps no places has no empty column for them; the label on the lot says where it stands.
  const placed = data.lines.some((line) => line.place !== "");
  const columns = useSlipColumns().filter((column) => placed || column.key !== "place");
  return (
    <div className="settle-paper">
      <ButtonRow align="end">
        <SheetButtons size="normal" told={tell} give={(asked) => api.giveSlip({ businessDate: data.businessDate, buyerId: data.buyerId, ...asked })} />
        <Button icon="download" busy={busy} disabled={data.lines.length === 0} onClick={() => void act(() => api.printSlip(wanted), (file) => saveBase64(file.name, file.base64))}>{words.common.pdf}</Button>
        <Button icon="print" disabled={data.lines.length === 0} onClick={() => setReceipt(true)}>{words.common.receipt}</Button>
        <Button tone="primary" icon="print" onClick={() => print()}>{words.common.print}</Button>
      </ButtonRow>
      {receipt ? <PrinterDialog title={`${words.titles.slip} ${data.no}`} tell={tell} onClose={() => setReceipt(false)} load={() => api.printSlip({ ...wanted, size: "80mm", as: "escpos" })} pdf={() => api.printSlip({ ...wanted, size: "80mm" })} /> : null}
      <PrintSheet
        title={words.titles.slip} number={data.no} code={<PaperCode path={data.path} name={words.slip.scan} />} demo={data.market.demo ? words.common.demo : undefined}
        facts={[{ label: words.slip.buyer, value: <b>{data.buyer}</b> }, { label: words.slip.date, value: data.businessDate }, { label: words.slip.sums, value: data.sums.map((sum) => `${amount(sum.quantity, sum.unit)} (${words.slip.lots(sum.lots)})`).join(" · ") || words.common.none }]}
        footer={<>{placed || data.lines.length === 0 ? null : <p>{words.slip.noPlaces}</p>}<div className="settle-sign"><span>{words.slip.signature}</span><span>{data.market[language]} · {words.slip.scan}</span></div></>}
      >
        <Table caption={words.titles.slip} captionHidden columns={columns} rows={data.lines} rowKey={(line) => `${line.lotId} ${line.grade ?? ""}`} empty={<EmptyState title={words.slip.none}>{words.slip.noneWhy}</EmptyState>} />
      </PrintSheet>
    </div>
  );
}

function useSlipColumns(): readonly Column<Line>[] {
  const words = usePageWords();
  const itemName = useItemName();
  const amount = useAmount();
  return [
    { key: "picked", title: words.slip.picked, cell: () => <span className="settle-tick" aria-hidden="true" />, phone: "wide-only" },
    { key: "lot", title: words.columns.lot, cell: (line) => <b className="settle-nowrap">{line.lotNo}</b> },
    { key: "item", title: words.columns.item, phone: "title", cell: (line) => <>{itemName(line)} {line.potExtra ? <Badge tone="pollen">{words.slip.potExtra}</Badge> : null}</> },
    { key: "grade", title: words.columns.grade, align: "center", cell: (line) => line.grade ?? words.common.none },
    { key: "grower", title: words.columns.grower, cell: (line) => line.grower },
    { key: "place", title: words.columns.place, cell: (line) => (line.place === "" ? <span className="settle-faint">{words.slip.noPlace}</span> : line.place) },
    { key: "quantity", title: words.columns.quantity, align: "end", cell: (line) => <b>{amount(line.quantity, line.unit)}</b> },
  ];
}
