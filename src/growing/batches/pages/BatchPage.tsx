import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount } from "../../../ui/money.ts";
import { batches } from "../contract.ts";
import { LOSSES, type Loss } from "../rules.ts";
import type { BatchView } from "../views.ts";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { LoseDialog } from "./LoseDialog.tsx";
import { StateBadge, Warnings } from "./parts.tsx";
import { clockTime, useAct, useAmount, useBatchTold, useDay, useItemName, usePageWords, useTerms, useUnitWord } from "./words.ts";
import "./batches.css";

type Whole = Output<(typeof batches)["actions"]["batch"]["output"]>;
const LOOK_AGAIN_MS = 30_000;
const UUID_LENGTH = 36;

/** /growing/:id: one batch, by its id or its number. */
export default function BatchPage(): ReactNode {
  const { id = "" } = useParams();
  const told = useBatchTold();
  const name = useItemName();
  const api = useApi(batches);
  const { data, error, refetch } = useQuery({ queryKey: ["batches", "batch", id], queryFn: () => api.batch(id.length === UUID_LENGTH ? { batchId: id } : { no: id }), refetchInterval: LOOK_AGAIN_MS });
  return (
    <Page title={data === undefined ? id : name(data.batch)} narrow>
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined ? (error === null ? <Skeleton lines={8} /> : null) : <Batch whole={data} />}
    </Page>
  );
}

function Batch({ whole }: { readonly whole: Whole }): ReactNode {
  const words = usePageWords().batch;
  const amount = useAmount();
  const unitWord = useUnitWord();
  const { batch } = whole;
  return (
    <>
      <p className="bat-badges"><StateBadge state={batch.state} /><Warnings batch={batch} /></p>
      {batch.short > 0 ? <p className="bat-warn" role="status">{words.shortWhy(amount(batch.short, batch.unit))}</p> : null}
      <StatRow>
        <StatTile label={words.expected} value={formatCount(batch.expected)} unit={unitWord(batch.unit)} tone="orchid" />
        <StatTile label={words.left} value={formatCount(batch.left)} unit={unitWord(batch.unit)} tone="leaf" />
        <StatTile label={words.promised} value={formatCount(batch.promised)} unit={unitWord(batch.unit)} tone={batch.short > 0 ? "cinnabar" : "plain"} />
        <StatTile label={words.gone} value={formatCount(batch.fulfilled + batch.brought)} unit={unitWord(batch.unit)} />
      </StatRow>
      <Deeds batch={batch} />
      <BatchFacts whole={whole} />
      <Promises whole={whole} />
      <Lots whole={whole} />
      <History whole={whole} />
    </>
  );
}

function Deeds({ batch }: { readonly batch: BatchView }): ReactNode {
  const words = usePageWords().batch;
  const [doing, setDoing] = useState<"change" | "lose" | "ready" | "harvested" | "failed" | null>(null);
  const can = (deed: BatchView["can"][number]): boolean => batch.can.includes(deed);
  const close = (): void => setDoing(null);
  // To enter one's own again, or to bring it, is the grower's: the market's people only mend what he said.
  const own = can("bring");
  return (
    <>
      <div className="bat-deeds">
        {can("change") ? <Button tone="primary" onClick={() => setDoing("change")}>{words.change}</Button> : null}
        {can("lose") ? <Button onClick={() => setDoing("lose")}>{words.lose}</Button> : null}
        {can("ready") ? <Button onClick={() => setDoing("ready")}>{words.ready}</Button> : null}
        {own ? <ButtonLink icon="truck" to={`/lots/new?batch=${batch.id}`}>{words.bring}</ButtonLink> : null}
        {can("harvest") ? <Button onClick={() => setDoing("harvested")}>{words.harvested}</Button> : null}
        {can("fail") ? <Button tone="danger" onClick={() => setDoing("failed")}>{words.failed}</Button> : null}
        {own || (can("copy") && batch.state === "failed") ? <ButtonLink icon="replay" to={`/growing/new?copy=${batch.id}`}>{words.copy}</ButtonLink> : null}
      </div>
      {doing === "change" ? <ChangeDialog batch={batch} onClose={close} /> : null}
      {doing === "lose" ? <LoseDialog batch={batch} onClose={close} /> : null}
      {doing === "ready" || doing === "harvested" || doing === "failed" ? <AdvanceDialog batch={batch} to={doing} onClose={close} /> : null}
    </>
  );
}

