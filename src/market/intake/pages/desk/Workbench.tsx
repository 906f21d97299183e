import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useToast } from "../../../../ui/Toast.tsx";
import { intake, type LotCard } from "../../contract.ts";
import { LotFacts } from "../mine/LotFacts.tsx";
import { StateBadge } from "../mine/StateBadge.tsx";
import { shortNo, useIntakeTold, useItemName, usePageWords } from "../words.ts";
import { Grade } from "./Grade.tsx";
import { Reasons, Receive } from "./Receive.tsx";

export interface WorkbenchProps {
  readonly lot: LotCard | null;
  readonly onChanged: (lot: LotCard) => void;
  /** Without it the lot is only looked at. */
  readonly onNext: (() => void) | undefined;
}

/** The one lot in hand: what it is, and the next thing to do with it. */
export function Workbench({ lot, onChanged, onNext }: WorkbenchProps): ReactNode {
  const words = usePageWords();
  const name = useItemName();
  if (lot === null) return <div className="desk-bench" data-empty><EmptyState title={words.desk.pick}>{words.desk.pickHint}</EmptyState></div>;
  return (
    <section className="desk-bench" aria-label={words.common.lot(lot.no)}>
      <header>
        {lot.photoId === null ? <span className="desk-photo"><Icon name="camera" size="2rem" /><small>{words.lots.noPhoto}</small></span> : <a href={`/photos/${lot.photoId}`} target="_blank" rel="noreferrer"><img className="desk-photo" src={`/photos/${lot.photoId}`} alt={name(lot)} /></a>}
        <div>
          <p className="bench-no"><b>{shortNo(lot.no)}</b>{lot.grade === null ? <StateBadge lot={lot} /> : <i data-grade={lot.grade}>{lot.grade}</i>}</p>
          <h2>{name(lot)}</h2>
          <p>{lot.grower}{lot.town === null ? "" : ` · ${lot.town}`}</p>
        </div>
      </header>
      {/* A new lot is a new form: no count of one lot ever stands on the next. */}
      {lot.can.includes("receive") ? <Receive key={lot.id} lot={lot} onDone={onChanged} /> : null}
      {lot.can.includes("grade") ? <Grade key={lot.id} lot={lot} onDone={(card) => { onChanged(card); onNext?.(); }} /> : null}
      {lot.state === "offered" ? <p className="bench-note"><Icon name="info" />{words.desk.offered}</p> : null}
      {lot.state === "closed" || lot.state === "cancelled" || lot.state === "refused" ? <p className="bench-note"><Icon name="info" />{words.desk.over}</p> : null}
      <Deeds lot={lot} onChanged={onChanged} onNext={onNext} />
      <LotFacts lot={lot} dense />
    </section>
  );
}

function Deeds({ lot, onChanged, onNext }: { readonly lot: LotCard; readonly onChanged: (lot: LotCard) => void; readonly onNext: (() => void) | undefined }): ReactNode {
  const words = usePageWords().desk;
  const { roles } = useViewer();
  const [asking, setAsking] = useState<"recount" | "regrade" | "refuse" | null>(null);
  const close = (): void => setAsking(null);
  const done = (card: LotCard): void => { close(); onChanged(card); };
  return (
    <div className="desk-deeds">
      {lot.can.includes("label") ? <ButtonLink icon="print" size="small" to={`/labels/${lot.id}`}>{words.label}</ButtonLink> : null}
      {lot.can.includes("recount") ? <Button size="small" onClick={() => setAsking("recount")}>{words.recount}</Button> : null}
      {lot.can.includes("regrade") ? <Button size="small" onClick={() => setAsking("regrade")}>{words.regrade}</Button> : null}
      {lot.can.includes("refuse") ? <Button size="small" tone="danger" onClick={() => setAsking("refuse")}>{words.refuse}</Button> : null}
      {roles.includes("operator") || roles.includes("grader") ? <ButtonLink icon="truck" size="small" to={`/packaging/dock?find=${lot.no}`}>{words.packaging}</ButtonLink> : null}
      <ButtonLink size="small" to={`/desk/lots/${lot.id}`}>{words.openLot}</ButtonLink>
      {onNext === undefined ? null : <Button size="small" icon="down" onClick={onNext} hint="N">{words.nextLot}</Button>}
      <Dialog open={asking === "recount"} sticky onClose={close} title={`${words.recount} ${shortNo(lot.no)}`}><Receive again lot={lot} onDone={done} /></Dialog>
      <Dialog open={asking === "regrade"} sticky onClose={close} title={`${words.regrade} ${shortNo(lot.no)}`}><Grade again lot={lot} onDone={done} /></Dialog>
      <Refuse open={asking === "refuse"} lot={lot} onClose={close} onDone={done} />
    </div>
  );
}

function Refuse({ open, lot, onClose, onDone }: { readonly open: boolean; readonly lot: LotCard; readonly onClose: () => void; readonly onDone: (lot: LotCard) => void }): ReactNode {
  const words = usePageWords().desk;
  const api = useApi(intake);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useIntakeTold();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () => api.refuse({ lotId: lot.id, reason }),
    onSuccess: (card) => { toast(words.refused(shortNo(card.no)), "leaf"); void queries.invalidateQueries({ queryKey: ["intake"] }); onDone(card); },
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  const confirm = (): void => {
    setTried(true);
    if (reason.trim().length >= 2) send.mutate();
  };
  return (
    <ConfirmDialog open={open} title={words.refuseTitle(shortNo(lot.no))} action={words.refuse} tone="danger" busy={send.isPending} onConfirm={confirm} onClose={onClose}>
      <p>{words.refuseWhy}</p>
      <Field label={words.reason} error={tried && reason.trim().length < 2 ? words.reason : null}>
        <Reasons choices={words.refuseReasons} value={reason} onChange={setReason} />
        <TextInput value={reason} onChange={setReason} maxLength={300} />
      </Field>
    </ConfirmDialog>
  );
}
