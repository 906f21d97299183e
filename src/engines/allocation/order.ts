import { sha256 } from "../clock/sha256.ts";
import type { Claimant, TieOrder } from "./types.ts";

/** Claimants in the published order, whatever order they come in. RangeError for an id that stands twice. */
export function publishedOrder<C extends Pick<Claimant, "id" | "score" | "distance">>(claimants: readonly C[], tie: TieOrder): C[] {
  const draws = new Map(tie.by.includes("draw") ? claimants.map(({ id }) => [id, drawOf(tie.salt, id)]) : []);
  if (new Set(claimants.map(({ id }) => id)).size !== claimants.length) throw new RangeError("an id stands twice among the claimants");
  const compare = (a: C, b: C): number => {
    for (const criterion of tie.by) {
      const difference = criterion === "score" ? (b.score ?? 0) - (a.score ?? 0)
        : criterion === "distance" ? nearer(a.distance, b.distance) : textOrder(draws.get(a.id)!, draws.get(b.id)!);
      if (difference !== 0) return difference;
    }
    return textOrder(a.id, b.id);
  };
  return claimants.toSorted(compare);
}

/** 64 hexadecimal digits; the smaller text comes first. */
export const drawOf = (salt: string, id: string): string => sha256(`${salt}\n${id}`);

/** An unknown distance comes after every known one. */
function nearer(a: number | undefined, b: number | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return a - b;
}

/** By UTF-16 code units, the same in every language setting. */
const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
