import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { MAX_STEMS } from "../../../../engines/collection/standard.ts";
import { GRADES } from "../../../../kernel/lots/contract.ts";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { collection } from "../../contract.ts";
import { ItemFinder } from "../ItemFinder.tsx";
import { useAct, useName, usePageWords, useTerms } from "../words.ts";
import "../collection.css";

type Mapped = Output<typeof collection.actions.unmapped.output>["items"][number];
const SHOWN = 200;

/** /collection/mapping: the work list, largest first. */
export default function MappingPage(): ReactNode {
  const { titles, mapping: words, common } = usePageWords();
  const terms = useTerms();
  const name = useName();
  const { roles } = useViewer();
  const api = useApi(collection);
  const [done, setDone] = useState<"open" | "done">("open");
  const [source, setSource] = useState("");
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState<Mapped | null>(null);
  const wish = { mapped: done === "done", query, limit: SHOWN, ...(source === "" ? {} : { source }) };
  const sources = useQuery({ queryKey: ["collection", "sources"], queryFn: () => api.sources({}) });
  const { data, isError, refetch } = useQuery({ queryKey: ["collection", "unmapped", wish], queryFn: () => api.unmapped(wish), placeholderData: (before) => before });
  const may = roles.includes("operator");
  return (
    <Page title={titles.mapping} intro={words.intro}>
      <div className="col-bar">
        <Segmented label={titles.mapping} value={done} onChange={setDone} choices={[{ value: "open", label: words.onlyOpen }, { value: "done", label: words.onlyDone }]} />
        <Select aria-label={common.source} value={source === "" ? "all" : source} onChange={(one) => setSource(one === "all" ? "" : one)} choices={[{ value: "all", label: common.all }, ...(sources.data?.sources ?? []).filter((one) => one.kind === "file" && one.series > 0).map((one) => ({ value: one.code, label: name(one.nameZh, one.nameEn) }))]} />
        <TextInput type="search" aria-label={common.search} placeholder={common.search} value={query} onChange={setQuery} maxLength={60} />
      </div>
      <Table
        caption={words.words} rows={data?.items} rowKey={(row) => `${row.source} ${row.species} ${row.variety} ${row.itemId}`} onOpen={may ? setOpen : undefined} csvName="mapping" error={isError ? { onRetry: () => void refetch() } : undefined}
        tools={data === undefined ? null : <span className="col-soft">{words.share(data.share.mapped, data.share.all)}</span>} empty={<EmptyState title={words.empty} />}
        columns={[
          { key: "words", title: words.words, phone: "title", cell: (row) => `${row.species} ${row.variety}`, text: (row) => `${row.species} ${row.variety}`.trim(), sortBy: (row) => row.species },
          { key: "source", title: common.source, cell: (row) => row.source, text: (row) => row.source },
          { key: "ours", title: words.ours, cell: (row) => (row.itemId === null ? common.none : name(row.itemZh, row.itemEn)), text: (row) => row.itemZh ?? "" },
          { key: "quantity", title: common.quantity, align: "end", cell: (row) => <span className="col-num">{formatCount(row.quantity)} {terms.units[row.unit]}</span>, text: (row) => String(row.quantity), sortBy: (row) => row.quantity },
          { key: "days", title: words.days, align: "end", cell: (row) => formatCount(row.days), text: (row) => String(row.days), sortBy: (row) => row.days },
        ]}
      />
      {source === "" ? null : <Grades source={source} may={may} />}
      {open === null ? null : <MapDialog row={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function MapDialog({ row, onClose }: { readonly row: Mapped; readonly onClose: () => void }): ReactNode {
  const { mapping: words, common } = usePageWords();
  const name = useName();
  const toast = useToast();
  const api = useApi(collection);
  const { busy, act } = useAct();
  const [item, setItem] = useState<{ readonly id: string; readonly label: string } | null>(row.itemId === null ? null : { id: row.itemId, label: name(row.itemZh, row.itemEn) });
  const [stems, setStems] = useState(row.stems === null ? "" : String(row.stems));
  const count = stems.trim() === "" ? null : Number(stems);
  const sound = count === null || (Number.isInteger(count) && count >= 1 && count <= MAX_STEMS);
  const save = (itemId: string | null): void => void act(() => api.map({ source: row.source, species: row.species, variety: row.variety, itemId, stems: itemId === null ? null : count }), ({ series }) => { toast(words.saved(series), "leaf"); onClose(); });
  return (
    <Dialog open sticky title={`${row.species} ${row.variety}`} onClose={onClose} actions={<>{row.itemId === null ? null : <Button tone="quiet" busy={busy} onClick={() => save(null)}>{words.untie}</Button>}<Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} disabled={item === null || !sound} onClick={() => { if (item !== null) save(item.id); }}>{common.save}</Button></>}>
      <div className="col-form">
        {item === null ? <ItemFinder onPick={(found) => setItem({ id: found.id, label: name(found.zh, found.en) })} /> : <div className="col-bar"><strong>{item.label}</strong><Button size="small" onClick={() => setItem(null)}>{words.change}</Button></div>}
        {row.unit === "bunch" ? <Field label={words.stems} optional><TextInput inputMode="numeric" value={stems} onChange={setStems} maxLength={4} /></Field> : null}
      </div>
    </Dialog>
  );
}

function Grades({ source, may }: { readonly source: string; readonly may: boolean }): ReactNode {
  const { mapping: words, common } = usePageWords();
  const api = useApi(collection);
  const { busy, act } = useAct();
  const { data } = useQuery({ queryKey: ["collection", "grades", source], queryFn: () => api.grades({ source }) });
  return (
    <Table
      caption={words.grades} rows={data?.grades} rowKey={(row) => row.grade}
      columns={[
        { key: "grade", title: common.grade, phone: "title", cell: (row) => (row.grade === "" ? words.ungraded : row.grade) },
        { key: "ours", title: words.ours, cell: (row) => (
          <Select aria-label={`${row.grade} ${words.ours}`} disabled={!may || busy || row.grade === ""} value={row.itemGrade ?? "none"} onChange={(one) => void act(() => api.mapGrade({ source, grade: row.grade, itemGrade: one === "none" ? null : one }))} choices={[{ value: "none" as const, label: words.noGrade }, ...GRADES.map((one) => ({ value: one, label: one }))]} />
        ) },
        { key: "series", title: words.days, align: "end", phone: "wide-only", cell: (row) => formatCount(row.series) },
      ]}
    />
  );
}
