import { memo, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { TextInput } from "../../../../ui/TextInput.tsx";
import type { PurchaseLineView, PurchaseView } from "../../contract.ts";
import { useItemName, usePageWords, useTimes, useUnits } from "../words.ts";
import { STATE_TONES } from "./OrdersPage.tsx";

/** Lines drawn at first; the others follow when the reader has seen these, and all of them before printing. */
const FIRST_LINES = 120;
/** From so many lines on, a search helps more than scrolling. */
const SEARCH_FROM = 20;
/** From so many lines on, the paper has one row a line: half the sheets, and ready in half the time. */
export const DENSE_FROM = 60;

/** The lines of an order, which may be more than a thousand. */
export function OrderLines({ order, onChange }: { readonly order: PurchaseView; readonly onChange: (line: PurchaseLineView) => void }): ReactNode {
  const { orders: words } = usePageWords();
  const name = useItemName();
  const [query, setQuery] = useState("");
  const [all, setAll] = useState(order.items.length <= FIRST_LINES);
  const asked = useDeferredValue(query.trim().toLowerCase());
  const found = useMemo(() => (asked === "" ? order.items : order.items.filter((item) => `${name(item)} ${item.grower} ${item.parts.map((part) => part.lotNo).join(" ")}`.toLowerCase().includes(asked))), [order.items, asked, name]);
  useEffect(() => {
    if (all) return;
    const whole = (): void => setAll(true);
    addEventListener("beforeprint", whole);
    // After the first lines have been painted, and not before.
    let later: ReturnType<typeof setTimeout> | undefined;
    const painted = requestAnimationFrame(() => { later = setTimeout(whole); });
    return () => { removeEventListener("beforeprint", whole); cancelAnimationFrame(painted); clearTimeout(later); };
  }, [all]);
  const shown = all ? found : found.slice(0, FIRST_LINES);
  return (
    <section className="offers-lines" data-dense={order.items.length >= DENSE_FROM || undefined}>
      {order.items.length < SEARCH_FROM ? null : <div className="offers-lines-search"><TextInput type="search" value={query} onChange={setQuery} placeholder={words.find} aria-label={words.find} /><span role="status">{words.showing(found.length, order.items.length)}</span></div>}
      <table>
        <thead><tr><th scope="col">{words.item}</th><th scope="col">{words.grower}</th><th scope="col">{words.quantity}</th><th scope="col">{words.price}</th><th scope="col">{words.amount}</th><th scope="col">{words.status}</th></tr></thead>
        <tbody>{shown.map((item) => <Line key={item.id} item={item} currency={order.currency} onChange={onChange} />)}</tbody>
        <tfoot><tr><th scope="row" colSpan={4}>{words.total}</th><td><b>{formatMoney(order.amount, order.currency)}</b></td><td /></tr></tfoot>
      </table>
    </section>
  );
}

const Line = memo(function Line({ item, currency, onChange }: { readonly item: PurchaseLineView; readonly currency: string; readonly onChange: (line: PurchaseLineView) => void }): ReactNode {
  const { orders: words, lineOrderStates, levels, kinds } = usePageWords();
  const name = useItemName();
  const units = useUnits();
  const times = useTimes();
  const step = item.groupPrice ? words.groupPrice : item.level === "unit" ? "" : words.step(levels[item.level]);
  return (
    <tr data-state={item.state}>
      <td className="offers-lines-item"><span className="offers-no">{item.place}</span>{name(item)} {item.grade === null ? null : <Badge>{item.grade}</Badge>}<small>{kinds[item.kind]} · {item.parts.map((part) => part.lotNo).join(" ")}</small></td>
      <td>{item.grower}</td>
      <td className="offers-num">{units.amount(item.quantity, item.unit)}{item.cut > 0 ? <small className="offers-cut">{words.short(units.amount(item.cut, item.unit), units.amount(item.ordered, item.unit))}</small> : item.written === String(item.quantity) ? null : <small>{item.written}</small>}</td>
      <td className="offers-num">{formatMoney(item.price, currency, { symbol: false })}{step === "" ? null : <small>{step}</small>}</td>
      <td className="offers-num"><b>{formatMoney(item.amount, currency, { symbol: false })}</b></td>
      <td><Badge tone={STATE_TONES[item.state]}>{lineOrderStates[item.state]}</Badge>{item.answerBy === null ? null : <small>{words.answerBy(times.at(item.answerBy))}</small>}{item.reason === "" ? null : <small>{item.reason}</small>}{item.can.includes("change") ? <Button size="small" onClick={() => onChange(item)}>{words.change}</Button> : null}</td>
    </tr>
  );
});
