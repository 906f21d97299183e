import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useLocation, useSearchParams } from "react-router";
import { batches } from "../../../../growing/batches/contract.ts";
import { calendar } from "../../../../kernel/calendar/contract.ts";
import { catalogue, type ItemView } from "../../../../kernel/catalogue/contract.ts";
import { files } from "../../../../kernel/files/contract.ts";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useApi } from "../../../../ui/api.ts";
import type { Told } from "../../../../ui/told.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { newKey } from "../../../../ui/newKey.ts";
import { intake, type LotCard } from "../../contract.ts";
import { useIntakeTold, useItemName, usePageWords, useTimes, useUnits } from "../words.ts";
import { EMPTY, faultsOf, keepDraft, recallDraft, type Draft, type Faults } from "./draft.ts";
import { Extras, PhotoField } from "./Extras.tsx";
import { GrowerPicker } from "./GrowerPicker.tsx";
import { ItemPicker } from "./ItemPicker.tsx";
import { Lately } from "./Lately.tsx";
import { LotKept, LotSent } from "./LotSent.tsx";
import { FloorEntry, QuantityEntry } from "./QuantityEntry.tsx";
import { send } from "./send.ts";
import { useWaiting } from "./useWaiting.ts";
import { WaitingLots } from "./WaitingLots.tsx";
import "./LotForm.css";

type BatchView = Output<(typeof batches)["actions"]["batch"]["output"]>["batch"];
type Outcome = { readonly kind: "sent"; readonly lot: LotCard } | { readonly kind: "kept"; readonly draft: Draft } | null;

/** Declares a lot: by the grower, by his delegate, or by the desk for whoever stands before it. */
export default function LotFormPage(): ReactNode {
  const words = usePageWords();
  const viewer = useViewer();
  const atDesk = useLocation().pathname.startsWith("/desk");
  // Drafts are kept by person and by whom he acts for, so that a shared telephone does not mix them.
  const who = `${atDesk ? "desk." : ""}${viewer.name ?? ""}.${viewer.actingFor ?? ""}`;
  const today = useQuery({ queryKey: ["calendar", "today"], queryFn: useToday() });
  const currency = today.data?.market.currency ?? "CNY";
  const waiting = useWaiting(who, currency);
  return (
    <Page title={words.titles.form} intro={viewer.actingFor === null ? words.form.intro : words.form.forWhom(viewer.actingFor)} narrow>
      <WaitingLots waiting={waiting} />
      <LotForm key={who} who={who} atDesk={atDesk} currency={currency} today={today.data?.businessDate ?? viewer.businessDate} onOffline={waiting.add} />
    </Page>
  );
}

function useToday() {
  const api = useApi(calendar);
  return () => api.today({});
}

interface LotFormProps {
  readonly who: string;
  readonly atDesk: boolean;
  readonly currency: string;
  readonly today: string | null;
  readonly onOffline: (draft: Draft, key: string) => void;
}

