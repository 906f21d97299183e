import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { addDays } from "../../../../engines/calendar/day.ts";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { KeyHints } from "../../../../ui/KeyHint.tsx";
import { OfflineBar } from "../../../../ui/OfflineBar.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { intake, type LotCard } from "../../contract.ts";
import { lotNumberIn, worksAtDesk } from "../../rules.ts";
import { useIntakeTold, useIntakeWords, usePageWords, useTimes } from "../words.ts";
import { ExcelButtons } from "./Excel.tsx";
import { useKeys } from "./keys.ts";
import { Queue } from "./Queue.tsx";
import { Workbench } from "./Workbench.tsx";
import "./Desk.css";
import "../form/LotForm.css";

type Filter = "expected" | "received" | "graded" | "all";
const LOOK_AGAIN_MS = 5_000;
const SHOWN = 500;

/** Intake and grading: the queue at the left, the lot in hand at the right, everything by keyboard. */
export default function DeskPage(): ReactNode {
  const words = usePageWords();
  const states = useIntakeWords().states;
  const viewer = useViewer();
  const api = useApi(intake);
  const told = useIntakeTold();
  const times = useTimes();
  const works = worksAtDesk(viewer.roles);
  const today = viewer.businessDate;
  const [day, setDay] = useState<string | null>(null);
  const on = day ?? today;
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const [filter, setFilter] = useState<Filter>("all");
  const list = useQuery({
    queryKey: ["intake", "arrivals", on, asked, filter],
    queryFn: () => api.arrivals({ ...(day === null ? {} : { on: day }), query: asked, limit: SHOWN, ...(filter === "all" ? {} : { state: filter }) }),
    placeholderData: keepPreviousData, refetchInterval: LOOK_AGAIN_MS,
  });
  const lots = list.data?.lots;
  const bench = useBench(lots);
  // After a scan the keys belong to the lot: digits count, letters grade.
  const find = useScan(on, lots, (lot) => { bench.pick(lot); setQuery(""); (document.activeElement as HTMLElement | null)?.blur(); });
  const navigate = useNavigate();
  useKeys({
    "/": () => document.querySelector<HTMLInputElement>(".desk-search input")?.focus(),
    ArrowDown: () => bench.move(1), ArrowUp: () => bench.move(-1), n: bench.next,
    l: () => { if (bench.lot?.can.includes("label") === true) void navigate(`/labels/${bench.lot.id}`); },
  });
  const counts = list.data?.counts;
  const all = counts === undefined ? 0 : Object.values(counts).reduce((a, b) => a + b, 0);
  const keys = words.desk.keys;
  const workKeys = [{ keys: ["="], does: keys.same }, { keys: ["A", "…", "E"], does: keys.grades }, { keys: ["Enter"], does: keys.confirm }, { keys: ["L"], does: keys.label }, { keys: ["N"], does: keys.next }];
  const choice = (value: Exclude<Filter, "all">) => ({ value, label: `${states[value]} ${counts?.[value] ?? ""}`.trim() });
  return (
    <Page
      title={words.titles.desk} intro={works ? words.desk.intro : words.desk.introLooking}
      actions={works ? <><ExcelButtons on={day ?? undefined} /><ButtonLink icon="plus" to="/desk/new">{words.desk.onBehalf}</ButtonLink></> : undefined}
    >
      <OfflineBar />
      <div className="desk" data-picked={bench.lot !== null || undefined}>
        <div className="desk-list">
          <form className="desk-search" role="search" onSubmit={(event) => { event.preventDefault(); void find(query); }}>
            <TextInput value={query} onChange={setQuery} placeholder={words.desk.search} aria-label={words.desk.search} autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={120} enterKeyHint="search" suffix={<Icon name="qr" />} />
          </form>
          <div className="desk-day">
            <Button size="small" icon="left" iconOnly onClick={() => { if (on !== null) setDay(addDays(on, -1)); }}>{words.desk.previous}</Button>
            <span>{on === null ? "" : on === today ? `${words.form.today} ${times.day(on)}` : times.day(on)}</span>
            <Button size="small" icon="right" iconOnly onClick={() => { if (on !== null) setDay(addDays(on, 1)); }}>{words.desk.next}</Button>
            {day === null || day === today ? null : <Button size="small" tone="quiet" onClick={() => setDay(null)}>{words.form.today}</Button>}
          </div>
          <Segmented wide label={words.titles.desk} value={filter} onChange={setFilter} choices={[choice("expected"), choice("received"), choice("graded"), { value: "all", label: `${words.desk.all} ${all}` }]} />
          {list.isError ? <ErrorState number={told(list.error).number} onRetry={() => void list.refetch()}>{told(list.error).text}</ErrorState> : <Queue lots={lots} total={list.data?.total ?? 0} selected={bench.lot?.id ?? null} searched={asked !== ""} onSelect={bench.pick} />}
        </div>
        <Workbench lot={bench.lot} onChanged={bench.pick} onNext={works ? bench.next : undefined} />
      </div>
      <KeyHints hints={[{ keys: ["/"], does: keys.search }, { keys: ["↑", "↓"], does: keys.move }, ...(works ? workKeys : [])]} />
    </Page>
  );
}

