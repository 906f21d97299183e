import { Canvas, HEIGHT, WIDTH, chance, curve, darker, hex, lighter, mix, type Colour, type Point } from "./canvas.ts";
import { encodePng } from "./png.ts";
import { backdrop, pot, stamp, type Pot } from "./scene.ts";

/** How a plant is built; the colours make the variety. */
export const HABITS = ["spray", "spathe", "star", "vase", "mound", "globes", "daisies", "roses", "scapes", "column", "trailing", "fans", "tree", "palm", "swords", "rosette", "ball", "bonsai", "fruits"] as const;
export type Habit = (typeof HABITS)[number];

export interface Look {
  readonly habit: Habit;
  /** Flower, bract or fruit: base and tip. */
  readonly bloom: readonly [string, string];
  readonly heart: string;
  readonly leaf: readonly [string, string];
  /** Width of the pot's rim in pixels. */
  readonly pot: number;
  readonly count: number;
}

interface Brush {
  readonly canvas: Canvas;
  readonly random: () => number;
  readonly at: Pot;
  readonly bloom: readonly [Colour, Colour];
  readonly heart: Colour;
  readonly leaf: readonly [Colour, Colour];
  readonly count: number;
}

/** A 640 × 480 PNG of the plant, marked 演示. Same look and seed, same bytes. */
export function paintPlant(look: Look, seed: number): Uint8Array {
  const canvas = new Canvas();
  const random = chance(seed * 7_919 + 13);
  const bloom: [Colour, Colour] = [vary(hex(look.bloom[0]), random), vary(hex(look.bloom[1]), random)];
  backdrop(canvas, seed, bloom[1]);
  const at = pot(canvas, WIDTH / 2 + (random() - 0.5) * 30, look.pot, POTS[Math.floor(random() * POTS.length)]!);
  const brush: Brush = { canvas, random, at, bloom, heart: hex(look.heart), leaf: [hex(look.leaf[0]), hex(look.leaf[1])], count: look.count };
  DRAW[look.habit](brush);
  stamp(canvas);
  return encodePng(WIDTH, HEIGHT, canvas.toRgb());
}

const POTS: readonly Colour[] = [hex("b9785a"), hex("e9e6de"), hex("4c5a5e"), hex("8c6f5c"), hex("d9d2c2")];
const vary = (colour: Colour, random: () => number): Colour => mix(colour, random() < 0.5 ? [255, 255, 255] : [30, 20, 40], random() * 0.07);
const up = -Math.PI / 2;
const polar = (from: Point, turn: number, length: number): Point => ({ x: from.x + Math.cos(turn) * length, y: from.y + Math.sin(turn) * length });

/** A ring of petals round a point; `flat` squeezes it as if seen from the side. */
function flower({ canvas, random, bloom, heart }: Brush, at: Point, size: number, petals: number, { fat = 0.34, eye = 0.22, point = 1, turn = random() * 6, colours = bloom } = {}): void {
  for (let i = 0; i < petals; i += 1) canvas.petal(at, size, turn + (i * 2 * Math.PI) / petals, [darker(colours[0], random() * 0.12), colours[1]], { fat, point, fold: 0.07 });
  if (eye > 0) canvas.ellipse(at, size * eye, size * eye, 0, lighter(heart, 0.3), heart);
}

/** Phalaenopsis seen from the front: three sepals behind, two broad petals, a lip. */
function mothOrchid({ canvas, bloom, heart, random }: Brush, at: Point, size: number, tilt: number): void {
  const [base, tip] = bloom;
  for (const turn of [up, up + 2.2, up - 2.2]) canvas.petal(at, size * 0.96, tilt + turn, [darker(base, 0.1), lighter(tip, 0.08)], { fat: 0.3, vein: 0.08 });
  for (const side of [-0.12, Math.PI + 0.12]) canvas.petal(at, size, tilt + side, [base, tip], { fat: 0.5, point: 0.85, vein: 0.06, fold: 0.06 });
  canvas.petal(at, size * 0.46, tilt + Math.PI / 2, [heart, darker(heart, 0.15)], { fat: 0.36 });
  canvas.ellipse(at, size * 0.13, size * 0.1, tilt, [255, 246, 214], lighter(heart, 0.4));
  if (random() < 0.3) canvas.ellipse(polar(at, up, 2), size * 0.05, size * 0.05, 0, [255, 220, 120], [240, 190, 80]);
}

