import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { parseMoney } from "../../../../ui/money.ts";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { intake, type LotCard } from "../../../intake/contract.ts";
import { offers, type LineView, type RequestView } from "../../contract.ts";
import { LEVELS, presaleQuantity, type Level, type LineKind } from "../../rules.ts";
import { useAct } from "../useAct.ts";
import { useItemName, usePageWords, useUnits } from "../words.ts";
import { missingIn, newDraft, stepKey, stepsOf, UNTILS, type Draft, type Until } from "./draft.ts";
import { WhoFor } from "./WhoFor.tsx";

export interface LineFormProps {
  readonly kind: LineKind;
  readonly line?: LineView | undefined;
  /** The request this answers; the offer is then for whoever asked. */
  readonly request?: RequestView | undefined;
  readonly onClose: () => void;
}

const LOTS_READ = 200;
const SHARES = [10, 20, 30, 40, 50, 60, 80, 100];
/** Which lots a kind of line can stand on. */
const STATES: Readonly<Record<LineKind, readonly LotCard["state"][]>> = { presale: ["expected"], catalogue: ["expected", "received", "graded", "offered"], offer: ["expected", "received", "graded", "offered"] };

/** One form for the three kinds: the lot first, then the price, and the rest only where it is needed. */
export function LineForm({ kind, line, request, onClose }: LineFormProps): ReactNode {
  const { form: words } = usePageWords();
  const api = useApi(offers);
  const lotsApi = useApi(intake);
  const toast = useToast();
  const saved = usePageWords().grower.saved;
  const { businessDate } = useViewer();
  const today = businessDate ?? "2026-01-01";
  const { busy, act } = useAct();
  const settings = useQuery({ queryKey: ["offers", "settings"], queryFn: () => api.settings({}) });
  const mostShare = settings.data?.presaleShare ?? 50;
  const [draft, setDraft] = useState<Draft>(() => newDraft(today, line, mostShare));
  const [tried, setTried] = useState(false);
  const lots = useQuery({ queryKey: ["intake", "myLots", "toOffer"], queryFn: () => lotsApi.myLots({ limit: LOTS_READ }) });
  const usable = lots.data?.lots.filter((lot) => STATES[kind].includes(lot.state) && (request?.itemId == null || lot.itemId === request.itemId));
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const missing = missingIn(draft, kind, request !== undefined || line?.requestId != null);
  const chosen = usable?.filter((lot) => draft.lotIds.includes(lot.id)) ?? [];
  const send = (): void => {
    setTried(true);
    if (missing !== null) return;
    const wish = { ...(line === undefined ? {} : { lineId: line.id }), price: parseMoney(draft.price)!, steps: stepsOf(draft)!, byHand: draft.byHand, note: draft.note, ...(draft.minimum.trim() === "" ? {} : { minQuantity: Math.max(1, Number.parseInt(draft.minimum, 10) || 1) }) };
    const quantity = draft.quantity.trim() === "" ? String(there(chosen)) : draft.quantity;
    const until = new Date(Date.now() + UNTILS[draft.until] * 3_600_000).toISOString();
    void act<unknown>(() => kind === "presale" ? api.savePresale({ ...wish, lotId: draft.lotIds[0]!, share: Math.min(draft.share, mostShare), saleDay: draft.saleDay })
      : kind === "catalogue" ? api.saveCatalogue({ ...wish, lotIds: [...draft.lotIds], quantity, from: draft.from, to: draft.to })
        : api.saveOffer({ ...wish, lotIds: [...draft.lotIds], quantity, until, buyerId: request === undefined ? (draft.buyer?.id ?? null) : null, groupId: request === undefined && draft.buyer === null ? draft.groupId : null, requestId: request?.id ?? line?.requestId ?? null }),
    () => { toast(saved, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky size="large" onClose={onClose} title={words.title[kind]} actions={<Button tone="primary" busy={busy} onClick={send}>{line === undefined ? words.save : words.saveChange}</Button>}>
      <Lots kind={kind} lots={usable} draft={draft} locked={kind === "presale" && line !== undefined} onPick={(lot) => set(pick(draft, kind, lot, request))} />
      {tried && missing === "pick" ? <p className="offers-problem" role="alert">{words.pick}</p> : null}
      {kind === "presale" ? <Share draft={draft} lot={chosen[0]} most={mostShare} onChange={set} /> : <Amount kind={kind} draft={draft} lots={chosen} taken={line?.taken ?? 0} onChange={set} />}
      <Prices draft={draft} lot={chosen[0]} line={line} wrong={tried && missing === "priceMissing"} onChange={set} />
      {kind !== "offer" || request !== undefined || line?.requestId != null ? null : <WhoFor draft={draft} onChange={set} wrong={tried && missing === "whom"} />}
      <details className="offers-more">
        <summary>{words.more}</summary>
        <FieldGrid>
          <Field label={words.minimum} optional><TextInput inputMode="numeric" value={draft.minimum} onChange={(minimum) => set({ minimum })} /></Field>
          <Field label={words.hand} group><Segmented value={draft.byHand ? "hand" : "auto"} onChange={(hand) => set({ byHand: hand === "hand" })} choices={[{ value: "auto", label: words.auto }, { value: "hand", label: words.byHand }]} /></Field>
        </FieldGrid>
        <Field label={words.note} optional><TextInput value={draft.note} onChange={(note) => set({ note })} maxLength={500} /></Field>
      </details>
    </Dialog>
  );
}

const there = (lots: readonly LotCard[]): number => lots.reduce((sum, lot) => sum + (lot.state === "expected" ? lot.declared : lot.onHand - lot.held), 0);

/** A presale stands on one lot; the others on several of one item. */
function pick(draft: Draft, kind: LineKind, lot: LotCard, request: RequestView | undefined): Partial<Draft> {
  const price = draft.price === "" && request?.price != null ? { price: String(request.price / 100) } : {};
  if (kind === "presale") return { lotIds: [lot.id], saleDay: lot.plannedOn, ...price };
  return { lotIds: draft.lotIds.includes(lot.id) ? draft.lotIds.filter((id) => id !== lot.id) : [...draft.lotIds, lot.id], ...price };
}

function Lots({ kind, lots, draft, locked, onPick }: { readonly kind: LineKind; readonly lots: readonly LotCard[] | undefined; readonly draft: Draft; readonly locked: boolean; readonly onPick: (lot: LotCard) => void }): ReactNode {
  const { form: words, grower } = usePageWords();
  const name = useItemName();
  const units = useUnits();
  if (lots === undefined) return null;
  if (lots.length === 0 && !locked) return <EmptyState title={words.noLots} actions={<ButtonLink to="/lots/new">{grower.declare}</ButtonLink>}>{words.noLotsHint}</EmptyState>;
  const item = lots.find((lot) => draft.lotIds.includes(lot.id))?.itemId;
  const shown = lots.filter((lot) => (locked ? draft.lotIds.includes(lot.id) : kind === "presale" || item === undefined || lot.itemId === item));
  return (
    <Field label={kind === "presale" ? words.lot : words.lots} group>
      <div className="offers-pick-lots">
        {shown.map((lot) => (
          <button key={lot.id} type="button" aria-pressed={draft.lotIds.includes(lot.id)} onClick={() => onPick(lot)}>
            {lot.photoId === null ? null : <img src={`/photos/${lot.photoId}`} alt="" loading="lazy" />}
            <span><b>{name(lot)}</b><small>{lot.no} · {units.amount(lot.state === "expected" ? lot.declared : lot.onHand - lot.held, lot.unit)}</small></span>
          </button>
        ))}
      </div>
    </Field>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
}

function Share({ draft, lot, most, onChange }: PartProps & { readonly lot: LotCard | undefined; readonly most: number }): ReactNode {
  const { form: words } = usePageWords();
  const units = useUnits();
  const share = Math.min(draft.share, most);
  return (
    <FieldGrid>
      <Field label={words.share} hint={`${words.shareHint(most)}${lot === undefined ? "" : ` · ${words.comes(units.amount(presaleQuantity(lot.declared, share), lot.unit))}`}`} group><Segmented value={String(share)} onChange={(value) => onChange({ share: Number(value) })} choices={[...new Set([...SHARES.filter((one) => one <= most), share])].toSorted((a, b) => a - b).map((one) => ({ value: String(one), label: `${one}%` }))} /></Field>
      <Field label={words.day}><TextInput type="date" value={draft.saleDay} onChange={(saleDay) => onChange({ saleDay })} /></Field>
    </FieldGrid>
  );
}

function Amount({ kind, draft, lots, taken, onChange }: PartProps & { readonly kind: LineKind; readonly lots: readonly LotCard[]; readonly taken: number }): ReactNode {
  const { form: words } = usePageWords();
  const units = useUnits();
  const most = there(lots) + taken;
  return (
    <FieldGrid>
      <Field label={words.quantity} hint={lots[0] === undefined ? undefined : words.most(units.amount(most, lots[0].unit))}><TextInput value={draft.quantity} onChange={(quantity) => onChange({ quantity })} placeholder={most === 0 ? "" : String(most)} /></Field>
      {kind === "offer" ? <Field label={words.until}><Select value={draft.until} onChange={(until: Until) => onChange({ until })} choices={(Object.keys(UNTILS) as Until[]).map((until) => ({ value: until, label: words.untils[until] }))} /></Field> : null}
      {kind === "catalogue" ? <Field label={words.from}><TextInput type="date" value={draft.from} onChange={(from) => onChange({ from })} /></Field> : null}
      {kind === "catalogue" ? <Field label={words.to}><TextInput type="date" value={draft.to} onChange={(to) => onChange({ to })} /></Field> : null}
    </FieldGrid>
  );
}

function Prices({ draft, lot, line, wrong, onChange }: PartProps & { readonly lot: LotCard | undefined; readonly line: LineView | undefined; readonly wrong: boolean }): ReactNode {
  const { form: words, levels } = usePageWords();
  const units = useUnits();
  const api = useApi(offers);
  const groups = useQuery({ queryKey: ["offers", "groups"], queryFn: () => api.groups({}) });
  const packing = lot?.packing ?? line?.packing ?? {};
  const known = LEVELS.filter((level) => level !== "unit" && packing[level] !== undefined);
  const step = (groupId: string | null, level: Level, label: string): ReactNode => (
    <Field key={stepKey(groupId, level)} label={label}><TextInput inputMode="decimal" prefix="¥" value={draft.steps[stepKey(groupId, level)] ?? ""} onChange={(text) => onChange({ steps: { ...draft.steps, [stepKey(groupId, level)]: text } })} /></Field>
  );
  return (
    <>
      <Field label={words.price} required hint={lot === undefined ? undefined : words.priceHint(units.unit(lot.unit))} error={wrong ? words.priceMissing : null}><TextInput inputMode="decimal" prefix="¥" value={draft.price} onChange={(price) => onChange({ price })} /></Field>
      {known.length === 0 ? null : <fieldset className="offers-step-prices"><legend>{words.steps}</legend>{known.map((level) => step(null, level, `${words.step(levels[level])} · ${packing[level]}`))}</fieldset>}
      {groups.data?.groups.map((group) => <fieldset key={group.id} className="offers-step-prices"><legend>{words.group} · {group.name}</legend>{step(group.id, "unit", words.price)}{known.map((level) => step(group.id, level, words.step(levels[level])))}</fieldset>)}
    </>
  );
}