interface Bench {
  readonly lot: LotCard | null;
  readonly pick: (lot: LotCard) => void;
  readonly move: (by: number) => void;
  /** The next lot with something to do: first those to be graded, then those to be received. */
  readonly next: () => void;
}

/** The lot in hand. It stays in hand when it leaves the filtered list, and follows what the server says of it. */
function useBench(lots: readonly LotCard[] | undefined): Bench {
  const [picked, setPicked] = useState<LotCard | null>(null);
  const [query, setQuery] = useSearchParams();
  const api = useApi(intake);
  const asked = query.get("lot");
  const found = useQuery({ queryKey: ["intake", "no", asked], queryFn: () => api.lot({ no: asked ?? "" }), enabled: asked !== null, retry: false });
  const scanned = found.data?.lot;
  useEffect(() => {
    if (scanned === undefined) return;
    setPicked(scanned);
    setQuery({}, { replace: true });
  }, [scanned, setQuery]);
  // The list is asked anew every few seconds and knows better, unless it is older than our own last deed.
  const listed = lots?.find((lot) => lot.id === picked?.id);
  const lot = picked !== null && listed !== undefined && RANK[listed.state] >= RANK[picked.state] ? listed : picked;
  const at = lots?.findIndex((one) => one.id === lot?.id) ?? -1;
  const pick = (next: LotCard): void => {
    setPicked(next);
    // On a phone the bench stands above the list: the lot that was touched must be seen.
    if (matchMedia("(max-width: 899.98px)").matches) requestAnimationFrame(() => document.querySelector(".desk-bench")?.scrollIntoView());
  };
  return {
    lot, pick,
    move: (by) => {
      const to = lots?.[Math.max(0, Math.min(lots.length - 1, at + by))];
      if (to !== undefined) pick(to);
    },
    next: () => {
      const others = [...(lots?.slice(at + 1) ?? []), ...(lots?.slice(0, Math.max(0, at)) ?? [])].filter((one) => one.id !== lot?.id);
      const to = others.find((one) => one.state === "received") ?? others.find((one) => one.state === "expected");
      if (to !== undefined) pick(to);
    },
  };
}

const RANK: Readonly<Record<LotCard["state"], number>> = { expected: 0, received: 1, graded: 2, offered: 3, closed: 4, cancelled: 4, refused: 4 };

/** Enter in the search field: a number or a scanned address opens that lot, anything else the first that was found. */
function useScan(on: string | null, lots: readonly LotCard[] | undefined, open: (lot: LotCard) => void): (text: string) => Promise<void> {
  const api = useApi(intake);
  const toast = useToast();
  const told = useIntakeTold();
  return async (text) => {
    const no = on === null ? null : lotNumberIn(text, on);
    const known = no === null ? lots?.[0] : lots?.find((lot) => lot.no === no || lot.no.endsWith(no.slice(-5)));
    if (known !== undefined) return open(known);
    if (no === null) return;
    try {
      open((await api.lot({ no })).lot);
    } catch (error) {
      toast(told(error).text, "cinnabar");
    }
  };
}
