/**
 * Chance by key: the draw for "grower 7, item 12, week 40" is a function of the seed and of these numbers alone.
 *
 * Two worlds that take different roads ask for different draws; from a running generator the first difference would shift all
 * that come after it, and the worlds would no longer have the same weather. Here each draw has its own address, so both worlds
 * meet the same luck wherever they meet at all (common random numbers). The mixing is that of MurmurHash3 (Austin Appleby,
 * public domain), on integers of 32 bits only, so results do not depend on the machine.
 */

/** What a draw is for; every kind of luck has its own numbers. */
export const LUCK = {
  item: 1, grower: 3, knows: 5, share: 7, anomaly: 9, wave: 11, severity: 13, town: 15, common: 17, demand: 19, revision: 21,
  planting: 23, sideSelling: 25, refusal: 27, resample: 29, follows: 31,
} as const;
export type Luck = (typeof LUCK)[keyof typeof LUCK];

/** A number in [0, 1). seed, a, b, c: integers; only their lowest 32 bits count. */
export function drawAt(seed: number, luck: number, a: number, b = 0, c = 0): number {
  let hash = mix(mix(mix(mix(seed | 0, luck), a), b), c);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 0x1_0000_0000;
}

function mix(hash: number, block: number): number {
  let k = Math.imul(block, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const mixed = hash ^ Math.imul(k, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** A number in [least, most). */
export function between(seed: number, luck: Luck, least: number, most: number, a: number, b = 0, c = 0): number {
  return least + (most - least) * drawAt(seed, luck, a, b, c);
}

/** A number of the standard normal distribution (Box and Muller 1958). Kinds of luck are odd, so the second draw has its own kind. */
export function normalAt(seed: number, luck: Luck, a: number, b = 0, c = 0): number {
  return Math.sqrt(-2 * Math.log(1 - drawAt(seed, luck, a, b, c))) * Math.cos(2 * Math.PI * drawAt(seed, luck + 1, a, b, c));
}
