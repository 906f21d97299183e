import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../../ui/Badge.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { bandOf } from "../../rules.ts";
import type { ContractView, PeriodView } from "../../views.ts";
import { BandBar } from "../parts.tsx";
import { shortDay, usePageWords, useTerms } from "../words.ts";

const TONE: Readonly<Record<PeriodView["state"], BadgeTone>> = { later: "plain", now: "orchid", closing: "pollen", closed: "leaf" };

/** Each period with what was planned, called, delivered, and what is still to call. A draft shows the plan alone. */
export function Periods({ view: { contract, periods, terms } }: { readonly view: ContractView }): ReactNode {
  const { columns: words, contract: says, common } = usePageWords();
  const names = useTerms();
  const rows: readonly PeriodView[] = periods.length > 0 ? periods
    : terms.periods.map((one, index) => ({ n: index + 1, ...one, ...bandOf(one.planned, terms.periodBand), called: 0, delivered: 0, most: 0, state: "later" as const }));
  const planned = periods.length === 0;
  const columns: Column<PeriodView>[] = [
    { key: "n", title: words.period, phone: "title", cell: (row) => <><b>{says.periodN(row.n)}</b> <span className="contract-dates">{shortDay(row.from)}{row.to === row.from ? null : ` – ${shortDay(row.to)}`}</span></> },
    { key: "planned", title: words.planned, align: "end", cell: (row) => formatCount(row.planned), total: formatCount(contract.quantity) },
    { key: "band", title: words.band, align: "end", cell: (row) => says.range(formatCount(row.lower), formatCount(row.upper)), total: says.range(formatCount(contract.lower), formatCount(contract.upper)) },
  ];
  if (!planned) {
    columns.push(
      { key: "called", title: words.called, align: "end", cell: (row) => formatCount(row.called), total: formatCount(contract.called) },
      { key: "delivered", title: words.delivered, align: "end", cell: (row) => formatCount(row.delivered), total: formatCount(contract.delivered) },
      { key: "bar", title: words.state, cell: (row) => <span className="contract-cell" data-stacked><Badge tone={TONE[row.state]}>{names.periodStates[row.state]}</Badge><BandBar lower={row.lower} upper={row.upper} called={row.called} delivered={row.delivered} unit={contract.unit} /></span> },
      { key: "most", title: words.most, align: "end", cell: (row) => (row.state === "closed" || contract.state !== "running" ? common.none : formatCount(row.most)) },
    );
  }
  return <Table caption={says.periods} captionHidden columns={columns} rows={rows} rowKey={(row) => String(row.n)} tone={(row) => (row.state === "closed" && row.delivered < row.lower ? "cinnabar" : row.state === "now" ? "orchid" : undefined)} />;
}
