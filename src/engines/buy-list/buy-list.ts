/**
 * A buying list as it comes by message, read into lines that a person then confirms.
 *
 * Pure and total: any text of up to MAX_TEXT characters gives lines, and nothing is guessed silently. What was not understood stands in
 * `problems` with its place in the text (UTF-16 units, as JavaScript counts), what was taken for granted too. Money is fen, pots are tenths
 * of a centimetre inside and centimetres outside; a quantity stays as it was written, because only the chosen item knows its packing.
 * The words come from the trade: 急 urgent, 优先 first, 可替 a substitute will do; 特级 一级 二级 三级 are A to D; 寸 is a thirtieth of a metre.
 */
import { groupTokens, has, meaningsOf, shareEach, type Draft } from "./group.ts";
import { candidatesOf, type BuyIndex, type Candidate } from "./items.ts";
import type { Grade, Priority } from "./marks.ts";
import { scan, type Token } from "./scan.ts";
import { foldInPlace } from "./text.ts";

export { indexItems, type BuyIndex, type BuyItem, type Candidate } from "./items.ts";
export { GRADES, PRIORITIES, type Grade, type Priority } from "./marks.ts";

export const MAX_TEXT = 20_000;
export const MAX_LINES = 500;

/** no_*, bad_quantity and unsure_item stop a line until somebody decides; the others only want a look. */
export const PROBLEMS = ["no_item", "unknown_item", "unsure_item", "no_quantity", "bad_quantity", "second_quantity", "second_price", "guessed_price", "about_price", "inherited", "unread"] as const;
export type ProblemCode = (typeof PROBLEMS)[number];
export interface Problem {
  readonly code: ProblemCode;
  readonly from: number;
  readonly to: number;
}
/** What a place of the text was taken for, to be coloured beside the result. */
export const PARTS = ["item", "word", "quantity", "price", "grade", "size", "wish", "unread"] as const;
export interface Part {
  readonly part: (typeof PARTS)[number];
  readonly from: number;
  readonly to: number;
}

export interface ReadLine {
  readonly from: number;
  readonly to: number;
  readonly said: string;
  readonly candidates: readonly Candidate[];
  /** The candidate that stands clearly before the others, or null. */
  readonly itemId: string | null;
  /** The words that describe the goods, in the writer's own letters. */
  readonly spec: string;
  readonly grade: Grade | null;
  readonly potCm: number | null;
  /** "200", "1万盆", "2车1层"; null when there is none that can be read. */
  readonly quantity: string | null;
  readonly limit: { readonly fen: number; readonly per: string | null } | null;
  readonly priority: Priority;
  /** Null when nothing was said. */
  readonly substitute: boolean | null;
  /** 0 to 100. */
  readonly confidence: number;
  readonly problems: readonly Problem[];
  readonly parts: readonly Part[];
}
export interface BuyList {
  readonly lines: readonly ReadLine[];
  /** Text that belongs to no line: greetings, names, addresses. */
  readonly unread: readonly { readonly from: number; readonly to: number }[];
  /** Lines beyond MAX_LINES or text beyond MAX_TEXT that was not read. */
  readonly cut: boolean;
}

export function readBuyList(text: string, index: BuyIndex): BuyList {
  const within = text.slice(0, MAX_TEXT);
  const folded = foldInPlace(within);
  const unread: { from: number; to: number }[] = [];
  const wishes: Wish[] = [];
  for (const { from, to } of segments(folded)) {
    const before = wishes.length;
    for (const draft of shareEach(groupTokens(scan(index, folded, from, to), 0))) addWish(wishes, draft, before, unread);
  }
  const lines = wishes.slice(0, MAX_LINES).map((wish) => lineOf(wish, within, index));
  return { lines, unread, cut: text.length > MAX_TEXT || wishes.length > MAX_LINES };
}

function segments(folded: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = 0;
  for (let at = 0; at <= folded.length; at += 1) {
    if (at < folded.length && folded[at] !== "\n" && folded[at] !== ";") continue;
    if (folded.slice(from, at).trim() !== "") found.push({ from, to: at });
    from = at + 1;
  }
  return found;
}