function AdvanceDialog({ batch, to, onClose }: { readonly batch: BatchView; readonly to: "ready" | "harvested" | "failed"; readonly onClose: () => void }): ReactNode {
  const { batch: words, common } = usePageWords();
  const terms = useTerms();
  const api = useApi(batches);
  const { busy, act } = useAct();
  const [reason, setReason] = useState<Loss | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const ask = { ready: words.readyAsk, harvested: words.harvestedAsk, failed: words.failedAsk }[to];
  const save = (): void => {
    if (to === "failed" && reason === null) return setWhy(words.why);
    void act(() => api.advance({ batchId: batch.id, to, reason, text: reason === "other" ? terms.losses.other : "" }), onClose, setWhy);
  };
  return (
    <Dialog open sticky size="small" title={words[to]} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone={to === "failed" ? "danger" : "primary"} busy={busy} onClick={save}>{words.sure}</Button></>}>
      <div className="bat-form">
        <p>{ask}</p>
        {to !== "failed" ? null : <div className="bat-reasons" role="radiogroup" aria-label={words.reason}>{LOSSES.filter((one) => one !== "estimate").map((one) => <button key={one} type="button" role="radio" aria-checked={reason === one} onClick={() => setReason(one)}>{terms.losses[one]}</button>)}</div>}
        {why === null ? null : <p role="alert" className="bat-bad">{why}</p>}
      </div>
    </Dialog>
  );
}

function BatchFacts({ whole: { batch, today } }: { readonly whole: Whole }): ReactNode {
  const { batch: words, common } = usePageWords();
  const terms = useTerms();
  const amount = useAmount();
  const day = useDay();
  const { licence } = batch;
  const measures = Object.entries(batch.attributes).map(([name, value]) => `${terms.measures[name] ?? name} ${value}`);
  return (
    <Panel title={words.facts}>
      {batch.photoId === null ? null : <img className="bat-photo" src={`/photos/${batch.photoId}`} alt="" />}
      <Facts facts={[
        { label: words.window, value: `${day(batch.readyFrom, today)} ${common.to} ${day(batch.readyTo, today)}` }, { label: words.grade, value: [batch.grade ?? words.unknown, ...measures].join(" · "), wide: true },
        { label: words.planted, value: batch.planted === null ? words.unknown : amount(batch.planted, batch.unit) }, { label: words.place, value: batch.place === "" ? words.unknown : batch.place },
        { label: words.owner, value: [batch.grower, batch.town].filter(Boolean).join(" · ") }, { label: words.by, value: `${batch.declaredBy}（${terms.as[batch.declaredAs]}）` }, { label: words.no, value: batch.no },
        ...(licence.protected ? [{ label: words.licence, value: [terms.verdicts[licence.verdict], licence.certificate, licence.limit === null || licence.used === null ? null : words.licenceUsed(formatCount(licence.used), formatCount(licence.limit))].filter(Boolean).join(" · "), wide: true }] : []),
        ...(batch.note === "" ? [] : [{ label: words.note, value: batch.note, wide: true }]),
      ]} />
    </Panel>
  );
}

function Promises({ whole: { batch, promises, today } }: { readonly whole: Whole }): ReactNode {
  const words = usePageWords().batch;
  const amount = useAmount();
  const day = useDay();
  return (
    <Panel title={words.promises}>
      {promises.length === 0 ? <p className="bat-soft">{words.promisesNone}</p> : null}
      <ul className="bat-lines">
        {promises.map((one) => (
          <li key={`${one.cause} ${one.causeId}`}>
            <span><b>{one.label === "" ? one.causeId : one.label}</b> {amount(one.quantity - one.released, batch.unit)}{one.dueOn === null ? "" : ` · ${words.due(day(one.dueOn, today))}`}</span>
            {one.open > 0 ? <Badge tone="pollen">{words.open(amount(one.open, batch.unit))}</Badge> : <Badge tone="leaf">{words.done(amount(one.fulfilled, batch.unit))}</Badge>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Lots({ whole: { lots, today } }: { readonly whole: Whole }): ReactNode {
  const words = usePageWords().batch;
  const amount = useAmount();
  const day = useDay();
  if (lots.length === 0) return null;
  return <Panel title={words.lots}><ul className="bat-lines">{lots.map((lot) => <li key={lot.lotId}><span><b>{lot.no}</b> {amount(lot.declared, lot.unit)} · {day(lot.businessDate, today)}</span>{lot.cause === null ? null : <Badge>{words.forPromise}</Badge>}</li>)}</ul></Panel>;
}

function History({ whole: { versions, today } }: { readonly whole: Whole }): ReactNode {
  const words = usePageWords().batch;
  const terms = useTerms();
  const day = useDay();
  const said = (field: string, value: string): string => (value === "" ? "—" : field === "state" ? (terms.states[value as keyof typeof terms.states] ?? value) : field === "readyFrom" || field === "readyTo" ? day(value, today) : field === "photo" ? "●" : /^\d+$/.test(value) ? formatCount(Number(value)) : value);
  return (
    <Panel title={words.history}>
      <ol className="bat-history">
        {versions.map((one) => (
          <li key={one.version}>
            <span><b>{terms.kinds[one.kind]}</b>{one.reason === null ? null : <Badge tone="pollen">{terms.losses[one.reason]}</Badge>}<small>{clockTime(one.at)} · {one.by}（{terms.as[one.as]}） · {words.version(one.version)}</small></span>
            {one.changes.map(({ field, from, to }) => <span key={field}>{terms.fields[field] ?? field}：{said(field, from)} → {said(field, to)}</span>)}
            {one.text === "" ? null : <q>{one.text}</q>}
            {one.photoId === null ? null : <img className="bat-photo" src={`/photos/${one.photoId}`} alt={words.photo} loading="lazy" />}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
