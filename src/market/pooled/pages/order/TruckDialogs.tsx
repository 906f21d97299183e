import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { TextArea, TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { ParcelView, ShipmentView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useAmount, usePooledWords, useUnit } from "../words.ts";
import { useOrderWords } from "./words.ts";

const LEAST_REASON = 2;

/** A truck leaves: these parcels become sales. */
export function ShipDialog({ parcels, onClose }: { readonly parcels: readonly ParcelView[]; readonly onClose: () => void }): ReactNode {
  const { deliveries: words } = useOrderWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const toast = useToast();
  const amount = useAmount();
  const { busy, act } = useAct();
  const [plate, setPlate] = useState("");
  const [driver, setDriver] = useState("");
  const [tried, setTried] = useState(false);
  const first = parcels[0];
  if (first === undefined) return null;
  const units = amount(parcels.reduce((sum, one) => sum + one.accepted, 0), first.unit);
  const send = (): void => {
    setTried(true);
    if (plate.trim() !== "") void act(() => api.ship({ dropId: first.dropId, parcelIds: parcels.map((one) => one.id), plate, driver }), (shipment) => { toast(`${common.done} ${shipment.no}`, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={words.ship} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" icon="truck" busy={busy} onClick={send}>{words.shipDo(units)}</Button></>}>
      <div className="pooled-form">
        <p className="pooled-hint">{words.shipWhy}</p>
        <p role="status"><b>{words.chosen(parcels.length, units)}</b></p>
        <FieldGrid>
          <Field label={words.plate} error={tried && plate.trim() === "" ? words.plateBad : undefined}><TextInput value={plate} onChange={setPlate} maxLength={20} autoFocus /></Field>
          <Field label={words.driver} optional><TextInput value={driver} onChange={setDriver} maxLength={60} /></Field>
        </FieldGrid>
      </div>
    </Dialog>
  );
}

/** The enterprise counts what came off the truck. */
export function ReceiveDialog({ shipment, unit, onClose }: { readonly shipment: ShipmentView; readonly unit: string; readonly onClose: () => void }): ReactNode {
  const { deliveries: words } = useOrderWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const toast = useToast();
  const unitName = useUnit();
  const { busy, act } = useAct();
  const [refused, setRefused] = useState(0);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const bad = refused > 0 && reason.trim().length < LEAST_REASON;
  const send = (): void => {
    setTried(true);
    if (!bad) void act(() => api.receive({ shipmentId: shipment.id, refused, reason: refused > 0 ? reason : "" }), () => { toast(common.done, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={words.receiveTitle(shipment.no)} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words.receiveDo}</Button></>}>
      <div className="pooled-form">
        <p className="pooled-hint">{words.receiveWhy}</p>
        <Field label={words.refusedUnits}><QuantityStepper value={refused} min={0} max={shipment.units} unit={unitName(unit)} onChange={setRefused} /></Field>
        {refused === 0 ? null : <Field label={words.reason} error={tried && bad ? common.reasonBad : undefined}><TextArea value={reason} onChange={setReason} maxLength={300} /></Field>}
      </div>
    </Dialog>
  );
}
