import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { ParcelView } from "../../views.ts";
import { Counts, Instead, OfflineNote, ParcelBadge } from "../parts.tsx";
import { clockTime, useAmount, useItemName, usePooledTold } from "../words.ts";
import { Inspect } from "./Inspect.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../pooled.css";

const MOST = 500;
const LOOK_AGAIN_MS = 15_000;
const TIME_OF_DAY = 5;
type Shown = "expected" | "accepted" | "returned" | "all";
const SHOWN: readonly Shown[] = ["expected", "accepted", "returned", "all"];

/** /pooled/dock: what comes to the dock today; a scan of the lot's code opens it, and the sample is measured there. */
export default function DockPage(): ReactNode {
  const words = useWords(zh, en);
  const told = usePooledTold();
  const api = useApi(pooled);
  const [params, setParams] = useSearchParams();
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState<Shown>("expected");
  const wish = { query: scanned(query), limit: MOST, ...(shown === "all" ? {} : { state: shown }) };
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "dock", wish], queryFn: () => api.dock(wish), refetchInterval: LOOK_AGAIN_MS, placeholderData: (before) => before });
  const [opened, setOpened] = useState<ParcelView | null>(null);
  const parcelId = params.get("parcel");
  const parcel = data?.parcels.find((one) => one.id === parcelId) ?? (opened?.id === parcelId ? opened : undefined);
  const open = (one: ParcelView): void => { setOpened(one); setParams({ parcel: one.id }); };
  const shut = (): void => { setParams({}); setQuery(""); };
  if (parcelId !== null && parcel !== undefined) return <Inspect key={parcel.id} parcel={parcel} onDone={shut} />;
  return (
    <Page title={words.title} intro={words.intro}>
      <OfflineNote />
      {data === undefined ? null : <Counts counts={[[words.figures.expected, data.expected], [words.figures.accepted, data.accepted], [words.figures.returned, data.returned]]} />}
      <form onSubmit={(event) => { event.preventDefault(); if (data?.parcels.length === 1) open(data.parcels[0]!); }}>
        <Field label={words.find}><TextInput type="search" value={query} onChange={setQuery} maxLength={120} autoFocus autoComplete="off" /></Field>
      </form>
      <Segmented wide value={shown} onChange={setShown} label={words.title} choices={SHOWN.map((value) => ({ value, label: words.states[value] }))} />
      {error !== null && data === undefined ? <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState> : null}
      {data === undefined && error === null ? <Skeleton lines={6} /> : null}
      {data?.parcels.length === 0 ? <EmptyState title={words.none}>{words.noneWhy}</EmptyState> : null}
      <ul className="pooled-parcels">{data?.parcels.map((one) => <li key={one.id}><Card parcel={one} onOpen={() => open(one)} /></li>)}</ul>
    </Page>
  );
}

/** A label's code is an address that ends in the lot's number. */
const scanned = (text: string): string => (text.trim().split("/").at(-1) ?? "").slice(0, 60);

function Card({ parcel, onOpen }: { readonly parcel: ParcelView; readonly onOpen: () => void }): ReactNode {
  const words = useWords(zh, en);
  const amount = useAmount();
  const itemName = useItemName();
  const { announced, unit, accepted, rejected, grade, slotAt } = parcel;
  return (
    <button type="button" data-late={parcel.late || undefined} onClick={onOpen}>
      <span><b>{itemName(parcel)}</b> <small>{parcel.lotNo}</small> <Instead of={parcel.substitute} /></span>
      <span>{parcel.state === "expected" ? <b>{amount(announced, unit)}</b> : <><ParcelBadge state={parcel.state} /> {grade}</>}</span>
      <small>{parcel.grower}{parcel.town === null ? "" : ` · ${parcel.town}`} · {parcel.orderNo}</small>
      <small>{parcel.state !== "expected" ? words.result(amount(accepted, unit), amount(rejected, unit)) : slotAt === null ? words.round : words.slot(clockTime(slotAt).slice(-TIME_OF_DAY))}{parcel.late ? ` · ${words.late}` : ""}</small>
    </button>
  );
}
