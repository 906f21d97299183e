import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { payments } from "../contract.ts";
import { AlarmLine } from "./Alarms.tsx";
import { StateBadge } from "./StateBadge.tsx";
import { clockTime, useAct, usePageWords, useProblem, useTerms } from "./words.ts";
import "./payments.css";

const LOOK_MS = 5_000;
const TONE = { changed: "leaf", nothing: "plain", repeated: "river", alarm: "cinnabar" } as const;

/** /payments/:no: one instruction, and everything that was said about it. */
export default function PaymentPage(): ReactNode {
  const { no = "" } = useParams();
  const words = usePageWords();
  const terms = useTerms();
  const api = useApi(payments);
  const problem = useProblem();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["payments", "instruction", no], queryFn: () => api.instruction({ no }), refetchInterval: LOOK_MS });
  const back = <ButtonLink icon="left" to="/payments">{words.back}</ButtonLink>;
  if (error !== null) {
    const told = problem(error);
    return <Page title={words.one} actions={back}><ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState></Page>;
  }
  if (data === undefined) return <Page title={words.one} actions={back}><Skeleton lines={8} /></Page>;
  const { instruction: one, said, alarms } = data;
  return (
    <Page title={one.no} intro={words.intro} actions={<>{back}{one.can.includes("cancel") ? <Button tone="danger" onClick={() => setAsking(true)}>{words.cancel}</Button> : null}</>}>
      {one.simulated ? <p className="pay-simulated" role="note">{words.simulated}</p> : null}
      <Panel>
        <Facts facts={[
          { label: words.columns.amount, value: <MoneyText minor={one.amount} currency={one.currency} />, tone: "orchid" }, { label: words.columns.state, value: <StateBadge row={one} /> },
          { label: words.columns.party, value: one.name }, { label: words.bank, value: `${one.bankName} ${one.accountMasked}`, wide: true }, { label: words.columns.way, value: `${terms.rails[one.rail]} · ${terms.kinds[one.kind]}` },
          { label: words.columns.paper, value: one.subject === "statement" ? <Link to={`/papers/${one.subjectNo}`}>{one.subjectNo}</Link> : one.subjectNo }, { label: words.external, value: one.externalNo === "" ? "—" : one.externalNo },
          { label: words.columns.made, value: clockTime(one.madeAt), wide: true }, ...(one.failure === null ? [] : [{ label: words.failure, value: one.failure, tone: "cinnabar" as const }]),
        ]} />
      </Panel>
      {alarms.length === 0 ? null : <Panel title={words.alarms}><ul className="pay-alarms">{alarms.map((alarm) => <li key={alarm.id}><AlarmLine alarm={alarm} /></li>)}</ul></Panel>}
      <Panel title={words.history} actions={one.nextAt === null ? undefined : <span className="pay-note">{words.tries(one.tries)} · {words.next(clockTime(one.nextAt))}</span>}>
        {said.length === 0 ? <EmptyState title={words.historyNone} /> : (
          <ul className="pay-alarms">
            {said.map((line, n) => (
              <li key={n}><span>{terms.via[line.via] ?? line.via} · <b>{terms.said[line.state] ?? line.state}</b>{line.amount === null ? null : ` · ${formatMoney(line.amount, one.currency)}`}<small className="pay-note">{clockTime(line.at)} {line.externalNo} {line.reason}</small></span><Badge tone={TONE[line.effect]}>{terms.effects[line.effect]}</Badge></li>
            ))}
          </ul>
        )}
      </Panel>
      <ConfirmDialog open={asking} title={words.cancelTitle(one.no)} action={words.cancel} tone="danger" busy={busy} onClose={() => setAsking(false)} onConfirm={() => void act(() => api.cancel({ instructionId: one.id }), () => setAsking(false))}><p>{words.cancelWhy}</p></ConfirmDialog>
    </Page>
  );
}
