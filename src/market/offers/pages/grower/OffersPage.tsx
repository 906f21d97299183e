import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { offers, type LineView } from "../../contract.ts";
import { KINDS, type LineKind } from "../../rules.ts";
import { useLeft, useStock } from "../live/useStock.ts";
import { useAct } from "../useAct.ts";
import { useImportProblems, useItemName, usePageWords, useProblem, useTimes, useUnits } from "../words.ts";
import { Groups } from "./Groups.tsx";
import { LineForm } from "./LineForm.tsx";
import "../offers.css";

const LOOK_AGAIN_MS = 30_000;

/** /offers: what a grower sells besides the clock, by kind, and his customer groups. */
export default function OffersPage(): ReactNode {
  const { titles, grower: words, kinds } = usePageWords();
  const [tab, setTab] = useState<LineKind | "groups">("presale");
  useStock();
  return (
    <Page title={titles.offers} intro={words.intro}>
      <Segmented wide label={titles.offers} value={tab} onChange={setTab} choices={[...KINDS.map((kind) => ({ value: kind, label: kinds[kind] })), { value: "groups" as const, label: words.groups }]} />
      {tab === "groups" ? <Groups /> : <Lines key={tab} kind={tab} />}
    </Page>
  );
}

function Lines({ kind }: { readonly kind: LineKind }): ReactNode {
  const { grower: words, sheets } = usePageWords();
  const reasons = useImportProblems();
  const api = useApi(offers);
  const problem = useProblem();
  const [past, setPast] = useState(false);
  const [form, setForm] = useState<{ line?: LineView } | null>(null);
  const list = useQuery({ queryKey: ["offers", "myOffers", kind, past], queryFn: () => api.myOffers({ kind, past, limit: 200 }), refetchInterval: LOOK_AGAIN_MS });
  const add = <Button tone="primary" size="large" icon="plus" onClick={() => setForm({})}>{words.add[kind]}</Button>;
  return (
    <>
      <div className="offers-tab-acts">{add}<Button tone="quiet" onClick={() => setPast(!past)}>{past ? words.present : words.past}</Button><span className="offers-sheets"><SheetButtons told={problem} give={(asked) => api.giveLines({ kind, ...asked })} taken={{ ...sheets.lines, reasons, take: (file) => api.takeLines(file), reads: ["offers"] }} /></span></div>
      {list.isError ? <ErrorState number={problem(list.error).number} onRetry={() => void list.refetch()}>{problem(list.error).text}</ErrorState> : null}
      {list.isPending ? <Skeleton lines={3} height="5rem" /> : null}
      {list.data?.lines.length === 0 ? <EmptyState title={words.empty}>{words.emptyHint[kind]}</EmptyState> : null}
      <ul className="offers-mine">{list.data?.lines.map((line) => <Mine key={line.id} line={line} readAt={list.dataUpdatedAt} onChange={() => setForm({ line })} />)}</ul>
      {form === null ? null : <LineForm kind={kind} line={form.line} onClose={() => setForm(null)} />}
    </>
  );
}

function Mine({ line, readAt, onChange }: { readonly line: LineView; readonly readAt: number; readonly onChange: () => void }): ReactNode {
  const { grower: words, lineStates, levels, market } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const name = useItemName();
  const units = useUnits();
  const times = useTimes();
  const { busy, act } = useAct();
  const [ending, setEnding] = useState(false);
  const left = useLeft(line, readAt);
  return (
    <li>
      {line.photoId === null ? <span className="offers-mine-photo"><Icon name="pot" size="1.5rem" /></span> : <img className="offers-mine-photo" src={`/photos/${line.photoId}`} alt="" loading="lazy" />}
      <div>
        <h3>{name(line)} <Badge tone={line.state === "open" ? "leaf" : line.state === "waiting" ? "pollen" : "plain"}>{lineStates[line.state]}</Badge></h3>
        <p><b><MoneyText minor={line.price} currency={line.currency} per={units.unit(line.unit)} /></b>{line.steps.map((step) => <small key={`${step.groupId}${step.level}`}> · {step.group === null ? "" : `${step.group} `}{step.level === "unit" ? "" : market.step(levels[step.level], "")}{formatMoney(step.price, line.currency)}</small>)}</p>
        <p><span className="offers-bar" aria-hidden="true"><i style={{ inlineSize: `${(line.taken / line.quantity) * 100}%` }} /></span>{words.taken(formatCount(line.taken), units.amount(line.quantity, line.unit))} · <b>{left === 0 ? market.gone : market.left(units.amount(left, line.unit))}</b></p>
        <p className="offers-soft">{line.lots.map((lot) => lot.no).join(" ")}{line.share === null ? "" : ` · ${words.share(line.share)}`}{line.forName === null ? "" : ` · ${words.forWhom(line.forName)}`} · {times.at(line.from)} → {times.at(line.until)}</p>
        {line.can.length === 0 ? null : <div className="offers-mine-acts">{line.can.includes("change") && line.state !== "over" && (line.kind !== "presale" || !line.arrived) ? <Button size="small" onClick={onChange}>{words.change}</Button> : null}<Button size="small" tone="quiet" onClick={() => setEnding(true)}>{words.end}</Button></div>}
      </div>
      <ConfirmDialog open={ending} title={words.endTitle} action={words.end} busy={busy} onClose={() => setEnding(false)} onConfirm={() => void act(() => api.endLine({ lineId: line.id }), () => { toast(words.ended, "leaf"); setEnding(false); })}>{words.endWhy}</ConfirmDialog>
    </li>
  );
}
