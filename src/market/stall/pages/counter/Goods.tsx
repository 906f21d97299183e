import { useState } from "react";
import type { ReactNode } from "react";
import { ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import type { CounterItem, CustomerView } from "../../views.ts";
import { useName, usePageWords, useUnits } from "../words.ts";
import { lineFor } from "./draft.ts";

/** Above so many tiles a search field pays. */
const SEARCH_FROM = 9;

export interface GoodsProps {
  readonly items: readonly CounterItem[];
  readonly customer: CustomerView | null;
  readonly currency: string;
  readonly onChoose: (item: CounterItem) => void;
}

/** The stall as pictures, what was sold last in front. */
export function Goods({ items, customer, currency, onChoose }: GoodsProps): ReactNode {
  const words = usePageWords().counter;
  const name = useName();
  const units = useUnits();
  const [query, setQuery] = useState("");
  if (items.length === 0) return <EmptyState title={words.noGoods} actions={<ButtonLink tone="primary" to="/stall/goods">{words.toGoods}</ButtonLink>}>{words.noGoodsWhy}</EmptyState>;
  const text = query.trim().toLowerCase();
  const shown = items.filter((item) => text === "" || item.initials.startsWith(text) || item.zh.includes(text) || item.en.toLowerCase().includes(text));
  return (
    <section aria-label={words.goods} className="stall-goods">
      {items.length < SEARCH_FROM ? null : <TextInput value={query} onChange={setQuery} placeholder={words.findGoods} aria-label={words.findGoods} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={40} suffix={<Icon name="search" />} />}
      <ul className="stall-tiles">
        {shown.map((item) => {
          const { price, per } = lineFor(item, customer);
          return (
            <li key={item.itemId}>
              <button type="button" data-out={item.free === 0 || undefined} onClick={() => onChoose(item)}>
                <Picture photoId={item.photoId} />
                <span>{name(item)}</span>
                <small>{item.free === 0 ? words.out : words.left(units.amount(item.free, item.unit))}</small>
                {price === null ? null : <b>{formatMoney(price, currency)}/{units.unit(per)}</b>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function Picture({ photoId }: { readonly photoId: string | null }): ReactNode {
  return photoId === null ? <span className="stall-picture"><Icon name="pot" size="1.75rem" /></span> : <img className="stall-picture" src={`/photos/${photoId}`} alt="" loading="lazy" />;
}
