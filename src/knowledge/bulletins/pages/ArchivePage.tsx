import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { spanOf } from "../../../engines/bulletin/gather.ts";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink, FileLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { mayOpen } from "../../../ui/page.ts";
import { bulletins } from "../contract.ts";
import { bulletinPages } from "./entries.ts";
import { useBulletinTold, usePageWords } from "./words.ts";
import "./bulletins.css";

const PAGE = 20;
const LOOK_AGAIN_MS = 60_000;

/** /bulletins: what was published, newest first. */
export default function ArchivePage(): ReactNode {
  const words = usePageWords().archive;
  const told = useBulletinTold();
  const { language } = usePreferences();
  const { roles } = useViewer();
  const api = useApi(bulletins);
  const [kind, setKind] = useState<"all" | "day" | "week">("all");
  const list = useInfiniteQuery({
    queryKey: ["bulletins", "list", kind], initialPageParam: null as string | null, refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) => api.list({ limit: PAGE, ...(kind === "all" ? {} : { kind }), ...(pageParam === null ? {} : { before: pageParam }) }),
    getNextPageParam: (page) => (page.bulletins.length < PAGE ? undefined : spanOf(page.bulletins.at(-1)!.period).from),
  });
  const shown = list.data?.pages.flatMap((page) => page.bulletins);
  const desk = bulletinPages.find((page) => page.path === "/bulletins/desk")!;
  return (
    <Page title={words.title} intro={words.intro} narrow actions={<><FileLink size="small" href={language === "zh" ? "/open/feed.atom" : "/open/feed.en.atom"}>{words.feed}</FileLink>{mayOpen(desk, roles) ? <ButtonLink size="small" to="/bulletins/desk">{words.desk}</ButtonLink> : null}</>}>
      <Segmented label={words.title} value={kind} onChange={setKind} choices={[{ value: "all", label: words.all }, { value: "day", label: words.day }, { value: "week", label: words.week }]} />
      {list.isError ? <ErrorState number={told(list.error).number} onRetry={() => void list.refetch()}>{told(list.error).text}</ErrorState> : null}
      {shown === undefined ? (list.isError ? null : <Skeleton lines={6} />) : shown.length === 0 ? <EmptyState title={words.none}>{words.noneWhy}</EmptyState> : (
        <ul className="bul-list">
          {shown.map((one) => (
            <li key={one.id}>
              <Link to={`/bulletins/${one.period}`}><b>{one.title[language]}</b></Link>
              <span><Badge tone={one.kind === "week" ? "orchid" : "plain"}>{one.kind === "week" ? words.week : words.day}</Badge>{one.edition > 1 ? <> <Badge tone="pollen">{words.corrected} · {words.edition(one.edition)}</Badge></> : null}</span>
              <p>{one.lead[language]}</p>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage ? <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{words.more}</Button> : null}
    </Page>
  );
}
