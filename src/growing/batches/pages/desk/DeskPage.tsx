import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { usePageWords } from "../words.ts";
import { BatchTable } from "./BatchTable.tsx";
import { Licences } from "./Licences.tsx";
import { Towns } from "./Towns.tsx";
import { Weeks } from "./Weeks.tsx";
import "../batches.css";

const TABS = ["batches", "weeks", "licences", "towns"] as const;
type Tab = (typeof TABS)[number];

/** /growing/desk: all benches of the region; ?tab= names what is shown, so that it can be sent to somebody. */
export default function DeskPage(): ReactNode {
  const { titles, desk: words } = usePageWords();
  const [query, setQuery] = useSearchParams();
  const tab: Tab = TABS.find((one) => one === query.get("tab")) ?? "batches";
  return (
    <Page title={titles.desk} intro={words.intro}>
      <Segmented label={titles.desk} value={tab} onChange={(one) => setQuery(one === "batches" ? {} : { tab: one }, { replace: true })} choices={TABS.map((one) => ({ value: one, label: words.tabs[one] }))} />
      {tab === "batches" ? <BatchTable /> : tab === "weeks" ? <Weeks /> : tab === "licences" ? <Licences /> : <Towns />}
    </Page>
  );
}
