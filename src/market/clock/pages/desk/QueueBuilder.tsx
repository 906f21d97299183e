import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { NEXT_CHANNELS } from "../../../../engines/clock/types.ts";
import type { NextChannel } from "../../../../engines/clock/types.ts";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { formatMoney, parseMoney } from "../../../../ui/money.ts";
import { intake } from "../../../intake/contract.ts";
import type { LotCard } from "../../../intake/contract.ts";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import type { StartProposal } from "../../views.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { itemName, quantityOf } from "../lot/facts.tsx";
import { useProblem } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { itemsOf, spread } from "./selection.ts";
import { useQueueing } from "./useQueueing.ts";

const ARRIVALS = 1_000;
const LOOK_EVERY_MS = 15_000;
const AUTO = "auto";

export interface Edit {
  readonly start?: string;
  readonly floor?: string;
}

/** The lots of the day that stand ready, chosen by the item or one by one, each with a start price that says where it comes from. */
export function QueueBuilder({ session }: { readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en).desk.builder;
  const names = useWords(moduleZh, moduleEn);
  const desk = useApi(intake);
  const queries = useQueryClient();
  const problem = useProblem();
  const [query, setQuery] = useState("");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const [clockChoice, setClockChoice] = useState(AUTO);
  const [minPress, setMinPress] = useState(1);
  const [nextChannel, setNext] = useState<NextChannel>("direct_stock");
  const arrivals = useQuery({
    queryKey: ["intake", "arrivals", session.businessDate, query], queryFn: () => desk.arrivals({ on: session.businessDate, state: "graded", query, limit: ARRIVALS }), placeholderData: (before) => before, refetchInterval: LOOK_EVERY_MS,
  });
  const lots = arrivals.data?.lots;
  const chosen = useMemo(() => (lots ?? []).filter((lot) => picked.has(lot.id)), [lots, picked]);
  const proposals = useProposals(chosen);
  const idle = session.clockViews.filter(({ phase }) => phase === "idle");
  const targets = useMemo(() => {
    const auto = spread(chosen, idle.length);
    return new Map(chosen.map((lot) => [lot.id, clockChoice === AUTO ? idle[auto.get(lot.id) ?? 0]?.clock ?? 0 : Number(clockChoice)]));
  }, [chosen, clockChoice, idle]);
  const work = useQueueing(session, () => { setPicked(new Set()); void queries.invalidateQueries({ queryKey: ["intake"] }); void queries.invalidateQueries({ queryKey: ["clock"] }); });
  const pick = (ids: readonly string[], on: boolean): void => setPicked((before) => { const next = new Set(before); for (const id of ids) { if (on) next.add(id); else next.delete(id); } return next; });
  const columns = useBuilderColumns({ session, picked, pick, proposals, edits, setEdit: (id, edit) => setEdits(new Map(edits).set(id, { ...edits.get(id), ...edit })), problems: work.problems });
  const priceless = chosen.filter((lot) => proposals.get(lot.id)?.startPrice === null && parseMoney(edits.get(lot.id)?.start ?? "", session.currency) === null).length;
  const told = arrivals.error === null ? undefined : problem(arrivals.error);
  if (idle.length === 0) return null;
  return (
    <section className="desk-builder">
      {lots === undefined || lots.length === 0 ? null : <ItemChips lots={lots} picked={picked} pick={pick} />}
      <Table
        caption={words.title} columns={columns} rows={lots} rowKey={(lot) => lot.id} maxHeight="30rem" selectedKey={undefined}
        origin={{ source: words.source, coverage: words.from(session.businessDate) }}
        tools={<TextInput type="search" value={query} onChange={setQuery} placeholder={words.search} aria-label={words.search} />}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void arrivals.refetch() }}
        empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
        tone={(lot) => (work.problems.has(lot.id) ? "cinnabar" : picked.has(lot.id) ? "orchid" : undefined)}
      />
      {picked.size === 0 && work.progress === null ? null : (
        <div className="desk-builder-bar">
          <Field label={words.clock}>
            <Select value={clockChoice} onChange={setClockChoice} choices={[{ value: AUTO, label: words.auto }, ...idle.map(({ clock: index, settings }) => ({ value: String(index), label: settings.name }))]} />
          </Field>
          <Field label={words.minPress}><QuantityStepper value={minPress} min={1} max={100_000} unit="" onChange={setMinPress} /></Field>
          <Field label={words.next}><Select<NextChannel> value={nextChannel} onChange={setNext} choices={NEXT_CHANNELS.map((value) => ({ value, label: names.nextChannels[value] }))} /></Field>
          <Button
            tone="primary" size="large" icon="list" busy={work.progress !== null} disabled={chosen.length === 0}
            onClick={() => work.start(chosen.map((lot) => orderFor(lot, targets.get(lot.id) ?? 0, minPress, nextChannel, edits.get(lot.id), session.currency)))}
          >
            {work.progress === null ? words.queue(chosen.length) : words.queueing(work.progress.done, work.progress.all)}
          </Button>
          {priceless > 0 ? <p className="desk-priceless">{words.priceless(priceless)}</p> : null}
          {work.progress === null ? null : <Button onClick={work.stop}>{words.stop}</Button>}
        </div>
      )}
    </section>
  );
}

