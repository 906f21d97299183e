import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import type { OrderView } from "../../views.ts";
import { BarLegend, Countdown, OfflineNote, OrderState, ProgressBar, RiskBadge } from "../parts.tsx";
import { SheetPanel } from "../sheet/SheetPanel.tsx";
import { clockTime, shareOf, useAmount, useModuleWords, usePooledTold, usePooledWords } from "../words.ts";
import { Deeds } from "./Deeds.tsx";
import { Deliveries } from "./Deliveries.tsx";
import { Gaps } from "./Gaps.tsx";
import { Goods } from "./Goods.tsx";
import { Money } from "./Money.tsx";
import { Quotas } from "./Quotas.tsx";
import { useIsHub, useOrderWords } from "./words.ts";
import "../pooled.css";

const LOOK_AGAIN_MS = 15_000;
const PARTS = ["goods", "quotas", "sheet", "deliveries", "gaps", "money", "history"] as const;
type Part = (typeof PARTS)[number];

/** /pooled-orders/:no: one order whole, part by part; `?part=` names the part, so that a figure can lead to its records. */
export default function OrderPage(): ReactNode {
  const { no = "" } = useParams();
  const [params] = useSearchParams();
  const common = usePooledWords();
  const told = usePooledTold();
  const api = useApi(pooled);
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "order", no], queryFn: () => api.order({ no }), refetchInterval: LOOK_AGAIN_MS });
  if (error !== null && data === undefined) return <Page title={no} narrow><ErrorState title={common.error} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={no}><Skeleton lines={10} /></Page>;
  const part = PARTS.find((one) => one === params.get("part")) ?? "goods";
  return (
    <Page title={data.order.title} intro={<Standing view={data} />}>
      <OfflineNote />
      <Stuck view={data} />
      <Figures view={data} />
      <Deeds view={data} />
      <Tabs view={data} part={part} />
      <Shown view={data} part={part} />
    </Page>
  );
}

function Standing({ view: { order } }: { readonly view: OrderView }): ReactNode {
  const words = useOrderWords();
  const { hub } = order;
  return (
    <span className="pooled-standing">
      <OrderState state={order.state} /><span>{order.no}</span><b>{order.enterprise}</b><span>{words.hubIs(hub.zh)}</span><span>{words.dates(order.firstOn, order.lastOn)}</span>
      {order.state === "open" && order.answerBy !== null ? <Countdown until={order.answerBy} /> : null}
      {order.risks.map((risk) => <RiskBadge key={risk} risk={risk} />)}
    </span>
  );
}

/** What did not go by itself, in words where it is a refusal, else by the number that stands in the log. */
function Stuck({ view: { stuck } }: { readonly view: OrderView }): ReactNode {
  const words = useOrderWords().stuck;
  const { refusals } = useModuleWords();
  if (stuck === null) return null;
  const refusal = (refusals as Readonly<Record<string, string>>)[stuck.why];
  return <p className="pooled-stuck" role="status"><b>{words[stuck.what]}</b> {refusal ?? words.fault(stuck.why)} {words.again(clockTime(stuck.at))}</p>;
}

/** The unit all lines share, or none. */
const commonUnit = (view: OrderView): string => {
  const units = new Set(view.lines.map((line) => line.unit));
  return units.size === 1 ? [...units][0]! : "";
};

function Figures({ view }: { readonly view: OrderView }): ReactNode {
  const { order, depositHeld, expectedMargin } = view;
  const { stat, growers, value } = useOrderWords();
  const amount = useAmount();
  const { roles } = useViewer();
  const unit = commonUnit(view);
  const here = (part: Part): string => `/pooled-orders/${order.no}?part=${part}`;
  const of = (n: number): string => shareOf(n, order.ordered);
  return (
    <>
      <StatRow>
        <StatTile label={stat.ordered} value={amount(order.ordered, unit)} note={value(formatMoney(order.value, order.currency))} to={here("goods")} />
        <StatTile label={stat.accepted} value={amount(order.accepted, unit)} note={of(order.accepted)} to={here("quotas")} />
        <StatTile label={stat.promised} value={amount(order.promised, unit)} note={`${of(order.promised)} · ${growers(order.growers)}`} to={here("sheet")} />
        <StatTile label={stat.graded} value={amount(order.graded, unit)} note={of(order.graded)} to={here("deliveries")} />
        <StatTile label={stat.shipped} value={amount(order.shipped, unit)} note={of(order.shipped)} to={here("deliveries")} tone={order.shipped >= order.ordered && order.ordered > 0 ? "leaf" : "plain"} />
        {roles.includes("grower") && !roles.includes("operator") ? null : <StatTile label={stat.margin} value={<MoneyText minor={expectedMargin} currency={order.currency} size="figure" />} to={here("money")} />}
        <StatTile label={stat.deposit} value={<MoneyText minor={depositHeld} currency={order.currency} size="figure" />} to={here("money")} />
      </StatRow>
      <ProgressBar of={order.ordered} promised={order.promised} graded={order.graded} shipped={order.shipped} unit={unit} />
      <BarLegend />
    </>
  );
}

function Tabs({ view, part }: { readonly view: OrderView; readonly part: Part }): ReactNode {
  const words = useOrderWords();
  const isHub = useIsHub();
  const gaps = view.lines.flatMap((line) => line.drops).filter((drop) => drop.gap > 0).length;
  const shown = PARTS.filter((one) => one !== "gaps" || isHub(view.order) || view.order.can.includes("consent"));
  return (
    <nav className="pooled-tabs" aria-label={words.partsLabel}>
      {shown.map((one) => <Link key={one} to={`?part=${one}`} replace preventScrollReset aria-current={one === part ? "page" : undefined}>{words.parts[one]}{one === "gaps" && gaps > 0 ? <b>{gaps}</b> : null}</Link>)}
    </nav>
  );
}

function Shown({ view, part }: { readonly view: OrderView; readonly part: Part }): ReactNode {
  const made = view.sheetHash !== null;
  if (part === "goods") return <Goods view={view} />;
  if (part === "quotas") return <Quotas view={view} />;
  if (part === "sheet") return <SheetPanel orderId={view.order.id} made={made} />;
  if (part === "deliveries") return <Deliveries view={view} />;
  if (part === "gaps") return <Gaps view={view} />;
  if (part === "money") return <Money view={view} />;
  return <History view={view} />;
}

function History({ view: { steps, order, lines } }: { readonly view: OrderView }): ReactNode {
  const words = useOrderWords();
  const { steps: kinds } = useModuleWords();
  const amount = useAmount();
  if (steps.length === 0) return <p className="pooled-hint">{words.history.none}</p>;
  return (
    <Panel>
      <ol className="pooled-steps">
        {steps.toSorted((a, b) => b.at.localeCompare(a.at)).map((step, n) => (
          <li key={`${step.at} ${step.kind} ${n}`}>
            <span><b>{kinds[step.kind] ?? step.kind}</b>{step.quantity === null ? null : ` ${amount(step.quantity, lines[0]?.unit ?? "")}`}{step.amount === null ? null : ` ${formatMoney(step.amount, order.currency)}`}</span>
            {step.text === "" ? null : <span>{step.text}</span>}
            <small>{step.by === "" ? "" : `${step.by} · `}{clockTime(step.at)}</small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
