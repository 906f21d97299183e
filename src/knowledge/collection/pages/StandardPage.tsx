import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatNamed } from "../../../engines/collection/formats.ts";
import {
  COLLECTION_CHANNELS, COLLECTION_UNITS, LEAST_PRICES, LEAST_SPREAD, OUTLIER_DEVIATIONS, OUTLIER_REASONS, RECENT_DAYS, RECENT_PRICES, REQUIRED_FIELDS, WASH_DAYS,
} from "../../../engines/collection/standard.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Table } from "../../../ui/Table.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount } from "../../../ui/money.ts";
import { collection } from "../contract.ts";
import { useName, usePageWords, useTerms } from "./words.ts";
import "./collection.css";

const NEUTRAL = formatNamed("neutral")!;
/** The headings of the neutral file, in the order people write them; each is the first name of its field. */
const HEADINGS = (["businessDate", "market", "category", "species", "variety", "potCm", "grade", "pack", "unit", "stems", "channel", "quantity", "mean", "min", "max", "currency", "reason"] as const).map((field) => NEUTRAL.headings[field]![0]!);

/** /collection/standard: the standard in words, with the very figures the system runs on. */
export default function StandardPage(): ReactNode {
  const { titles, standard: words } = usePageWords();
  const terms = useTerms();
  return (
    <Page title={titles.standard} intro={words.intro}>
      <div className="col-standard">
        <Panel title={words.item}><Lines lines={words.itemLines} /></Panel>
        <Panel title={words.data}><Lines lines={words.dataLines} /></Panel>
        <Panel title={words.outlier}><Lines lines={words.outlierLines(OUTLIER_DEVIATIONS, RECENT_PRICES, RECENT_DAYS, LEAST_PRICES, LEAST_SPREAD)} /></Panel>
        <Panel title={words.excluded}><Lines lines={words.excludedLines(WASH_DAYS)} /></Panel>
        <Panel title={words.neutral}>
          <p className="col-soft">{words.neutralIntro}</p>
          <dl>{HEADINGS.map((heading) => <Row key={heading} code={heading}>{words.columns[heading]} {(REQUIRED_FIELDS as readonly string[]).includes(heading) ? <Badge tone="orchid">{words.yes}</Badge> : null}</Row>)}</dl>
        </Panel>
        <div className="col-codes">
          <Codes title={words.units} codes={COLLECTION_UNITS} names={terms.units} />
          <Codes title={words.channels} codes={COLLECTION_CHANNELS} names={terms.channels} />
          <Codes title={words.reasons} codes={OUTLIER_REASONS} names={terms.outlierReasons} />
        </div>
        <Sources />
      </div>
    </Page>
  );
}

const Lines = ({ lines }: { readonly lines: readonly string[] }): ReactNode => <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>;
const Row = ({ code, children }: { readonly code: string; readonly children: ReactNode }): ReactNode => <><dt><code>{code}</code></dt><dd>{children}</dd></>;

function Codes<K extends string>({ title, codes, names }: { readonly title: string; readonly codes: readonly K[]; readonly names: Readonly<Record<K, string>> }): ReactNode {
  return <Panel title={title}><dl>{codes.map((code) => <Row key={code} code={code}>{names[code]}</Row>)}</dl></Panel>;
}

function Sources(): ReactNode {
  const { standard: words, common } = usePageWords();
  const name = useName();
  const api = useApi(collection);
  const { data, isError, refetch } = useQuery({ queryKey: ["collection", "sources"], queryFn: () => api.sources({}) });
  return (
    <Table
      caption={words.sources} rows={data?.sources} rowKey={(row) => row.code} error={isError ? { onRetry: () => void refetch() } : undefined}
      columns={[
        { key: "name", title: common.source, phone: "title", cell: (row) => <>{name(row.nameZh, row.nameEn)} <code className="col-soft">{row.code}</code></>, text: (row) => row.nameZh },
        { key: "n", title: words.observations, align: "end", cell: (row) => formatCount(row.observations) },
        { key: "range", title: words.range, cell: (row) => (row.from === null ? common.none : `${row.from} – ${row.to}`) },
        { key: "markets", title: words.markets, align: "end", cell: (row) => formatCount(row.markets.length) },
      ]}
    />
  );
}