export interface QueueOrder {
  readonly lotId: string;
  readonly clock: number;
  readonly minPress: number;
  readonly nextChannel: NextChannel;
  readonly startPrice?: number;
  readonly floorPrice?: number;
}

/** What is asked of the server for one lot; prices that were not touched are left to its proposal. */
function orderFor(lot: LotCard, index: number, minPress: number, nextChannel: NextChannel, edit: Edit | undefined, currency: string): QueueOrder {
  const startPrice = parseMoney(edit?.start ?? "", currency);
  const floorPrice = parseMoney(edit?.floor ?? "", currency);
  return { lotId: lot.id, clock: index, minPress: Math.min(minPress, lot.onHand), nextChannel, ...(startPrice === null ? {} : { startPrice }), ...(floorPrice === null ? {} : { floorPrice }) };
}

/** Proposals of the chosen lots only: a bulk of hundreds is asked for when it is wanted. */
function useProposals(lots: readonly LotCard[]): ReadonlyMap<string, StartProposal> {
  const api = useApi(clock);
  return useQueries({
    queries: lots.map((lot) => ({ queryKey: ["clock", "proposal", lot.id], queryFn: async () => ({ lotId: lot.id, proposal: await api.proposeStart({ lotId: lot.id }) }), staleTime: 60_000 })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data === undefined ? [] : [[data.lotId, data.proposal] as const]))),
  });
}

/** One touch chooses all lots of an item. */
function ItemChips({ lots, picked, pick }: { readonly lots: readonly LotCard[]; readonly picked: ReadonlySet<string>; readonly pick: (ids: readonly string[], on: boolean) => void }): ReactNode {
  const words = useWords(zh, en).desk.builder;
  const { language } = usePreferences();
  const all = lots.map((lot) => lot.id);
  return (
    <div className="desk-chips" role="group" aria-label={words.byItem}>
      <button type="button" aria-pressed={picked.size >= all.length} onClick={() => pick(all, picked.size < all.length)}>{picked.size < all.length ? words.all : words.noneSelected}</button>
      {itemsOf(lots).map(({ itemId, lots: group }) => {
        const ids = group.map((lot) => lot.id);
        const on = ids.every((id) => picked.has(id));
        const first = group[0];
        return first === undefined ? null : <button key={itemId} type="button" aria-pressed={on} onClick={() => pick(ids, !on)}>{itemName(first, language)} <small>{group.length}</small></button>;
      })}
    </div>
  );
}

interface BuilderColumnsOptions {
  readonly session: SessionView;
  readonly picked: ReadonlySet<string>;
  readonly pick: (ids: readonly string[], on: boolean) => void;
  readonly proposals: ReadonlyMap<string, StartProposal>;
  readonly edits: ReadonlyMap<string, Edit>;
  readonly setEdit: (id: string, edit: Edit) => void;
  readonly problems: ReadonlyMap<string, string>;
}

