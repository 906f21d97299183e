import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useApi } from "../../../../ui/api.ts";
import { collection } from "../../contract.ts";
import { useName, usePageWords } from "../words.ts";
import { Batches } from "./Batches.tsx";
import { ExcludedSales } from "./ExcludedSales.tsx";
import { Observations } from "./Observations.tsx";
import "../collection.css";

const TABS = ["rows", "batches", "sales"] as const;
type Tab = (typeof TABS)[number];

/** /collection: what a source has said, what came in when, and which own sales do not count. ?source= and ?tab= name what is shown. */
export default function DeskPage(): ReactNode {
  const { titles, desk: words, common } = usePageWords();
  const name = useName();
  const api = useApi(collection);
  const [query, setQuery] = useSearchParams();
  const tab: Tab = TABS.find((one) => one === query.get("tab")) ?? "rows";
  const { data } = useQuery({ queryKey: ["collection", "sources"], queryFn: () => api.sources({}) });
  const full = data?.sources.filter(({ series }) => series > 0) ?? [];
  const source = query.get("source") ?? full.toSorted((a, b) => (b.to ?? "").localeCompare(a.to ?? ""))[0]?.code;
  const go = (change: Record<string, string>): void => setQuery({ ...(source === undefined ? {} : { source }), tab, ...change }, { replace: true });
  return (
    <Page title={titles.desk} intro={words.intro}>
      <div className="col-bar">
        <Segmented label={titles.desk} value={tab} onChange={(one) => go({ tab: one })} choices={TABS.map((one) => ({ value: one, label: words.tabs[one] }))} />
        {tab === "sales" || full.length === 0 ? null : <Select aria-label={common.source} value={source ?? ""} onChange={(one) => go({ source: one })} choices={full.map((one) => ({ value: one.code, label: name(one.nameZh, one.nameEn) }))} />}
      </div>
      {tab === "sales" ? <ExcludedSales /> : data === undefined ? <Skeleton /> : source === undefined ? <EmptyState title={words.empty}>{words.emptyWhy}</EmptyState> : tab === "rows" ? <Observations key={source} source={source} /> : <Batches key={source} source={source} />}
    </Page>
  );
}
