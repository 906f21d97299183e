import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { contracts } from "../../contract.ts";
import type { CallView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useAmount, useItemName, usePageWords, useUnit } from "../words.ts";

/** The grower's lots for a call-off; the first press on a lot gives what is lacking, as far as it reaches. */
export function AssignDialog({ call, onClose }: { readonly call: CallView; readonly onClose: () => void }): ReactNode {
  const { call: words, common } = usePageWords();
  const api = useApi(contracts);
  const toast = useToast();
  const amount = useAmount();
  const unit = useUnit();
  const itemName = useItemName();
  const { busy, act } = useAct();
  const [given, setGiven] = useState<Readonly<Record<string, number>>>({});
  const { data } = useQuery({ queryKey: ["contracts", "assignable", call.id], queryFn: () => api.assignable({ callOffId: call.id }) });
  const sum = Object.values(given).reduce((total, one) => total + one, 0);
  const open = data?.open ?? 0;
  const send = (): void => void act(() => api.assign({ callOffId: call.id, lots: Object.entries(given).filter(([, quantity]) => quantity > 0).map(([lotId, quantity]) => ({ lotId, quantity })) }), () => { toast(common.done, "leaf"); onClose(); });
  return (
    <Dialog open sticky size="large" title={`${words.assignTitle} · ${call.dueOn}`} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} disabled={sum === 0 || sum > open} onClick={send}>{words.assign}</Button></>}>
      <div className="contract-form">
        <p className="contract-hint">{words.assignWhy}</p>
        {data === undefined ? <Skeleton lines={4} /> : data.lots.length === 0 ? <EmptyState title={words.noLots} actions={<ButtonLink to="/lots/new">{words.declare}</ButtonLink>}>{words.noLotsWhy}</EmptyState> : (
          <>
            <p role="status"><b>{words.assignSum(amount(sum, call.unit), amount(Math.max(0, open - sum), call.unit))}</b></p>
            {data.lots.map((lot) => {
              const own = given[lot.lotId] ?? 0;
              const most = Math.min(lot.free, open - (sum - own));
              return (
                <div className="contract-lot" key={lot.lotId}>
                  <span><b>{lot.no}</b>{lot.grade === null ? null : ` · ${lot.grade}`}<small>{itemName(lot)} · {words.status[lot.status] ?? lot.status} · {words.free(amount(lot.free, call.unit))}{lot.fits === "agreed" ? null : ` · ${words.fits[lot.fits]}`}</small></span>
                  {own === 0 ? <Button disabled={most <= 0} onClick={() => setGiven({ ...given, [lot.lotId]: most })}>{amount(Math.max(0, most), call.unit)}</Button>
                    : <Field label={lot.no}><QuantityStepper value={own} min={0} max={most} unit={unit(call.unit)} onChange={(value) => setGiven({ ...given, [lot.lotId]: value })} /></Field>}
                </div>
              );
            })}
          </>
        )}
      </div>
    </Dialog>
  );
}
