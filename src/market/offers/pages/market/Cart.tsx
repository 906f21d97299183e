import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { offers, type PurchaseView } from "../../contract.ts";
import { useAct } from "../useAct.ts";
import { useItemName, usePageWords, useProblem, useUnits } from "../words.ts";
import { minutes, useSecondsUntil, type CartState } from "./useCart.ts";

/** Below this width the cart is a drawer that rises from the bottom bar. */
const WIDE = "(min-width: 64rem)";

function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const media = matchMedia(WIDE);
    const look = (): void => setWide(media.matches);
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, []);
  return wide;
}

/** The cart: beside the shelf on a desk, a bar and a drawer under a thumb. */
export function Cart({ cart }: { readonly cart: CartState }): ReactNode {
  const { cart: words } = usePageWords();
  const [open, setOpen] = useState(false);
  const wide = useWide();
  const seconds = useSecondsUntil(cart.cart?.expiresAt ?? null);
  // The server sets it free by itself; the page only has to look.
  const { refetch } = cart;
  const over = seconds === 0;
  useEffect(() => { if (over) void refetch(); }, [over, refetch]);
  const body = <CartBody cart={cart} seconds={seconds} onDone={() => setOpen(false)} />;
  if (wide) return <aside className="offers-cart" aria-label={words.title}><h2>{words.title}</h2>{body}</aside>;
  return (
    <>
      <div className="offers-cart-bar"><Button wide size="large" tone={cart.cart === null ? "plain" : "primary"} icon="buyer" onClick={() => setOpen(true)}>{cart.cart === null ? words.open : `${words.lines(cart.cart.lines)} · ${formatMoney(cart.cart.amount, cart.cart.currency)}${seconds === null ? "" : ` · ${minutes(seconds)}`}`}</Button></div>
      <Dialog open={open} onClose={() => setOpen(false)} title={words.title}>{body}</Dialog>
    </>
  );
}

function CartBody({ cart: { cart, lapsed, credit, pending, error, refetch }, seconds, onDone }: { readonly cart: CartState; readonly seconds: number | null; readonly onDone: () => void }): ReactNode {
  const { cart: words } = usePageWords();
  const problem = useProblem();
  const api = useApi(offers);
  const toast = useToast();
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const [note, setNote] = useState("");
  if (error !== null && cart === null) return <ErrorState number={problem(error).number} onRetry={() => void refetch()}>{problem(error).text}</ErrorState>;
  if (pending) return null;
  if (cart === null) return <><EmptyState title={words.empty}>{words.emptyHint}</EmptyState>{lapsed === null ? null : <Lapsed lapsed={lapsed} />}</>;
  const place = (): void => void act(() => api.place({ note }), (order) => { toast(words.placed(order.no ?? ""), "leaf"); onDone(); void navigate(`/orders/${order.id}`); });
  return (
    <div className="offers-cart-body">
      <p className="offers-cart-time" data-soon={seconds !== null && seconds < 120 || undefined} role="timer">{words.left(minutes(seconds ?? 0))}</p>
      <CartLines cart={cart} />
      <dl className="offers-sum"><div><dt>{words.sum} · {words.lines(cart.lines)}</dt><dd><MoneyText minor={cart.amount} currency={cart.currency} size="figure" /></dd></div></dl>
      {credit === null ? null : <p className="offers-soft">{words.credit(formatMoney(credit.free, credit.currency))}</p>}
      <Field label={words.note} optional><TextInput value={note} onChange={setNote} maxLength={500} /></Field>
      <div className="offers-cart-acts">
        <Button tone="quiet" busy={busy} onClick={() => void act(() => api.emptyCart({}))}>{words.empties}</Button>
        <Button tone="primary" size="large" busy={busy} onClick={place}>{words.place}</Button>
      </div>
    </div>
  );
}

function CartLines({ cart }: { readonly cart: PurchaseView }): ReactNode {
  const { cart: words, levels } = usePageWords();
  const api = useApi(offers);
  const name = useItemName();
  const units = useUnits();
  const { busy, act } = useAct();
  return (
    <ul className="offers-cart-lines">
      {cart.items.map((item) => (
        <li key={item.id}>
          <span><b>{name(item)}</b><small>{item.grower} · {units.amount(item.quantity, item.unit)} × {formatMoney(item.price, cart.currency)}{item.level === "unit" ? "" : ` · ${levels[item.level]}`}</small></span>
          <MoneyText minor={item.amount} currency={cart.currency} />
          <Button tone="quiet" size="small" icon="close" iconOnly busy={busy} onClick={() => void act(() => api.reserve({ lineId: item.lineId, quantity: "0" }))}>{words.remove(name(item))}</Button>
        </li>
      ))}
    </ul>
  );
}

/** A cart that ran out, to be had again as it was as far as it is still there. */
function Lapsed({ lapsed }: { readonly lapsed: PurchaseView }): ReactNode {
  const { cart: words } = usePageWords();
  const api = useApi(offers);
  const { busy, act } = useAct();
  const lines = lapsed.items.slice(0, 200).map((item) => ({ lineId: item.lineId, quantity: item.written }));
  return <div className="offers-lapsed"><p>{words.lapsed} · {words.lines(lapsed.items.length)}</p><Button busy={busy} onClick={() => void act(() => api.reserveMany({ lines }))}>{words.again}</Button></div>;
}
