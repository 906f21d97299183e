import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { ListExchange } from "../../../../kernel/sheets/pages/ListExchange.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page, Panel, Split } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { contracts } from "../../contract.ts";
import { MAX_PLAN_BYTES } from "../../rules.ts";
import type { ContractView } from "../../views.ts";
import { ContractState } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { useAmount, useContractsTold, useItemName, usePageWords, useTerms } from "../words.ts";
import { Calls } from "./Calls.tsx";
import { Deeds } from "./Deeds.tsx";
import { Deposits, Deviations, History } from "./Records.tsx";
import { PaperPanel } from "./PaperPanel.tsx";
import { Periods } from "./Periods.tsx";
import { TermsShown } from "./TermsShown.tsx";
import "../contracts.css";

const LOOK_AGAIN_MS = 20_000;

/** /contracts/:no: what was agreed, where each period stands, what comes next. */
export default function ContractPage(): ReactNode {
  const { no = "" } = useParams();
  const words = usePageWords();
  const told = useContractsTold();
  const api = useApi(contracts);
  const itemName = useItemName();
  const { data, error, refetch } = useQuery({ queryKey: ["contracts", "contract", no], queryFn: () => api.contract({ no }), refetchInterval: LOOK_AGAIN_MS });
  if (error !== null) return <Page title={no} narrow><ErrorState title={words.common.error} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={no}><Skeleton lines={10} /></Page>;
  const { contract } = data;
  return (
    <Page title={`${itemName(contract)} · ${contract.no}`} intro={<Standing view={data} />}>
      {data.periods.length === 0 ? null : <Figures view={data} />}
      <Split>
        <div className="contract-form">
          <Deeds view={data} />
          <Panel title={words.contract.periods} flush actions={contract.can.includes("edit") ? <PlanExcel view={data} /> : <PlanOut view={data} />}><Periods view={data} /></Panel>
          {data.periods.length === 0 ? null : <Panel title={words.contract.calls} actions={<CallsOut view={data} />}><Calls view={data} /></Panel>}
          <Panel title={words.contract.money}><Deviations view={data} /><Deposits view={data} /></Panel>
        </div>
        <div className="contract-form">
          <Panel title={words.contract.terms}><TermsShown view={data} /></Panel>
          <Panel title={words.contract.paper}><PaperPanel view={data} /></Panel>
          <Panel title={words.contract.history}><History view={data} /></Panel>
        </div>
      </Split>
    </Page>
  );
}

function Standing({ view: { contract, defaultedSide, endReason, renews, renewedBy } }: { readonly view: ContractView }): ReactNode {
  const { contract: words } = usePageWords();
  const terms = useTerms();
  return (
    <span className="contract-standing">
      <ContractState state={contract.state} />
      <span>{contract.seller} → {contract.buyer}</span>
      {defaultedSide === null ? null : <b>{words.defaulted(terms.sides[defaultedSide], terms.reasons[endReason] ?? endReason)}</b>}
      {contract.state === "cancelled" && endReason !== "" ? <span>{endReason}</span> : null}
      {renews === null ? null : <Link to={`/contracts/${renews}`}>{words.renews(renews)}</Link>}
      {renewedBy === null ? null : <Link to={`/contracts/${renewedBy}`}>{words.renewedBy(renewedBy)}</Link>}
    </span>
  );
}

function Figures({ view: { contract } }: { readonly view: ContractView }): ReactNode {
  const { contract: words } = usePageWords();
  const amount = useAmount();
  return (
    <StatRow>
      <StatTile label={words.stat.agreed} value={amount(contract.quantity, contract.unit)} note={words.range(formatCount(contract.lower), formatCount(contract.upper))} />
      <StatTile label={words.stat.called} value={amount(contract.called, contract.unit)} />
      <StatTile label={words.stat.delivered} value={amount(contract.delivered, contract.unit)} tone={contract.delivered >= contract.lower ? "leaf" : "plain"} />
      <StatTile label={words.stat.deposit} value={<MoneyText minor={contract.depositHeld} currency={contract.currency} />} />
      <StatTile label={words.stat.deviations} value={formatCount(contract.deviations)} tone={contract.deviations > 0 ? "pollen" : "plain"} />
    </StatRow>
  );
}

function PlanExcel({ view: { contract } }: { readonly view: ContractView }): ReactNode {
  const { draft: words } = usePageWords();
  const { importProblems } = useTerms();
  const { language } = usePreferences();
  const api = useApi(contracts);
  const told = useContractsTold();
  const { act } = useAct();
  return (
    <ListExchange
      title={words.excel} intro={words.excelIntro} counted={words.periods} maxBytes={MAX_PLAN_BYTES} told={told} reasons={importProblems}
      give={() => api.exportPlan({ contractId: contract.id, language })} template={() => api.planTemplate({ language })} take={(input) => api.importPlan({ contractId: contract.id, ...input })} onDone={() => void act(() => Promise.resolve())}
    />
  );
}

function PlanOut({ view: { contract } }: { readonly view: ContractView }): ReactNode {
  const { common } = usePageWords();
  const { language } = usePreferences();
  const api = useApi(contracts);
  const { busy, act } = useAct();
  return <Button size="small" icon="download" busy={busy} onClick={() => void act(() => api.exportPlan({ contractId: contract.id, language }), (file) => saveBase64(file.name, file.base64))}>{common.excel}</Button>;
}

function CallsOut({ view: { contract, calls } }: { readonly view: ContractView }): ReactNode {
  const { common } = usePageWords();
  const { language } = usePreferences();
  const api = useApi(contracts);
  const { busy, act } = useAct();
  if (calls.length === 0) return null;
  return <Button size="small" icon="download" busy={busy} onClick={() => void act(() => api.exportCallOffs({ contractId: contract.id, language }), (file) => saveBase64(file.name, file.base64))}>{common.excel}</Button>;
}
