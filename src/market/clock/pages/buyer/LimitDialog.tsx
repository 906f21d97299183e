import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { firstStepAtOrBelow } from "../../../../engines/clock/programme.ts";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { currencyFace, formatMoney, parseMoney } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";
import { useStore } from "../live/useLive.tsx";
import { itemName, packOf, quantityOf, unitAfter } from "../lot/facts.tsx";
import { useProblem, useRefusal } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import type { MyLimits } from "./limits.ts";

export interface LimitDialogProps {
  readonly entry: QueueEntry | null;
  readonly currency: string;
  readonly limits: MyLimits;
  readonly onClose: () => void;
}

/** Places a limit order on a lot, or takes back the one that waits there. */
export function LimitDialog({ entry, currency, limits, onClose }: LimitDialogProps): ReactNode {
  const words = useWords(zh, en).hall;
  const { language } = usePreferences();
  return (
    <Dialog open={entry !== null} onClose={onClose} title={entry === null ? words.placeLimit : `${words.placeLimit} · ${entry.lotNo} ${itemName(entry, language)}`} size="small" sticky>
      {entry === null ? null : <LimitForm key={entry.entryId} entry={entry} currency={currency} limits={limits} onDone={onClose} />}
    </Dialog>
  );
}

function LimitForm({ entry, currency, limits, onDone }: { readonly entry: QueueEntry; readonly currency: string; readonly limits: MyLimits; readonly onDone: () => void }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const mine = limits.of(entry.lotId);
  const [price, setPrice] = useState(() => formatMoney(mine?.price ?? entry.recentPrice ?? entry.floorPrice, currency, { symbol: false }).replaceAll(",", ""));
  const [quantity, setQuantity] = useState(() => mine?.quantity ?? Math.min(entry.remaining, Math.max(entry.minPress, packOf(entry))));
  const { place, takeBack, error } = useLimitActions(entry, limits, onDone);
  const minor = parseMoney(price, currency);
  const note = minor === null ? words.limits.problems.price : minor < entry.floorPrice ? words.hall.limitTooLow : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (minor !== null && minor >= entry.floorPrice && !place.isPending) place.mutate({ price: minor, quantity });
  };
  return (
    <form className="hall-limit" onSubmit={submit}>
      <dl className="hall-limit-frame">
        <div><dt>{words.lot.start}</dt><dd><MoneyText minor={entry.startPrice} currency={currency} /></dd></div>
        <div><dt>{words.lot.recent}</dt><dd>{entry.recentPrice === null ? words.lot.none : <MoneyText minor={entry.recentPrice} currency={currency} />}</dd></div>
        <div><dt>{words.lot.floor}</dt><dd><MoneyText minor={entry.floorPrice} currency={currency} /></dd></div>
        <div><dt>{words.lot.quantity}</dt><dd>{quantityOf(entry.remaining, entry.unit, language)}</dd></div>
      </dl>
      <Field label={words.hall.limitOn} error={note} hint={minor !== null && minor >= entry.startPrice ? words.hall.limitTooHigh : words.hall.limitHelp}>
        <TextInput value={price} onChange={setPrice} inputMode="decimal" autoComplete="off" prefix={currencyFace(currency).symbol} suffix={`/${unitAfter(entry.unit, 1, language)}`} autoFocus />
      </Field>
      <Field label={words.hall.limitQuantity} hint={words.hall.limitMin(quantityOf(entry.minPress, entry.unit, language))}>
        <QuantityStepper value={quantity} min={1} max={entry.remaining} step={packOf(entry)} unit={unitAfter(entry.unit, quantity, language)} onChange={setQuantity} />
      </Field>
      {minor === null ? null : <p className="hall-limit-sum">{words.limits.most} <MoneyText minor={reachable(entry, minor) * quantity} currency={currency} size="figure" /></p>}
      {error === null ? null : <p className="hall-problem" role="alert">{error}</p>}
      <div className="hl-button-row" data-align="end">
        {mine === undefined ? null : <Button tone="danger" busy={takeBack.isPending} onClick={() => takeBack.mutate()}>{words.hall.takeBack}</Button>}
        <Button tone="primary" type="submit" busy={place.isPending} disabled={note !== null || mine !== undefined}>{words.hall.place}</Button>
      </div>
    </form>
  );
}

/** The price at which a limit really fires: the first step at or below it. */
function reachable(entry: QueueEntry, limit: number): number {
  return Math.max(entry.floorPrice, entry.startPrice - firstStepAtOrBelow(entry, limit) * entry.stepValue);
}

function useLimitActions(entry: QueueEntry, limits: MyLimits, onDone: () => void) {
  const api = useApi(clock);
  const store = useStore();
  const queries = useQueryClient();
  const toast = useToast();
  const words = useWords(zh, en).hall;
  const refusal = useRefusal();
  const problem = useProblem();
  const [error, setError] = useState<string | null>(null);
  const { sessionId, lotId } = entry;
  const { workplaceId } = limits;
  const settled = (): void => void queries.invalidateQueries({ queryKey: ["clock", "limits", sessionId] });
  const failed = (why: unknown): void => setError(problem(why).text);
  const place = useMutation({
    mutationFn: (order: { readonly price: number; readonly quantity: number }) => api.placeLimits({ sessionId, workplaceId, orders: [{ lotId, pressId: store.nextPressId(), ...order }] }),
    onSuccess: ({ orders }) => {
      const refused = orders[0]?.refusal ?? null;
      if (refused !== null) return setError(refusal(refused));
      toast(words.placed, "leaf");
      onDone();
    },
    onError: failed, onSettled: settled,
  });
  const takeBack = useMutation({
    mutationFn: () => api.cancelLimit({ sessionId, lotId, workplaceId }),
    onSuccess: () => { toast(words.takenBack); onDone(); },
    onError: failed, onSettled: settled,
  });
  return { place, takeBack, error };
}
