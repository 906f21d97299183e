import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { DateLeaf } from "../../../ui/DateLeaf.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Stepper } from "../../../ui/Stepper.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { settlement } from "../contract.ts";
import { DAY_STATES } from "../rules.ts";
import type { Overview } from "../views.ts";
import { Advances } from "./Advances.tsx";
import { Balance } from "./Balance.tsx";
import { BankFiles } from "./BankFiles.tsx";
import { CloseDesk } from "./CloseDesk.tsx";
import { Items } from "./Items.tsx";
import { Papers } from "./Papers.tsx";
import { Reversals } from "./Reversals.tsx";
import { useAct } from "./useAct.ts";
import { usePageWords, useProblem } from "./words.ts";
import "./settlement.css";

const LOOK_MS = 10_000;
/** While papers are being written one wants to see it. */
const LOOK_CLOSING_MS = 1_000;

/** /day and /day/:date: the cashier's desk. */
export default function DayPage(): ReactNode {
  const { date } = useParams();
  const words = usePageWords();
  const { language } = usePreferences();
  const api = useApi(settlement);
  const problem = useProblem();
  const { busy, act } = useAct();
  const { data, error, refetch } = useQuery({
    queryKey: ["settlement", "day", date ?? "today"], queryFn: () => api.dayOverview(date === undefined ? {} : { businessDate: date }),
    placeholderData: (before) => before, refetchInterval: (query) => (query.state.data?.day?.state === "closing" ? LOOK_CLOSING_MS : LOOK_MS),
  });
  if (error !== null) {
    const told = problem(error);
    return <Page title={words.titles.day}><ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState></Page>;
  }
  if (data === undefined) return <Page title={words.titles.day}><Skeleton lines={12} /></Page>;
  const traded = data.day !== null;
  return (
    <Page
      title={words.titles.day} intro={words.day.intro(data.market[language])}
      actions={!traded ? undefined : (
        <>
          <ButtonLink icon="list" to={`/day/${data.businessDate}/sales`}>{words.day.sales}</ButtonLink>
          <ButtonLink icon="truck" to={`/slips?on=${data.businessDate}`}>{words.day.slips}</ButtonLink>
          <Button icon="download" busy={busy} onClick={() => void act(() => api.workbook({ businessDate: data.businessDate, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button>
          <Button icon="print" onClick={() => print()}>{words.common.print}</Button>
        </>
      )}
    >
      <DayBar data={data} />
      {traded ? <Day data={data} /> : <EmptyState title={words.day.noTrade}>{words.day.noTradeWhy}</EmptyState>}
    </Page>
  );
}

function DayBar({ data }: { readonly data: Overview }): ReactNode {
  const words = usePageWords().day;
  const navigate = useNavigate();
  const go = (date: string | null): void => { if (date !== null) void navigate(`/day/${date}`); };
  const { day, firstOpenDate } = data;
  return (
    <div className="settle-daybar">
      <div className="settle-days">
        <Button icon="left" iconOnly disabled={data.previousDate === null} onClick={() => go(data.previousDate)}>{words.previous}</Button>
        <DateLeaf date={data.businessDate} />
        <Button icon="right" iconOnly disabled={data.nextDate === null} onClick={() => go(data.nextDate)}>{words.next}</Button>
        {firstOpenDate !== null && firstOpenDate < data.businessDate ? <ButtonLink tone="quiet" icon="warn" to={`/day/${firstOpenDate}`}>{words.firstOpen(firstOpenDate)}</ButtonLink> : null}
      </div>
      {day === null ? null : (
        <Stepper
          label={words.steps.join(" → ")} current={day.state === "paid" ? DAY_STATES.length : DAY_STATES.indexOf(day.state)}
          steps={DAY_STATES.map((state, index) => ({
            key: state, title: words.steps[index] ?? state,
            note: state === "closing" && day.papersTotal > 0 ? words.papersOf(day.papersDone, day.papersTotal) : state === "closed" && day.closedAt !== null && day.closingBy !== null ? words.closingBy(day.closingBy === "system" ? words.system : day.closingBy) : undefined,
          }))}
        />
      )}
    </div>
  );
}

function Day({ data }: { readonly data: Overview }): ReactNode {
  const { businessDate, day } = data;
  const currency = day?.currency ?? "CNY";
  const issued = day !== null && day.state !== "open";
  // The close runs on the server: each step it takes makes new papers and files, which are then read anew.
  const step = day === null ? "" : `${day.state}/${day.papersDone}`;
  return (
    <>
      <CloseDesk data={data} />
      <Sums data={data} currency={currency} />
      <Balance data={data} currency={currency} />
      <Items data={data} currency={currency} />
      <Reversals saleDate={businessDate} onlyOpen />
      <Advances businessDate={businessDate} />
      {issued ? <BankFiles data={data} step={step} /> : null}
      {issued ? <Papers businessDate={businessDate} currency={currency} step={step} /> : null}
    </>
  );
}

function Sums({ data, currency }: { readonly data: Overview; readonly currency: string }): ReactNode {
  const words = usePageWords().day;
  const { sales, seller, buyer, day, businessDate } = data;
  const issued = day !== null && (day.state === "closed" || day.state === "paid");
  const money = (minor: number): ReactNode => <MoneyText minor={minor} currency={currency} />;
  return (
    <StatRow>
      <StatTile label={words.deals} value={formatCount(sales.deals)} unit={words.dealsUnit} note={`${words.growers(sales.growers)} · ${words.buyers(sales.buyers)}`} to={`/day/${businessDate}/sales`} />
      <StatTile label={words.net} value={money(sales.net)} tone="orchid" note={sales.reversed === 0 ? undefined : `${words.reversed} ${formatCount(sales.reversed)} · ${formatMoney(-sales.reversedGross, currency)}`} />
      <StatTile label={words.feesOfDay} value={issued ? money(seller.fees + seller.packaging + buyer.fees + buyer.packaging) : null} note={issued ? undefined : words.pending} />
      <StatTile label={words.collect} value={issued ? money(buyer.due) : null} note={issued ? words.paid(formatMoney(buyer.paid, currency)) : words.pending} tone={issued && buyer.paid === buyer.due ? "leaf" : "plain"} />
      <StatTile label={words.payout} value={issued ? money(seller.due) : null} note={issued ? words.paid(formatMoney(seller.paid, currency)) : words.pending} tone={issued && seller.paid === seller.due ? "leaf" : "plain"} />
    </StatRow>
  );
}