function strapLeaves({ canvas, random, at, leaf }: Brush, count: number, length: number): void {
  for (let i = 0; i < count; i += 1) {
    const side = i % 2 === 0 ? 1 : -1;
    const turn = up + side * (1.0 + random() * 0.42);
    canvas.petal({ x: at.rim.x + side * 6, y: at.rim.y }, length * (0.8 + random() * 0.3), turn, leaf, { fat: 0.17, vein: 0.25, fold: 0.14 });
  }
}

/** A low cushion of leaves over the rim. */
function cushion({ canvas, random, at, leaf }: Brush, rows: number, reach: number, fat: number, lift = 0.9): void {
  for (let i = 0; i < rows; i += 1) {
    const t = (i + 0.5) / rows;
    const turn = up + (random() - 0.5) * 2.6;
    const from = { x: at.rim.x + Math.cos(turn) * at.half * 0.7 * random(), y: at.rim.y - t * reach * 0.35 };
    canvas.petal(from, reach * (0.55 + random() * 0.35) * (1 - t * 0.25), turn * lift + up * (1 - lift), [darker(leaf[0], (1 - t) * 0.3), mix(leaf[0], leaf[1], t)], { fat, vein: 0.2, fold: 0.12 });
  }
}

/** Points of a dome above the pot, from the back to the front. */
function dome({ random, at }: Brush, count: number, rx: number, ry: number): Point[] {
  return Array.from({ length: count }, (_, i) => {
    const golden = i * 2.399_963;
    const r = Math.sqrt((i + 0.6) / count);
    return { x: at.rim.x + Math.cos(golden) * r * rx + (random() - 0.5) * 8, y: at.rim.y - ry * 1.02 + Math.sin(golden) * r * ry * 0.86 + (random() - 0.5) * 8 };
  }).toSorted((a, b) => a.y - b.y);
}

