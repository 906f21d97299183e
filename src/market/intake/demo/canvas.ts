/**
 * A small painter for demonstration photographs: soft-edged shapes on a float canvas, no fonts, no files.
 * Lengths are pixels, angles radians (0 to the right, clockwise as y goes down), colours linear mixes of 0–255 triples.
 */
export type Colour = readonly [red: number, green: number, blue: number];
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const WIDTH = 640;
export const HEIGHT = 480;

export const mix = (a: Colour, b: Colour, t: number): Colour => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
export const hex = (text: string): Colour => [Number.parseInt(text.slice(0, 2), 16), Number.parseInt(text.slice(2, 4), 16), Number.parseInt(text.slice(4, 6), 16)];
export const darker = (colour: Colour, by: number): Colour => mix(colour, [12, 18, 20], by);
export const lighter = (colour: Colour, by: number): Colour => mix(colour, [255, 255, 255], by);
const clamp = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);

/** Chance from a seed (mulberry32), so that the same lot always has the same photograph. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Steps of a petal's outline that are worked out once instead of at every pixel. */
const OUTLINE_STEPS = 96;

export class Canvas {
  readonly pixels = new Float32Array(WIDTH * HEIGHT * 3);

  /** Lays a colour, lightened (by > 0, towards white) or darkened (by < 0), over one pixel. */
  #lay(x: number, y: number, red: number, green: number, blue: number, by: number, alpha: number): void {
    const at = (y * WIDTH + x) * 3;
    const { pixels } = this;
    const [white, ink] = by > 0 ? [by, 0] : [0, -by];
    const keep = 1 - white - ink;
    pixels[at] = pixels[at]! + (red * keep + 255 * white + 12 * ink - pixels[at]!) * alpha;
    pixels[at + 1] = pixels[at + 1]! + (green * keep + 255 * white + 18 * ink - pixels[at + 1]!) * alpha;
    pixels[at + 2] = pixels[at + 2]! + (blue * keep + 255 * white + 20 * ink - pixels[at + 2]!) * alpha;
  }

  /** Every pixel of a box, with what `shade` says of it: null where nothing is painted. For large soft things. */
  paint(left: number, top: number, right: number, bottom: number, shade: (x: number, y: number) => { colour: Colour; alpha: number } | null): void {
    eachPixel(left, top, right, bottom, (x, y) => {
      const said = shade(x + 0.5, y + 0.5);
      if (said !== null && said.alpha > 0) this.#lay(x, y, said.colour[0], said.colour[1], said.colour[2], 0, clamp(said.alpha));
    });
  }

  /** A soft ellipse: `inner` in the middle, `outer` at the rim; `blur` > 0 makes it a glow or a shadow. */
  ellipse(centre: Point, rx: number, ry: number, turn: number, inner: Colour, outer: Colour, { alpha = 1, blur = 0 } = {}): void {
    const reach = Math.max(rx, ry) + blur + 1;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const scale = Math.min(rx, ry) / Math.max(1, blur);
    eachPixel(centre.x - reach, centre.y - reach, centre.x + reach, centre.y + reach, (x, y) => {
      const dx = x + 0.5 - centre.x;
      const dy = y + 0.5 - centre.y;
      const d = Math.hypot((dx * cos + dy * sin) / rx, (dy * cos - dx * sin) / ry);
      const cover = clamp((1 - d) * scale + 0.5);
      if (cover === 0) return;
      const t = clamp(d) ** 1.6;
      this.#lay(x, y, inner[0] + (outer[0] - inner[0]) * t, inner[1] + (outer[1] - inner[1]) * t, inner[2] + (outer[2] - inner[2]) * t, 0, alpha * cover);
    });
  }

  /**
   * A petal or leaf from its base outwards. `fat` is half the width as a share of the length, `point` > 1 draws the tip out,
   * `vein` darkens the middle line, `fold` lights one half so that it looks bent.
   */
  petal(base: Point, length: number, turn: number, [from, to]: readonly [base: Colour, tip: Colour], { fat = 0.35, point = 1, vein = 0, fold = 0.1 } = {}): void {
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const outline = Float64Array.from({ length: OUTLINE_STEPS + 2 }, (_, i) => Math.sin(Math.PI * Math.min(1, i / OUTLINE_STEPS) ** (1 / point)) ** 0.8 * fat * length);
    const side = fat * length + 2;
    const [endX, endY] = [base.x + cos * length, base.y + sin * length];
    const veinWidth = length * 0.03 + 0.6;
    const rimWidth = length * 0.06 + 1;
    eachPixel(Math.min(base.x, endX) - side, Math.min(base.y, endY) - side, Math.max(base.x, endX) + side, Math.max(base.y, endY) + side, (x, y) => {
      const dx = x + 0.5 - base.x;
      const dy = y + 0.5 - base.y;
      const t = (dx * cos + dy * sin) / length;
      if (t <= 0 || t >= 1) return;
      const across = dy * cos - dx * sin;
      const step = Math.floor(t * OUTLINE_STEPS);
      const half = outline[step]! + (outline[step + 1]! - outline[step]!) * (t * OUTLINE_STEPS - step);
      const edge = half - Math.abs(across);
      if (edge <= -0.5) return;
      const line = vein === 0 ? 0 : vein * Math.exp(-((across / veinWidth) ** 2));
      const by = (across > 0 ? fold : -fold * 0.8) - line - 0.12 * clamp(1 - edge / rimWidth);
      this.#lay(x, y, from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, from[2] + (to[2] - from[2]) * t, by, clamp(edge + 0.5));
    });
  }

  /** A stem through the points of a smooth curve, thinner towards its end. */
  stem(points: readonly Point[], from: number, to: number, colour: Colour): void {
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1]!, points[i]!];
      const width = from + (to - from) * (i / (points.length - 1));
      const [vx, vy] = [b.x - a.x, b.y - a.y];
      const length = Math.hypot(vx, vy) || 1;
      eachPixel(Math.min(a.x, b.x) - width, Math.min(a.y, b.y) - width, Math.max(a.x, b.x) + width, Math.max(a.y, b.y) + width, (x, y) => {
        const dx = x + 0.5 - a.x;
        const dy = y + 0.5 - a.y;
        const t = clamp((dx * vx + dy * vy) / length ** 2);
        const cover = clamp(width / 2 - Math.hypot(dx - t * vx, dy - t * vy) + 0.5);
        if (cover > 0) this.#lay(x, y, colour[0], colour[1], colour[2], dx * vy - dy * vx > 0 ? 0.12 : -0.1, cover);
      });
    }
  }

  /** Fills everything from `top` to `bottom`, with light falling on `glow`. */
  wash(top: Colour, bottom: Colour, glow: Point): void {
    const bright = Float64Array.from({ length: WIDTH }, (_, x) => 0.35 * Math.exp(-(((x - glow.x) / 330) ** 2)));
    for (let y = 0; y < HEIGHT; y += 1) {
      const [red, green, blue] = mix(top, bottom, y / HEIGHT);
      const fall = Math.exp(-(((y - glow.y) / 240) ** 2));
      for (let x = 0; x < WIDTH; x += 1) this.#lay(x, y, red, green, blue, bright[x]! * fall, 1);
    }
  }

  toRgb(): Uint8Array {
    // Clamped and rounded by the array itself; a mapping function costs more than the whole painting.
    return new Uint8Array(new Uint8ClampedArray(this.pixels).buffer);
  }
}

function eachPixel(left: number, top: number, right: number, bottom: number, visit: (x: number, y: number) => void): void {
  const [fromX, toX] = [Math.max(0, Math.floor(left)), Math.min(WIDTH - 1, Math.ceil(right))];
  const toY = Math.min(HEIGHT - 1, Math.ceil(bottom));
  for (let y = Math.max(0, Math.floor(top)); y <= toY; y += 1) for (let x = fromX; x <= toX; x += 1) visit(x, y);
}

/** Points on a quadratic curve from a to b, bent towards `pull`. */
export function curve(a: Point, pull: Point, b: Point, steps = 18): Point[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    const [p, q, r] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return { x: p * a.x + q * pull.x + r * b.x, y: p * a.y + q * pull.y + r * b.y };
  });
}
