import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../../ui/Button.tsx";
import { othersName, useViewer } from "../../../../ui/Viewer.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { InvitationView } from "../../views.ts";
import { Countdown } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { useAmount } from "../words.ts";
import { InvitationCard } from "./InvitationCard.tsx";
import { useGrowerWords } from "./words.ts";

/** What one order asks of a grower: who asks, until when, and a card for each drop; several drops can be taken in one press. */
export function OrderGroup({ invitations }: { readonly invitations: readonly InvitationView[] }): ReactNode {
  const words = useGrowerWords();
  const viewer = useViewer();
  const api = useApi(pooled);
  const toast = useToast();
  const amount = useAmount();
  const { busy, act } = useAct();
  const first = invitations[0];
  if (first === undefined) return null;
  const whom = othersName(viewer);
  const sealed = invitations.some((one) => one.price.kind === "sealed");
  const same = invitations.every((one) => one.unit === first.unit);
  const sum = invitations.reduce((total, one) => total + one.quota, 0);
  const takeAll = (): void => void act(() => api.answer({ orderId: first.orderId, answers: invitations.map((one) => ({ invitationId: one.id, accepted: one.quota })) }), () => toast(words.answered.sent, "leaf"));
  return (
    <section className="pooled-group" aria-label={first.title}>
      <header>
        <span><b>{first.enterprise}</b><Link to={`/pooled/${first.orderNo}`}>{first.title}</Link></span>
        <Countdown until={first.answerBy} />
        {whom === null ? null : <p className="pooled-delegate">{words.ask.forWhom(whom)}</p>}
      </header>
      <ul className="pooled-cards">{invitations.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)).map((one) => <li key={one.id}><InvitationCard invitation={one} /></li>)}</ul>
      {invitations.length < 2 || sealed ? null : <Button tone="primary" size="large" wide busy={busy} onClick={takeAll}>{words.buttons.everything(invitations.length, same ? amount(sum, first.unit) : "")}</Button>}
    </section>
  );
}
