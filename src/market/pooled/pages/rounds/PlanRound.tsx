import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount, parseMoney } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import { useAct } from "../useAct.ts";
import { useAmount, useItemName } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const MOST = 500;
const USUAL_LEAVES = "07:00";

/** What is announced for the day without a time at the dock, of whatever order, onto one truck. */
export function PlanRound({ on }: { readonly on: string }): ReactNode {
  const words = useWords(zh, en);
  const amount = useAmount();
  const itemName = useItemName();
  const api = useApi(pooled);
  const toast = useToast();
  const { busy, act } = useAct();
  const { data } = useQuery({ queryKey: ["pooled", "dock", "rounds", on], queryFn: () => api.dock({ on, limit: MOST }) });
  const waiting = (data?.parcels ?? []).filter((one) => one.state === "expected" && one.slotAt === null && one.roundId === null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [truck, setTruck] = useState({ plate: "", driver: "", at: USUAL_LEAVES, capacity: "", freight: "0" });
  const [split, setSplit] = useState<"units" | "km">("units");
  const chosen = waiting.filter((one) => !left.has(one.id));
  const load = chosen.reduce((sum, one) => sum + one.announced, 0);
  const capacity = /^\d{1,7}$/.test(truck.capacity.trim()) ? Number(truck.capacity.trim()) : null;
  const freight = parseMoney(truck.freight.trim() === "" ? "0" : truck.freight.trim(), "CNY");
  const ready = chosen.length > 0 && truck.plate.trim() !== "" && truck.driver.trim() !== "" && truck.at !== "" && capacity !== null && capacity >= load && freight !== null;
  const set = (change: Partial<typeof truck>): void => setTruck((before) => ({ ...before, ...change }));
  const plan = (): void => void act(() => api.planRound({ on, leavesAt: new Date(`${on}T${truck.at}`).toISOString(), plate: truck.plate.trim(), driver: truck.driver.trim(), capacity: capacity ?? 0, freight: freight ?? 0, split, parcelIds: chosen.map((one) => one.id) }), (round) => {
    toast(words.planned(round.no), "leaf");
    setTruck((before) => ({ ...before, plate: "", driver: "" }));
  });
  if (data === undefined) return null;
  return (
    <Panel title={words.plan} actions={<span>{waiting.length === 0 ? words.nobody : words.waiting(waiting.length)}</span>}>
      {waiting.length === 0 ? <p className="pooled-hint">{words.noneWhy}</p> : (
        <form className="pooled-form" onSubmit={(event) => { event.preventDefault(); if (ready) plan(); }}>
          <ul className="pooled-plain">
            {waiting.map((one) => <li key={one.id}><label><input type="checkbox" checked={!left.has(one.id)} onChange={() => setLeft((before) => { const after = new Set(before); if (!after.delete(one.id)) after.add(one.id); return after; })} /> {one.grower}{one.town === null ? "" : ` · ${one.town}`} · {itemName(one)} <b>{amount(one.announced, one.unit)}</b> <small>{one.orderNo}</small></label></li>)}
          </ul>
          <FieldGrid>
            <Field label={words.plate}><TextInput value={truck.plate} onChange={(plate) => set({ plate })} maxLength={20} /></Field>
            <Field label={words.driver}><TextInput value={truck.driver} onChange={(driver) => set({ driver })} maxLength={60} /></Field>
            <Field label={words.leavesAt}><TextInput type="time" value={truck.at} onChange={(at) => set({ at })} /></Field>
            <Field label={words.capacity}><TextInput inputMode="numeric" value={truck.capacity} onChange={(holds) => set({ capacity: holds })} maxLength={7} /></Field>
            <Field label={words.cost}><TextInput inputMode="decimal" value={truck.freight} onChange={(cost) => set({ freight: cost })} maxLength={10} /></Field>
          </FieldGrid>
          <Segmented value={split} onChange={setSplit} label={words.splitLabel} choices={(["units", "km"] as const).map((value) => ({ value, label: words.split[value] }))} />
          <ButtonRow><Button tone="primary" icon="truck" type="submit" busy={busy} disabled={!ready}>{words.send(formatCount(load))}</Button></ButtonRow>
        </form>
      )}
    </Panel>
  );
}