function LotForm({ who, atDesk, currency, today, onOffline }: LotFormProps): ReactNode {
  const words = usePageWords().form;
  const apis = { lots: useApi(intake), photos: useApi(files) };
  const queries = useQueryClient();
  const told = useIntakeTold();
  const units = useUnits();
  const name = useItemName();
  const [draft, setDraft] = useState<Draft>(() => recallDraft(who));
  const [pad, setPad] = useState<"quantity" | "floor" | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Told | null>(null);
  const [outcome, setOutcome] = useState<Outcome>(null);
  // One key for one lot: pressing again after a lost answer asks for the same lot, not for another.
  const key = useRef(newKey());
  const change = (part: Partial<Draft>): void => {
    setDraft((before) => {
      const next = { ...before, ...part };
      keepDraft(who, next);
      return next;
    });
    setProblem(null);
  };
  const copy = useCopy((lot) => change(copied(lot, atDesk)));
  useBatch(({ id, no, left }, item) => change({ item: { itemId: item.id, zh: item.zh, en: item.en, unit: item.unit, packing: item.packing, potExtra: item.potExtra, lastFloorPrice: null, photoId: null }, written: left > 0 ? String(left) : "", potExtra: null, batch: { id, no } }));
  const reset = (next: Draft): void => {
    key.current = newKey();
    keepDraft(who, next);
    setDraft(next);
    setTried(false);
    setOutcome(null);
    setProblem(null);
    setPad(null);
  };
  const faults: Faults = tried ? faultsOf(draft, currency, atDesk) : {};
  const submit = async (): Promise<void> => {
    setTried(true);
    setPad(null);
    if (Object.keys(faultsOf(draft, currency, atDesk)).length > 0) {
      requestAnimationFrame(() => document.querySelector(".lot-form [data-invalid]")?.scrollIntoView({ block: "center" }));
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const lot = await send(apis, draft, key.current, currency);
      keepDraft(who, EMPTY);
      setOutcome({ kind: "sent", lot });
      void queries.invalidateQueries({ queryKey: ["intake"] });
      scrollTo({ top: 0 });
    } catch (error) {
      const said = told(error);
      if (said.offline === true) {
        onOffline(draft, key.current);
        keepDraft(who, EMPTY);
        setOutcome({ kind: "kept", draft });
      } else {
        setProblem(said);
        // A refused request used its key up for this content; what is mended is a new one.
        key.current = newKey();
      }
    } finally {
      setBusy(false);
    }
  };
  const same = { ...draft, photo: draft.photo === null ? null : { ...draft.photo, old: true } };
  if (outcome?.kind === "sent") return <LotSent lot={outcome.lot} atDesk={atDesk} onAgain={() => reset({ ...EMPTY, grower: draft.grower })} onSame={() => reset(same)} />;
  if (outcome?.kind === "kept") return <LotKept what={`${outcome.draft.item?.zh ?? ""} ${outcome.draft.written}`} onAgain={() => reset({ ...EMPTY, grower: draft.grower })} />;
  const empty = draft.item === null && draft.written === "";
  return (
    <form className="lot-form" onSubmit={(event) => { event.preventDefault(); void submit(); }} noValidate>
      {atDesk ? <GrowerPicker chosen={draft.grower} onChoose={(grower) => change({ grower, item: null })} missing={faults.grower === true} /> : null}
      {empty && (!atDesk || draft.grower !== null) ? <CopyLast growerId={draft.grower?.id} onCopy={copy} /> : null}
      <ItemPicker growerId={draft.grower?.id} chosen={draft.item} missing={faults.item === true} onChoose={(item) => { change({ item, potExtra: null, batch: null }); if (item !== null && draft.written === "") setPad("quantity"); }} />
      {draft.batch === null ? null : <p className="lot-lately">{words.fromBatch(draft.batch.no)} <Button size="small" onClick={() => change({ batch: null })}>{words.notFromBatch}</Button></p>}
      <QuantityEntry item={draft.item} written={draft.written} onChange={(written) => change({ written })} fault={faults.written} open={pad === "quantity"} onOpen={() => setPad("quantity")} onEnter={() => void submit()} />
      <FloorEntry item={draft.item} floor={draft.floor} onChange={(floor) => change({ floor })} currency={currency} wrong={faults.floor === true} open={pad === "floor"} onOpen={() => setPad("floor")} />
      {draft.item === null ? null : <Lately itemId={draft.item.itemId} currency={currency} />}
      <PhotoField photo={draft.photo} apis={apis} onChange={(photo) => change({ photo })} />
      <Extras draft={draft} today={today} onChange={change} />
      {problem === null ? null : <p className="lot-problem" role="alert"><Icon name="warn" /><span>{problem.text}{problem.number === undefined ? null : <strong> {problem.number}</strong>}</span></p>}
      <div className="lot-submit">
        <Button type="submit" tone="primary" size="large" wide busy={busy} icon="upload">
          {draft.item === null || draft.written === "" ? words.submit : words.submitWhat(`${/^\d+$/.test(draft.written) ? units.amount(Number(draft.written), draft.item.unit) : draft.written} ${name({ itemZh: draft.item.zh, itemEn: draft.item.en }).split(" ")[0] ?? ""}`)}
        </Button>
        {empty ? null : <Button tone="quiet" onClick={() => reset({ ...EMPTY, grower: draft.grower })}>{words.discard}</Button>}
      </div>
    </form>
  );
}

