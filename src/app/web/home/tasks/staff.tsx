import type { ReactNode } from "react";
import { ledger } from "../../../../kernel/ledger/contract.ts";
import { parties } from "../../../../kernel/parties/contract.ts";
import { clock } from "../../../../market/clock/contract.ts";
import { intake } from "../../../../market/intake/contract.ts";
import { settlement } from "../../../../market/settlement/contract.ts";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { Task } from "../Task.tsx";
import { PLACES } from "../places.ts";
import { useMarket } from "../useMarket.ts";
import { useRead } from "../useRead.ts";
import { PooledHubTask } from "./orders.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LOOK_EVERY_MS = 10_000;
/** Less than a tenth of the limit left: somebody will be refused at the clock soon. */
const NEARLY_USED = 10;

export function AuctioneerTasks(): ReactNode {
  const words = useWords(zh, en).auctioneer;
  const { businessDate } = useViewer();
  const board = useRead(clock, "board", {}, { every: LOOK_EVERY_MS });
  const planned = useRead(clock, "sessions", { status: "planned", ...(businessDate === null ? {} : { from: businessDate }) });
  const arrivals = useRead(intake, "arrivals", { limit: 1 }, { every: LOOK_EVERY_MS });
  const next = planned.data?.sessions.at(-1);
  return (
    <>
      <Task title={words.session} to={PLACES.sessions} action={{ label: words.desk, to: PLACES.desk }} query={board} say={({ session }) =>
        session !== null && session.status === "open" ? { value: session.title, note: words.sessionOpen, tone: "now" }
          : { value: next?.title ?? null, note: next === undefined ? words.sessionNone : words.sessionPlanned(next.businessDate, formatCount(next.lots)) }} />
      <Task title={words.lots} to={PLACES.desk} action={{ label: words.queue, to: PLACES.desk }} query={board} say={({ totals }) => ({
        value: formatCount(totals === null ? (next?.lots ?? 0) : totals.lots - totals.lotsSold - totals.lotsPassed - totals.lotsWithdrawn), unit: words.lotsUnit,
        note: totals === null ? undefined : words.lotsNote(formatCount(totals.lotsSold), formatCount(totals.lotsPassed)),
      })} />
      <Task title={words.ready} to={PLACES.arrivals} action={{ label: words.put, to: PLACES.desk }} query={arrivals} say={({ counts }) => ({
        value: formatCount(counts.graded), unit: words.readyUnit, tone: counts.graded > 0 ? "now" : undefined, note: words.readyNote(formatCount(counts.expected + counts.received)),
      })} />
    </>
  );
}

export function GraderTasks(): ReactNode {
  const words = useWords(zh, en).grader;
  const arrivals = useRead(intake, "arrivals", { limit: 1 }, { every: LOOK_EVERY_MS });
  return (
    <>
      <Task title={words.expected} to={PLACES.arrivals} action={{ label: words.receive, to: PLACES.arrivals }} query={arrivals} say={({ counts }) => ({
        value: formatCount(counts.expected), unit: words.unit, tone: counts.expected > 0 ? "now" : "well", note: counts.expected > 0 ? words.expectedNote : words.done,
      })} />
      <Task title={words.received} to={PLACES.arrivals} action={{ label: words.grade, to: PLACES.arrivals }} query={arrivals} say={({ counts }) => ({
        value: formatCount(counts.received), unit: words.unit, tone: counts.received > 0 ? "now" : "well", note: counts.received > 0 ? words.receivedNote : words.done,
      })} />
      <Task title={words.graded} to={PLACES.arrivals} action={{ label: words.see, to: PLACES.arrivals }} query={arrivals} say={({ counts }) => ({
        value: formatCount(counts.graded), unit: words.unit, note: words.gradedNote(formatCount(counts.offered)),
      })} />
    </>
  );
}

export function CashierTasks(): ReactNode {
  const words = useWords(zh, en).cashier;
  const { currency = "CNY" } = useMarket();
  const day = useRead(settlement, "dayOverview", { itemLimit: 0 }, { every: LOOK_EVERY_MS });
  return (
    <>
      <Task title={words.day} to={PLACES.day} action={{ label: words.close, to: PLACES.day }} query={day} say={({ day: now, sales, firstOpenDate, businessDate }) => ({
        value: words.states[now?.state ?? "none"], tone: firstOpenDate !== null && firstOpenDate < businessDate ? "now" : undefined,
        note: firstOpenDate !== null && firstOpenDate < businessDate ? words.earlier(firstOpenDate) : words.dayNote(formatCount(sales.deals), formatMoney(sales.net, currency)),
      })} />
      <Task title={words.differences} to={PLACES.day} action={{ label: words.check, to: PLACES.day }} query={day} say={({ differences }) => ({
        value: formatCount(differences), unit: words.differencesUnit, tone: differences > 0 ? "wrong" : "well", note: differences > 0 ? words.differencesSome : words.differencesNone,
      })} />
      <Task title={words.payout} to={PLACES.day} action={{ label: words.papers, to: PLACES.day }} query={day} say={({ seller }) => ({
        value: <MoneyText minor={seller.due - seller.paid} currency={currency} />, note: words.payoutNote(formatCount(seller.openPapers)),
      })} />
    </>
  );
}

export function OperatorTasks(): ReactNode {
  const words = useWords(zh, en).operator;
  const { currency } = useMarket();
  const found = useRead(parties, "find", { limit: 1 });
  const arrivals = useRead(intake, "arrivals", { limit: 1 }, { every: LOOK_EVERY_MS });
  const credits = useRead(ledger, "credits", { currency: currency ?? "" }, { enabled: currency !== undefined });
  return (
    <>
      <Task title={words.arrivals} to={PLACES.arrivals} action={{ label: words.arrivalsSee, to: PLACES.arrivals }} query={arrivals} say={({ total, counts }) => ({
        value: formatCount(total), unit: words.arrivalsUnit, note: words.arrivalsNote(formatCount(counts.expected), formatCount(counts.graded)),
      })} />
      <Task title={words.credit} to={PLACES.credits} action={{ label: words.creditSee, to: PLACES.credits }} query={credits} say={({ credits: all }) => {
        const low = all.filter((one) => one.limit > 0 && one.free * NEARLY_USED < one.limit).length;
        return { value: formatCount(low), unit: words.creditUnit, tone: low > 0 ? "now" : "well", note: words.creditNote(formatCount(all.filter((one) => one.limit > 0).length)) };
      }} />
      <Task title={words.parties} to={PLACES.parties} action={{ label: words.register, to: PLACES.parties }} query={found} say={({ total }) => ({ value: formatCount(total), unit: words.partiesUnit, note: words.partiesNote })} />
      <PooledHubTask />
    </>
  );
}
