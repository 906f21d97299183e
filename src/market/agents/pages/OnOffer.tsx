import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { clock } from "../../clock/contract.ts";
import { offers } from "../../offers/contract.ts";
import { agents } from "../contract.ts";
import type { ClockFound, LineView, ListView, OfferFound } from "../views.ts";
import { useAct, useItemName, usePageWords, useTerms, useUnits } from "./words.ts";

const SUPPLY_MS = 5_000;
/** As the clock's own screen counts them, so that an order from here and a press there never have one id. */
const PRESS_IDS_PER_MS = 1_000;

/** What can be bought now for the chosen line; each through its channel's own action, so that what is bought is heard like any purchase. */
export function OnOffer({ list, line }: { readonly list: ListView; readonly line: LineView | undefined }): ReactNode {
  const words = usePageWords().work;
  const units = useUnits();
  const itemName = useItemName();
  const api = useApi(agents);
  const { data } = useQuery({ queryKey: ["agents", "onOffer", list.id], queryFn: () => api.onOffer({ listId: list.id }), refetchInterval: SUPPLY_MS, enabled: list.closedAt === null });
  if (list.closedAt !== null) return null;
  if (line === undefined) return <Panel title={words.onOffer}><EmptyState title={words.pick} /></Panel>;
  const found = data?.lines.find((one) => one.lineId === line.id);
  const empty = found !== undefined && found.offers.length === 0 && found.clock.length === 0;
  return (
    <Panel title={`${words.onOffer} · ${itemName(line)}`}>
      <div className="agent-supply" aria-live="polite">
        {data === undefined ? <Skeleton lines={4} /> : null}
        {(found?.free ?? 0) > 0 ? <p className="agent-note">{words.freeHere(units.amount(found!.free, line.unit))}</p> : null}
        {empty ? <EmptyState title={words.nothing} actions={<><ButtonLink to="/requests">{words.toRequests}</ButtonLink><ButtonLink to="/market">{words.toMarket}</ButtonLink></>}>{words.nothingWhy}</EmptyState> : null}
        {found === undefined || found.offers.length === 0 ? null : <section><h3>{words.offers}</h3><ul>{found.offers.map((offer) => <Offer key={offer.lineId} offer={offer} line={line} currency={list.currency} />)}</ul></section>}
        {found === undefined || found.clock.length === 0 ? null : <section><h3>{words.clock}</h3><ul>{found.clock.map((lot) => <ClockLot key={lot.lotId} lot={lot} line={line} currency={list.currency} />)}</ul></section>}
        <StallVisit />
        <ButtonLink size="small" to="/market">{words.toCart}</ButtonLink>
      </div>
    </Panel>
  );
}

function StallVisit(): ReactNode {
  const words = usePageWords().work;
  const toast = useToast();
  const api = useApi(agents);
  const { busy, act } = useAct();
  const [number, setNumber] = useState("");
  return (
    <section>
      <h3>{words.stall}</h3>
      <p className="agent-soft">{words.stallWhy}</p>
      <form className="agent-buy" onSubmit={(event) => { event.preventDefault(); if (number.trim() !== "") void act(() => api.visitStall({ number }), ({ stall }) => { toast(words.stallDone(stall), "leaf"); setNumber(""); }); }}>
        <TextInput value={number} onChange={setNumber} aria-label={words.stallNumber} placeholder={words.stallNumber} maxLength={8} />
        <Button type="submit" size="small" busy={busy} disabled={number.trim() === ""}>{words.stallVisit}</Button>
      </form>
    </section>
  );
}

function Head({ found, currency, children }: { readonly found: OfferFound | ClockFound; readonly currency: string; readonly children: ReactNode }): ReactNode {
  const { misfits } = useTerms();
  const words = usePageWords().work;
  const units = useUnits();
  const itemName = useItemName();
  return (
    <div>
      <b>{itemName(found)}</b>{found.grade === null ? null : <> <Badge>{found.grade}</Badge></>} {found.misfit === null ? null : <Badge tone="pollen">{misfits[found.misfit]}</Badge>}
      <small className="agent-soft"><MoneyText minor={found.price} currency={currency} /> · {words.leftOf(units.amount(found.left, found.unit))} · {found.grower}{children}</small>
    </div>
  );
}

