import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Table, type Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import { guidance } from "../contract.ts";
import type { AssumptionView } from "../views.ts";
import { SpeciesField, type ChosenSpecies } from "./SpeciesField.tsx";
import { percent, useAct, useGuidanceTold, usePageWords } from "./words.ts";

const PERMILLE = 1_000;

/** What the advice takes for granted, open to everybody who reads it. */
export function Assumptions(): ReactNode {
  const { ahead: words, one } = usePageWords();
  const told = useGuidanceTold();
  const api = useApi(guidance);
  const { language } = usePreferences();
  const operator = useViewer().roles.includes("operator");
  const [setting, setSetting] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["guidance", "assumptions"], queryFn: () => api.assumptions({}) });
  const columns: Column<AssumptionView>[] = [
    { key: "species", title: words.species, cell: (row) => <b>{row.speciesId === "" ? words.usual : row[language]}</b>, phone: "title" },
    { key: "elasticity", title: words.elasticity, align: "end", cell: (row) => (row.elasticityPermille / PERMILLE).toFixed(2) }, { key: "cost", title: words.cost, align: "end", cell: (row) => percent(row.costPermille / PERMILLE) },
    { key: "spread", title: words.costSpread, align: "end", cell: (row) => percent(row.costSpreadPermille / PERMILLE) }, { key: "room", title: words.headroom, align: "end", cell: (row) => percent(row.headroomPermille / PERMILLE) },
    { key: "source", title: words.source, cell: (row) => (row.by === null ? one.usualSource : `${row.source} · ${row.by}`) },
  ];
  return (
    <>
      <p className="gd-soft">{words.assumeIntro}</p>
      {operator ? <ButtonRow><Button tone="primary" onClick={() => setSetting(true)}>{words.set}</Button></ButtonRow> : null}
      <Table caption={words.tabs.assumptions} columns={columns} rows={data === undefined ? undefined : [data.usual, ...data.species]} rowKey={(row) => row.speciesId} empty={words.noOwn} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} />
      {setting && data !== undefined ? <SetDialog usual={data.usual} onClose={() => setSetting(false)} /> : null}
    </>
  );
}

function SetDialog({ usual, onClose }: { readonly usual: AssumptionView; readonly onClose: () => void }): ReactNode {
  const { ahead: words, common } = usePageWords();
  const api = useApi(guidance);
  const { busy, act } = useAct();
  const [species, setSpecies] = useState<ChosenSpecies | null>(null);
  const [typed, setTyped] = useState({ elasticity: String(usual.elasticityPermille / PERMILLE), cost: String(usual.costPermille / 10), costSpread: String(usual.costSpreadPermille / 10), headroom: String(usual.headroomPermille / 10) });
  const [source, setSource] = useState("");
  const [why, setWhy] = useState<string | null>(null);
  const save = (): void => {
    const read = Object.values(typed).map((text) => (/^\d{1,3}(?:\.\d{1,3})?$/.test(text.trim()) ? Number(text) : Number.NaN));
    const [elasticity, cost, spread, room] = read;
    if (species === null || source.trim().length < 2 || read.some((one) => Number.isNaN(one))) return setWhy(words.bad);
    void act(() => api.assume({ speciesId: species.id, elasticityPermille: Math.round(elasticity! * PERMILLE), costPermille: Math.round(cost! * 10), costSpreadPermille: Math.round(spread! * 10), headroomPermille: Math.round(room! * 10), source }), onClose, setWhy);
  };
  const field = (name: keyof typeof typed, unit: string): ReactNode => <Field label={words[name]}><TextInput inputMode="decimal" value={typed[name]} suffix={unit} maxLength={7} onChange={(text) => setTyped({ ...typed, [name]: text })} /></Field>;
  return (
    <Dialog open sticky title={words.set} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="gd-stack">
        <SpeciesField chosen={species} onChoose={setSpecies} />
        <div className="gd-fields">{field("elasticity", "")}{field("cost", "%")}{field("costSpread", "%")}{field("headroom", "%")}</div>
        <Field label={words.source}><TextInput value={source} onChange={setSource} maxLength={300} /></Field>
        {why === null ? null : <p className="gd-warn" role="alert">{why}</p>}
      </div>
    </Dialog>
  );
}
