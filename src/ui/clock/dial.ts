import { formatMoney } from "../money.ts";

/**
 * The dial's geometry: pure numbers, no canvas. Angles are degrees, 0 = twelve o'clock, clockwise positive.
 * Like the great clocks of the flower halls it runs backwards: from the top price at the lower right, over
 * twelve, down to the floor at the lower left. The gap at the bottom holds the remaining quantity.
 */
export const DIAL_SWEEP = 296;

/** More lamps than this melt into a line; several steps then share one. */
export const MAX_LAMPS = 120;

/** Where on the dial a price stands: 0 = top price, 1 = floor. Outside the range it is clamped. */
export function dialFraction(price: number, topPrice: number, floorPrice: number): number {
  if (topPrice <= floorPrice) return price <= floorPrice ? 1 : 0;
  return Math.max(0, Math.min(1, (topPrice - price) / (topPrice - floorPrice)));
}

/** Angle of a place on the dial, 0…1 → +148°…−148°. */
export function angleAt(fraction: number): number {
  return DIAL_SWEEP / 2 - fraction * DIAL_SWEEP;
}

export interface DialLine {
  readonly startPrice: number;
  readonly stepValue: number;
  readonly floorPrice: number;
}

/**
 * Angle of a step. `step` may be fractional (the hand glides between steps). `topPrice` is the lot's first
 * start price, so that the dial keeps its scale when a remainder restarts lower.
 */
export function angleForStep(line: DialLine, step: number, topPrice: number = line.startPrice): number {
  return angleAt(dialFraction(line.startPrice - step * line.stepValue, topPrice, line.floorPrice));
}

/** One lamp a step, or one for every few steps when there are many; always one at the top and one at the floor. */
export function lampFractions(line: DialLine, topPrice: number = line.startPrice): number[] {
  const steps = Math.max(0, Math.ceil((topPrice - line.floorPrice) / line.stepValue));
  if (steps === 0) return [1];
  const stride = Math.ceil(steps / MAX_LAMPS);
  const fractions: number[] = [];
  for (let step = 0; step < steps; step += stride) fractions.push(dialFraction(topPrice - step * line.stepValue, topPrice, line.floorPrice));
  fractions.push(1);
  return fractions;
}

export interface DialLabel {
  readonly fraction: number;
  readonly text: string;
}

const NICE = [1, 2, 5, 10];

/** Round prices between top and floor, at most about `wanted` of them; those too near either end are left out. */
export function dialLabels(line: DialLine, currency: string, wanted = 6, topPrice: number = line.startPrice): DialLabel[] {
  const span = topPrice - line.floorPrice;
  if (span <= 0 || wanted < 1) return [];
  const rough = span / wanted;
  const magnitude = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, rough))));
  const gap = magnitude * (NICE.find((nice) => nice * magnitude >= rough) ?? 10);
  const labels: DialLabel[] = [];
  for (let price = Math.ceil((line.floorPrice + 1) / gap) * gap; price <= topPrice; price += gap) {
    const fraction = dialFraction(price, topPrice, line.floorPrice);
    if (fraction >= 0 && fraction < 0.965) labels.push({ fraction, text: shortPrice(price, currency) });
  }
  return labels;
}

/** "32", "32.5", "12,500": a price without idle zeros, for small places. */
export function shortPrice(minor: number, currency: string): string {
  return formatMoney(minor, currency, { symbol: false }).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

/** A point of the dial in a square of half-width 1, y downwards. */
export function pointAt(fraction: number, radius: number): { readonly x: number; readonly y: number } {
  const radians = (angleAt(fraction) * Math.PI) / 180;
  return { x: radius * Math.sin(radians), y: -radius * Math.cos(radians) };
}
