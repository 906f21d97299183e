import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import type { SheetLineView } from "../../../knowledge/prices/contract.ts";
import { useSpeakingSheet } from "../../../knowledge/prices/pages/useSheet.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatCount } from "../../../ui/money.ts";
import { PLACES } from "./places.ts";
import { useMarket } from "./useMarket.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LINES_SHOWN = 7;
const LOOK_EVERY_MS = 30_000;
const BASIS_POINTS_IN_PERCENT = 100;

/** The lines with the most money of the newest day that says a price; the rest is one click away. */
export function SheetPanel(): ReactNode {
  const words = useWords(zh, en).sheet;
  const { businessDate } = useViewer();
  const navigate = useNavigate();
  const { timeOf } = useMarket();
  const columns = useColumns();
  const { data, isError, refetch } = useSpeakingSheet(LOOK_EVERY_MS);
  const shown = data?.lines.filter((line) => line.withheld === null && line.mean !== null).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const place = data === undefined || data.businessDate === businessDate ? PLACES.prices : `${PLACES.prices}?on=${data.businessDate}`;
  const rest = (shown?.length ?? 0) - LINES_SHOWN;
  return (
    <section className="home-sheet">
      <Table
        caption={data === undefined || data.businessDate === businessDate ? words.title : words.titleOn(data.businessDate)}
        columns={columns(data?.currency ?? "CNY")} rows={shown?.slice(0, LINES_SHOWN)} rowKey={(line) => `${line.itemId} ${line.grade} ${line.venue}`} onOpen={() => void navigate(place)}
        origin={data === undefined || data.lines.length === 0 ? undefined : { source: words.source, coverage: words.coverage(data.sums.shown, data.sums.withheld), age: data.updatedAt === null ? undefined : timeOf(data.updatedAt) }}
        tools={<>{data === undefined || data.lines.length === 0 ? null : <Badge tone={data.complete ? "leaf" : "pollen"}>{data.complete ? words.complete : words.running}</Badge>}<ButtonLink size="small" icon="sheet" to={place}>{words.all}</ButtonLink></>}
        empty={data !== undefined && data.lines.length > 0 ? <EmptyState title={words.allWithheld(data.lines.length)}>{words.withheldWhy}</EmptyState> : <EmptyState title={words.empty}>{words.emptyWhy}</EmptyState>}
        error={isError ? { onRetry: refetch } : undefined}
      />
      {rest > 0 ? <p className="home-more"><Link to={place}>{words.more(rest)}</Link></p> : null}
    </section>
  );
}

function useColumns(): (currency: string) => readonly Column<SheetLineView>[] {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const { sheet } = words;
  return (currency) => [
    { key: "item", title: sheet.item, phone: "title", cell: (line) => <span>{language === "zh" ? line.itemZh : line.itemEn} <Badge>{line.venue === "stall" ? sheet.stall : (line.grade ?? sheet.ungraded)}</Badge></span> },
    { key: "mean", title: sheet.mean, align: "end", cell: (line) => (line.mean === null ? "—" : <MoneyText minor={line.mean} currency={currency} per={words.per[line.unit] ?? line.unit} />) },
    { key: "change", title: sheet.change, align: "end", cell: (line) => <Change basisPoints={line.changeBasisPoints} /> },
    { key: "sold", title: sheet.sold, align: "end", cell: (line) => formatCount(line.sold ?? 0) },
    { key: "unsold", title: sheet.unsold, align: "end", phone: "wide-only", cell: (line) => formatCount(line.unsold ?? 0) },
  ];
}

/** The sign is written out, so that the colour is not the only thing that tells. */
function Change({ basisPoints }: { readonly basisPoints: number | null }): ReactNode {
  if (basisPoints === null) return <span className="home-faint">—</span>;
  const text = `${basisPoints > 0 ? "+" : basisPoints < 0 ? "−" : ""}${(Math.abs(basisPoints) / BASIS_POINTS_IN_PERCENT).toFixed(1)}%`;
  return <span className="home-change" data-way={basisPoints > 0 ? "up" : basisPoints < 0 ? "down" : undefined}>{text}</span>;
}
