import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { addDays } from "../../../../engines/calendar/day.ts";
import { calendar } from "../../../../kernel/calendar/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { newKey } from "../../../../ui/newKey.ts";
import { batches } from "../../contract.ts";
import { MAX_DAYS_AHEAD, USUAL_WINDOW_DAYS, readQuantity, windowFault } from "../../rules.ts";
import type { BatchView } from "../../views.ts";
import { useAct, useAmount, useDay, useItemName, usePageWords, useUnitWord } from "../words.ts";
import { EMPTY, copied, keepDraft, measured, recallDraft, type Draft } from "./draft.ts";
import { Extras } from "./Extras.tsx";
import { ItemField } from "./ItemField.tsx";
import "../batches.css";

/** When most batches are ready, counted from today; any other day is chosen from a calendar. */
const SOON = [0, 14, 28, 42] as const;

/** /growing/new: a batch in under a minute; ?copy= takes the one named there. */
export default function PlantPage(): ReactNode {
  const { titles, form: words } = usePageWords();
  const viewer = useViewer();
  const today = useQuery({ queryKey: ["calendar", "today"], queryFn: useToday() }).data?.businessDate ?? viewer.businessDate;
  // Drafts are kept by person and by whom he acts for, so that a shared telephone does not mix them.
  const who = `${viewer.name ?? ""}.${viewer.actingFor ?? ""}`;
  return (
    <Page title={titles.plant} intro={viewer.actingFor === null ? words.intro : words.forWhom(viewer.actingFor)} narrow>
      {today === null ? null : <PlantForm key={who} who={who} today={today} />}
    </Page>
  );
}

function useToday() {
  const api = useApi(calendar);
  return () => api.today({});
}

interface Faults {
  readonly item?: true;
  readonly expected?: string;
  readonly ready?: string;
}

function PlantForm({ who, today }: { readonly who: string; readonly today: string }): ReactNode {
  const words = usePageWords().form;
  const amount = useAmount();
  const name = useItemName();
  const api = useApi(batches);
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { busy, act } = useAct();
  const [draft, setDraft] = useState<Draft>(() => recallDraft(who));
  const [tried, setTried] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  // One key for one batch: pressing again after a lost answer asks for the same batch, not for another.
  const [key, setKey] = useState(newKey);
  const change = (part: Partial<Draft>): void => {
    setWhy(null);
    setDraft((before) => {
      const next = { ...before, ...part };
      keepDraft(who, next);
      return next;
    });
  };
  useCopied((batch) => change(copied(batch)));
  const last = useQuery({ queryKey: ["batches", "copyLast"], queryFn: () => api.copyLast({}) });
  const read = draft.item === null || draft.expected.trim() === "" ? null : readQuantity(draft.expected, draft.item.unit, draft.item.packing);
  const faults = faultsOf(draft, read, today, { quantityBad: words.quantityBad, windowBad: words.windowBad, ready: words.ready });
  const send = (): void => {
    setTried(true);
    if (draft.item === null || Object.keys(faults).length > 0) {
      requestAnimationFrame(() => document.querySelector(".bat-form [data-invalid]")?.scrollIntoView({ block: "center" }));
      return;
    }
    const { item, expected, planted, readyFrom, readyTo, grade, measures, place, note, photo } = draft;
    void act(() => api.plant({ itemId: item.itemId, expected, planted: planted.trim() === "" ? null : planted, readyFrom, ...(readyTo === "" ? {} : { readyTo }), grade, attributes: measured(measures), place, note, photoId: photo?.id ?? null }, key), (batch) => {
      keepDraft(who, EMPTY);
      toast(words.done(batch.no), "leaf");
      void queries.invalidateQueries({ queryKey: ["batches"] });
      void navigate(`/growing/${batch.id}`);
    }, (said) => { setWhy(said); setKey(newKey()); });
  };
  const blank = draft.item === null && draft.expected === "";
  return (
    <form className="bat-form bat-plant" onSubmit={(event) => { event.preventDefault(); send(); }} noValidate>
      {blank && last.data?.last != null ? <CopyLast batch={last.data.last} onCopy={change} /> : null}
      <ItemField label={words.item} chosen={draft.item} usual={last.data?.items ?? []} onChoose={(item) => change({ item })} missing={tried && faults.item === true} />
      <Expected draft={draft} onChange={(expected) => change({ expected })} sum={read?.ok === true && String(read.quantity) !== draft.expected.trim() && draft.item !== null ? words.equals(amount(read.quantity, draft.item.unit)) : ""} fault={tried ? faults.expected : undefined} />
      <Ready draft={draft} today={today} onChange={change} fault={tried ? faults.ready : undefined} />
      {draft.item === null ? null : <Licence itemId={draft.item.itemId} on={draft.readyFrom === "" ? today : draft.readyFrom} more={read?.ok === true ? read.quantity : 0} />}
      <Extras draft={draft} onChange={change} />
      {why === null ? null : <p className="bat-bad" role="alert">{why}</p>}
      <div className="bat-submit">
        <Button type="submit" tone="primary" size="large" wide busy={busy} icon="check">{draft.item === null || read?.ok !== true ? words.submit : words.submitWhat(`${amount(read.quantity, draft.item.unit)} ${name({ itemZh: draft.item.zh, itemEn: draft.item.en }).split(" ")[0] ?? ""}`)}</Button>
        {blank ? null : <Button tone="quiet" onClick={() => { keepDraft(who, EMPTY); setDraft(EMPTY); setTried(false); setWhy(null); }}>{words.discard}</Button>}
      </div>
    </form>
  );
}

