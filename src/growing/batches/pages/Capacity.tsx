import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { UNITS } from "../../../engines/units/units.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { batches } from "../contract.ts";
import { MAX_UNITS } from "../rules.ts";
import type { CapacityView } from "../views.ts";
import { useAct, useAmount, usePageWords, useUnitWord } from "./words.ts";

/** Sales units a grower counts his day in; boxes and trolleys follow from them. */
const COUNTED = UNITS.filter((unit) => !["box", "layer", "trolley"].includes(unit));
const BLANK: CapacityView = { unit: "pot", perDay: 0, perTrip: null };

/** What I can bring a day. */
export function Capacity(): ReactNode {
  const words = usePageWords().bench;
  const amount = useAmount();
  const api = useApi(batches);
  const { data } = useQuery({ queryKey: ["batches", "capacity"], queryFn: () => api.capacity({}) });
  const [changing, setChanging] = useState<CapacityView | null>(null);
  if (data === undefined) return null;
  return (
    <Panel title={words.capacity} actions={<Button icon="plus" onClick={() => setChanging(BLANK)}>{words.capacityAdd}</Button>}>
      <p className="bat-soft">{data.capacity.length === 0 ? words.capacityNone : words.capacityIntro}</p>
      <ul className="bat-lines">
        {data.capacity.map((one) => (
          <li key={one.unit}><span><b>{words.perDay} {amount(one.perDay, one.unit)}</b> · {words.perTrip} {one.perTrip === null ? words.perTripNone : amount(one.perTrip, one.unit)}</span><Button size="small" onClick={() => setChanging(one)}>{words.capacitySet}</Button></li>
        ))}
      </ul>
      {changing === null ? null : <CapacityDialog key={changing.unit} before={changing} known={data.capacity} onClose={() => setChanging(null)} />}
    </Panel>
  );
}

const whole = (text: string): number | null => (/^\d{1,7}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MAX_UNITS ? Number(text) : null);

function CapacityDialog({ before, known, onClose }: { readonly before: CapacityView; readonly known: readonly CapacityView[]; readonly onClose: () => void }): ReactNode {
  const { bench: words, common } = usePageWords();
  const unitWord = useUnitWord();
  const api = useApi(batches);
  const { busy, act } = useAct();
  const [unit, setUnit] = useState(before.unit);
  const [perDay, setPerDay] = useState(before.perDay === 0 ? "" : String(before.perDay));
  const [perTrip, setPerTrip] = useState(before.perTrip === null ? "" : String(before.perTrip));
  const [why, setWhy] = useState<string | null>(null);
  const save = (): void => {
    const [day, trip] = [whole(perDay), perTrip.trim() === "" ? null : whole(perTrip)];
    if (day === null || (perTrip.trim() !== "" && trip === null)) return setWhy(words.perDayBad);
    void act(() => api.setCapacity({ unit, perDay: day, perTrip: trip }), onClose, setWhy);
  };
  const there = known.some((one) => one.unit === unit);
  return (
    <Dialog open sticky title={words.capacity} onClose={onClose} actions={<>{there ? <Button busy={busy} onClick={() => void act(() => api.setCapacity({ unit, perDay: null }), onClose, setWhy)}>{words.capacityRemove}</Button> : null}<Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="bat-form">
        <Field label={words.unit}><Select value={unit} onChange={setUnit} choices={COUNTED.map((one) => ({ value: one as string, label: unitWord(one) }))} /></Field>
        <Field label={words.perDay}><TextInput inputMode="numeric" value={perDay} onChange={setPerDay} maxLength={7} suffix={unitWord(unit)} /></Field>
        <Field label={words.perTrip} optional><TextInput inputMode="numeric" value={perTrip} onChange={setPerTrip} maxLength={7} suffix={unitWord(unit)} /></Field>
        {why === null ? null : <p role="alert" className="bat-bad">{why}</p>}
      </div>
    </Dialog>
  );
}
