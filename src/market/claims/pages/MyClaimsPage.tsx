import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { useViewer } from "../../../ui/Viewer.tsx";
import { claims } from "../contract.ts";
import type { ClaimRow } from "../views.ts";
import { ClaimState, useAsked, useDue } from "./parts.tsx";
import { useAmount, useClaimsTold, useItemName, usePageWords, useTerms } from "./words.ts";
import "./claims.css";

const PAGE = 50;
const LOOK_AGAIN_MS = 30_000;

/** /claims: what a buyer has claimed, and what was claimed against a grower's goods. */
export default function MyClaimsPage(): ReactNode {
  const words = usePageWords();
  const told = useClaimsTold();
  const api = useApi(claims);
  const { roles } = useViewer();
  const buys = roles.includes("buyer") || roles.includes("agent");
  const [open, setOpen] = useState<"open" | "closed">("open");
  const [limit, setLimit] = useState(PAGE);
  const input = { open: open === "open", limit };
  const { data, error, refetch } = useQuery({ queryKey: ["claims", "mine", input], queryFn: () => api.mine(input), refetchInterval: LOOK_AGAIN_MS, placeholderData: (before) => before });
  return (
    <Page title={words.titles.mine} intro={words.mine.intro} narrow actions={buys ? <ButtonLink tone="primary" icon="camera" to="/claims/new">{words.mine.fresh}</ButtonLink> : undefined}>
      {(data?.waiting ?? 0) > 0 ? <p role="status"><b>{words.mine.waiting(data?.waiting ?? 0)}</b></p> : null}
      <Segmented wide value={open} onChange={setOpen} label={words.columns.state} choices={[{ value: "open", label: words.mine.open }, { value: "closed", label: words.mine.closed }]} />
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined && error === null ? <Skeleton lines={5} /> : null}
      {data?.claims.length === 0 ? <EmptyState title={words.mine.none}>{words.mine.noneWhy}</EmptyState> : null}
      {(data?.total ?? 0) === 0 ? null : <div><SheetButtons told={told} give={(asked) => api.giveMine({ open: open === "open", ...asked })} /></div>}
      <ul className="claim-cards">{data?.claims.map((claim) => <li key={claim.id}><Card claim={claim} /></li>)}</ul>
      {data !== undefined && data.total > data.claims.length ? <Button wide onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.claims.length)}</Button> : null}
      <ButtonLink to="/quality" icon="grade">{words.titles.quality}</ButtonLink>
    </Page>
  );
}

function Card({ claim }: { readonly claim: ClaimRow }): ReactNode {
  const terms = useTerms();
  const amount = useAmount();
  const itemName = useItemName();
  const asked = useAsked();
  const due = useDue();
  const { partyOf } = useOther();
  return (
    <Link className="claim-card" to={`/claims/${claim.no}`}>
      <b>{itemName(claim)} · {amount(claim.units, claim.unit)}</b><span><ClaimState claim={claim} /></span>
      <small>{claim.no} · {claim.lotNo} · {terms.faults[claim.fault]} · {partyOf(claim)}</small><small>{due(claim)}</small>
      <small>{asked(claim)}</small>
    </Link>
  );
}

/** A claim names the one on the other side. */
function useOther(): { readonly partyOf: (claim: ClaimRow) => string } {
  const { roles } = useViewer();
  const buys = roles.includes("buyer") || roles.includes("agent");
  return { partyOf: (claim) => (buys ? claim.grower : claim.buyer) };
}