interface Wish {
  tokens: Token[];
  inherited: boolean;
}
const countedBy = (tokens: readonly Token[]): boolean => tokens.some((token) => token.kind === "quantity" || token.kind === "figure");
const priced = (tokens: readonly Token[]): boolean => tokens.some((token) => token.kind === "price");

/** A piece without a plant belongs to the line above, or speaks of the same plant in another form, or is no wish at all. */
function addWish(wishes: Wish[], draft: Draft, sameLine: number, unread: { from: number; to: number }[]): void {
  const { tokens } = draft;
  const above = wishes.at(-1);
  const named = has(draft, "name");
  if (!named && above !== undefined && wishes.length === sameLine) {
    const names = above.tokens.filter((token) => token.kind === "name");
    if (!countedBy(above.tokens) && countedBy(tokens)) return void above.tokens.push(...tokens);
    if (!countedBy(tokens) && priced(tokens) && !priced(above.tokens)) return void above.tokens.push(...tokens);
    const describes = tokens.some((token) => token.kind === "same" || token.kind === "size" || (token.kind === "word" && token.known));
    if (countedBy(tokens) && describes && names.length > 0) {
      const species = names.slice(0, 1);
      return void wishes.push({ tokens: [...(has(draft, "same") ? names : species), ...tokens], inherited: true });
    }
  }
  if (named || countedBy(tokens)) wishes.push({ tokens: [...tokens], inherited: false });
  else if (tokens.some((token) => token.kind === "word" || token.kind === "price")) unread.push({ from: tokens[0]!.from, to: tokens.at(-1)!.to });
}

function lineOf(wish: Wish, text: string, index: BuyIndex): ReadLine {
  const own = wish.inherited ? wish.tokens.filter((token, n) => !(token.kind === "name" && n < wish.tokens.findIndex((one) => one.kind !== "name"))) : wish.tokens;
  const problems: Problem[] = [];
  const from = Math.min(...own.map((token) => token.from));
  const to = Math.max(...own.map((token) => token.to));
  const figures = own.filter((token) => token.kind === "figure");
  const sized = potFigure(figures, own, wish, index);
  const rest = figures.filter((figure) => figure !== sized);
  const count = quantityOf(own, rest, problems);
  const price = limitOf(own, rest.filter((figure) => figure !== count.figure), problems);
  const size = own.find((token) => token.kind === "size");
  const potTenths = size?.tenths ?? (sized === undefined ? null : Number(sized.text) * 10);
  const words = own.filter((token) => token.kind === "word");
  const names = wish.tokens.filter((token) => token.kind === "name");
  const candidates = candidatesOf(index, { meanings: meaningsOf(wish.tokens), spelled: names.length > 0 && names.every((name) => name.spelled), words: words.map((word) => word.text), potTenths });
  const itemId = clearFirst(candidates);
  const place = names.find((name) => own.includes(name)) ?? { from, to };
  if (names.length === 0) problems.push({ code: "no_item", from, to });
  else if (candidates.length === 0) problems.push({ code: "unknown_item", from: place.from, to: place.to });
  else if (itemId === null) problems.push({ code: "unsure_item", from: place.from, to: place.to });
  for (const word of words) if (!word.known) problems.push({ code: "unread", from: word.from, to: word.to });
  if (wish.inherited) problems.push({ code: "inherited", from, to });
  const described = own.filter((token) => token.kind === "name" || token.kind === "word" || token.kind === "size" || token === sized);
  return {
    from, to, said: text.slice(from, to), candidates, itemId,
    spec: described.map((token) => text.slice(token.from, token.to).trim()).join(" "),
    grade: own.find((token) => token.kind === "grade")?.grade ?? null, potCm: potTenths === null ? null : Math.round(potTenths) / 10,
    quantity: count.written, limit: price, priority: own.find((token) => token.kind === "priority")?.priority ?? "normal",
    substitute: own.find((token) => token.kind === "substitute")?.substitute ?? null,
    confidence: confidenceOf(candidates, itemId, problems), problems, parts: own.flatMap((token) => partOf(token, { count: count.figure, sized, guessed: problems })),
  };
}

type Figure = Extract<Token, { kind: "figure" }>;
const WHOLE = /^[\d,]+$/;

