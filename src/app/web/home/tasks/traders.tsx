import type { ReactNode } from "react";
import { access } from "../../../../kernel/access/contract.ts";
import { ledger } from "../../../../kernel/ledger/contract.ts";
import { clock } from "../../../../market/clock/contract.ts";
import { intake } from "../../../../market/intake/contract.ts";
import { settlement } from "../../../../market/settlement/contract.ts";
import { stall } from "../../../../market/stall/contract.ts";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { Task } from "../Task.tsx";
import { PLACES } from "../places.ts";
import { useMarket } from "../useMarket.ts";
import { useRead } from "../useRead.ts";
import { AgencyTask } from "./agency.tsx";
import { PooledEnterpriseTask, PooledGrowerTask } from "./orders.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LOOK_EVERY_MS = 15_000;
/** A grower brings a few lots a day; the counts by state come from these. */
const LOTS_READ = 500;

export function GrowerTasks(): ReactNode {
  const words = useWords(zh, en).grower;
  const { businessDate } = useViewer();
  const on = businessDate ?? undefined;
  const lots = useRead(intake, "myLots", { limit: LOTS_READ, ...(on === undefined ? {} : { from: on, to: on }) }, { every: LOOK_EVERY_MS });
  const money = useRead(settlement, "myStatements", { limit: 1 }, { every: LOOK_EVERY_MS });
  return (
    <>
      <Task title={words.lots} to={PLACES.myLots} action={{ label: words.declare, to: PLACES.newLot }} query={lots} say={({ lots: mine, total }) => ({
        value: formatCount(total), unit: words.lotsUnit, tone: total === 0 ? "now" : undefined,
        note: total === 0 ? words.lotsNone : words.lotsNote(formatCount(mine.filter((lot) => lot.state === "expected").length), formatCount(mine.filter((lot) => lot.grade !== null).length)),
      })} />
      <Task title={words.sold} to={PLACES.myLots} action={{ label: words.see, to: PLACES.myLots }} query={lots} say={({ sold, gross, currency }) => ({
        value: <MoneyText minor={gross} currency={currency} />, tone: sold > 0 ? "well" : undefined, note: sold === 0 ? words.soldNone : words.soldNote(formatCount(sold)),
      })} />
      <Task title={words.payout} to={PLACES.statements} action={{ label: words.statements, to: PLACES.statements }} query={money} say={({ drafts, unpaid }) => {
        const due = drafts.reduce((sum, draft) => sum + draft.due, 0);
        const fees = drafts.reduce((sum, draft) => sum + draft.fees + draft.packaging, 0);
        const currency = drafts[0]?.currency ?? "CNY";
        return {
          value: <MoneyText minor={due} currency={currency} />, tone: due > 0 ? "well" : undefined,
          note: [due === 0 ? words.payoutNone : words.payoutNote(formatMoney(fees, currency)), ...(unpaid > 0 ? [words.unpaid(formatMoney(unpaid, currency))] : [])].join(" · "),
        };
      }} />
      <PooledGrowerTask />
    </>
  );
}

export function MerchantTasks(): ReactNode {
  const words = useWords(zh, en).merchant;
  const mine = useRead(stall, "mine", {});
  const stallId = mine.data?.stalls[0]?.stall.id;
  const enabled = stallId !== undefined;
  const till = useRead(stall, "till", { stallId: stallId ?? "" }, { every: LOOK_EVERY_MS, enabled });
  const book = useRead(stall, "creditBook", { stallId: stallId ?? "" }, { every: LOOK_EVERY_MS, enabled });
  if (mine.data !== undefined && !enabled) return <Task title={words.stall} to={PLACES.stall} action={{ label: words.write, to: PLACES.stall }} query={mine} say={() => ({ value: words.none, note: words.noneWhy })} />;
  return (
    <>
      <Task title={words.sold} to={PLACES.stallBills} action={{ label: words.write, to: PLACES.stall }} query={till} say={({ bills, sold, returned, currency }) => ({
        value: <MoneyText minor={sold - returned} currency={currency} />, tone: bills > 0 ? "well" : undefined, note: words.soldNote(formatCount(bills)),
      })} />
      <Task title={words.owed} to={PLACES.creditBook} action={{ label: words.book, to: PLACES.creditBook }} query={book} say={({ rows, total, currency }) => {
        const old = rows.reduce((sum, row) => sum + row.older, 0);
        return { value: <MoneyText minor={total} currency={currency} />, tone: old > 0 ? "now" : undefined, note: old > 0 ? words.old(formatMoney(old, currency)) : words.owedNote(formatCount(rows.filter((row) => row.balance > 0).length)) };
      }} />
      <Task title={words.till} to={PLACES.till} action={{ label: words.close, to: PLACES.till }} query={till} say={({ lines, currency }) => ({
        value: <MoneyText minor={lines.find((line) => line.method === "cash")?.expected ?? 0} currency={currency} />, note: words.tillNote,
      })} />
    </>
  );
}

export function BuyerTasks(): ReactNode {
  const words = useWords(zh, en).buyer;
  const { businessDate } = useViewer();
  const { currency } = useMarket();
  const me = useRead(access, "me", {});
  const partyId = me.data?.who?.party?.id;
  const board = useRead(clock, "board", {}, { every: LOOK_EVERY_MS });
  const planned = useRead(clock, "sessions", { status: "planned", ...(businessDate === null ? {} : { from: businessDate }) });
  const credit = useRead(ledger, "credit", { partyId: partyId ?? "", currency: currency ?? "" }, { every: LOOK_EVERY_MS, enabled: partyId !== undefined && currency !== undefined });
  const wins = useRead(clock, "wins", { limit: 1, ...(businessDate === null ? {} : { businessDate }) }, { every: LOOK_EVERY_MS });
  const next = planned.data?.sessions.at(-1);
  return (
    <>
      <Task title={words.session} to={PLACES.sessions} action={{ label: words.plan, to: PLACES.sessions }} query={board} say={({ session, totals }) => {
        if (session !== null && session.status === "open") {
          const left = totals === null ? session.lots : totals.lots - totals.lotsSold - totals.lotsPassed - totals.lotsWithdrawn;
          return { value: session.title, tone: "now", note: words.sessionOpen(formatCount(left)), action: { label: words.join, to: PLACES.clock } };
        }
        return { value: next === undefined ? words.sessionNone : next.title, note: next === undefined ? undefined : words.sessionNext(next.businessDate, formatCount(next.lots)) };
      }} />
      <Task title={words.credit} to={PLACES.bills} action={{ label: words.bills, to: PLACES.bills }} query={credit} say={({ limit, free, used, held, currency: money }) => ({
        value: <MoneyText minor={free} currency={money} />, tone: limit === 0 ? "wrong" : undefined, note: limit === 0 ? words.creditNone : words.creditNote(formatMoney(limit, money), formatMoney(used + held, money)),
      })} />
      <Task title={words.wins} to={PLACES.wins} action={{ label: words.slip, to: PLACES.wins }} query={wins} say={({ total, value }) => ({
        value: formatCount(total), unit: words.winsUnit, tone: total > 0 ? "well" : undefined, note: total === 0 ? words.winsNone : words.winsNote(formatMoney(value, currency ?? "CNY")),
      })} />
      <AgencyTask />
      <PooledEnterpriseTask />
    </>
  );
}
