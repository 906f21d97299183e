import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { UNITS } from "../../../engines/units/units.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table, type Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import { guidance } from "../contract.ts";
import type { ArrivalView } from "../views.ts";
import { SpeciesField, type ChosenSpecies } from "./SpeciesField.tsx";
import { useAct, useAmount, useDay, useGuidanceTold, usePageWords, useUnitWord } from "./words.ts";

/** What comes from other regions, as somebody estimated it. */
export function Arrivals(): ReactNode {
  const { ahead: words } = usePageWords();
  const told = useGuidanceTold();
  const api = useApi(guidance);
  const { language } = usePreferences();
  const day = useDay();
  const amount = useAmount();
  const { busy, act } = useAct();
  const operator = useViewer().roles.includes("operator");
  const [adding, setAdding] = useState(false);
  const [gone, setGone] = useState<ArrivalView | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["guidance", "arrivals"], queryFn: () => api.arrivals({}) });
  const columns: Column<ArrivalView>[] = [
    { key: "week", title: words.week, cell: (row) => day(row.week), sortBy: (row) => row.week },
    { key: "species", title: words.species, cell: (row) => <b>{row[language]}</b>, sortBy: (row) => row[language], phone: "title" },
    { key: "units", title: words.units, align: "end", cell: (row) => amount(row.units, row.unit), sortBy: (row) => row.units },
    { key: "origin", title: words.origin, cell: (row) => row.origin }, { key: "source", title: words.source, cell: (row) => <>{row.source} {row.demo ? <Badge>{words.demo}</Badge> : null}</> }, { key: "by", title: words.by, cell: (row) => row.by },
    ...(operator ? [{ key: "deed", title: "", cell: (row: ArrivalView) => <Button size="small" onClick={() => setGone(row)}>{words.withdraw}</Button> }] : []),
  ];
  return (
    <>
      <p className="gd-soft">{words.arrivalsIntro}</p>
      {operator ? <ButtonRow><Button tone="primary" icon="plus" onClick={() => setAdding(true)}>{words.add}</Button></ButtonRow> : null}
      <Table caption={words.tabs.arrivals} columns={columns} rows={data?.arrivals} rowKey={(row) => row.id} empty={words.noArrivals} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} />
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
      <ConfirmDialog open={gone !== null} title={words.withdraw} action={words.withdraw} tone="danger" busy={busy} onClose={() => setGone(null)} onConfirm={() => void act(() => api.withdrawArrival({ arrivalId: gone?.id ?? "" }), () => setGone(null))}>{words.withdrawAsk}</ConfirmDialog>
    </>
  );
}

function AddDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { ahead: words, common } = usePageWords();
  const unitWord = useUnitWord();
  const api = useApi(guidance);
  const { busy, act } = useAct();
  const [species, setSpecies] = useState<ChosenSpecies | null>(null);
  const [unit, setUnit] = useState<(typeof UNITS)[number]>("pot");
  const [week, setWeek] = useState("");
  const [units, setUnits] = useState("");
  const [origin, setOrigin] = useState("");
  const [source, setSource] = useState("");
  const [why, setWhy] = useState<string | null>(null);
  const save = (): void => {
    if (species === null || !/^\d{4}-\d{2}-\d{2}$/.test(week) || !/^[1-9]\d{0,7}$/.test(units.trim()) || origin.trim() === "" || source.trim().length < 2) return setWhy(words.bad);
    void act(() => api.enterArrival({ speciesId: species.id, unit, week, units: Number(units), origin, source }), onClose, setWhy);
  };
  return (
    <Dialog open sticky title={words.add} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="gd-stack">
        <SpeciesField chosen={species} onChoose={(one) => { setSpecies(one); if (one !== null) setUnit(UNITS.find((known) => known === one.unit) ?? "pot"); }} />
        <div className="gd-fields">
          <Field label={words.week}><TextInput type="date" value={week} onChange={setWeek} /></Field><Field label={words.units}><TextInput inputMode="numeric" value={units} onChange={setUnits} maxLength={8} /></Field>
          <Field label={words.unit}><Select value={unit} onChange={setUnit} choices={UNITS.map((one) => ({ value: one, label: unitWord(one) }))} /></Field><Field label={words.origin}><TextInput value={origin} onChange={setOrigin} maxLength={60} /></Field>
        </div>
        <Field label={words.source}><TextInput value={source} onChange={setSource} maxLength={300} /></Field>
        {why === null ? null : <p className="gd-warn" role="alert">{why}</p>}
      </div>
    </Dialog>
  );
}
