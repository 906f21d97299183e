import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Navigate, useParams } from "react-router";
import { ButtonLink } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { OrderView } from "../../views.ts";
import { OfflineNote, OrderState } from "../parts.tsx";
import { SheetPanel } from "../sheet/SheetPanel.tsx";
import { usePooledTold, usePooledWords } from "../words.ts";
import { InvitationCard } from "./InvitationCard.tsx";
import { PromiseCard } from "./Promises.tsx";
import { Statement } from "./Statement.tsx";
import { useGrowerWords } from "./words.ts";
import "../pooled.css";

const LOOK_AGAIN_MS = 20_000;
/** These work at a desk with the whole order. */
const DESK_ROLES = ["operator", "buyer", "auditor", "cashier", "grader"];

/** /pooled/:no: one order as a grower sees it: his answers, his share and why, the signed sheet, his statement. */
export default function OrderForGrowerPage(): ReactNode {
  const { no = "" } = useParams();
  const { roles } = useViewer();
  if (roles.length === 0) return <Page title={no}><Skeleton lines={8} /></Page>;
  if (roles.some((role) => DESK_ROLES.includes(role))) return <Navigate replace to={`/pooled-orders/${no}`} />;
  return <Mine no={no} />;
}

function Mine({ no }: { readonly no: string }): ReactNode {
  const common = usePooledWords();
  const told = usePooledTold();
  const api = useApi(pooled);
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "order", no], queryFn: () => api.order({ no }), refetchInterval: LOOK_AGAIN_MS });
  if (error !== null && data === undefined) return <Page title={no} narrow><ErrorState title={common.error} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={no}><Skeleton lines={8} /></Page>;
  return <Order view={data} />;
}

function Order({ view: { order, promises } }: { readonly view: OrderView }): ReactNode {
  const words = useGrowerWords();
  const api = useApi(pooled);
  const { data } = useQuery({ queryKey: ["pooled", "invitations", order.id], queryFn: () => api.invitations({ orderId: order.id }), refetchInterval: LOOK_AGAIN_MS });
  const leads = order.can.some((deed) => deed !== "answer");
  return (
    <Page title={order.title} intro={<span className="pooled-standing"><OrderState state={order.state} /><span>{order.enterprise}</span><span>{order.no}</span></span>} actions={leads ? <ButtonLink to={`/pooled-orders/${order.no}`}>{words.order.lead}</ButtonLink> : undefined}>
      <OfflineNote />
      {promises.length === 0 ? null : <Panel title={words.promise.mine}><ul className="pooled-cards">{promises.map((one) => <li key={one.id}><PromiseCard promise={one} dated alone /></li>)}</ul></Panel>}
      {data === undefined || data.invitations.length === 0 ? null : <ul className="pooled-cards">{data.invitations.map((one) => <li key={one.id}><InvitationCard invitation={one} /></li>)}</ul>}
      {order.state === "allocated" || order.state === "closed" ? <Panel title={words.statement.title}><Statement orderId={order.id} /></Panel> : null}
      <Panel title={words.order.sheet}><SheetPanel folded orderId={order.id} made={order.state === "allocated" || order.state === "closed"} /></Panel>
    </Page>
  );
}
