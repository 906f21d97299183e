import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Button } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Page, Panel, Split } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { formatMoney } from "../../../ui/money.ts";
import { claims } from "../contract.ts";
import type { ClaimView, StepView } from "../views.ts";
import { Curve } from "./Curve.tsx";
import { Deeds } from "./Deeds.tsx";
import { useAct } from "./useAct.ts";
import { ClaimState, useAsked, useDue } from "./parts.tsx";
import { clockTime, useAmount, useClaimsTold, useItemName, usePageWords, useTerms } from "./words.ts";
import "./claims.css";

const LOOK_AGAIN_MS = 20_000;
const MICRO = 1_000_000;

/** /claims/:no: one claim with its evidence, every step of it, and what the reader may do. */
export default function ClaimPage(): ReactNode {
  const { no = "" } = useParams();
  const words = usePageWords();
  const told = useClaimsTold();
  const api = useApi(claims);
  const itemName = useItemName();
  const { data, error, refetch } = useQuery({ queryKey: ["claims", "claim", no], queryFn: () => api.claim({ no }), refetchInterval: LOOK_AGAIN_MS });
  if (error !== null) return <Page title={no} narrow><ErrorState title={words.common.error} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={no}><Skeleton lines={8} /></Page>;
  return (
    <Page title={`${itemName(data.claim)} · ${data.claim.no}`} intro={<ClaimState claim={data.claim} />} actions={<PrintSheetButton claimId={data.claim.id} />}>
      <Split>
        <div className="claim-form">
          <Deeds view={data} />
          <Panel title={words.claim.evidence} actions={<SheetButtons told={told} give={(asked) => api.giveEvidence({ claimId: data.claim.id, ...asked })} />}><EvidenceShown view={data} /></Panel>
          <Panel title={words.claim.history}><ol className="claim-steps">{data.steps.map((step) => <Step key={`${step.at} ${step.kind}`} step={step} currency={data.claim.currency} />)}</ol></Panel>
        </div>
        <Panel title={words.claim.facts}><ClaimFacts view={data} /></Panel>
      </Split>
    </Page>
  );
}

function ClaimFacts({ view: { claim, boxLabel } }: { readonly view: ClaimView }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const amount = useAmount();
  const asked = useAsked();
  const due = useDue();
  const money = (minor: number): string => formatMoney(minor, claim.currency);
  return (
    <Facts facts={[
      { label: words.common.units, value: words.claim.units(amount(claim.units, claim.unit), amount(claim.quantity, claim.unit)) },
      { label: words.claim.fault, value: terms.faults[claim.fault] },
      { label: words.claim.asked, value: asked(claim), wide: true },
      ...(claim.offered === null ? [] : [{ label: words.claim.offered, value: money(claim.offered) }]),
      { label: words.claim.outcome, value: claim.outcome === null ? due(claim) : `${terms.outcomes[claim.outcome]}${claim.outcomeAmount === 0 ? "" : ` ${money(claim.outcomeAmount)}`}`, tone: claim.outcomeAmount > 0 ? "leaf" : undefined },
      ...(claim.moneyDate === null ? [] : [{ label: words.columns.money, value: words.claim.money(claim.moneyDate), wide: true }]),
      { label: words.claim.lot, value: claim.lotNo }, { label: words.columns.grade, value: claim.grade ?? words.common.none },
      { label: words.claim.sale, value: `${claim.saleDate} · ${terms.channels[claim.channel]}` }, { label: words.columns.money, value: `${money(claim.price)} × ${claim.quantity} = ${money(claim.gross)}`, wide: true },
      { label: words.claim.grower, value: claim.grower }, { label: words.claim.buyer, value: claim.buyer },
      ...(boxLabel === "" ? [] : [{ label: words.claim.box, value: boxLabel, wide: true }]),
    ]} />
  );
}

function EvidenceShown({ view: { photos, temperatures, text } }: { readonly view: ClaimView }): ReactNode {
  const words = usePageWords().claim;
  const terms = useTerms();
  return (
    <div className="claim-form">
      {text === "" ? null : <p>{text}</p>}
      <ul className="claim-photos">
        {photos.map((photo) => {
          const says = `${terms.as[photo.by]} · ${words.photoAt(clockTime(photo.takenAt), photo.place)}`;
          return (
            <li key={`${photo.by} ${photo.photoId}`}>
              <a href={`/photos/${photo.photoId}`} target="_blank" rel="noreferrer"><img src={`/photos/${photo.photoId}`} alt={says} loading="lazy" /></a>
              <small>{says}{photo.latE6 === null || photo.lonE6 === null ? null : ` · ${(photo.latE6 / MICRO).toFixed(4)}, ${(photo.lonE6 / MICRO).toFixed(4)}`}</small>
            </li>
          );
        })}
      </ul>
      {temperatures.length === 0 ? null : <Curve points={temperatures} />}
    </div>
  );
}

function Step({ step, currency }: { readonly step: StepView; readonly currency: string }): ReactNode {
  const terms = useTerms();
  const kinds: Readonly<Record<string, string>> = terms.steps;
  return (
    <li data-as={step.as}>
      <span><b>{terms.as[step.as]}</b> {kinds[step.kind] ?? step.kind}{step.outcome === null ? null : ` · ${terms.outcomes[step.outcome]}`}{step.grade === null ? null : ` ${step.grade}`}{step.amount === null || step.amount === 0 ? null : ` ${formatMoney(step.amount, currency)}`}</span>
      {step.text === "" ? null : <span>{step.text}</span>}
      <small>{clockTime(step.at)}{step.by === "" ? null : ` · ${step.by}`}</small>
    </li>
  );
}

/** The whole matter on one sheet, to be signed or taken along. */
function PrintSheetButton({ claimId }: { readonly claimId: string }): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const api = useApi(claims);
  const { busy, act } = useAct();
  return <Button icon="print" busy={busy} onClick={() => void act(() => api.printJudgement({ claimId, language, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{words.claim.sheet}</Button>;
}
