import type { ReactNode } from "react";
import { PPM } from "../../../../engines/contract-price/contract-price.ts";
import { Facts } from "../../../../ui/Facts.tsx";
import type { Fact } from "../../../../ui/Facts.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import type { ContractView } from "../../views.ts";
import { Preview } from "../draft/Preview.tsx";
import { usePriceOf } from "../parts.tsx";
import { useAmount, useItemName, usePageWords, useTerms } from "../words.ts";

/** The terms as facts; a formula also shows what it comes to now. */
export function TermsShown({ view }: { readonly view: ContractView }): ReactNode {
  const { contract, terms, substitutes } = view;
  const { contract: words, common, price: priceWords } = usePageWords();
  const names = useTerms();
  const amount = useAmount();
  const itemName = useItemName();
  const priceOf = usePriceOf();
  const money = (minor: number): string => formatMoney(minor, contract.currency);
  const { penalties } = terms;
  const facts: Fact[] = [
    { label: words.stat.agreed, value: `${amount(terms.quantity, contract.unit)} ± ${terms.band}%`, wide: true },
    { label: words.grade, value: terms.grade === null ? words.anyGrade : `${terms.grade}${terms.lowestGrade === null ? "" : ` · ${words.lowest(terms.lowestGrade)}`}` },
    ...(substitutes.length === 0 ? [] : [{ label: words.substitutes, value: substitutes.map((one) => itemName({ itemZh: one.zh, itemEn: one.en })).join("、"), wide: true }]),
    { label: priceWords.title, value: priceOf(contract), wide: true },
    ...formulaFacts(view, priceWords, money),
    { label: words.stat.deposit, value: words.deposits(money(terms.deposit.seller), money(terms.deposit.buyer)), wide: true },
    { label: words.lead, value: common.days(terms.leadDays) }, { label: words.grace, value: common.days(terms.graceDays) }, { label: words.answer, value: words.hours(terms.answerHours), wide: true },
    { label: words.penalties, value: words.penaltyText(penalties.short, penalties.shortTolerance, penalties.late, penalties.offGrade, penalties.notTaken), wide: true },
    { label: words.defaults, value: words.defaultText(terms.default.deviations, terms.default.underPeriod === "default"), wide: true },
    ...(terms.note === "" ? [] : [{ label: words.note, value: terms.note, wide: true }]),
  ];
  return (
    <div className="contract-form">
      <Facts facts={facts} />
      {terms.price.kind === "formula" ? <Preview price={terms.price} currency={contract.currency} /> : null}
      <small className="contract-hint">{words.madeBy(names.sides[contract.madeBy])}</small>
    </div>
  );
}

function formulaFacts({ terms, referenceItem, contract }: ContractView, words: ReturnType<typeof usePageWords>["price"], money: (minor: number) => string): Fact[] {
  const { price } = terms;
  if (price.kind !== "formula") return [];
  const { reference } = price;
  const name = referenceItem !== null && referenceItem.zh !== contract.itemZh ? `${referenceItem.zh} ` : "";
  return [
    { label: words.basis, value: `${name}${reference.grade ?? words.ungraded} · ${reference.venue === "stall" ? words.stall : words.market} · ${price.basis === "day" ? words.day : `${words.mean} (${formatCount(price.publications)})`} · ${words.lag} ${reference.lagDays}`, wide: true },
    { label: words.factor, value: String(price.factorPpm / PPM) }, { label: words.premium, value: money(price.premium) },
    { label: words.floor, value: money(price.floor) }, { label: words.cap, value: price.cap === null ? "—" : money(price.cap) },
    { label: words.missing, value: `${price.missing.rule === "last" ? words.last : words.base} · ${words.basePrice} ${money(price.missing.base)}`, wide: true },
  ];
}
