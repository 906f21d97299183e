import { CURRENCIES, formatMoney, type Currency } from "../../engines/fees/money.ts";
import { isUnit } from "../../engines/units/units.ts";
import type { PaperData } from "../../kernel/print/contract.ts";
import { howOf } from "./how.ts";
import { en as pageEn } from "./pages/words.en.ts";
import { zh as pageZh } from "./pages/words.zh.ts";
import type { PaperDetail, PaperLine, SlipView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Bilingual = { readonly zh: string; readonly en: string };
type Account = Omit<PaperData<"statement">, "grower">;
type PageWords = typeof pageZh;

/** A statement or a bill as the print centre takes it. Every sum is the stored one; nothing is computed here. */
export function accountData(detail: PaperDetail): Account {
  const { paper, lines, linesTotal, corrections, transfers, charges, market, bank, path } = detail;
  const sign = paper.side === "seller" ? -1 : 1;
  const row = (line: PaperLine) => lineData(line, paper.businessDate);
  const money = (minor: number): string => formatMoney(minor, currencyOf(paper.currency));
  return {
    market: { zh: market.zh, en: market.en }, demo: market.demo || paper.simulated, code: path, currency: paper.currency, no: paper.no, day: paper.businessDate,
    account: bank === null ? null : `${bank.name} ${bank.accountMasked}`, state: { zh: zh.paperStates[paper.state], en: en.paperStates[paper.state] },
    gross: paper.gross, corrected: orNull(paper.corrected), direct: orNull(0 - paper.direct), transferSum: orNull(paper.transfers), fees: signed(sign, paper.fees), packaging: orNull(signed(sign, paper.packaging)), total: paper.total,
    carriedIn: orNull(paper.carriedIn), carriedOut: orNull(paper.carriedOut), due: paper.due, linesLeft: orNull(linesTotal - lines.length), example: paper.example,
    lines: lines.map(row), corrections: corrections.map(row), transfers: transfers.map(transferData),
    charges: charges.map((charge) => ({
      fee: { zh: withDay(charge.zh, charge.corrects, pageZh), en: withDay(charge.en, charge.corrects, pageEn) }, how: { zh: howOf(charge, pageZh.how, money), en: howOf(charge, pageEn.how, money) }, amount: signed(sign, charge.amount),
    })),
  };
}

/** What a buyer collects; the box is ticked by hand. */
export function slipData(slip: SlipView): PaperData<"distribution_slip"> {
  return {
    market: { zh: slip.market.zh, en: slip.market.en }, demo: slip.market.demo, code: slip.path, no: slip.no, day: slip.businessDate, buyer: slip.buyer, lots: slip.lines.length,
    lines: slip.lines.map((line) => ({ lotNo: line.lotNo, item: itemOf(line), grade: line.grade, grower: line.grower, place: line.place === "" ? null : line.place, quantity: amountOf(line), potExtra: line.potExtra, picked: "□" })),
    sums: slip.sums.map((sum) => ({ quantity: amountOf(sum), lots: sum.lots })),
  };
}

const transferData = ({ kind, other, memo, amount }: PaperDetail["transfers"][number]): Account["transfers"][number] => ({
  what: { zh: pageZh.paper.transferKinds[kind] ?? kind, en: pageEn.paper.transferKinds[kind] ?? kind }, with: other === null ? { zh: pageZh.paper.withMarket, en: pageEn.paper.withMarket } : { zh: other, en: other }, memo, amount,
});

function lineData(line: PaperLine, own: string): Account["lines"][number] {
  const { reversed, grade, firstGrade } = line;
  // A sale of an earlier day on this paper is a correction and counts backwards; one taken back on its own day counts for nothing.
  const amount = line.businessDate < own ? signed(-1, line.gross) : reversed?.on === own ? 0 : line.gross;
  const regraded = firstGrade !== null && grade !== null && firstGrade !== grade;
  return {
    day: line.businessDate, lotNo: line.lotNo, item: itemOf(line), grade: regraded ? `${firstGrade} → ${grade}` : grade, channel: { zh: zh.channels[line.channel], en: en.channels[line.channel] },
    quantity: amountOf(line), price: line.price, amount, note: reversed === null ? null : { zh: noteOf(line, own, pageZh), en: noteOf(line, own, pageEn) },
  };
}

function noteOf({ reversed, businessDate }: PaperLine, own: string, words: PageWords): string {
  if (reversed === null) return "";
  const when = businessDate < own ? words.paper.originally(businessDate) : reversed.on === own ? words.paper.sameDay : words.paper.taken(reversed.on);
  return [when, reversed.reason, words.paper.goods[reversed.goods]].join(" · ");
}

const withDay = (fee: string, corrects: string | null, words: PageWords): string => (corrects === null ? fee : `${fee} ${words.paper.corrects(corrects)}`);
const itemOf = ({ itemZh, itemEn }: { readonly itemZh: string; readonly itemEn: string }): Bilingual => ({ zh: itemZh, en: itemEn });
const orNull = (value: number): number | null => (value === 0 ? null : value);
/** Without a negative zero, which no schema of an integer is meant for. */
const signed = (sign: number, value: number): number => (value === 0 ? 0 : sign * value);

function amountOf({ quantity, unit }: { readonly quantity: number; readonly unit: string }) {
  if (!isUnit(unit)) throw new Error(`No words are known for the unit ${unit}.`);
  return { quantity, unit };
}

function currencyOf(currency: string): Currency {
  const known = CURRENCIES.find((one) => one === currency);
  if (known === undefined) throw new Error(`No decimals are known for ${currency}.`);
  return known;
}
