/** A seeded source of chance. The same seed always gives the same sequence, on every machine. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, bound). `bound` is an integer of at least 1. */
  int(bound: number): number;
}

/**
 * Small Fast Counter generator (sfc32, Chris Doty-Humphrey, PractRand; public domain), seeded from the text of the seed
 * through four FNV-1a lanes. Only integer arithmetic of 32 bits is used, so results do not depend on the machine.
 */
export function seededChance(seed: string): Chance {
  let [a, b, c, counter] = seedWords(seed);
  const draw = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  // The first outputs still resemble the seed; PractRand discards a dozen.
  for (let i = 0; i < 12; i++) draw();
  const next = (): number => draw() / 0x1_0000_0000;
  return { next, int: (bound) => Math.floor(next() * bound) };
}

function seedWords(seed: string): [number, number, number, number] {
  const lanes: [number, number, number, number] = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  for (let i = 0; i < seed.length; i++) {
    const unit = seed.charCodeAt(i);
    lanes[0] = Math.imul(lanes[0] ^ unit, 0x01000193);
    lanes[1] = Math.imul(lanes[1] ^ unit, 0x85ebca6b);
    lanes[2] = Math.imul(lanes[2] ^ unit, 0xc2b2ae35);
    lanes[3] = Math.imul(lanes[3] ^ unit, 0x27d4eb2f);
  }
  return lanes;
}
