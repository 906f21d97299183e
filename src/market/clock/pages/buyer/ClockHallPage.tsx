import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import "../../../../ui/TextInput.css";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { clock } from "../../contract.ts";
import { LiveProvider } from "../live/useLive.tsx";
import { NoSession } from "../NoSession.tsx";
import { useProblem } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { Hall } from "./Hall.tsx";
import "./hall.css";

const LOOK_AGAIN_MS = 15_000;
const FIRM = "firm";
const WORKPLACE_KEY = "hualian.clock.workplace";

/** /clock: the open session's clocks for a buyer or an agent. */
export default function ClockHallPage(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(clock);
  const problem = useProblem();
  const viewer = useViewer();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const [workplace, setWorkplace] = useWorkplace();
  // A seat taken a moment ago is known to the live channel only when it is asked anew.
  const [seating, setSeating] = useState(0);
  const open = useQuery({ queryKey: ["clock", "sessions", "open"], queryFn: () => api.sessions({ status: "open" }), refetchInterval: LOOK_AGAIN_MS });
  const places = useQuery({ queryKey: ["clock", "workplaces"], queryFn: () => api.workplaces({}) });
  const row = open.data?.sessions.find((one) => one.id === chosen) ?? open.data?.sessions[0];
  const session = useQuery({ queryKey: ["clock", "session", row?.id], queryFn: () => api.session({ sessionId: row?.id ?? "" }), enabled: row !== undefined });
  const failed = open.error ?? session.error;
  if (failed !== null) {
    const told = problem(failed);
    return <ErrorState number={told.number} onRetry={() => void queries.invalidateQueries({ queryKey: ["clock"] })}>{told.text}</ErrorState>;
  }
  if (open.data !== undefined && row === undefined) return <NoSession />;
  if (session.data === undefined) return <Skeleton lines={8} />;
  const active = places.data?.workplaces.filter((one) => one.active) ?? [];
  const workplaceId = active.some((one) => one.id === workplace) ? workplace : null;
  const choosers = (
    <>
      {(open.data?.sessions.length ?? 0) > 1 ? <Select aria-label={words.hall.chooseSession} value={session.data.id} onChange={setChosen} choices={(open.data?.sessions ?? []).map((one) => ({ value: one.id, label: one.title }))} /> : null}
      {active.length > 0 ? <Select aria-label={words.hall.workplace} value={workplaceId ?? FIRM} onChange={(value) => setWorkplace(value === FIRM ? null : value)} choices={[{ value: FIRM, label: words.hall.firm }, ...active.map((one) => ({ value: one.id, label: one.name }))]} /> : null}
    </>
  );
  return (
    <LiveProvider key={`${workplaceId}/${seating}`} sessionId={session.data.id} workplaceId={workplaceId} fallback={<Skeleton lines={8} />}>
      <Hall session={session.data} buyer={viewer.actingFor ?? viewer.name ?? ""} workplaceId={workplaceId} choosers={choosers} onSeated={() => setSeating((n) => n + 1)} />
    </LiveProvider>
  );
}

/** The workplace this device sits at; another device of the firm may sit at another one. */
function useWorkplace(): readonly [string | null, (id: string | null) => void] {
  const [workplace, set] = useState<string | null>(() => {
    try {
      return localStorage.getItem(WORKPLACE_KEY);
    } catch {
      return null;
    }
  });
  return [workplace, (id) => {
    try {
      if (id === null) localStorage.removeItem(WORKPLACE_KEY);
      else localStorage.setItem(WORKPLACE_KEY, id);
    } catch {
      // It holds until the page is closed.
    }
    set(id);
  }];
}
