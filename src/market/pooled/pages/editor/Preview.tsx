import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import type { ReactNode } from "react";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import type { Terms } from "../../rules.ts";
import type { PreviewView, TermsView } from "../../views.ts";
import { usePooledTold } from "../words.ts";
import { useEditorWords } from "./words.ts";

type Drop = PreviewView["drops"][number];

/** What the order would cost by the figures that are out today, while it is written; asked anew when the terms are whole and have changed. */
export function Preview({ terms, currency }: { readonly terms: Terms; readonly currency: string }): ReactNode {
  const words = useEditorWords().preview;
  const told = usePooledTold();
  const api = useApi(pooled);
  const asked = useDeferredValue(JSON.stringify(terms));
  const { data, error } = useQuery({ queryKey: ["pooled-preview", asked], queryFn: () => api.previewPrice({ terms: JSON.parse(asked) as TermsView }), placeholderData: (before) => before, staleTime: Number.POSITIVE_INFINITY });
  const money = (minor: number): string => formatMoney(minor, currency);
  const how = ({ way, bound, publishedOn }: Drop): string => [way === "base" ? words.noIndex : way === "formula" || way === "last" ? words.published(publishedOn ?? "") : words.ways[way], ...(bound === "none" ? [] : [words.bounds[bound]])].join(" · ");
  return (
    <Panel title={words.title}>
      {error !== null ? <ErrorState title={words.failed} number={told(error).number}>{told(error).text}</ErrorState> : data === undefined ? <Skeleton lines={3} /> : (
        <Table
          caption={words.title} rows={data.drops} rowKey={(drop) => `${drop.line} ${drop.dueOn} ${drop.place}`} csvName="pooled-preview"
          columns={[
            { key: "drop", title: words.columns.drop, phone: "title", cell: (drop) => `${drop.line} · ${drop.dueOn} · ${drop.place}`, text: (drop) => `${drop.line} ${drop.dueOn} ${drop.place}` },
            { key: "quantity", title: words.columns.quantity, align: "end", cell: (drop) => formatCount(drop.quantity), text: (drop) => String(drop.quantity) },
            { key: "price", title: words.columns.price, align: "end", cell: (drop) => money(drop.price), text: (drop) => money(drop.price) },
            { key: "how", title: words.columns.how, cell: how, text: how },
            { key: "gross", title: words.columns.gross, align: "end", cell: (drop) => <b>{money(drop.gross)}</b>, text: (drop) => money(drop.gross), total: money(data.gross) },
            { key: "margin", title: words.columns.margin, align: "end", cell: (drop) => money(drop.margin), text: (drop) => money(drop.margin), total: money(data.margin) },
          ]}
        />
      )}
      {data === undefined ? null : <p className="pooled-hint">{words.sum(money(data.gross), money(data.margin), money(data.deposit))}</p>}
    </Panel>
  );
}
