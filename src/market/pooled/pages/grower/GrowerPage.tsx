import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { InvitationView } from "../../views.ts";
import { OfflineNote } from "../parts.tsx";
import { usePooledTold } from "../words.ts";
import { InvitationCard } from "./InvitationCard.tsx";
import { OrderGroup } from "./OrderGroup.tsx";
import { Promises } from "./Promises.tsx";
import { useGrowerWords } from "./words.ts";
import "../pooled.css";

const MOST = 500;
const LOOK_AGAIN_MS = 20_000;
type Tab = "wait" | "promises" | "over";

/** /pooled: what a grower is asked for, what he has promised, what he has answered; with one thumb. */
export default function GrowerPage(): ReactNode {
  const words = useGrowerWords();
  const told = usePooledTold();
  const api = useApi(pooled);
  const [chosen, setTab] = useState<Tab | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "invitations"], queryFn: () => api.invitations({ limit: MOST }), refetchInterval: LOOK_AGAIN_MS });
  const promises = useQuery({ queryKey: ["pooled", "calendar"], queryFn: () => api.calendar({ limit: MOST }), refetchInterval: LOOK_AGAIN_MS });
  const waiting = data?.invitations.filter((one) => one.state === "waiting" && one.can.length > 0) ?? [];
  const over = data?.invitations.filter((one) => !waiting.includes(one)) ?? [];
  const open = promises.data?.open ?? 0;
  // Who has nothing to answer comes for what he must bring.
  const tab: Tab = chosen ?? (waiting.length === 0 && open > 0 ? "promises" : "wait");
  const failed = error ?? promises.error;
  return (
    <Page title={words.title} intro={words.intro}>
      <OfflineNote />
      <Segmented wide value={tab} onChange={setTab} label={words.title} choices={[
        { value: "wait", label: waiting.length === 0 ? words.tabs.wait : `${words.tabs.wait} ${waiting.length}` }, { value: "promises", label: open === 0 ? words.tabs.promises : `${words.tabs.promises} ${open}` }, { value: "over", label: words.tabs.over },
      ]} />
      {failed === null || (data !== undefined && promises.data !== undefined) ? null : <ErrorState number={told(failed).number} onRetry={() => { void refetch(); void promises.refetch(); }}>{told(failed).text}</ErrorState>}
      {data === undefined && error === null ? <Skeleton lines={8} /> : null}
      {tab === "wait" && data !== undefined ? <Waiting invitations={waiting} /> : null}
      {tab === "promises" && promises.data !== undefined ? <Promises promises={promises.data.promises} /> : null}
      {tab === "over" && data !== undefined ? <Answered invitations={over} /> : null}
    </Page>
  );
}

function Waiting({ invitations }: { readonly invitations: readonly InvitationView[] }): ReactNode {
  const words = useGrowerWords();
  if (invitations.length === 0) return <EmptyState title={words.noneWaiting} actions={<ButtonLink to="/lots/new">{words.toLots}</ButtonLink>}>{words.noneWaitingWhy}</EmptyState>;
  return (
    <>
      <p role="status"><Badge tone="orchid">{words.waiting(invitations.length)}</Badge></p>
      {[...new Set(invitations.map((one) => one.orderId))].map((orderId) => <OrderGroup key={orderId} invitations={invitations.filter((one) => one.orderId === orderId)} />)}
    </>
  );
}

function Answered({ invitations }: { readonly invitations: readonly InvitationView[] }): ReactNode {
  const words = useGrowerWords();
  if (invitations.length === 0) return <EmptyState title={words.noneAnswered} />;
  return <ul className="pooled-cards">{invitations.toSorted((a, b) => b.answerBy.localeCompare(a.answerBy)).map((one) => <li key={one.id}><InvitationCard invitation={one} named /></li>)}</ul>;
}
