import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { OfflineBar } from "../../../../ui/OfflineBar.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { clock } from "../../contract.ts";
import type { SeatView } from "../../contract.ts";
import { useProblem, useProblemLine } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { ListForm } from "./ListForm.tsx";
import { MyLimitOrders } from "./MyLimitOrders.tsx";
import { useWholeQueue } from "./useWholeQueue.ts";
import "./mine.css";

const FIRM = "firm";

/** /limits: a whole buy-list as limit orders at once, checked row by row before anything is placed. */
export default function LimitListPage(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(clock);
  const problem = useProblem();
  const [chosen, setChosen] = useState<string | null>(null);
  const [workplace, setWorkplace] = useState<string | null>(null);
  const open = useQuery({ queryKey: ["clock", "sessions", "open"], queryFn: () => api.sessions({ status: "open" }), refetchInterval: 20_000 });
  const places = useQuery({ queryKey: ["clock", "workplaces"], queryFn: () => api.workplaces({}) });
  const session = open.data?.sessions.find((row) => row.id === chosen) ?? open.data?.sessions[0];
  const seats = useQuery({ queryKey: ["clock", "seats", session?.id], queryFn: () => api.seats({ sessionId: session?.id ?? "" }), enabled: session !== undefined, refetchInterval: 10_000 });
  const queue = useWholeQueue(session?.id);
  const failed = open.error ?? seats.error ?? queue.error;
  if (failed !== null) {
    const told = problem(failed);
    return <ErrorState number={told.number} onRetry={() => { void open.refetch(); void seats.refetch(); queue.refetch(); }}>{told.text}</ErrorState>;
  }
  if (open.data !== undefined && session === undefined) return <EmptyState title={words.limits.noSession} actions={<ButtonLink to="/sessions">{words.hall.recent}</ButtonLink>}>{words.limits.noSessionWhy}</EmptyState>;
  if (session === undefined || seats.data === undefined) return <Skeleton lines={8} />;
  const workplaces = places.data?.workplaces.filter((one) => one.active) ?? [];
  const seat = seats.data.seats.find((one) => one.workplaceId === workplace);
  return (
    <Page title={words.limits.title} intro={words.limits.intro}>
      <OfflineBar />
      <FieldGrid>
        <Field label={words.limits.session}><Select value={session.id} onChange={setChosen} choices={(open.data?.sessions ?? []).map((row) => ({ value: row.id, label: `${row.title} ${row.no}` }))} /></Field>
        {workplaces.length === 0 ? null : <Field label={words.limits.workplace}><Select value={workplace ?? FIRM} onChange={(value) => setWorkplace(value === FIRM ? null : value)} choices={[{ value: FIRM, label: words.hall.firm }, ...workplaces.map((one) => ({ value: one.id, label: one.name }))]} /></Field>}
        {seat === undefined ? null : <Field label={words.limits.free} group><p className="limits-free"><MoneyText minor={seat.free} currency={seat.currency} size="figure" /></p></Field>}
      </FieldGrid>
      {seat === undefined ? <JoinPanel sessionId={session.id} workplaceId={workplace} onSeat={() => void seats.refetch()} /> : <ListForm key={`${session.id}/${workplace}`} session={session} workplaceId={workplace} free={seat.free} entries={queue.entries} />}
      <MyLimitOrders sessionId={session.id} currency={session.currency} />
    </Page>
  );
}

function JoinPanel({ sessionId, workplaceId, onSeat }: { readonly sessionId: string; readonly workplaceId: string | null; readonly onSeat: (seat: SeatView) => void }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(clock);
  const queries = useQueryClient();
  const toast = useToast();
  const problemLine = useProblemLine();
  const [busy, setBusy] = useState(false);
  const join = (): void => {
    setBusy(true);
    api.joinSession({ sessionId, workplaceId })
      .then((seat) => { toast(words.hall.joined, "leaf"); onSeat(seat); return queries.invalidateQueries({ queryKey: ["clock", "seats", sessionId] }); })
      .catch((error: unknown) => toast(problemLine(error), "cinnabar"))
      .finally(() => setBusy(false));
  };
  return <Panel title={words.limits.needSeat} actions={<Button tone="primary" busy={busy} onClick={join}>{words.hall.join}</Button>}><p>{words.hall.joinWhy}</p></Panel>;
}