function faultsOf(draft: Draft, read: ReturnType<typeof readQuantity> | null, today: string, words: { quantityBad: string; windowBad: string; ready: string }): Faults {
  const to = draft.readyTo === "" ? null : draft.readyTo;
  const late = draft.readyFrom === "" ? words.ready : windowFault(draft.readyFrom, to ?? (draft.readyFrom < today ? today : draft.readyFrom), today) === null ? null : words.windowBad;
  return { ...(draft.item === null ? { item: true as const } : {}), ...(draft.expected.trim() === "" || read?.ok === false ? { expected: words.quantityBad } : {}), ...(late === null ? {} : { ready: late }) };
}

/** Also takes the batch named in the address: "same again" from its page. */
function useCopied(take: (batch: BatchView) => void): void {
  const api = useApi(batches);
  const [query, setQuery] = useSearchParams();
  const asked = query.get("copy");
  const latest = useRef(take);
  useEffect(() => { latest.current = take; });
  const { data } = useQuery({ queryKey: ["batches", "batch", asked], queryFn: () => api.batch({ batchId: asked ?? "" }), enabled: asked !== null });
  useEffect(() => {
    if (data === undefined || asked === null) return;
    latest.current(data.batch);
    setQuery({}, { replace: true });
  }, [data, asked, setQuery]);
}

function CopyLast({ batch, onCopy }: { readonly batch: BatchView; readonly onCopy: (draft: Draft) => void }): ReactNode {
  const words = usePageWords().form;
  const amount = useAmount();
  const name = useItemName();
  return (
    <button type="button" className="bat-copy" onClick={() => onCopy(copied(batch))}>
      {batch.photoId === null ? <Icon name="pot" size="1.75rem" /> : <img src={`/photos/${batch.photoId}`} alt="" />}
      <span><strong>{words.copyLast}</strong><span>{name(batch)}</span><small>{[amount(batch.expected, batch.unit), batch.place].filter((part) => part !== "").join(" · ")}</small></span>
      <Icon name="replay" size="1.5em" />
    </button>
  );
}

function Expected({ draft, onChange, sum, fault }: { readonly draft: Draft; readonly onChange: (expected: string) => void; readonly sum: string; readonly fault: string | undefined }): ReactNode {
  const words = usePageWords().form;
  const unitWord = useUnitWord();
  return (
    <Field label={words.quantity} hint={sum === "" ? words.quantityHint : sum} error={fault}>
      <TextInput value={draft.expected} onChange={onChange} inputMode="numeric" autoComplete="off" maxLength={60} placeholder="0" data-big="" suffix={draft.item === null ? null : unitWord(draft.item.unit)} />
    </Field>
  );
}

function Ready({ draft, today, onChange, fault }: { readonly draft: Draft; readonly today: string; readonly onChange: (part: Partial<Draft>) => void; readonly fault: string | undefined }): ReactNode {
  const words = usePageWords().form;
  const day = useDay();
  const soon = SOON.map((days) => ({ value: addDays(today, days), label: words.in(days) }));
  const [other, setOther] = useState(draft.readyFrom !== "" && !soon.some(({ value }) => value === draft.readyFrom));
  const to = draft.readyTo === "" && draft.readyFrom !== "" ? addDays(draft.readyFrom < today ? today : draft.readyFrom, USUAL_WINDOW_DAYS) : draft.readyTo;
  return (
    <Field group label={words.ready} error={fault} hint={draft.readyFrom === "" ? undefined : words.readyHint(day(draft.readyFrom, today), day(to, today))}>
      <Segmented wide label={words.ready} value={other ? "other" : draft.readyFrom} onChange={(value) => { setOther(value === "other"); if (value !== "other") onChange({ readyFrom: value, readyTo: "" }); }} choices={[...soon, { value: "other", label: words.otherDay }]} />
      {other ? (
        <div className="bat-days">
          <label><span>{words.readyFrom}</span><TextInput type="date" value={draft.readyFrom} max={addDays(today, MAX_DAYS_AHEAD)} onChange={(readyFrom) => onChange({ readyFrom })} /></label>
          <label><span>{words.readyTo}</span><TextInput type="date" value={to} min={draft.readyFrom === "" ? today : draft.readyFrom} max={addDays(today, MAX_DAYS_AHEAD)} onChange={(readyTo) => onChange({ readyTo })} /></label>
        </div>
      ) : null}
    </Field>
  );
}

/** Said before he enters it, so that nobody waits for orders that cannot come. */
function Licence({ itemId, on, more }: { readonly itemId: string; readonly on: string; readonly more: number }): ReactNode {
  const words = usePageWords().form.licence;
  const api = useApi(batches);
  const { data } = useQuery({ queryKey: ["batches", "mayGrow", itemId, on, more], queryFn: () => api.mayGrow({ itemId, on, more }), placeholderData: (before) => before });
  return data === undefined || data.verdict === "allowed" ? null : <p className="bat-warn" role="status">{words[data.verdict](data.certificate ?? "")}</p>;
}
