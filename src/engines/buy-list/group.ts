import type { Meaning } from "./items.ts";
import type { Token } from "./scan.ts";

/** The pieces that belong to one wish. */
export interface Draft {
  readonly tokens: Token[];
  /** 各: shares quantity and price with the drafts before it in the same line. */
  readonly group: number;
}

const isCount = (token: Token): boolean => token.kind === "quantity" || token.kind === "figure";
export const has = (draft: Draft, kind: Token["kind"]): boolean => draft.tokens.some((token) => token.kind === kind);
const counted = (draft: Draft): boolean => draft.tokens.some(isCount);

/** What the names of a draft can mean together: a variety narrows its species, and names of different species mean nothing together. */
export function meaningsOf(tokens: readonly Token[]): readonly Meaning[] {
  let meanings: readonly Meaning[] = [];
  for (const token of tokens) {
    if (token.kind !== "name") continue;
    meanings = meanings.length === 0 ? token.meanings : narrow(meanings, token.meanings);
  }
  return meanings;
}

function narrow(before: readonly Meaning[], more: readonly Meaning[]): readonly Meaning[] {
  const species = new Set(before.map((one) => one.species));
  const fitting = more.filter((one) => species.has(one.species));
  if (fitting.length === 0) return before;
  const kept = new Set(fitting.map((one) => one.species));
  const varieties = [...before, ...fitting].filter((one) => one.variety !== null && kept.has(one.species));
  return varieties.length > 0 ? varieties : fitting;
}

/** One line of a message as one or several wishes: a new one begins with another plant, or with a count when the last is complete. */
export function groupTokens(tokens: readonly Token[], firstGroup: number): Draft[] {
  const drafts: Draft[] = [];
  let group = firstGroup;
  let current: Draft = { tokens: [], group };
  let broken = false;
  for (const [n, token] of tokens.entries()) {
    if (token.kind === "comma") {
      broken = true;
      continue;
    }
    if (begins(current, token, tokens.slice(n + 1), broken)) {
      drafts.push(current);
      // Plants named one after the other wait for the count they share; after a count there is nothing to share.
      if (counted(current)) group += 1;
      current = { tokens: [], group };
    }
    current.tokens.push(token);
    broken = false;
  }
  drafts.push(current);
  return drafts.filter((draft) => draft.tokens.length > 0);
}

function begins(current: Draft, token: Token, rest: readonly Token[], broken: boolean): boolean {
  if (!has(current, "name")) return false;
  if (token.kind === "name") return otherPlant(current, token, rest, broken);
  if (!isCount(token) || !counted(current)) return false;
  // "200盆红掌 100盆白掌": the next plant follows its count.
  const next = rest.find((one) => one.kind === "name" || isCount(one));
  return token.kind === "quantity" && current.tokens[0] !== undefined && isCount(current.tokens[0]) && next?.kind === "name";
}

function otherPlant(current: Draft, token: Extract<Token, { kind: "name" }>, rest: readonly Token[], broken: boolean): boolean {
  const before = meaningsOf(current.tokens);
  const species = new Set(before.map((one) => one.species));
  const fitting = token.meanings.filter((one) => species.has(one.species));
  if (fitting.length === 0) return true;
  const narrows = fitting.some((one) => one.variety !== null) && !before.some((one) => one.variety !== null);
  if (!counted(current)) return !narrows && fitting.every((one) => one.variety !== null);
  const next = rest.find((one) => one.kind === "name" || isCount(one));
  return broken || (next !== undefined && isCount(next));
}

/** Wishes that shared one count: each gets the count, the price and the wishes said once for all of them. */
export function shareEach(drafts: readonly Draft[]): readonly Draft[] {
  const shared = new Map<number, readonly Token[]>();
  for (const draft of drafts) {
    if (!has(draft, "each")) continue;
    const from = draft.tokens.findIndex((token) => token.kind === "each");
    shared.set(draft.group, draft.tokens.slice(from + 1));
  }
  return drafts.map((draft) => {
    const tokens = shared.get(draft.group);
    if (tokens === undefined || has(draft, "each") || counted(draft)) return draft;
    const own = new Set(draft.tokens.map((token) => token.kind));
    return { ...draft, tokens: [...draft.tokens, ...tokens.filter((token) => !own.has(token.kind) || token.kind === "word")] };
  });
}
