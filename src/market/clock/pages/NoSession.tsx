import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { clock } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LOOK_AHEAD = 20;

/** Nothing runs: says when the next session is, and where the last ones can be read. */
export function NoSession(): ReactNode {
  const words = useWords(zh, en).hall;
  const api = useApi(clock);
  const { businessDate } = useViewer();
  const { data } = useQuery({ queryKey: ["clock", "sessions", "planned", businessDate], queryFn: () => api.sessions({ status: "planned", ...(businessDate === null ? {} : { from: businessDate }), limit: LOOK_AHEAD }) });
  // Newest first on the wire; the next one is the last of those to come.
  const next = data?.sessions.at(-1);
  return (
    <EmptyState whole title={words.noneTitle} actions={<ButtonLink to="/sessions">{words.recent}</ButtonLink>}>
      {next === undefined ? words.noneAtAll : <>{words.noneNext(next.businessDate, next.title)}<br /><small>{words.starts(next.no)}</small></>}
    </EmptyState>
  );
}