function Offer({ offer, line, currency }: { readonly offer: OfferFound; readonly line: LineView; readonly currency: string }): ReactNode {
  const words = usePageWords().work;
  const terms = useTerms();
  const units = useUnits();
  const toast = useToast();
  const api = useApi(offers);
  const { busy, act } = useAct();
  const [quantity, setQuantity] = useState(String(Math.max(offer.minQuantity, Math.min(line.left, offer.left))));
  const name = useItemName()(offer);
  return (
    <li>
      <Head found={offer} currency={currency}> · {terms.channels[offer.kind]}{offer.minQuantity > 1 ? ` · ${words.least(units.amount(offer.minQuantity, offer.unit))}` : ""}</Head>
      <form className="agent-buy" onSubmit={(event) => { event.preventDefault(); void act(() => api.reserve({ lineId: offer.lineId, quantity }), () => toast(words.inCart(`${name} ${quantity}`), "leaf")); }}>
        <TextInput value={quantity} onChange={setQuantity} aria-label={`${name} ${usePageWords().common.quantity}`} maxLength={20} suffix={units.unit(offer.unit)} />
        <Button type="submit" size="small" tone={offer.misfit === null ? "primary" : "plain"} busy={busy}>{words.cart}</Button>
      </form>
    </li>
  );
}

function ClockLot({ lot, line, currency }: { readonly lot: ClockFound; readonly line: LineView; readonly currency: string }): ReactNode {
  const { work: words, common } = usePageWords();
  const units = useUnits();
  const toast = useToast();
  const api = useApi(clock);
  const { busy, act } = useAct();
  const money = (minor: number): string => formatMoney(minor, currency);
  const [quantity, setQuantity] = useState(String(Math.min(line.left, lot.left)));
  const [price, setPrice] = useState(formatMoney(Math.min(line.limitPrice ?? lot.price, lot.price), currency, { symbol: false }).replaceAll(",", ""));
  const fen = parseMoney(price);
  const sound = fen !== null && fen > 0 && /^\d+$/.test(quantity) && Number(quantity) > 0 && Number(quantity) <= lot.left;
  // A seat is taken first where there is none; it holds the agent's free credit, as always on the clock.
  const place = async (): Promise<string | null> => {
    const { seats } = await api.seats({ sessionId: lot.sessionId });
    if (seats.length === 0) await api.joinSession({ sessionId: lot.sessionId });
    const { orders } = await api.placeLimits({ sessionId: lot.sessionId, orders: [{ lotId: lot.lotId, price: fen!, quantity: Number(quantity), pressId: Date.now() * PRESS_IDS_PER_MS }] });
    return orders[0]?.accepted === true ? null : (orders[0]?.refusal ?? "");
  };
  return (
    <li>
      <Head found={lot} currency={currency}> · {lot.lotNo} · {words.start(money(lot.price))} · {words.floor(money(lot.floorPrice))}{lot.recentPrice === null ? "" : ` · ${words.recent(money(lot.recentPrice))}`} · {lot.session}</Head>
      {lot.open ? (
        <form className="agent-buy" onSubmit={(event) => { event.preventDefault(); if (sound) void act(place, (refusal) => (refusal === null ? toast(words.limitPlaced, "leaf") : toast(words.limitRefused(refusal), "cinnabar"))); }}>
          <Field label={common.quantity}><TextInput value={quantity} onChange={setQuantity} inputMode="numeric" maxLength={8} suffix={units.unit(lot.unit)} /></Field>
          <Field label={words.price}><TextInput value={price} onChange={setPrice} prefix="¥" inputMode="decimal" maxLength={12} /></Field>
          <Button type="submit" size="small" busy={busy} disabled={!sound}>{words.limitOrder}</Button>
        </form>
      ) : <Badge>{words.planned}</Badge>}
    </li>
  );
}
