import { useId, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { Button } from "./Button.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { ErrorState } from "./ErrorState.tsx";
import { Icon } from "./Icon.tsx";
import { Provenance } from "./Provenance.tsx";
import type { Origin } from "./Provenance.tsx";
import { useWords } from "./Preferences.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { saveText, toCsv } from "./csv.ts";
import { sortRows } from "./sorting.ts";
import type { Sorting } from "./sorting.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Table.css";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the cell says as plain text: for CSV. Without it the column is not exported. */
  readonly text?: ((row: Row) => string) | undefined;
  /** Makes the column sortable. Text sorts by the reader's locale (pinyin for Chinese), null last. */
  readonly sortBy?: ((row: Row) => number | string | null) | undefined;
  /** "end" for numbers. */
  readonly align?: "start" | "end" | "center" | undefined;
  /** The total under this column; computed by the page, so that it is the ledger's sum and not the screen's. */
  readonly total?: ReactNode;
  /** CSS width, e.g. "8rem". */
  readonly width?: string | undefined;
  /** "title": the heading of the card on a phone. "wide-only": left out there. */
  readonly phone?: "title" | "wide-only" | undefined;
}

export interface TableProps<Row> {
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  /** undefined while reading. */
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  readonly origin?: Origin | undefined;
  /** Opens a row by click or Enter. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly selectedKey?: string | undefined;
  /** "leaf", "pollen", "cinnabar": a coloured edge at the row. */
  readonly tone?: ((row: Row) => "orchid" | "leaf" | "pollen" | "cinnabar" | undefined) | undefined;
  readonly sorting?: Sorting | undefined;
  readonly empty?: ReactNode;
  readonly error?: { readonly message?: string | undefined; readonly number?: string | undefined; readonly onRetry?: (() => void) | undefined } | undefined;
  /** File name without ending; shows the export button. */
  readonly csvName?: string | undefined;
  readonly printable?: boolean | undefined;
  /** Beside the caption: filters, buttons. */
  readonly tools?: ReactNode;
  /** Limits the height so that the heading can stick while the body scrolls. CSS length. */
  readonly maxHeight?: string | undefined;
}

const SKELETON_ROWS = 5;

export function Table<Row>(props: TableProps<Row>): ReactNode {
  const words = useWords(zh, en).table;
  const { columns, rows, rowKey, caption, origin, error, maxHeight } = props;
  const [sorting, setSorting] = useState<Sorting | undefined>(props.sorting);
  const titleId = useId();
  const sorted = useMemo(() => {
    const by = columns.find((column) => column.key === sorting?.key)?.sortBy;
    return rows === undefined || sorting === undefined || by === undefined ? rows : sortRows(rows, by, sorting.direction);
  }, [columns, rows, sorting]);
  const hasTotals = columns.some((column) => column.total !== undefined);
  return (
    <section className="hl-table-box" aria-labelledby={titleId}>
      <div className="hl-table-head" data-hidden={props.captionHidden || undefined}>
        <div>
          <h2 id={titleId} className={props.captionHidden === true ? "hl-hidden" : "hl-table-title"}>{caption}{rows === undefined ? null : <small>{words.rows(rows.length)}</small>}</h2>
          {origin === undefined ? null : <Provenance origin={origin} />}
        </div>
        <TableTools {...props} sorted={sorted} />
      </div>
      {error !== undefined ? (
        <ErrorState title={words.error} number={error.number} onRetry={error.onRetry}>{error.message}</ErrorState>
      ) : (
        <div className="hl-table-scroll" style={maxHeight === undefined ? undefined : { maxBlockSize: maxHeight }} tabIndex={maxHeight === undefined ? undefined : 0} role={maxHeight === undefined ? undefined : "group"} aria-labelledby={maxHeight === undefined ? undefined : titleId}>
          <table className="hl-table" role="table" aria-labelledby={titleId} aria-busy={rows === undefined}>
            <TableHead columns={columns} sorting={sorting} onSort={setSorting} />
            <TableBody {...props} rows={sorted} rowKey={rowKey} />
            {hasTotals && rows !== undefined && rows.length > 0 ? <TableFoot columns={columns} label={words.total} /> : null}
          </table>
        </div>
      )}
    </section>
  );
}

