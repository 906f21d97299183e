import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge, Light } from "../../../ui/Badge.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount } from "../../../ui/money.ts";
import { settlement } from "../contract.ts";
import type { ItemView, Overview } from "../views.ts";
import { usePageWords, useProblem, useTerms } from "./words.ts";

/** Every difference and every open matter of a day; what stops the close comes first. */
export function Items({ data, currency }: { readonly data: Overview; readonly currency: string }): ReactNode {
  const words = usePageWords();
  const names = useTerms().items;
  const api = useApi(settlement);
  const problem = useProblem();
  const figure = (value: number | null, item: ItemView): ReactNode => (value === null ? words.common.none : item.money ? <MoneyText minor={value} currency={currency} bare /> : formatCount(value));
  const place = (item: ItemView): string => (item.statementId !== null ? `/papers/${item.subject.split(" ")[0] ?? ""}` : `/day/${data.businessDate}/sales?q=${encodeURIComponent(item.subject)}`);
  const columns: readonly Column<ItemView>[] = [
    { key: "what", title: words.columns.what, phone: "title", cell: (item) => <>{names[item.code]} {item.blocks ? <Badge tone="cinnabar">{words.day.blocks}</Badge> : <Badge tone="pollen">{words.day.listedOnly}</Badge>}</>, text: (item) => names[item.code], sortBy: (item) => (item.blocks ? 0 : 1) },
    { key: "subject", title: words.columns.subject, cell: (item) => (item.code === "stock_held" ? item.subject : <Link to={place(item)}>{item.subject}</Link>), text: (item) => item.subject },
    { key: "expected", title: words.columns.expected, align: "end", cell: (item) => figure(item.expected, item), text: (item) => String(item.expected ?? "") },
    { key: "found", title: words.columns.found, align: "end", cell: (item) => figure(item.found, item), text: (item) => String(item.found ?? "") },
  ];
  if (data.items.length === 0) return <Panel><div><Light colour="green">{words.day.itemsNone}</Light><p className="settle-faint">{words.day.itemsWhy}</p></div></Panel>;
  const ordered = data.items.toSorted((a, b) => Number(b.blocks) - Number(a.blocks));
  return (
    <>
      <Table
        caption={words.day.itemsTitle} columns={columns} rows={ordered} rowKey={(item) => `${item.code} ${item.subject} ${item.saleId ?? ""}`} tone={(item) => (item.blocks ? "cinnabar" : "pollen")}
        tools={<SheetButtons told={problem} give={(asked) => api.giveItems({ businessDate: data.businessDate, ...asked })} />}
      />
      {data.itemsTotal > data.items.length ? <p className="settle-faint">{words.common.more(data.itemsTotal - data.items.length)} · {words.common.excel}</p> : null}
    </>
  );
}
