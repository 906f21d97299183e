import { HEIGHT, WIDTH, chance, darker, lighter, mix, type Canvas, type Colour, type Point } from "./canvas.ts";
import { STAMP } from "./stamp.ts";

/** A greenhouse out of focus: light from above, soft discs, a bench. */
export function backdrop(canvas: Canvas, seed: number, tint: Colour): void {
  const random = chance(seed);
  const top = mix([238, 243, 238], tint, 0.1);
  const bottom = mix([196, 208, 200], tint, 0.18);
  canvas.wash(top, bottom, { x: WIDTH * 0.42, y: 150 });
  for (let i = 0; i < 9; i += 1) {
    const green: Colour = mix([150, 178, 150], tint, random() * 0.5);
    const r = 26 + random() * 46;
    canvas.ellipse({ x: random() * WIDTH, y: 30 + random() * 250 }, r, r, 0, green, green, { alpha: 0.1 + random() * 0.1, blur: 14 });
  }
  canvas.paint(0, 396, WIDTH, HEIGHT, (_x, y) => ({ colour: mix([176, 172, 160], [146, 142, 132], (y - 396) / 84), alpha: Math.min(1, (y - 396) / 6) * 0.9 }));
}

export interface Pot {
  readonly rim: Point;
  readonly half: number;
}

/** A pot on the bench with its shadow; `width` is that of the rim. Returns where plants grow from. */
export function pot(canvas: Canvas, centre: number, width: number, colour: Colour): Pot {
  const height = width * 0.78;
  const bottom = 446;
  const top = bottom - height;
  const half = width / 2;
  canvas.ellipse({ x: centre + 10, y: bottom - 2 }, half * 1.02, 13, 0, [60, 62, 58], [60, 62, 58], { alpha: 0.38, blur: 10 });
  canvas.paint(centre - half - 4, top, centre + half + 4, bottom + 4, (x, y) => {
    const t = (y - top) / height;
    const rim = t < 0.16 ? 1.06 : 1;
    const wide = half * (1 - 0.24 * t) * rim;
    const cover = Math.min(1, Math.max(0, wide - Math.abs(x - centre) + 0.5)) * (y > bottom ? 0 : 1);
    if (cover === 0) return null;
    const across = (x - centre) / wide;
    const lit = mix(lighter(colour, 0.22), darker(colour, 0.34), (across + 0.75) / 1.75);
    return { colour: t >= 0.16 && t < 0.21 ? darker(lit, 0.2) : lit, alpha: cover };
  });
  canvas.ellipse({ x: centre, y: top + 3 }, half * 1.05, half * 0.17, 0, [74, 60, 48], [52, 42, 34]);
  return { rim: { x: centre, y: top + 4 }, half };
}

/** 演示 across the corner: a picture that was painted must never pass for a photograph. */
export function stamp(canvas: Canvas): void {
  const size = 3;
  STAMP.forEach((row, y) => [...row].forEach((mark, x) => {
    if (mark !== "#") return;
    const [left, top] = [WIDTH - 24 - (row.length - x) * size, HEIGHT - 26 - (STAMP.length - y) * size];
    canvas.paint(left, top, left + size - 1, top + size - 1, () => ({ colour: [255, 255, 255], alpha: 0.72 }));
  }));
}
