import { angleAt, pointAt } from "./dial.ts";
import type { DialLabel } from "./dial.ts";
import type { FaceReading } from "./reading.ts";

export interface DialPalette {
  readonly ring: string;
  readonly dead: string;
  readonly lamp: string;
  readonly hand: string;
  readonly floor: string;
  readonly limit: string;
  readonly label: string;
  readonly mine: string;
  readonly sold: string;
}

/** Each colour is a custom property of the face, so that a theme or a page can change it in CSS. */
const PROPERTIES: Readonly<Record<keyof DialPalette, string>> = {
  ring: "--clock-ring",
  dead: "--clock-dead",
  lamp: "--clock-lamp",
  hand: "--clock-hand",
  floor: "--clock-floor",
  limit: "--clock-limit",
  label: "--clock-label",
  mine: "--clock-mine",
  sold: "--clock-sold",
};

/** A canvas cannot read light-dark() or var(); a probe element resolves them to plain rgb. */
export function readPalette(host: HTMLElement): DialPalette {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const read = (property: string): string => {
    probe.style.color = `var(${property})`;
    return getComputedStyle(probe).color;
  };
  const palette = Object.fromEntries(Object.entries(PROPERTIES).map(([key, property]) => [key, read(property)])) as Record<keyof DialPalette, string>;
  probe.remove();
  return palette;
}

/** Everything on the dial that does not move, and the measures for what does. Radii are parts of the half-width. */
export interface DialPlan {
  /** Device pixels. */
  readonly size: number;
  readonly lamps: readonly number[];
  readonly labels: readonly DialLabel[];
  /** Place of my limit order, or null. */
  readonly limit: number | null;
  readonly palette: DialPalette;
  readonly font: string;
}

const RING = 0.955;
const LAMP_OUT = 0.905;
const LAMP_IN = 0.825;
const LABEL_EDGE = 0.785;
const HAND_IN = 0.63;
const TRAIL_LAMPS = 0.11;
/** From here on the lamps take the floor's colour: soon the lot passes. */
const FLOOR_ZONE = 0.9;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

function newLayer(size: number): { readonly canvas: HTMLCanvasElement; readonly brush: CanvasRenderingContext2D } {
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("no 2d canvas");
  brush.translate(size / 2, size / 2);
  brush.lineCap = "round";
  return { canvas, brush };
}

function lampWidth(plan: DialPlan): number {
  const half = plan.size / 2;
  const room = (radians(296) / Math.max(1, plan.lamps.length - 1)) * LAMP_IN * half;
  return Math.max(1, Math.min(half * 0.022, room * 0.55));
}

function traceLamp(brush: CanvasRenderingContext2D, half: number, fraction: number): void {
  const from = pointAt(fraction, LAMP_IN * half);
  const to = pointAt(fraction, LAMP_OUT * half);
  brush.moveTo(from.x, from.y);
  brush.lineTo(to.x, to.y);
}

function strokeLamps(brush: CanvasRenderingContext2D, plan: DialPlan, from: number, to = 1): void {
  brush.beginPath();
  for (const fraction of plan.lamps) if (fraction >= from && fraction <= to) traceLamp(brush, plan.size / 2, fraction);
  brush.stroke();
}

/** The still layer: ring, unlit lamps, prices, floor and limit. Drawn once for a run, copied every frame. */
export function paintStill(plan: DialPlan): HTMLCanvasElement {
  const { canvas, brush } = newLayer(plan.size);
  const half = plan.size / 2;
  const { palette } = plan;
  brush.strokeStyle = palette.ring;
  brush.lineWidth = Math.max(1, half * 0.008);
  brush.beginPath();
  brush.arc(0, 0, RING * half, radians(angleAt(1) - 90), radians(angleAt(0) - 90));
  brush.stroke();

  brush.strokeStyle = palette.dead;
  brush.lineWidth = lampWidth(plan);
  strokeLamps(brush, plan, 0);

  brush.fillStyle = palette.label;
  brush.font = `500 ${Math.round(half * 0.088)}px ${plan.font}`;
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  for (const label of plan.labels) {
    // Long prices move inwards, so that their outer edge and not their middle keeps its distance from the lamps.
    const turn = radians(angleAt(label.fraction));
    const reach = (Math.abs(Math.sin(turn)) * brush.measureText(label.text).width) / 2 + Math.abs(Math.cos(turn)) * half * 0.04;
    const place = pointAt(label.fraction, LABEL_EDGE * half - reach);
    brush.fillText(label.text, place.x, place.y);
  }
  paintFloor(brush, half, palette.floor);
  if (plan.limit !== null) paintLimit(brush, half, plan.limit, palette.limit);
  return canvas;
}

function paintFloor(brush: CanvasRenderingContext2D, half: number, colour: string): void {
  const from = pointAt(1, (LAMP_IN - 0.04) * half);
  const to = pointAt(1, (RING + 0.03) * half);
  brush.strokeStyle = colour;
  brush.lineWidth = Math.max(2, half * 0.024);
  brush.beginPath();
  brush.moveTo(from.x, from.y);
  brush.lineTo(to.x, to.y);
  brush.stroke();
}