function useBuilderColumns({ session, picked, pick, proposals, edits, setEdit, problems }: BuilderColumnsOptions): readonly Column<LotCard>[] {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const { currency } = session;
  const write = (minor: number | null | undefined): string => (minor == null ? "" : formatMoney(minor, currency, { symbol: false }).replaceAll(",", ""));
  const box = (lot: LotCard, key: "start" | "floor", proposed: number | null | undefined): ReactNode => (picked.has(lot.id) ? (
    <span className="desk-price"><TextInput value={edits.get(lot.id)?.[key] ?? write(proposed)} onChange={(value) => setEdit(lot.id, { [key]: value })} inputMode="decimal" aria-label={`${words.desk.builder[key]} ${lot.no}`} /></span>
  ) : null);
  return [
    { key: "pick", title: words.desk.builder.select, align: "center", cell: (lot) => <input type="checkbox" className="desk-pick" checked={picked.has(lot.id)} aria-label={`${words.desk.builder.select} ${lot.no}`} onChange={(event) => pick([lot.id], event.currentTarget.checked)} /> },
    { key: "no", title: words.lot.lotNo, cell: (lot) => <><b className="desk-no">{lot.no}</b>{lot.photoId === null ? <span title={words.desk.builder.noPhoto}> <Icon name="photo" label={words.desk.builder.noPhoto} size="1em" /></span> : null}</>, text: (lot) => lot.no, sortBy: (lot) => lot.no, phone: "title" },
    { key: "item", title: words.wins.item, cell: (lot) => itemName(lot, language), text: (lot) => itemName(lot, language), sortBy: (lot) => itemName(lot, language) },
    { key: "grade", title: words.lot.grade, align: "center", cell: (lot) => lot.grade ?? words.lot.none, text: (lot) => lot.grade ?? "", sortBy: (lot) => lot.grade },
    { key: "grower", title: words.lot.grower, cell: (lot) => lot.grower, text: (lot) => lot.grower, sortBy: (lot) => lot.grower, phone: "wide-only" },
    { key: "onHand", title: words.desk.builder.onHand, align: "end", cell: (lot) => quantityOf(lot.onHand - lot.held, lot.unit, language), text: (lot) => String(lot.onHand - lot.held), sortBy: (lot) => lot.onHand - lot.held },
    { key: "own", title: words.desk.builder.growersFloor, align: "end", cell: (lot) => (lot.floorPrice === null ? words.lot.none : <MoneyText minor={lot.floorPrice} currency={currency} />), text: (lot) => write(lot.floorPrice), sortBy: (lot) => lot.floorPrice },
    { key: "start", title: words.desk.builder.start, align: "end", cell: (lot) => box(lot, "start", proposals.get(lot.id)?.startPrice) },
    { key: "floor", title: words.desk.builder.floor, align: "end", cell: (lot) => box(lot, "floor", proposals.get(lot.id)?.floorPrice ?? lot.floorPrice) },
    { key: "basis", title: words.desk.builder.basis, cell: (lot) => (problems.has(lot.id) ? <span className="desk-problem">{problems.get(lot.id)}</span> : picked.has(lot.id) ? <Basis proposal={proposals.get(lot.id)} currency={currency} /> : null) },
  ];
}

/** Where a proposed price comes from, in words that can be checked. */
function Basis({ proposal, currency }: { readonly proposal: StartProposal | undefined; readonly currency: string }): ReactNode {
  const words = useWords(zh, en).desk.builder;
  const names = useWords(moduleZh, moduleEn).basis;
  if (proposal === undefined) return "…";
  return <span className="desk-basis" data-none={proposal.startPrice === null || undefined}>{names[proposal.basis]}{proposal.median === null ? null : <small>{words.median(formatMoney(proposal.median, currency), proposal.sales, proposal.marginPercent)}</small>}</span>;
}
