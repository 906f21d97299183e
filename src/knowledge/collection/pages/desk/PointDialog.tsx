import { useState } from "react";
import type { ReactNode } from "react";
import { COLLECTION_UNITS, MAX_STEMS, SIDES, type CollectionUnit, type Side } from "../../../../engines/collection/standard.ts";
import { GRADES } from "../../../../kernel/lots/contract.ts";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { collection, type pointView } from "../../contract.ts";
import { ItemFinder } from "../ItemFinder.tsx";
import { useAct, useName, usePageWords, useTerms } from "../words.ts";

export type Point = Output<typeof pointView>;
type Line = Point["lines"][number];

/** Opens a point or changes it: name, list, people. */
export function PointDialog({ point, onClose }: { readonly point: Point | null; readonly onClose: () => void }): ReactNode {
  const { points: words, common } = usePageWords();
  const terms = useTerms();
  const toast = useToast();
  const api = useApi(collection);
  const { busy, act } = useAct();
  const [code, setCode] = useState(point?.code ?? "");
  const [nameZh, setNameZh] = useState(point?.nameZh ?? "");
  const [nameEn, setNameEn] = useState(point?.nameEn ?? "");
  const [side, setSide] = useState<Side>(point?.side ?? "origin");
  const [active, setActive] = useState(point?.active ?? true);
  const [lines, setLines] = useState<readonly Line[]>(point?.lines ?? []);
  const [collectors, setCollectors] = useState(point?.collectors.map((one) => one.login).join(" ") ?? "");
  const [why, setWhy] = useState<string | null>(null);
  const save = (): void => void act(
    () => api.setPoint({ code, nameZh, nameEn, side, channel: point?.channel ?? "wholesale", currency: point?.currency ?? "CNY", active, lines: lines.map(({ itemId, grade, unit, stems }) => ({ itemId, grade, unit, stems })), collectors: collectors.split(/[\s,，、]+/).filter((one) => one !== "") }),
    () => { toast(words.saved, "leaf"); onClose(); }, setWhy,
  );
  const change = (at: number, to: Partial<Line>): void => setLines((all) => all.map((line, n) => (n === at ? { ...line, ...to } : line)));
  return (
    <Dialog open sticky size="large" title={point?.nameZh ?? words.add} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="col-form">
        <Field label={words.nameZh}><TextInput value={nameZh} onChange={setNameZh} maxLength={60} /></Field>
        <Field label={words.nameEn} optional><TextInput value={nameEn} onChange={setNameEn} maxLength={60} /></Field>
        {point === null ? <Field label={words.code} hint={words.codeHint}><TextInput value={code} onChange={setCode} maxLength={40} autoCapitalize="none" /></Field> : null}
        <Field group label={words.side}><Segmented value={side} onChange={setSide} choices={SIDES.map((one) => ({ value: one, label: terms.sides[one] }))} /></Field>
        <Field group label={words.state}><Segmented value={active ? "on" : "off"} onChange={(one) => setActive(one === "on")} choices={[{ value: "on", label: words.active }, { value: "off", label: words.closed }]} /></Field>
        <Field label={words.collectors} hint={words.collectorsHint}><TextInput value={collectors} onChange={setCollectors} maxLength={600} autoCapitalize="none" autoComplete="off" /></Field>
        <Field group label={words.lines}>
          <ul className="col-list">{lines.map((line, at) => <PointLine key={`${at} ${line.itemId}`} line={line} onChange={(to) => change(at, to)} onRemove={() => setLines((all) => all.filter((_one, n) => n !== at))} />)}</ul>
          <ItemFinder onPick={(item) => setLines((all) => [...all, { itemId: item.id, itemZh: item.zh, itemEn: item.en, grade: null, unit: COLLECTION_UNITS.find((one) => one === item.unit) ?? "pot", stems: null }])} />
        </Field>
        {why === null ? null : <p role="alert" className="col-bad">{why}</p>}
      </div>
    </Dialog>
  );
}

function PointLine({ line, onChange, onRemove }: { readonly line: Line; readonly onChange: (to: Partial<Line>) => void; readonly onRemove: () => void }): ReactNode {
  const { points: words, common, mapping } = usePageWords();
  const terms = useTerms();
  const name = useName();
  const label = name(line.itemZh, line.itemEn);
  return (
    <li>
      <span>{label}</span>
      <span className="col-list-figures">
        <Select aria-label={`${label} ${common.grade}`} value={line.grade ?? "any"} onChange={(grade) => onChange({ grade: grade === "any" ? null : grade })} choices={[{ value: "any" as const, label: words.anyGrade }, ...GRADES.map((one) => ({ value: one, label: one }))]} />
        <Select<CollectionUnit> aria-label={`${label} ${common.unit}`} value={line.unit} onChange={(unit) => onChange({ unit, stems: unit === "bunch" ? line.stems : null })} choices={COLLECTION_UNITS.map((one) => ({ value: one, label: terms.units[one] }))} />
        {line.unit === "bunch" ? <TextInput inputMode="numeric" aria-label={`${label} ${mapping.stems}`} placeholder={mapping.stems} value={line.stems === null ? "" : String(line.stems)} maxLength={4} onChange={(text) => { const stems = Number(text); onChange({ stems: Number.isInteger(stems) && stems >= 1 && stems <= MAX_STEMS ? stems : null }); }} /> : null}
        <Button size="small" tone="quiet" icon="close" iconOnly aria-label={`${words.remove} ${label}`} onClick={onRemove}>{words.remove}</Button>
      </span>
    </li>
  );
}
