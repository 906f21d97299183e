import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { PrinterDialog } from "../../../ui/PrinterDialog.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { loss } from "../contract.ts";
import type { ActView } from "../views.ts";
import { ActState } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { clockTime, useAmount, useItemName, useLossTold, usePageWords, useTerms } from "./words.ts";
import "./loss.css";

/** /loss/:no: one act with its photographs; where a second person says yes or no, and a donation's slip is printed. */
export default function ActPage(): ReactNode {
  const { no = "" } = useParams();
  const words = usePageWords();
  const terms = useTerms();
  const told = useLossTold();
  const api = useApi(loss);
  const { data, error, refetch } = useQuery({ queryKey: ["loss", "act", no], queryFn: () => api.act({ no }) });
  return (
    <Page title={data === undefined ? words.titles.act : `${terms.acts[data.kind]} ${data.no}`} intro={data === undefined ? undefined : <ActState state={data.state} />} narrow actions={data?.kind === "donation" && data.state === "done" ? <Slip act={data} /> : undefined}>
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined ? (error === null ? <Skeleton lines={8} /> : null) : <><What act={data} /><Deeds act={data} /><Photos act={data} /></>}
    </Page>
  );
}

function What({ act }: { readonly act: ActView }): ReactNode {
  const { act: words, common } = usePageWords();
  const terms = useTerms();
  const amount = useAmount();
  const itemName = useItemName();
  const money = (minor: number): string => formatMoney(minor, act.currency);
  return (
    <Panel>
      <Facts facts={[
        { label: words.lot, value: <><Link to={`/loss?lot=${act.lotNo}`}>{act.lotNo}</Link> {itemName(act)} · {act.grower}</>, wide: true },
        { label: words.quantity, value: amount(act.quantity, act.unit) },
        ...(act.kind === "downgrade" ? [{ label: words.was, value: act.oldGrade ?? common.none }, { label: words.now, value: act.newGrade ?? common.none }] : []),
        ...(act.kind === "markdown" ? [{ label: words.was, value: act.price === null ? common.none : money(act.price) }, { label: words.now, value: act.newPrice === null ? common.none : money(act.newPrice) }] : []),
        ...(act.childNo === null ? [] : [{ label: words.child, value: <Link to={`/loss?lot=${act.childNo}`}>{act.childNo}</Link> }]),
        ...(act.kind === "downgrade" ? [] : [{ label: words.value, value: <>{money(act.value)}{act.price === null || act.kind === "markdown" ? null : <small> {words.valueHow(money(act.price), terms.sources[act.priceSource])}</small>}</> }]),
        { label: words.reason, value: terms.reasons[act.reason] }, ...(act.text === "" ? [] : [{ label: words.text, value: act.text, wide: true }]),
        ...(act.receiver === null ? [] : [{ label: words.receiver, value: act.receiver }]),
        { label: words.by, value: words.confirmed(act.by, clockTime(act.at)) },
        ...(act.decidedBy === null || act.decidedAt === null ? [] : [{ label: words.second, value: words.confirmed(act.decidedBy, clockTime(act.decidedAt)) }]),
      ]} />
    </Panel>
  );
}

function Deeds({ act: one }: { readonly act: ActView }): ReactNode {
  const { act: words } = usePageWords();
  const api = useApi(loss);
  const { busy, act } = useAct();
  const [asking, setAsking] = useState(false);
  if (one.can.length === 0) return null;
  const decide = (decision: "confirm" | "decline" | "withdraw"): void => void act(() => api.decide({ actId: one.id, decision }), () => setAsking(false));
  return (
    <>
      <ButtonRow>
        {one.can.includes("withdraw") ? <Button busy={busy} onClick={() => decide("withdraw")}>{words.withdraw}</Button> : null}
        {one.can.includes("decline") ? <Button busy={busy} onClick={() => decide("decline")}>{words.decline}</Button> : null}
        {one.can.includes("confirm") ? <Button tone="primary" onClick={() => setAsking(true)}>{words.confirm}</Button> : null}
      </ButtonRow>
      <ConfirmDialog open={asking} title={`${words.confirm} ${one.no}`} action={words.confirm} busy={busy} onConfirm={() => decide("confirm")} onClose={() => setAsking(false)}>{words.confirmWhy}</ConfirmDialog>
    </>
  );
}

function Photos({ act }: { readonly act: ActView }): ReactNode {
  const { act: words } = usePageWords();
  return (
    <Panel title={words.photos}>
      <ul className="loss-photos">{act.photoIds.map((photo, n) => <li key={photo}><a href={`/photos/${photo}`} target="_blank" rel="noreferrer"><img src={`/photos/${photo}`} alt={`${act.lotNo} ${n + 1}`} loading="lazy" /></a></li>)}</ul>
    </Panel>
  );
}

function Slip({ act: one }: { readonly act: ActView }): ReactNode {
  const { act: words } = usePageWords();
  const { language } = usePreferences();
  const told = useLossTold();
  const api = useApi(loss);
  const { busy, act } = useAct();
  const [roll, setRoll] = useState(false);
  const wanted = { no: one.no, language, origin: location.origin };
  return (
    <>
      <Button icon="print" onClick={() => setRoll(true)}>{words.roll}</Button>
      <Button tone="primary" icon="download" busy={busy} onClick={() => void act(() => api.printDonation(wanted), (file) => saveBase64(file.name, file.base64))}>{words.slip} {words.pdf}</Button>
      {roll ? <PrinterDialog title={`${words.slip} ${one.no}`} tell={told} onClose={() => setRoll(false)} load={() => api.printDonation({ ...wanted, size: "80mm", as: "escpos" })} pdf={() => api.printDonation({ ...wanted, size: "80mm" })} /> : null}
    </>
  );
}