function TableTools<Row>({ columns, sorted, csvName, printable = false, tools }: TableProps<Row> & { readonly sorted: readonly Row[] | undefined }): ReactNode {
  const words = useWords(zh, en).table;
  if (csvName === undefined && !printable && tools === undefined) return null;
  const exported = columns.filter((column) => column.text !== undefined);
  return (
    <div className="hl-table-tools">
      {tools}
      {printable ? <Button size="small" icon="print" onClick={() => print()}>{words.print}</Button> : null}
      {csvName === undefined ? null : (
        <Button
          size="small" icon="download" disabled={sorted === undefined || sorted.length === 0}
          onClick={() => saveText(`${csvName}.csv`, toCsv([exported.map((column) => column.title), ...(sorted ?? []).map((row) => exported.map((column) => column.text?.(row) ?? ""))]))}
        >
          {words.exportCsv}
        </Button>
      )}
    </div>
  );
}

function TableHead<Row>({ columns, sorting, onSort }: { readonly columns: readonly Column<Row>[]; readonly sorting: Sorting | undefined; readonly onSort: (sorting: Sorting) => void }): ReactNode {
  const words = useWords(zh, en).table;
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => {
          const active = sorting?.key === column.key ? sorting.direction : undefined;
          return (
            <th
              key={column.key} role="columnheader" scope="col" data-align={column.align} data-phone={column.phone} style={column.width === undefined ? undefined : { inlineSize: column.width }}
              aria-sort={column.sortBy === undefined ? undefined : active ?? "none"}
            >
              {column.title === "" ? <span className="hl-hidden">{words.deeds}</span> : column.sortBy === undefined ? column.title : (
                <button type="button" title={words.sortBy(column.title)} onClick={() => onSort({ key: column.key, direction: active === "ascending" ? "descending" : "ascending" })}>
                  {column.title}
                  <Icon name={active === undefined ? "sort" : active === "ascending" ? "up" : "down"} size="1em" />
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Arrow keys walk the rows, Enter opens; only one row is in the tab order at a time. */
function TableBody<Row>({ columns, rows, rowKey, onOpen, selectedKey, tone, empty }: TableProps<Row>): ReactNode {
  const words = useWords(zh, en).table;
  const body = useRef<HTMLTableSectionElement>(null);
  const [focused, setFocused] = useState(0);
  if (rows === undefined || rows.length === 0) {
    return (
      <tbody role="rowgroup">
        <tr role="row" className="hl-table-note">
          <td role="cell" colSpan={columns.length}>
            {rows === undefined ? <Skeleton lines={SKELETON_ROWS} height="var(--row)" /> : empty ?? <EmptyState title={words.empty}>{words.emptyHint}</EmptyState>}
          </td>
        </tr>
      </tbody>
    );
  }
  const last = rows.length - 1;
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, index: number, row: Row): void => {
    if (event.target !== event.currentTarget) return;
    const goal = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last, PageDown: index + 10, PageUp: index - 10 }[event.key];
    if (goal !== undefined) {
      event.preventDefault();
      const to = Math.max(0, Math.min(last, goal));
      setFocused(to);
      body.current?.rows[to]?.focus();
    } else if (onOpen && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      onOpen(row);
    }
  };
  return (
    <tbody role="rowgroup" ref={body}>
      {rows.map((row, index) => {
        const key = rowKey(row);
        return (
          <tr
            key={key} role="row" tabIndex={onOpen === undefined ? undefined : index === Math.min(focused, last) ? 0 : -1} data-opens={onOpen !== undefined || undefined}
            aria-selected={selectedKey === undefined ? undefined : selectedKey === key} data-tone={tone?.(row)}
            onFocus={() => setFocused(index)} onKeyDown={(event) => onKey(event, index, row)}
            onClick={onOpen === undefined ? undefined : (event) => { if (!(event.target as Element).closest("a, button, input, select, label")) onOpen(row); }}
          >
            {columns.map((column) => (
              <td key={column.key} role="cell" data-align={column.align} data-phone={column.phone} data-title={column.title}>{column.cell(row)}</td>
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

function TableFoot<Row>({ columns, label }: { readonly columns: readonly Column<Row>[]; readonly label: string }): ReactNode {
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {columns.map((column, index) => (
          <td key={column.key} role="cell" data-align={index === 0 && column.total === undefined ? "start" : column.align} data-phone={column.total === undefined && index > 0 ? "wide-only" : column.phone} data-title={column.title}>
            {column.total ?? (index === 0 ? label : null)}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
