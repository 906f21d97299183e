import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { useTold } from "../../../ui/told.ts";
import { access } from "../../access/contract.ts";
import { REFUSALS } from "./refusals.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LINES = 30;

/** What was done in my party's name, newest first, with who did it. */
export function TrailPanel(): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const api = useApi(access);
  const told = useTold(REFUSALS);
  const [whose, setWhose] = useState<"all" | "delegates">("all");
  const trail = useInfiniteQuery({
    queryKey: ["access", "trail"],
    queryFn: ({ pageParam }) => api.trail({ limit: LINES, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.lines.length < LINES ? undefined : page.lines.at(-1)?.id),
  });
  const lines = (trail.data?.pages ?? []).flatMap((page) => page.lines).filter((line) => whose === "all" || line.delegate);
  const time = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  return (
    <Panel title={words.trail} actions={<Segmented value={whose} onChange={setWhose} label={words.trail} choices={[{ value: "all", label: words.trailAll }, { value: "delegates", label: words.trailDelegates }]} />}>
      {trail.isError ? <ErrorState number={told(trail.error).number} onRetry={() => void trail.refetch()}>{told(trail.error).text}</ErrorState> : null}
      {trail.isPending ? <Skeleton lines={4} height="2.5rem" /> : null}
      {trail.data !== undefined && lines.length === 0 ? <EmptyState title={words.trailEmpty}>{words.trailEmptyHint}</EmptyState> : null}
      <ol className="trail">
        {lines.map((line) => (
          <li key={line.id} data-outcome={line.outcome}>
            <time dateTime={line.at}>{time.format(new Date(line.at))}</time>
            <span><strong>{words.deeds[`${line.module}.${line.action}`] ?? `${line.module}.${line.action}`}</strong>{line.outcome === "done" ? null : <Badge tone="cinnabar">{words.outcomes[line.outcome] ?? line.outcome}</Badge>}</span>
            <span className="trail-by">{line.accountName}{line.delegate ? <Badge tone="orchid">{words.delegateMark}</Badge> : null}</span>
            <details><summary>{words.detail}</summary><code>{line.input}</code></details>
          </li>
        ))}
      </ol>
      {trail.hasNextPage ? <Button wide busy={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>{words.older}</Button> : null}
    </Panel>
  );
}
