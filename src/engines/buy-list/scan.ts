import { nameAt, type BuyIndex, type Meaning } from "./items.ts";
import { dayAt, fillerAt, gradeAt, quantityAt, sizeAt, specAt, wishAt, type Grade, type Priority, type QuantityMark } from "./marks.ts";
import { priceAt, type PriceMark } from "./price.ts";
import { findAt, NUMBER } from "./text.ts";

/** A piece of a message and what it was taken for. Places are those of the text itself. */
export type Token = { readonly from: number; readonly to: number } & (
  | { readonly kind: "name"; readonly meanings: readonly Meaning[]; readonly spelled: boolean }
  | { readonly kind: "quantity"; readonly quantity: QuantityMark }
  | { readonly kind: "price"; readonly price: PriceMark }
  | { readonly kind: "grade"; readonly grade: Grade }
  | { readonly kind: "size"; readonly tenths: number }
  | { readonly kind: "priority"; readonly priority: Priority }
  | { readonly kind: "substitute"; readonly substitute: boolean }
  /** Describes the plant; `known` when everybody in the trade says so. */
  | { readonly kind: "word"; readonly text: string; readonly known: boolean }
  /** A number that says nothing of what it counts. */
  | { readonly kind: "figure"; readonly text: string }
  | { readonly kind: "each" }
  | { readonly kind: "same" }
  | { readonly kind: "comma" }
  | { readonly kind: "day" }
);

const ENUMERATOR = /\s*(?:\d{1,2}[.,):](?!\d)|\(\d{1,2}\)|[①-⑳]|[-*·•])\s*/y;
const EACH = /各种?|每种|每样|分别/y;
const SAME = /同上/y;
const FIGURE = new RegExp(NUMBER, "y");
const QUALITY = /(?:大红|粉红|桃红|紫红|橙红|酒红|深红|粉色|红色|白色|黄色|紫色|橙色|绿色|蓝色|双色|混色|多色|杂色|复色|大花|小花|大苞|带花|带苞|带箭|开花|满花|满苞|满盆|迷你|精品|统货|好货|新货|袋装|吊盆|柱式|独杆|造型|老桩|嫁接|雕刻|水养|重瓣|单瓣|小盆|中盆|大盆|高杆|矮壮|花多|苞多|[粉红白黄紫橙])/y;
const LATIN_RUN = /[a-z0-9][a-z0-9.+#'-]*/y;
const WORD_CHAR = /[\p{Script=Han}]/u;

/** A line of the text from `from` to `to`, piece by piece; blanks, fillers and signs are left out. */
export function scan(index: BuyIndex, folded: string, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  const line = folded.slice(0, to);
  let at = findAt(ENUMERATOR, line, from)?.to ?? from;
  while (at < to) {
    const token = tokenAt(index, line, at);
    if (typeof token === "number") {
      at = token;
      continue;
    }
    const before = tokens.at(-1);
    // Characters that nothing knows stand together as one word.
    if (token.kind === "word" && !token.known && before?.kind === "word" && !before.known && before.to === token.from) tokens[tokens.length - 1] = { ...before, to: token.to, text: before.text + token.text };
    else tokens.push(token);
    at = token.to;
  }
  return tokens;
}

/** The piece that begins here, or the place to go on from when nothing does. */
function tokenAt(index: BuyIndex, line: string, at: number): Token | number {
  const char = line[at]!;
  if (char === " ") return at + 1;
  if (char === ",") return { kind: "comma", from: at, to: at + 1 };
  const day = dayAt(line, at);
  if (day !== null) return { kind: "day", from: at, to: day.to };
  const name = nameAt(index, line, at);
  if (name !== null) return { kind: "name", from: at, to: name.to, meanings: name.meanings, spelled: name.spelled };
  return markAt(line, at) ?? wordAt(line, at);
}

function markAt(line: string, at: number): Token | null {
  const price = priceAt(line, at);
  if (price !== null) return { kind: "price", from: at, to: price.to, price };
  const grade = gradeAt(line, at);
  if (grade !== null) return { kind: "grade", from: at, to: grade.to, grade: grade.grade };
  const spec = specAt(line, at);
  if (spec !== null) return { kind: "word", from: at, to: spec.to, text: spec.groups[0]!, known: true };
  const size = sizeAt(line, at);
  if (size !== null) return { kind: "size", from: at, to: size.to, tenths: size.tenths };
  const quantity = quantityAt(line, at);
  if (quantity !== null) return { kind: "quantity", from: at, to: quantity.to, quantity };
  const wish = wishAt(line, at);
  if (wish === null) return null;
  return "priority" in wish ? { kind: "priority", from: at, to: wish.to, priority: wish.priority } : { kind: "substitute", from: at, to: wish.to, substitute: wish.substitute };
}

function wordAt(line: string, at: number): Token | number {
  const each = findAt(EACH, line, at);
  if (each !== null) return { kind: "each", from: at, to: each.to };
  const same = findAt(SAME, line, at);
  if (same !== null) return { kind: "same", from: at, to: same.to };
  const quality = findAt(QUALITY, line, at);
  if (quality !== null) return { kind: "word", from: at, to: quality.to, text: quality.groups[0]!, known: true };
  const filler = fillerAt(line, at);
  if (filler !== null) return filler.to;
  const figure = findAt(FIGURE, line, at);
  if (figure !== null && !/[a-z]/.test(line[figure.to] ?? "")) return { kind: "figure", from: at, to: figure.to, text: figure.groups[0]! };
  const latin = findAt(LATIN_RUN, line, at);
  if (latin !== null) return { kind: "word", from: at, to: latin.to, text: latin.groups[0]!, known: false };
  return WORD_CHAR.test(line[at]!) ? { kind: "word", from: at, to: at + 1, text: line[at]!, known: false } : at + 1;
}
