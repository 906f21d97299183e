/** A complaint as a sheet: what was claimed, the evidence, every step, and how it was judged. */
import { isUnit } from "../../engines/units/units.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import { claims } from "./contract.ts";
import type { Tables } from "./store.ts";
import type { ClaimView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof claims, Tables>, "printJudgement">;
type Words = typeof zh;
/** A paper's text; the whole of it stands with the claim. */
const MAX_TEXT = 300;

export const printHandlers: Noun = {
  async printJudgement({ ask }, { claimId, ...wanted }) {
    const view = await ask(claims.actions.claim, { claimId });
    const { market } = await ask(calendar.actions.today, {});
    const data = judgementData(view, { zh: market.nameZh, en: market.nameEn, demo: market.demo });
    return ask(print.actions.render, { ...wanted, name: view.claim.no, paper: { kind: "judgement", papers: [data] } });
  },
};

const both = (say: (words: Words) => string) => ({ zh: say(zh), en: say(en) });
const stepIn = (words: Words, kind: string): string => (words.steps as Readonly<Record<string, string>>)[kind] ?? kind;
const textOf = (text: string): string | null => text.slice(0, MAX_TEXT) || null;
function amountOf(quantity: number, unit: string) {
  if (!isUnit(unit)) throw new Error(`No words are known for the unit ${unit}.`);
  return { quantity, unit };
}

export function judgementData({ claim, text, photos, temperatures, steps, ruling }: ClaimView, market: { readonly zh: string; readonly en: string; readonly demo: boolean }): PaperData<"judgement"> {
  const confirmed = steps.findLast((step) => step.kind === "confirmed");
  const coldest = temperatures.reduce((least, one) => Math.min(least, one.centi), Number.POSITIVE_INFINITY);
  const warmest = temperatures.reduce((most, one) => Math.max(most, one.centi), Number.NEGATIVE_INFINITY);
  return {
    market: { zh: market.zh, en: market.en }, demo: market.demo, code: `/claims/${claim.no}`, currency: claim.currency, no: claim.no, filedAt: claim.filedAt, state: both((words) => words.states[claim.state]), buyer: claim.buyer, grower: claim.grower, lotNo: claim.lotNo, item: { zh: claim.itemZh, en: claim.itemEn },
    grade: claim.grade, saleDay: claim.saleDate, channel: both((words) => words.channels[claim.channel]), sold: amountOf(claim.quantity, claim.unit), price: claim.price, gross: claim.gross, claimed: amountOf(claim.units, claim.unit), fault: both((words) => words.faults[claim.fault]),
    asked: both((words) => `${words.asks[claim.ask]}${claim.askGrade === null ? "" : ` ${claim.askGrade}`}`), askedAmount: claim.askAmount, outcome: claim.outcome === null ? null : both((words) => words.outcomes[claim.outcome!]), refund: claim.outcome === null || claim.outcomeAmount === 0 ? null : claim.outcomeAmount,
    reason: ruling === null ? null : textOf(ruling.reason), judge: ruling?.by ?? null, confirmer: confirmed?.by ?? null, closedAt: claim.closedAt, photos: photos.length,
    evidence: [
      ...photos.map((photo) => ({ at: photo.takenAt, what: both((words) => `${words.photo} · ${words.as[photo.by]}`), place: textOf(photo.place) })),
      ...(temperatures.length === 0 ? [] : [{ at: temperatures[0]!.at, what: both((words) => `${words.temperature} ${coldest / 100}–${warmest / 100} °C`), place: null }]),
    ],
    steps: steps.map((step, n) => ({
      at: step.at, who: both((words) => `${words.as[step.as]}${step.by === "" ? "" : ` ${step.by}`}`), what: both((words) => `${stepIn(words, step.kind)}${step.outcome === null ? "" : ` · ${words.outcomes[step.outcome]}`}${step.grade === null ? "" : ` ${step.grade}`}`),
      text: textOf(step.text || (n === 0 ? text : "")), amount: step.amount === 0 ? null : step.amount,
    })),
  };
}
