import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Sparkline } from "../../../../ui/Sparkline.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { contracts } from "../../contract.ts";
import type { PriceTerms } from "../../rules.ts";
import { PriceHow } from "../parts.tsx";
import { shortDay, usePageWords } from "../words.ts";

const DAYS = 14;
const ROWS_SHOWN = 5;
type Formula = Extract<PriceTerms, { kind: "formula" }>;

/** What a formula would have come to on the last published sheets, so that nobody signs a figure he has not seen. */
export function Preview({ price, currency }: { readonly price: Formula; readonly currency: string }): ReactNode {
  const { price: words } = usePageWords();
  const api = useApi(contracts);
  const { data } = useQuery({ queryKey: ["contracts", "preview", price, DAYS], queryFn: () => api.preview({ price, days: DAYS }), placeholderData: (before) => before });
  if (data?.now == null) return null;
  const money = (minor: number): string => formatMoney(minor, currency);
  return (
    <section className="contract-preview" aria-label={words.preview}>
      <header><b>{words.preview}</b><small>{words.published(data.published)}</small></header>
      <p className="contract-now"><span>{words.now}</span><b>{money(data.now.price)}</b>{data.days.length < 2 ? null : <Sparkline values={data.days.map((day) => day.price)} format={money} label={words.trend} tone="orchid" width={120} />}</p>
      {data.published === 0 ? <p className="contract-hint">{words.none}</p> : <PriceHow made={data.now} formula={price} currency={currency} />}
      {data.days.length === 0 ? null : (
        <table className="contract-days">
          <thead><tr><th scope="col">{words.on}</th><th scope="col">{words.reference}</th><th scope="col">{words.result}</th></tr></thead>
          <tbody>{data.days.slice(-ROWS_SHOWN).toReversed().map((day) => <tr key={day.referenceDate}><td>{shortDay(day.referenceDate)}</td><td>{day.reference === null ? "—" : money(day.reference)}</td><td>{money(day.price)}{day.bound === "none" ? null : <small> {words.bound[day.bound]}</small>}</td></tr>)}</tbody>
        </table>
      )}
    </section>
  );
}
