import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { batches } from "../../contract.ts";
import { MAX_KM } from "../../rules.ts";
import { useAct, useBatchTold, usePageWords } from "../words.ts";

/** How far each town is, roughly. */
export function Towns(): ReactNode {
  const { desk: words } = usePageWords();
  const told = useBatchTold();
  const api = useApi(batches);
  const mends = useViewer().roles.includes("operator");
  const { data, error, refetch } = useQuery({ queryKey: ["batches", "towns"], queryFn: () => api.towns({}) });
  const [changing, setChanging] = useState<{ town: string; km: number | null } | null>(null);
  return (
    <>
      <p className="bat-soft">{words.townsIntro}</p>
      {data === undefined || data.without.length === 0 ? null : <p className="bat-warn" role="status">{words.townsWithout(data.without.join("、"))}</p>}
      <Table
        caption={words.towns} rows={data?.towns} rowKey={(row) => row.town} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} onOpen={mends ? (row) => setChanging({ town: row.town, km: row.km }) : undefined}
        tools={mends ? <Button size="small" icon="plus" onClick={() => setChanging({ town: data?.without[0] ?? "", km: null })}>{words.townAdd}</Button> : undefined}
        columns={[
          { key: "town", title: words.town, cell: (row) => row.town, sortBy: (row) => row.town, phone: "title" },
          { key: "km", title: words.km, align: "end", cell: (row) => `≈ ${row.km}`, sortBy: (row) => row.km },
          { key: "growers", title: words.townGrowers, align: "end", cell: (row) => row.growers, sortBy: (row) => row.growers },
          { key: "by", title: words.townBy, cell: (row) => `${row.by} ${row.at.slice(0, 10)}`, phone: "wide-only" },
        ]}
      />
      {changing === null ? null : <TownDialog before={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

function TownDialog({ before, onClose }: { readonly before: { readonly town: string; readonly km: number | null }; readonly onClose: () => void }): ReactNode {
  const { desk: words, common } = usePageWords();
  const api = useApi(batches);
  const { busy, act } = useAct();
  const [town, setTown] = useState(before.town);
  const [km, setKm] = useState(before.km === null ? "" : String(before.km));
  const [why, setWhy] = useState<string | null>(null);
  const save = (): void => {
    if (town.trim() === "" || !/^\d{1,4}(\.\d)?$/.test(km.trim()) || Number(km) > MAX_KM) return setWhy(words.bad);
    void act(() => api.setTown({ town, km: Number(km) }), onClose, setWhy);
  };
  return (
    <Dialog open sticky size="small" title={words.townSet} onClose={onClose} actions={<>{before.km === null ? null : <Button busy={busy} onClick={() => void act(() => api.setTown({ town: before.town, km: null }), onClose, setWhy)}>{words.townRemove}</Button>}<Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="bat-form">
        <Field label={words.town}><TextInput value={town} onChange={setTown} maxLength={40} readOnly={before.km !== null} /></Field>
        <Field label={words.km}><TextInput value={km} onChange={setKm} inputMode="decimal" maxLength={6} data-autofocus="" /></Field>
        {why === null ? null : <p role="alert" className="bat-bad">{why}</p>}
      </div>
    </Dialog>
  );
}