const DRAW: Record<Habit, (brush: Brush) => void> = {
  spray(brush) {
    strapLeaves(brush, 6, 150);
    const { canvas, random, at, count } = brush;
    const spikes = count > 9 ? 2 : 1;
    for (let s = 0; s < spikes; s += 1) {
      const side = s === 0 ? 1 : -1;
      const tip = { x: at.rim.x + side * (168 + random() * 30), y: 128 + random() * 24 };
      const path = curve(at.rim, { x: at.rim.x - side * 30, y: -40 - random() * 30 }, tip, 24);
      canvas.stem(path, 6, 3, hex("5d7a3a"));
      const n = Math.ceil(count / spikes);
      for (let i = n; i >= 1; i -= 1) {
        const on = path[Math.round(8 + (16 * i) / (n + 1))]!;
        const size = 54 - (i / n) * 16;
        if (i === n) canvas.ellipse(on, 10, 8, 0.4, lighter(brush.bloom[1], 0.1), hex("9db36a"));
        else mothOrchid(brush, { x: on.x + (i % 2 === 0 ? -11 : 13), y: on.y + 12 }, size, (random() - 0.5) * 0.3 + side * 0.12);
      }
    }
  },
  spathe(brush) {
    const { canvas, random, at, bloom, heart, leaf, count } = brush;
    for (let i = 0; i < 13; i += 1) {
      const turn = up + (i - 6) * 0.21 + (random() - 0.5) * 0.12;
      const end = polar(at.rim, turn, 120 + random() * 70);
      canvas.stem(curve(at.rim, { x: at.rim.x, y: end.y }, end, 8), 4, 3, darker(leaf[0], 0.1));
      canvas.petal(polar(end, turn + Math.PI, 16), 92, turn + (turn - up) * 0.9, leaf, { fat: 0.36, point: 0.8, vein: 0.3 });
    }
    for (let i = 0; i < count; i += 1) {
      const turn = up + ((i + 0.5) / count - 0.5) * 1.75;
      const end = polar(at.rim, turn, 205 + ((i * 37) % 60));
      canvas.stem(curve(at.rim, { x: at.rim.x, y: end.y + 30 }, end, 10), 4, 3, hex("6f8a45"));
      const lean = turn + (random() - 0.5) * 0.5;
      for (const half of [-0.42, 0.42]) canvas.petal(end, 66, lean + half, bloom, { fat: 0.4, point: 0.75, vein: 0.1, fold: 0.12 });
      canvas.petal(end, 76, lean, bloom, { fat: 0.42, point: 0.8, vein: 0.08, fold: 0.08 });
      canvas.petal(end, 44, lean - 0.32, [heart, lighter(heart, 0.35)], { fat: 0.09, point: 1.4 });
    }
  },
  star(brush) {
    const { canvas, random, bloom, heart, leaf, count } = brush;
    cushion(brush, 30, 150, 0.3);
    const heads = dome(brush, count, 132, 104);
    for (const head of heads) {
      for (let i = 0; i < 5; i += 1) canvas.petal(head, 62, random() * 6.28, leaf, { fat: 0.26, point: 1.25, vein: 0.25 });
      for (const [n, size] of [[7, 66], [6, 48], [5, 30]] as const) {
        const turn = random() * 6;
        for (let i = 0; i < n; i += 1) canvas.petal(head, size, turn + (i * 6.283) / n, [darker(bloom[0], (66 - size) * 0.002), bloom[1]], { fat: 0.25, point: 1.25, vein: 0.16, fold: 0.1 });
      }
      for (let i = 0; i < 6; i += 1) canvas.ellipse(polar(head, i * 1.05, 5), 3.4, 3.4, 0, lighter(heart, 0.4), heart);
    }
  },
  vase(brush) {
    const { canvas, random, at, bloom, leaf } = brush;
    for (let i = 0; i < 15; i += 1) {
      const turn = up + (i - 7) * 0.17 + (random() - 0.5) * 0.08;
      canvas.petal(at.rim, 190 + random() * 40 - Math.abs(i - 7) * 6, turn, leaf, { fat: 0.085, point: 0.8, vein: 0.1, fold: 0.16 });
    }
    for (let row = 0; row < 6; row += 1) {
      for (let i = 0; i < 7 - row; i += 1) {
        const turn = up + (i - (6 - row) / 2) * (0.4 - row * 0.02);
        canvas.petal({ x: at.rim.x, y: at.rim.y - 72 - row * 30 }, 88 - row * 7, turn, [bloom[0], mix(bloom[1], [255, 255, 255], row * 0.03)], { fat: 0.16, point: 1.15, vein: 0.12, fold: 0.12 });
      }
    }
    canvas.ellipse({ x: at.rim.x, y: at.rim.y - 250 }, 10, 14, 0, brush.heart, bloom[1]);
  },
  mound(brush) {
    const { count } = brush;
    cushion(brush, 46, 112, 0.42);
    for (const head of dome(brush, count, 138, 92)) flower(brush, head, 17 + brush.random() * 6, 5, { fat: 0.5, eye: 0.2 });
  },
  globes(brush) {
    const { canvas, random, at, leaf, count } = brush;
    cushion(brush, 34, 150, 0.36);
    for (const head of dome(brush, count, 124, 102)) {
      canvas.stem([at.rim, head], 4, 3, darker(leaf[0], 0.1));
      const tint = random() * 0.25;
      const colours = [mix(brush.bloom[0], brush.heart, tint), mix(brush.bloom[1], brush.heart, tint)] as const;
      canvas.ellipse(head, 50, 44, 0, darker(colours[0], 0.2), darker(colours[0], 0.34));
      for (let i = 0; i < 42; i += 1) {
        const r = Math.sqrt((42 - i) / 42) * 46;
        flower(brush, polar(head, i * 2.4, r), 11, 4, { fat: 0.55, eye: 0.16, colours: [darker(colours[0], (r / 46) * 0.16), colours[1]] });
      }
    }
  },
  daisies(brush) {
    const { canvas, at, leaf, count, random } = brush;
    cushion(brush, 40, 122, 0.3);
    for (const head of dome(brush, count, 138, 112)) {
      canvas.stem(curve(at.rim, { x: (at.rim.x + head.x) / 2, y: head.y + 40 }, head, 6), 3, 2, leaf[0]);
      const size = 30 + random() * 8;
      flower(brush, head, size, 17, { fat: 0.13, eye: 0 });
      flower(brush, head, size * 0.78, 15, { fat: 0.14, eye: 0.34 });
    }
  },
  roses(brush) {
    const { canvas, random, bloom, leaf, count } = brush;
    cushion(brush, 54, 146, 0.34);
    for (const head of dome(brush, count, 122, 108)) {
      for (let i = 0; i < 4; i += 1) canvas.petal(head, 58, random() * 6.28, leaf, { fat: 0.3, vein: 0.25 });
      for (let ring = 5; ring >= 1; ring -= 1) {
        const turn = random() * 6;
        const n = 4 + ring;
        for (let i = 0; i < n; i += 1) canvas.petal(polar(head, turn + (i * 6.283) / n, ring * 2.4), 9 + ring * 6.2, turn + (i * 6.283) / n, [darker(bloom[0], 0.24 - ring * 0.03), bloom[1]], { fat: 0.48, point: 0.8, fold: 0.06 });
      }
      canvas.ellipse(head, 8, 7, 0, brush.heart, darker(bloom[0], 0.2));
    }
  },
  scapes(brush) {
    const { canvas, random, at, leaf, count } = brush;
    for (let i = 0; i < 8; i += 1) canvas.petal(at.rim, 190 + random() * 40, up + (i - 3.5) * 0.24, leaf, { fat: 0.07, point: 0.85, fold: 0.14 });
    const scapes = count > 6 ? 2 : 1;
    for (let s = 0; s < scapes; s += 1) {
      const top = { x: at.rim.x + (s * 2 - scapes + 1) * 62, y: 142 + s * 26 };
      canvas.stem(curve(at.rim, { x: at.rim.x, y: 240 }, top, 8), 11, 9, lighter(leaf[0], 0.1));
      const n = Math.ceil(count / scapes);
      for (let i = 0; i < n; i += 1) flower(brush, polar(top, up + (i - (n - 1) / 2) * (4.4 / Math.max(1, n)), n === 1 ? 0 : 36), 58, 6, { fat: 0.27, point: 1.1, eye: 0.16 });
    }
  },
  column(brush) {
    const { canvas, random, at, leaf } = brush;
    for (let i = 0; i < 7; i += 1) canvas.petal(at.rim, 170 + random() * 26, up + (i - 3) * 0.22, leaf, { fat: 0.1, point: 0.8, fold: 0.14 });
    for (let i = 0; i < 60; i += 1) {
      const t = i / 60;
      const x = at.rim.x + Math.cos(i * 2.4) * 40 * Math.sin(Math.PI * (0.18 + 0.78 * t)) ** 0.6;
      flower(brush, { x, y: at.rim.y - 96 - t * 170 + Math.sin(i * 2.4) * 8 }, 19, 6, { fat: 0.24, point: 1.1, eye: 0.15 });
    }
  },
  trailing(brush) {
    const { canvas, random, at, leaf } = brush;
    for (let i = 0; i < 64; i += 1) {
      const turn = up + (random() - 0.5) * 4.2;
      const r = 20 + random() * 150;
      const p = { x: at.rim.x + Math.cos(turn) * r * 1.05, y: at.rim.y - 58 + Math.sin(turn) * r * 0.72 };
      const shade = 0.34 * (1 - i / 64);
      for (const lobe of [-0.5, 0.5, 0]) canvas.petal(p, 48 - Math.abs(lobe) * 12, turn + Math.PI * 0.12 + lobe, [darker(leaf[0], shade), mix(leaf[1], brush.heart, random() * 0.4)], { fat: 0.44, point: 1.05, vein: lobe === 0 ? 0.22 : 0 });
    }
  },
  fans(brush) {
    const { canvas, random, at, leaf } = brush;
    for (let i = 0; i < 11; i += 1) {
      const turn = up + (i - 5) * 0.2 + (random() - 0.5) * 0.1;
      const end = polar(at.rim, turn, 235 - Math.abs(i - 5) * 12);
      const path = curve(at.rim, polar(at.rim, up + (turn - up) * 0.4, 150), end, 10);
      canvas.stem(path, 7, 3, mix(leaf[0], hex("6f8a45"), 0.4));
      for (let j = 2; j <= 10; j += 1) for (const side of [-1, 1]) canvas.petal(path[j]!, 58 - j * 2, turn + side * 0.95, [leaf[0], mix(leaf[1], brush.bloom[1], brush.count > 0 ? 0.35 : 0)], { fat: 0.27, vein: 0.2, fold: 0.14 });
    }
  },
  tree(brush) {
    const { canvas, random, at, leaf } = brush;
    const crown = { x: at.rim.x, y: 150 };
    for (const bend of [-16, 16, -8]) canvas.stem(curve(at.rim, { x: at.rim.x + bend * 2.4, y: 280 }, { x: crown.x + bend * 0.3, y: crown.y + 40 }, 14), 15, 11, hex("8a7350"));
    for (let i = 0; i < 26; i += 1) {
      const p = polar(crown, i * 2.4, Math.sqrt(i / 26) * 104);
      const n = 5 + Math.floor(random() * 2);
      for (let j = 0; j < n; j += 1) canvas.petal({ x: p.x, y: p.y * 0.9 + 8 }, 62, up + (j - (n - 1) / 2) * 0.62 + (p.x - crown.x) * 0.008, [darker(leaf[0], 0.26 * (1 - i / 26)), leaf[1]], { fat: 0.2, vein: 0.2, fold: 0.12 });
    }
  },
  palm(brush) {
    const { canvas, random, at, leaf } = brush;
    for (let i = 0; i < 13; i += 1) {
      const side = (i - 6) / 6;
      const end = { x: at.rim.x + side * 200, y: 120 + Math.abs(side) * 110 + random() * 20 };
      const path = curve(at.rim, { x: at.rim.x + side * 60, y: 40 }, end, 22);
      canvas.stem(path, 5, 2, hex("9aa556"));
      for (let j = 6; j <= 22; j += 1) for (const lean of [-1, 1]) {
        const [a, b] = [path[j - 1]!, path[j]!];
        canvas.petal(b, 56 * (1 - Math.abs(j - 13) / 20), Math.atan2(b.y - a.y, b.x - a.x) + lean * 0.75, leaf, { fat: 0.09, fold: 0.1 });
      }
    }
  },
  swords(brush) {
    const { canvas, random, at, leaf, heart } = brush;
    for (let i = 0; i < 11; i += 1) {
      const turn = up + (i - 5) * 0.1 + (random() - 0.5) * 0.1;
      const base = { x: at.rim.x + (i - 5) * 9, y: at.rim.y };
      const length = 235 + random() * 45;
      canvas.petal(base, length, turn, [darker(heart, 0.1), heart], { fat: 0.075, point: 0.7, fold: 0.05 });
      canvas.petal(base, length * 0.985, turn, leaf, { fat: 0.052, point: 0.7, fold: 0.16 });
      for (let j = 1; j < 9; j += 1) canvas.ellipse(polar(base, turn, length * (j / 10)), 9, 3, turn + Math.PI / 2 + 0.3, lighter(leaf[1], 0.16), leaf[0], { alpha: 0.4 });
    }
  },
  rosette(brush) {
    const { canvas, at, bloom, leaf, count } = brush;
    const spots: readonly Point[] = count === 1 ? [{ x: at.rim.x, y: at.rim.y - 66 }] : [{ x: at.rim.x - 66, y: at.rim.y - 40 }, { x: at.rim.x + 66, y: at.rim.y - 44 }, { x: at.rim.x, y: at.rim.y - 84 }];
    for (const spot of spots) {
      const size = count === 1 ? 128 : 82;
      for (let ring = 7; ring >= 1; ring -= 1) {
        const n = 5 + ring;
        for (let i = 0; i < n; i += 1) canvas.petal(spot, size * (0.2 + ring * 0.115), ring * 0.7 + (i * 6.283) / n, [mix(leaf[0], bloom[0], (7 - ring) * 0.07), mix(leaf[1], bloom[1], 0.25 + (7 - ring) * 0.09)], { fat: 0.27, point: 0.72, fold: 0.08 });
      }
    }
  },
  ball(brush) {
    const { canvas, at, leaf, heart } = brush;
    const centre = { x: at.rim.x, y: at.rim.y - 96 };
    canvas.ellipse(centre, 124, 112, 0, leaf[1], darker(leaf[0], 0.3));
    for (let rib = -6; rib <= 6; rib += 1) {
      const lean = Math.sin((rib / 6.6) * 1.5) * 118;
      const path = curve({ x: centre.x + lean * 0.25, y: centre.y - 106 }, { x: centre.x + lean * 1.35, y: centre.y }, { x: centre.x + lean * 0.35, y: centre.y + 104 }, 14);
      canvas.stem(path, 5, 5, darker(leaf[0], 0.22));
      for (const p of path) for (let s = 0; s < 5; s += 1) canvas.stem([p, polar(p, s * 1.26 + rib, 11)], 1.8, 1.2, heart);
    }
  },
  bonsai(brush) {
    const { canvas, random, at, leaf, count } = brush;
    const trunk = curve(at.rim, { x: at.rim.x - 116, y: 300 }, { x: at.rim.x + 20, y: 170 }, 16);
    canvas.stem(trunk, 40, 12, hex("7a6552"));
    canvas.stem(curve(trunk[8]!, { x: trunk[8]!.x + 90, y: 270 }, { x: at.rim.x + 120, y: 252 }, 8), 16, 6, hex("705c4a"));
    canvas.stem(curve(trunk[5]!, { x: trunk[5]!.x - 60, y: 300 }, { x: at.rim.x - 150, y: 286 }, 8), 14, 6, hex("705c4a"));
    for (const [x, y, rx] of [[-146, 270, 62], [118, 236, 70], [12, 150, 92], [-50, 205, 56]] as const) {
      for (let i = 0; i < 60; i += 1) {
        const p = { x: at.rim.x + x + (random() - 0.5) * 2 * rx, y: y + (random() - 0.5) * rx * 0.7 };
        canvas.petal(p, count > 0 ? 17 : 24, up + (random() - 0.5) * 2.6, [darker(leaf[0], 0.3 * (1 - i / 60)), leaf[1]], { fat: count > 0 ? 0.42 : 0.12, fold: 0.1 });
      }
    }
  },
  fruits(brush) {
    const { canvas, random, at, bloom, leaf, count } = brush;
    canvas.stem([at.rim, { x: at.rim.x, y: 250 }], 14, 9, hex("7a6a4a"));
    const crown = dome({ ...brush, at: { ...at, rim: { x: at.rim.x, y: at.rim.y - 20 } } }, 90, 150, 122);
    crown.forEach((p, i) => {
      canvas.petal(p, 44, random() * 6.28, [darker(leaf[0], 0.3 * (1 - i / 90)), leaf[1]], { fat: 0.25, vein: 0.2 });
      if (i % Math.max(1, Math.round(90 / count)) === 0) {
        canvas.ellipse(p, 15, 15, 0, lighter(bloom[1], 0.12), darker(bloom[0], 0.12));
        canvas.ellipse({ x: p.x - 4, y: p.y - 5 }, 4, 3, 0, [255, 255, 255], [255, 255, 255], { alpha: 0.6, blur: 3 });
      }
    });
  },
};
