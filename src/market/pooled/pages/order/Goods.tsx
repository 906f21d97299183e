import type { ReactNode } from "react";
import { Panel } from "../../../../ui/Page.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import type { Fact } from "../../../../ui/Facts.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { pooled } from "../../contract.ts";
import type { DropView, LineView, OrderView } from "../../views.ts";
import { DueDay, ProgressBar, RiskBadge, SpecList } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { perMille, useAmount, useItemName, usePooledWords, usePriceSentence, useTray, useUnit } from "../words.ts";
import { useOrderWords } from "./words.ts";

/** What was ordered line by line with its drops, and the terms it runs by. */
export function Goods({ view }: { readonly view: OrderView }): ReactNode {
  const common = usePooledWords();
  const { goods: words } = useOrderWords();
  const { language } = usePreferences();
  const api = useApi(pooled);
  const { busy, act } = useAct();
  return (
    <div className="pooled-form">
      <div className="pooled-tools"><Button size="small" icon="download" busy={busy} onClick={() => void act(() => api.exportOrder({ orderId: view.order.id, language }), (file) => saveBase64(file.name, file.base64))}>{common.excel}</Button></div>
      {view.lines.map((line) => <Line key={line.n} line={line} view={view} />)}
      <Panel title={words.terms}><Terms view={view} /></Panel>
    </div>
  );
}

function Line({ line, view }: { readonly line: LineView; readonly view: OrderView }): ReactNode {
  const { goods: words } = useOrderWords();
  const { language } = usePreferences();
  const amount = useAmount();
  const itemName = useItemName();
  const sentence = usePriceSentence();
  const tray = useTray();
  const unit = useUnit();
  const { terms } = line;
  const packed = { unit: line.unit, step: terms.step, packing: line.packing };
  const facts: Fact[] = [
    { label: words.price, value: `${sentence(terms.price, view.order.currency, line.unit)}${line.price !== null && terms.price.kind !== "fixed" ? `（${words.priced(`${formatMoney(line.price, view.order.currency)}/${unit(line.unit)}`)}）` : ""}`, wide: true },
    { label: words.sampling, value: words.samplingText(perMille(terms.sampling.samplePm), terms.sampling.least, terms.sampling.most, perMille(terms.sampling.acceptPm)), wide: true },
    { label: words.step, value: terms.step === 1 ? words.none : tray.size(packed) }, { label: words.minBatch, value: terms.minBatch === 0 ? words.none : amount(terms.minBatch, line.unit) }, { label: words.tolerance, value: `${terms.tolerance}%` },
    { label: words.substitutes, value: terms.substitutes.length === 0 ? words.none : terms.substitutes.map((one) => `${view.itemNames[one.itemId]?.[language] ?? one.itemId} ${perMille(one.pricePm)}`).join(" · ") },
  ];
  return (
    <Panel title={`${itemName(line)} ${terms.grade} · ${amount(terms.quantity, line.unit)}`}>
      <div className="pooled-form">
        <SpecList spec={terms.spec} />
        <Facts facts={facts} dense />
        <Drops drops={line.drops} unit={line.unit} caption={`${words.drops} · ${itemName(line)}`} />
      </div>
    </Panel>
  );
}

function Drops({ drops, unit, caption }: { readonly drops: readonly DropView[]; readonly unit: string; readonly caption: string }): ReactNode {
  const { goods: words, stat } = useOrderWords();
  const common = usePooledWords();
  const amount = useAmount();
  return (
    <Table
      caption={caption} captionHidden rows={drops} rowKey={(drop) => drop.id} tone={(drop) => (drop.gap > 0 && drop.state === "open" ? "pollen" : undefined)}
      columns={[
        { key: "due", title: words.due, phone: "title", cell: (drop) => <DueDay on={drop.dueOn} />, sortBy: (drop) => drop.dueOn },
        { key: "place", title: words.place, cell: (drop) => drop.place, sortBy: (drop) => drop.place },
        { key: "quantity", title: words.quantity, align: "end", cell: (drop) => <span className="pooled-two">{amount(drop.quantity, unit)}{drop.consented > 0 ? <small>{words.consented(amount(drop.consented, unit))}</small> : null}</span>, sortBy: (drop) => drop.quantity },
        { key: "accepted", title: stat.accepted, align: "end", cell: (drop) => amount(drop.accepted, unit), sortBy: (drop) => drop.accepted },
        { key: "progress", title: words.progress, cell: (drop) => <span className="pooled-cell"><ProgressBar of={drop.quantity} promised={drop.promised} graded={drop.graded} shipped={drop.shipped} unit={unit} /><small>{stat.promised} {amount(drop.promised, unit)} · {stat.graded} {amount(drop.graded, unit)} · {stat.shipped} {amount(drop.shipped, unit)}</small></span> },
        { key: "gap", title: words.gap, align: "end", cell: (drop) => (drop.gap > 0 ? <b>{amount(drop.gap, unit)}</b> : common.none), sortBy: (drop) => drop.gap },
        { key: "state", title: words.state, cell: (drop) => <Badge tone={drop.state === "settled" ? "leaf" : "plain"}>{common.dropStates[drop.state]}</Badge>, sortBy: (drop) => drop.state },
        { key: "risks", title: words.risks, cell: (drop) => <span className="pooled-risks">{drop.risks.map((one) => <RiskBadge key={`${one.risk} ${one.grower}`} risk={one.risk}>{` ${amount(one.units, unit)}${one.grower === null ? "" : ` · ${one.grower}`}`}</RiskBadge>)}</span> },
      ]}
    />
  );
}

function Terms({ view: { terms } }: { readonly view: OrderView }): ReactNode {
  const { goods: words } = useOrderWords();
  const common = usePooledWords();
  const { weights } = terms;
  return (
    <Facts facts={[
      { label: words.rule, value: `${common.rules[terms.rule].name}：${common.rules[terms.rule].does}`, wide: true },
      { label: words.weights, value: words.weightText(perMille(weights.quality), perMille(weights.punctuality), perMille(weights.distance), perMille(weights.price)), wide: true },
      ...(terms.rule === "least_cost" ? [{ label: words.fairness, value: perMille(terms.fairnessPm) }, ...(terms.truck ? [{ label: words.truck, value: words.truckText(formatCount(terms.truck.holds), formatMoney(terms.truck.perTrip), formatMoney(terms.truck.perKm)) }] : [])] : []), { label: words.cap, value: `${terms.capPercent}%` }, { label: words.margin, value: perMille(terms.marginPm) }, { label: words.deposits, value: words.depositText(terms.deposit.enterprise, terms.deposit.grower) },
      { label: words.grace, value: words.days(terms.graceDays) }, { label: words.penalties, value: words.penaltyText(terms.penalties), wide: true }, { label: words.remedies, value: terms.remedies.length === 0 ? words.none : terms.remedies.map((one) => words.remedyNames[one]).join(" → "), wide: true },
      ...(terms.note === "" ? [] : [{ label: words.note, value: terms.note, wide: true }]),
    ]} />
  );
}
