import type { ReactNode } from "react";
import { access } from "../../../../kernel/access/contract.ts";
import { ledger } from "../../../../kernel/ledger/contract.ts";
import { settlement } from "../../../../market/settlement/contract.ts";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { Task } from "../Task.tsx";
import { PLACES } from "../places.ts";
import { useMarket } from "../useMarket.ts";
import { useRead } from "../useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const TRAIL_READ = 500;

export function SystemTasks(): ReactNode {
  const words = useWords(zh, en).system_admin;
  const accounts = useRead(access, "accounts", {});
  return (
    <>
      <Task title={words.accounts} to={PLACES.accounts} action={{ label: words.open, to: PLACES.accounts }} query={accounts} say={({ accounts: all }) => ({
        value: formatCount(all.length), unit: words.unit, note: words.accountsNote(formatCount(all.filter((one) => one.disabled).length)),
      })} />
      <Task title={words.stale} to={PLACES.accounts} action={{ label: words.see, to: PLACES.accounts }} query={accounts} say={({ accounts: all }) => {
        const stale = all.filter((one) => one.stale && !one.disabled).length;
        return { value: formatCount(stale), unit: words.unit, tone: stale > 0 ? "now" : "well", note: stale > 0 ? words.staleNote : words.staleNone };
      }} />
      <Task title={words.locked} to={PLACES.accounts} action={{ label: words.see, to: PLACES.accounts }} query={accounts} say={({ accounts: all }) => {
        const locked = all.filter((one) => one.lockedUntil !== null && Date.parse(one.lockedUntil) > Date.now()).length;
        return { value: formatCount(locked), unit: words.unit, tone: locked > 0 ? "now" : "well", note: locked > 0 ? words.lockedNote : words.lockedNone };
      }} />
    </>
  );
}

export function SecurityTasks(): ReactNode {
  const words = useWords(zh, en).security_admin;
  const accounts = useRead(access, "accounts", {});
  const trail = useRead(access, "trail", { limit: TRAIL_READ });
  return (
    <>
      <Task title={words.admins} to={PLACES.accounts} action={{ label: words.roles, to: PLACES.accounts }} query={accounts} say={({ accounts: all }) => {
        const of = (role: "system_admin" | "security_admin" | "auditor"): number => all.filter((one) => !one.disabled && one.roles.includes(role)).length;
        return { value: formatCount(of("system_admin") + of("security_admin") + of("auditor")), unit: words.adminsUnit, note: words.adminsNote(formatCount(of("system_admin")), formatCount(of("security_admin")), formatCount(of("auditor"))) };
      }} />
      <Task title={words.stale} to={PLACES.accounts} action={{ label: words.see, to: PLACES.accounts }} query={accounts} say={({ accounts: all }) => {
        const stale = all.filter((one) => one.stale && !one.disabled && one.roles.length > 0).length;
        return { value: formatCount(stale), unit: words.staleUnit, tone: stale > 0 ? "now" : "well", note: stale > 0 ? words.staleNote : words.staleNone };
      }} />
      <Task title={words.refused} to={PLACES.audit} action={{ label: words.trail, to: PLACES.audit }} query={trail} say={({ lines }) => ({
        value: formatCount(lines.filter((line) => line.outcome === "refused").length), unit: words.refusedUnit, note: words.refusedNote(formatCount(lines.length)),
      })} />
    </>
  );
}

export function AuditorTasks(): ReactNode {
  const words = useWords(zh, en).auditor;
  const { currency = "CNY" } = useMarket();
  const chain = useRead(access, "checkTrail", {});
  const balances = useRead(ledger, "balances", {});
  const day = useRead(settlement, "dayOverview", { itemLimit: 0 });
  return (
    <>
      <Task title={words.trail} to={PLACES.audit} action={{ label: words.see, to: PLACES.audit }} query={chain} say={({ whole, firstBroken, blocks, lines }) => ({
        value: whole ? words.whole : words.broken(formatCount(firstBroken ?? 0)), tone: whole ? "well" : "wrong", note: words.trailNote(formatCount(blocks), formatCount(lines)),
      })} />
      <Task title={words.ledger} to={PLACES.ledger} action={{ label: words.balances, to: PLACES.ledger }} query={balances} say={({ total, sets, unbalancedSets }) => ({
        value: <MoneyText minor={total} currency={currency} />, tone: total === 0 && unbalancedSets === 0 ? "well" : "wrong", note: unbalancedSets === 0 ? words.ledgerNote(formatCount(sets)) : words.ledgerBad(formatCount(unbalancedSets)),
      })} />
      <Task title={words.day} to={PLACES.day} action={{ label: words.daySee, to: PLACES.day }} query={day} say={({ differences, sales }) => ({
        value: formatCount(differences), unit: words.dayUnit, tone: differences > 0 ? "wrong" : "well", note: words.dayNote(formatMoney(sales.net, currency)),
      })} />
    </>
  );
}
