import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../../ui/Dialog.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { OfflineBar } from "../../../../ui/OfflineBar.tsx";
import { Page, Panel, Split } from "../../../../ui/Page.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { Stepper } from "../../../../ui/Stepper.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { intake, type LotCard } from "../../contract.ts";
import { worksAtDesk } from "../../rules.ts";
import { shortNo, useIntakeTold, useItemName, usePageWords, useUnits } from "../words.ts";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { LotFacts } from "./LotFacts.tsx";
import { History, Sales } from "./LotRecords.tsx";
import { StateBadge } from "./StateBadge.tsx";
import "./LotPage.css";

const LOOK_AGAIN_MS = 15_000;
const STEP: Readonly<Record<LotCard["state"], number>> = { expected: 1, received: 2, graded: 3, offered: 4, closed: 5, cancelled: 0, refused: 0 };

/** One lot with everything behind its numbers. */
export default function LotPage(): ReactNode {
  const words = usePageWords();
  const { id } = useParams();
  const api = useApi(intake);
  const told = useIntakeTold();
  const found = useQuery({ queryKey: ["intake", "lot", id], queryFn: () => api.lot({ lotId: id ?? "" }), refetchInterval: LOOK_AGAIN_MS });
  const name = useItemName();
  const units = useUnits();
  if (found.isError) return <Page title={words.titles.lot} narrow><ErrorState title={words.common.error} number={told(found.error).number} onRetry={() => void found.refetch()}>{told(found.error).text}</ErrorState></Page>;
  if (found.data === undefined) return <Page title={words.titles.lot}><Skeleton lines={8} /></Page>;
  const { lot, history, sales } = found.data;
  return (
    <Page
      title={`${shortNo(lot.no)} · ${name(lot)}`} intro={<span className="lot-intro"><StateBadge lot={lot} result /> {lot.no} · {units.amount(lot.counted ?? lot.declared, lot.unit)}</span>}
      actions={<Deeds lot={lot} />}
    >
      <OfflineBar />
      {lot.state === "cancelled" || lot.state === "refused" ? null : <Stepper label={words.lot.history} current={STEP[lot.state]} steps={words.lot.steps.map((title, n) => ({ key: String(n), title }))} />}
      <Split>
        <div className="lot-main">
          <Sales sales={sales} lot={lot} />
          <History history={history} lot={lot} />
        </div>
        <div className="lot-side">
          {lot.photoId === null ? null : <a href={`/photos/${lot.photoId}`} target="_blank" rel="noreferrer"><img className="lot-photo" src={`/photos/${lot.photoId}`} alt={name(lot)} /></a>}
          <Panel title={words.lot.facts}><LotFacts lot={lot} /></Panel>
        </div>
      </Split>
    </Page>
  );
}

/** The buttons are what the server says may be done. */
function Deeds({ lot }: { readonly lot: LotCard }): ReactNode {
  const words = usePageWords();
  const viewer = useViewer();
  const api = useApi(intake);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useIntakeTold();
  const [asking, setAsking] = useState<"cancel" | "change" | null>(null);
  const [reason, setReason] = useState("");
  const desk = worksAtDesk(viewer.roles);
  const cancel = useMutation({
    mutationFn: () => api.cancelLot({ lotId: lot.id, reason }),
    onSuccess: () => { toast(words.lot.cancelled, "leaf"); setAsking(null); },
    onError: (error) => toast(told(error).text, "cinnabar"),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["intake"] }),
  });
  return (
    <>
      <ButtonRow>
        {desk ? <ButtonLink tone="primary" to={`/desk?lot=${lot.no}`}>{words.lot.toDesk}</ButtonLink> : null}
        {lot.can.includes("change") ? <Button onClick={() => setAsking("change")}>{words.lot.change}</Button> : null}
        {lot.can.includes("copy") && !desk ? <ButtonLink icon="replay" to={`/lots/new?copy=${lot.id}`}>{words.lot.copy}</ButtonLink> : null}
        {viewer.roles.includes("grower") && !desk && lot.state !== "closed" && lot.state !== "cancelled" && lot.state !== "refused" ? <ButtonLink icon="money" to={`/guidance/sell/${lot.id}`}>{words.lot.sell}</ButtonLink> : null}
        {lot.can.includes("label") ? <ButtonLink icon="print" to={`/labels/${lot.id}`}>{words.lot.label}</ButtonLink> : null}
        {lot.can.includes("cancel") ? <Button tone="danger" onClick={() => setAsking("cancel")}>{words.lot.cancel}</Button> : null}
      </ButtonRow>
      <ConfirmDialog open={asking === "cancel"} title={words.lot.cancelTitle(shortNo(lot.no))} action={words.lot.cancel} tone="danger" busy={cancel.isPending} onConfirm={() => cancel.mutate()} onClose={() => setAsking(null)}>
        <p>{words.lot.cancelWhy}</p>
        <Field label={words.lot.cancelReason}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
      </ConfirmDialog>
      {asking === "change" ? <ChangeDialog lot={lot} onClose={() => setAsking(null)} /> : null}
    </>
  );
}
