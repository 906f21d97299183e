import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { CandidateView, InvitationView } from "../../views.ts";
import { useAmount, usePooledTold, usePooledWords, useTray, useWhy } from "../words.ts";
import { useGrowerWords } from "./words.ts";

/** Why a quota is what it is: the rule in one sentence, one's own figures put into it, and what everybody else is asked for. */
export function WhySheet({ invitation, onClose }: { readonly invitation: InvitationView; readonly onClose: () => void }): ReactNode {
  const { why: words } = useGrowerWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const told = usePooledTold();
  const say = useWhy();
  const tray = useTray();
  const amount = useAmount();
  const { orderId, round, dropId } = invitation;
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "quotas", orderId, round], queryFn: () => api.quotas({ orderId, round }) });
  const drop = data?.drops.find((one) => one.dropId === dropId);
  const rule = invitation.why?.rule;
  return (
    <Dialog open size="large" title={words.title} onClose={onClose}>
      <div className="pooled-why">
        <p className="pooled-why-mine"><b>{tray.both(invitation.quota, invitation)}</b><span>{invitation.why === null ? words.none : say(invitation.why, invitation)}</span></p>
        {rule === undefined ? null : <p><b>{common.rules[rule].name}</b>：{common.rules[rule].does}</p>}
        {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
        {drop === undefined ? (error === null ? <Skeleton lines={6} /> : null) : (
          <>
            <h3>{words.table}<small>{words.of(amount(drop.quantity, invitation.unit))}</small></h3>
            <Quotas candidates={drop.candidates} invitation={invitation} />
            <p className="pooled-hint">{words.public}</p>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Everybody who was asked, the largest quota first; one's own row is marked. */
function Quotas({ candidates, invitation }: { readonly candidates: readonly CandidateView[]; readonly invitation: InvitationView }): ReactNode {
  const { why: words } = useGrowerWords();
  const common = usePooledWords();
  const { name, actingFor } = useViewer();
  const amount = useAmount();
  const say = useWhy();
  const most = Math.max(1, ...candidates.map((one) => one.available));
  return (
    <table className="pooled-quotas" tabIndex={0} aria-label={words.table}>
      <thead><tr><th scope="col">{words.grower}</th><th scope="col">{words.has}</th><th scope="col">{words.quota}</th></tr></thead>
      <tbody>
        {candidates.toSorted((a, b) => b.quota - a.quota || b.available - a.available).map((one) => {
          const mine = one.grower === (actingFor ?? name);
          return (
            <tr key={one.growerId} data-mine={mine || undefined}>
              <th scope="row">{one.grower}{mine ? `（${words.mine}）` : null}<small>{one.excluded !== "none" ? common.excluded[one.excluded] : one.why === null ? words.none : say(one.why, invitation)}</small></th>
              <td>{amount(one.available, invitation.unit)}</td>
              <td><b>{amount(one.quota, invitation.unit)}</b><i style={{ inlineSize: `${(100 * one.quota) / most}%` }} aria-hidden="true" /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
