import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { files } from "../../../../kernel/files/contract.ts";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { PhotoPicker } from "../../../../ui/PhotoPicker.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { base64Of } from "../../../../ui/files.ts";
import { pooled } from "../../contract.ts";
import type { ParcelView, PromiseView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { clockTime, useAmount, usePooledWords, useTray, useUnit } from "../words.ts";
import { useGrowerWords } from "./words.ts";

/** The vehicle fetches it; no time at the dock. */
const ROUND = "round";
const TIME_OF_DAY = 5;

/** "Bring today": all that is open at the next free time is already chosen, so it is two presses; anything else is one more each. */
export function BringDialog({ promise, onClose }: { readonly promise: PromiseView; readonly onClose: () => void }): ReactNode {
  const words = useGrowerWords();
  const common = usePooledWords();
  const tray = useTray();
  const unit = useUnit();
  const api = useApi(pooled);
  const pictures = useApi(files);
  const { businessDate } = useViewer();
  const { busy, act } = useAct();
  const [quantity, setQuantity] = useState(promise.open);
  const [picked, setPicked] = useState<string | null>(null);
  const [photo, setPhoto] = useState<{ readonly id: string; readonly url: string } | null>(null);
  const [sent, setSent] = useState<ParcelView | null>(null);
  const on = businessDate !== null && promise.dueOn < businessDate ? businessDate : promise.dueOn;
  const { data } = useQuery({ queryKey: ["pooled", "slots", on], queryFn: () => api.slots({ on }) });
  const now = Date.now();
  const slots = data?.slots.filter((one) => Date.parse(one.at) > now) ?? [];
  const when = picked ?? slots.find((one) => one.taken < one.places)?.at ?? ROUND;
  const send = (): void => void act(() => api.bring({ promiseId: promise.id, quantity: String(quantity), slotAt: when === ROUND ? null : when, photoId: photo?.id ?? null }), setSent);
  if (sent !== null) return <Sent parcel={sent} promise={promise} onClose={onClose} />;
  return (
    <Dialog open sticky title={words.bring.title} onClose={onClose} actions={<Button tone="primary" size="large" wide busy={busy} disabled={quantity < 1 || data === undefined} onClick={send}>{words.bring.send(tray.both(quantity, promise))}</Button>}>
      <div className="pooled-part">
        <Field label={words.bring.how} hint={promise.step === 1 ? undefined : tray.text(quantity, promise)}><QuantityStepper value={quantity} min={1} max={promise.open} step={promise.step} unit={unit(promise.unit)} onChange={setQuantity} /></Field>
        <Field group label={words.bring.when} hint={when === ROUND && slots.length > 0 ? words.bring.roundWhy : undefined}>
          {data === undefined ? <Skeleton lines={2} /> : (
            <div className="pooled-slots" role="radiogroup" aria-label={words.bring.when}>
              {slots.map((one) => {
                const free = one.places - one.taken;
                return <button key={one.at} type="button" role="radio" aria-checked={when === one.at} disabled={free <= 0} onClick={() => setPicked(one.at)}><b>{clockTime(one.at).slice(-TIME_OF_DAY)}</b><small>{free <= 0 ? words.bring.full : words.bring.places(free)}</small></button>;
              })}
              <button type="button" role="radio" aria-checked={when === ROUND} onClick={() => setPicked(ROUND)}><Icon name="truck" /><small>{words.bring.round}</small></button>
            </div>
          )}
        </Field>
        <details className="pooled-more"><summary>{words.bring.photo}</summary>
          <PhotoPicker label={words.bring.photo} max={1} photos={photo === null ? [] : [{ key: photo.id, url: photo.url }]} onPick={({ blob }) => act(async () => pictures.keepPhoto({ base64: await base64Of(blob) }), setPhoto)} onRemove={() => setPhoto(null)} />
        </details>
        <Button tone="quiet" wide onClick={onClose}>{common.cancel}</Button>
      </div>
    </Dialog>
  );
}

function Sent({ parcel, promise, onClose }: { readonly parcel: ParcelView; readonly promise: PromiseView; readonly onClose: () => void }): ReactNode {
  const words = useGrowerWords();
  const common = usePooledWords();
  const tray = useTray();
  const amount = useAmount();
  const left = promise.open - parcel.announced;
  return (
    <Dialog open title={words.bring.title} onClose={onClose} actions={<><Button onClick={onClose}>{common.close}</Button><ButtonLink tone="primary" icon="print" to={`/labels/${parcel.lotId}`}>{words.bring.label}</ButtonLink></>}>
      <div className="pooled-sent" role="status">
        <Icon name="check" size="2.5rem" />
        <p><b>{words.bring.sent(parcel.lotNo, tray.both(parcel.announced, promise))}</b></p>
        {parcel.slotAt === null ? <p>{words.bring.roundWhy}</p> : <p className="pooled-sent-slot">{clockTime(parcel.slotAt)}</p>}
        {left > 0 ? <p className="pooled-hint">{words.bring.rest(amount(left, promise.unit))}</p> : null}
      </div>
    </Dialog>
  );
}