/** A petal on the rim, its tip at the step where the limit order fires. */
function paintLimit(brush: CanvasRenderingContext2D, half: number, fraction: number, colour: string): void {
  brush.save();
  brush.rotate(radians(angleAt(fraction)));
  brush.fillStyle = colour;
  brush.beginPath();
  brush.moveTo(0, -LAMP_OUT * half);
  brush.quadraticCurveTo(half * 0.055, -0.965 * half, 0, -0.998 * half);
  brush.quadraticCurveTo(-half * 0.055, -0.965 * half, 0, -LAMP_OUT * half);
  brush.fill();
  brush.strokeStyle = colour;
  brush.lineWidth = Math.max(1.5, half * 0.01);
  brush.beginPath();
  brush.moveTo(0, -(LAMP_IN - 0.02) * half);
  brush.lineTo(0, -LAMP_OUT * half);
  brush.stroke();
  brush.restore();
}

/** The glow around the hand, drawn once: a blur every frame would cost more than all the rest. */
export function paintGlow(size: number, colour: string): HTMLCanvasElement {
  const { canvas, brush } = newLayer(size);
  const glow = brush.createRadialGradient(0, 0, 0, 0, 0, size / 2);
  glow.addColorStop(0, colour);
  // Towards "transparent" a gradient passes through grey; the same colour without weight does not.
  glow.addColorStop(1, colour.replace(/^rgba?\(([^,]+,[^,]+,[^,)]+).*$/, "rgba($1, 0)"));
  brush.globalAlpha = 0.45;
  brush.fillStyle = glow;
  brush.fillRect(-size / 2, -size / 2, size, size);
  return canvas;
}

export interface DialLayers {
  readonly plan: DialPlan;
  readonly still: HTMLCanvasElement;
  readonly glow: HTMLCanvasElement;
}

export function buildLayers(plan: DialPlan): DialLayers {
  return { plan, still: paintStill(plan), glow: paintGlow(Math.max(8, Math.round(plan.size * 0.17)), plan.palette.hand) };
}

/** One frame: copy the still layer, light the lamps ahead, let the passed ones fade, set the hand. */
export function paintFrame(brush: CanvasRenderingContext2D, layers: DialLayers, reading: FaceReading, mine: boolean): void {
  const { plan } = layers;
  const { palette, size } = plan;
  const faint = reading.phase === "reconnecting" || reading.phase === "waiting";
  brush.setTransform(1, 0, 0, 1, 0, 0);
  brush.clearRect(0, 0, size, size);
  brush.globalAlpha = faint ? 0.45 : 1;
  brush.drawImage(layers.still, 0, 0);
  brush.translate(size / 2, size / 2);
  brush.lineCap = "round";
  brush.lineWidth = lampWidth(plan);

  const ended = reading.phase === "sold" || reading.phase === "paused" || reading.phase === "passed";
  if (reading.phase === "sold" && mine) {
    brush.strokeStyle = palette.mine;
    strokeLamps(brush, plan, 0);
  } else {
    brush.globalAlpha = ended ? 0.4 : 1;
    brush.strokeStyle = palette.lamp;
    strokeLamps(brush, plan, reading.litFrom, FLOOR_ZONE);
    brush.strokeStyle = palette.floor;
    strokeLamps(brush, plan, Math.max(FLOOR_ZONE, reading.litFrom));
    brush.globalAlpha = 1;
  }
  if (reading.phase === "running" && reading.hand !== null) paintTrail(brush, plan, reading.hand);
  if (reading.hand !== null && reading.phase !== "passed") paintHand(brush, layers, reading.hand, handColour(palette, reading.phase, mine));
}

function handColour(palette: DialPalette, phase: FaceReading["phase"], mine: boolean): string {
  if (phase === "sold") return mine ? palette.mine : palette.sold;
  if (phase === "hold") return palette.mine;
  return phase === "paused" ? palette.label : palette.hand;
}

function paintTrail(brush: CanvasRenderingContext2D, plan: DialPlan, hand: number): void {
  brush.strokeStyle = plan.palette.hand;
  for (const fraction of plan.lamps) {
    const behind = hand - fraction;
    if (behind < 0 || behind > TRAIL_LAMPS) continue;
    brush.globalAlpha = 0.85 * (1 - behind / TRAIL_LAMPS) ** 1.6;
    brush.beginPath();
    traceLamp(brush, plan.size / 2, fraction);
    brush.stroke();
  }
  brush.globalAlpha = 1;
}

/** A long petal: broad at the rim, drawn to a point towards the price. */
function paintHand(brush: CanvasRenderingContext2D, layers: DialLayers, hand: number, colour: string): void {
  const half = layers.plan.size / 2;
  const tip = pointAt(hand, 0.825 * half);
  if (colour === layers.plan.palette.hand) brush.drawImage(layers.glow, tip.x - layers.glow.width / 2, tip.y - layers.glow.height / 2);
  brush.save();
  brush.rotate(radians(angleAt(hand)));
  brush.fillStyle = colour;
  brush.beginPath();
  brush.moveTo(0, -HAND_IN * half);
  brush.bezierCurveTo(half * 0.008, -0.78 * half, half * 0.042, -0.84 * half, half * 0.036, -0.9 * half);
  brush.bezierCurveTo(half * 0.03, -0.945 * half, half * 0.008, -0.955 * half, 0, -0.965 * half);
  brush.bezierCurveTo(-half * 0.008, -0.955 * half, -half * 0.03, -0.945 * half, -half * 0.036, -0.9 * half);
  brush.bezierCurveTo(-half * 0.042, -0.84 * half, -half * 0.008, -0.78 * half, 0, -HAND_IN * half);
  brush.fill();
  brush.restore();
}
