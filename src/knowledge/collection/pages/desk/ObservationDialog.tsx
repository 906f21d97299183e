import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { EXCLUSION_REASONS, OUTLIER_REASONS, SIDES, type ExclusionReason, type OutlierReason } from "../../../../engines/collection/standard.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { collection, type ObservationView } from "../../contract.ts";
import { priceText, useAct, usePageWords, useTerms } from "../words.ts";
import { Standing, standingOf } from "./Standing.tsx";

/** Every version of one price, and what the desk may do about it. */
export function ObservationDialog({ row, onClose }: { readonly row: ObservationView; readonly onClose: () => void }): ReactNode {
  const { desk: words, common } = usePageWords();
  const { roles } = useViewer();
  const api = useApi(collection);
  const key = { seriesId: row.seriesId, businessDate: row.businessDate };
  const { data } = useQuery({ queryKey: ["collection", "versions", key], queryFn: () => api.versions(key) });
  return (
    <Dialog open size="large" title={`${row.species} ${row.variety} ${row.grade} · ${row.market} · ${row.businessDate}`} onClose={onClose} actions={<Button onClick={onClose}>{common.close}</Button>}>
      <div className="col-form">
        <Table
          caption={words.detail} rows={data?.versions} rowKey={(one) => String(one.version)}
          columns={[
            { key: "version", title: words.version, phone: "title", cell: (one) => `${words.version} ${one.version}` },
            { key: "mean", title: common.price, align: "end", cell: (one) => <span className="col-num">{one.mean === null ? common.none : priceText(one.mean, one.currency)}</span> },
            { key: "quantity", title: common.quantity, align: "end", cell: (one) => (one.quantity === null ? common.none : formatCount(one.quantity)) },
            { key: "status", title: common.status, cell: (one) => <Standing row={one} /> },
            { key: "by", title: words.who, cell: (one) => one.by },
            { key: "at", title: words.when, cell: (one) => new Date(one.at).toLocaleString() },
          ]}
        />
        {roles.includes("operator") ? <Deeds row={data?.versions[0] ?? row} /> : null}
      </div>
    </Dialog>
  );
}

function Deeds({ row }: { readonly row: ObservationView }): ReactNode {
  const { desk: words } = usePageWords();
  const terms = useTerms();
  const toast = useToast();
  const api = useApi(collection);
  const { busy, act } = useAct();
  const [reason, setReason] = useState<OutlierReason | "">("");
  const [rule, setRule] = useState<ExclusionReason | "">("");
  const key = { seriesId: row.seriesId, businessDate: row.businessDate };
  const done = (): void => toast(words.done, "leaf");
  const standing = standingOf(row);
  return (
    <>
      {standing !== "outlier" ? null : (
        <Field group label={words.explain}>
          <div className="col-bar">
            <Select<OutlierReason> aria-label={words.explain} placeholder={words.explain} value={reason} onChange={setReason} choices={OUTLIER_REASONS.map((one) => ({ value: one, label: terms.outlierReasons[one] }))} />
            <Button tone="primary" busy={busy} disabled={reason === ""} onClick={() => { if (reason !== "") void act(() => api.explain({ ...key, reason }), done); }}>{words.explainDo}</Button>
          </div>
        </Field>
      )}
      {row.status === "excluded" ? <div><Button busy={busy} onClick={() => void act(() => api.exclude({ ...key, reason: null }), done)}>{words.restore}</Button></div> : row.status !== "kept" ? null : (
        <Field group label={words.exclude}>
          <div className="col-bar">
            <Select<ExclusionReason> aria-label={words.rule} placeholder={words.rule} value={rule} onChange={setRule} choices={EXCLUSION_REASONS.map((one) => ({ value: one, label: terms.exclusions[one] }))} />
            <Button tone="danger" busy={busy} disabled={rule === ""} onClick={() => { if (rule !== "") void act(() => api.exclude({ ...key, reason: rule }), done); }}>{words.excludeDo}</Button>
          </div>
        </Field>
      )}
      <Field group label={words.sideOf(row.market)}>
        <Segmented value={row.side} onChange={(side) => void act(() => api.setMarket({ source: row.source, market: row.market, side }), done)} choices={SIDES.map((one) => ({ value: one, label: terms.sides[one] }))} />
      </Field>
    </>
  );
}