/** "红掌 14 200盆": a bare number that is the pot of an item of this plant, when something else is the count. */
function potFigure(figures: readonly Figure[], own: readonly Token[], wish: Wish, index: BuyIndex): Figure | undefined {
  const first = figures[0];
  if (first === undefined || own.some((token) => token.kind === "size")) return undefined;
  const another = own.some((token) => token.kind === "quantity") || figures.slice(1).some((figure) => WHOLE.test(figure.text));
  const species = new Set(meaningsOf(wish.tokens).map((one) => one.species));
  const pot = index.items.some((known) => species.has(known.species) && known.item.potCm === Number(first.text));
  return another && pot ? first : undefined;
}

function quantityOf(own: readonly Token[], figures: readonly Figure[], problems: Problem[]): { written: string | null; figure: Figure | undefined } {
  const [first, ...more] = own.filter((token) => token.kind === "quantity");
  for (const token of more) problems.push({ code: "second_quantity", from: token.from, to: token.to });
  if (first !== undefined) {
    if (first.quantity.fault === null) return { written: first.quantity.written, figure: undefined };
    problems.push({ code: "bad_quantity", from: first.from, to: first.to });
    return { written: null, figure: undefined };
  }
  const figure = figures.find((one) => WHOLE.test(one.text) && Number(one.text.replaceAll(",", "")) > 0);
  if (figure === undefined) {
    problems.push({ code: "no_quantity", from: Math.min(...own.map((token) => token.from)), to: Math.max(...own.map((token) => token.to)) });
    return { written: null, figure: undefined };
  }
  return { written: figure.text.replaceAll(",", ""), figure };
}

const GUESSED = /^\d{1,5}(?:\.\d{1,2})?$/;

function limitOf(own: readonly Token[], figures: readonly Figure[], problems: Problem[]): ReadLine["limit"] {
  const [first, ...more] = own.filter((token) => token.kind === "price");
  for (const token of more) problems.push({ code: "second_price", from: token.from, to: token.to });
  const guess = first === undefined ? figures.find((figure) => GUESSED.test(figure.text)) : undefined;
  for (const figure of figures) problems.push({ code: figure === guess ? "guessed_price" : "unread", from: figure.from, to: figure.to });
  if (first === undefined) return guess === undefined ? null : { fen: Math.round(Number(guess.text) * 100), per: null };
  if (first.price.about) problems.push({ code: "about_price", from: first.from, to: first.to });
  return { fen: first.price.fen, per: first.price.per };
}

/** So many points before the second, and the first is taken. */
const CLEAR_LEAD = 6;
const CLEAR_SCORE = 48;
function clearFirst(candidates: readonly Candidate[]): string | null {
  const [first, second] = candidates;
  if (first === undefined || first.score < CLEAR_SCORE) return null;
  return second === undefined || first.score - second.score >= CLEAR_LEAD ? first.itemId : null;
}

const COST: Readonly<Record<ProblemCode, number>> = { no_item: 70, unknown_item: 60, unsure_item: 30, no_quantity: 40, bad_quantity: 40, second_quantity: 25, second_price: 20, guessed_price: 15, about_price: 10, inherited: 10, unread: 10 };
function confidenceOf(candidates: readonly Candidate[], itemId: string | null, problems: readonly Problem[]): number {
  const match = itemId === null ? 0 : Math.max(0, 70 - (candidates[0]?.score ?? 0)) / 2;
  return Math.max(0, Math.round(100 - match - problems.reduce((sum, { code }) => sum + COST[code], 0)));
}

function partOf(token: Token, { count, sized, guessed }: { count: Figure | undefined; sized: Figure | undefined; guessed: readonly Problem[] }): Part[] {
  const at = { from: token.from, to: token.to };
  if (token.kind === "figure") {
    const price = guessed.some((problem) => problem.code === "guessed_price" && problem.from === token.from);
    return [{ part: token === count ? "quantity" : token === sized ? "size" : price ? "price" : "unread", ...at }];
  }
  if (token.kind === "word") return [{ part: token.known ? "word" : "unread", ...at }];
  if (token.kind === "name") return [{ part: "item", ...at }];
  if (token.kind === "priority" || token.kind === "substitute") return [{ part: "wish", ...at }];
  return token.kind === "quantity" || token.kind === "price" || token.kind === "grade" || token.kind === "size" ? [{ part: token.kind, ...at }] : [];
}