/** A lot as a new draft: everything but the day, with last time's photo marked as such. */
function copied(lot: LotCard, atDesk: boolean): Partial<Draft> {
  return {
    ...(atDesk ? { grower: { id: lot.growerId, name: lot.grower } } : {}),
    item: { itemId: lot.itemId, zh: lot.itemZh, en: lot.itemEn, unit: lot.unit, packing: lot.packing, potExtra: lot.potExtra, lastFloorPrice: lot.floorPrice, photoId: lot.photoId },
    written: lot.written, floor: lot.floorPrice === null ? "" : String(lot.floorPrice / 100), potExtra: lot.potExtra, note: lot.note, plannedOn: null, batch: null,
    photo: lot.photoId === null ? null : { id: lot.photoId, url: `/photos/${lot.photoId}`, old: true },
  };
}

/** Also takes the lot named in the address: "the same again" from a lot's page. */
function useCopy(take: (lot: LotCard) => void): (lot: LotCard) => void {
  const api = useApi(intake);
  const [query, setQuery] = useSearchParams();
  const asked = query.get("copy");
  const latest = useRef(take);
  useEffect(() => { latest.current = take; });
  const found = useQuery({ queryKey: ["intake", "lot", asked], queryFn: () => api.lot({ lotId: asked ?? "" }), enabled: asked !== null });
  const lot = found.data?.lot;
  useEffect(() => {
    if (lot === undefined) return;
    latest.current(lot);
    setQuery({}, { replace: true });
  }, [lot, setQuery]);
  return take;
}

/** The batch named in the address: "bring to market" from the bench's page. */
function useBatch(take: (batch: BatchView, item: ItemView) => void): void {
  const api = useApi(batches);
  const goods = useApi(catalogue);
  const [query, setQuery] = useSearchParams();
  const asked = query.get("batch");
  const latest = useRef(take);
  useEffect(() => { latest.current = take; });
  const read = async () => {
    const { batch } = await api.batch({ batchId: asked ?? "" });
    return { batch, item: await goods.item({ itemId: batch.itemId }) };
  };
  const { data } = useQuery({ queryKey: ["batches", "toBring", asked], queryFn: read, enabled: asked !== null });
  useEffect(() => {
    if (data === undefined || asked === null) return;
    latest.current(data.batch, data.item);
    setQuery({}, { replace: true });
  }, [data, asked, setQuery]);
}

function CopyLast({ growerId, onCopy }: { readonly growerId: string | undefined; readonly onCopy: (lot: LotCard) => void }): ReactNode {
  const words = usePageWords().form;
  const api = useApi(intake);
  const times = useTimes();
  const units = useUnits();
  const name = useItemName();
  const found = useQuery({ queryKey: ["intake", "copyLast", growerId ?? "me"], queryFn: () => api.copyLast(growerId === undefined ? {} : { growerId }) });
  const last = found.data?.last;
  if (last === undefined || last === null) return null;
  return (
    <button type="button" className="lot-copy" onClick={() => onCopy(last)}>
      {last.photoId === null ? <span className="lot-picture"><Icon name="pot" size="1.75rem" /></span> : <img className="lot-picture" src={`/photos/${last.photoId}`} alt="" />}
      <span><strong>{words.copyLast}</strong><span>{name(last)}</span><small>{units.amount(last.declared, last.unit)} · {words.lastOn(times.day(last.plannedOn))}</small></span>
      <Icon name="replay" size="1.5em" />
    </button>
  );
}
