import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { RefObject } from "react";
import { onEveryFrame } from "../frameLoop.ts";
import { useStageScale } from "../ScaledCanvas.tsx";
import { moneyParts } from "../money.ts";
import { dialFraction, dialLabels, lampFractions } from "./dial.ts";
import type { DialLine } from "./dial.ts";
import { buildLayers, paintFrame, readPalette } from "./paint.ts";
import type { DialLayers, DialPalette, DialPlan } from "./paint.ts";
import { readFace } from "./reading.ts";
import type { FacePhase, FaceProgramme, FaceReading, FaceState } from "./reading.ts";

export interface DialInput {
  readonly programme: FaceProgramme | null;
  readonly state: FaceState;
  readonly now: () => number;
  readonly currency: string;
  readonly topPrice: number | undefined;
  readonly myLimit: number | null;
}

export interface Dial {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly price: RefObject<HTMLSpanElement | null>;
  readonly countdown: RefObject<HTMLSpanElement | null>;
  /** The step whose price stands on the screen right now, −1 for none. */
  readonly shownStep: RefObject<number>;
  readonly phase: FacePhase;
}

/** A dial below this many CSS pixels has no room for prices between its ends. */
const SMALL_DIAL = 240;
/** Device pixels along the rim; and the rim's length as a multiple of the dial's width. */
const LEAST_MOVE = 0.4;
const DIAL_ROUND = 2.3;
/** Sharper than this no eye sees, but a weak machine pays for it. */
const MAX_PIXEL_RATIO = 2;

/**
 * Draws the dial and the digits outside React: the frame loop reads the programme and the session clock,
 * writes the canvas, and touches the text only when the step changes. React renders when the phase changes.
 */
export function useDial(input: DialInput): Dial {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const price = useRef<HTMLSpanElement>(null);
  const countdown = useRef<HTMLSpanElement>(null);
  const shownStep = useRef(-1);
  const [phase, setPhase] = useState<FacePhase>(() => readFace(input.state, input.programme, input.now(), input.topPrice).phase);
  const { palette, pixels } = useSurface(host);
  const still = useMediaQuery("(prefers-reduced-motion: reduce)");
  const { programme, state, now, currency, topPrice, myLimit } = input;
  const mine = state.kind === "sold" && state.to === "me";

  // By value: a page may hand over a fresh programme object on every render, and the still layer is the costly one.
  const line = useMemo(() => (programme === null ? null : { startPrice: programme.startPrice, stepValue: programme.stepValue, floorPrice: programme.floorPrice }), [programme?.startPrice, programme?.stepValue, programme?.floorPrice, programme === null]);
  const layers = useRef<DialLayers | null>(null);
  useLayoutEffect(() => {
    layers.current = palette === null || pixels === 0 ? null : buildLayers(planFor(line, currency, topPrice, myLimit, pixels, palette));
    const element = canvas.current;
    if (element !== null && pixels > 0 && element.width !== pixels) { element.width = pixels; element.height = pixels; }
  }, [line, currency, topPrice, myLimit, palette, pixels]);

  useLayoutEffect(() => {
    let shown: FaceReading | null = null;
    let drawn: FaceReading | null = null;
    let drawnOn: DialLayers | null = null;
    const draw = (): void => {
      const reading = readFace(state, programme, now(), topPrice);
      if (reading.phase !== shown?.phase) setPhase(reading.phase);
      shownStep.current = reading.phase === "running" ? reading.step : -1;
      if (reading.price !== shown?.price || price.current?.childElementCount === 0) writePrice(price.current, reading.price, currency);
      if (reading.phase === "coming") writeCountdown(countdown.current, reading.countdown);
      shown = reading;
      const seen = still ? withoutMotion(reading) : reading;
      const brush = canvas.current?.getContext("2d");
      if (!brush || layers.current === null || (drawnOn === layers.current && drawn !== null && !hasMoved(drawn, seen, pixels))) return;
      paintFrame(brush, layers.current, seen, mine);
      drawn = seen;
      drawnOn = layers.current;
    };
    draw();
    return onEveryFrame(draw);
  }, [programme, state, now, currency, topPrice, mine, still, phase, pixels]);

  return { host, canvas, price, countdown, shownStep, phase };
}

/** A slow clock's hand crawls by less than the eye sees; such frames are not worth painting. */
function hasMoved(before: FaceReading, after: FaceReading, pixels: number): boolean {
  if (before.phase !== after.phase || (before.hand === null) !== (after.hand === null)) return true;
  const least = LEAST_MOVE / Math.max(1, pixels * DIAL_ROUND);
  return Math.abs((before.hand ?? 0) - (after.hand ?? 0)) >= least || Math.abs(before.litFrom - after.litFrom) >= least;
}

/** Digits only: every lamp is lit and nothing turns; the marks for floor and limit stay. */
function withoutMotion(reading: FaceReading): FaceReading {
  return reading.phase === "running" || reading.phase === "coming" ? { ...reading, phase: "coming", hand: null, litFrom: 0 } : reading;
}

function planFor(given: DialLine | null, currency: string, topPrice: number | undefined, myLimit: number | null, size: number, palette: DialPalette): DialPlan {
  const line = given ?? { startPrice: 60, stepValue: 1, floorPrice: 0 };
  const top = topPrice ?? line.startPrice;
  const small = size / Math.min(MAX_PIXEL_RATIO, devicePixelRatio) < SMALL_DIAL;
  return {
    size,
    lamps: lampFractions(line, top),
    labels: given === null ? [] : dialLabels(line, currency, small ? 4 : 6, top),
    limit: myLimit === null || given === null || myLimit < line.floorPrice ? null : dialFraction(myLimit, top, line.floorPrice),
    palette,
    font: getComputedStyle(document.body).fontFamily,
  };
}

function writePrice(target: HTMLSpanElement | null, minor: number | null, currency: string): void {
  if (target === null || minor === null) return;
  const parts = moneyParts(minor, currency);
  if (target.childElementCount !== 3) target.replaceChildren(...["small", "b", "small"].map((tag) => document.createElement(tag)));
  const [symbol, whole, fraction] = target.children;
  if (symbol && symbol.textContent !== parts.symbol) symbol.textContent = parts.symbol;
  if (whole && whole.textContent !== parts.whole) whole.textContent = parts.whole;
  if (fraction) fraction.textContent = parts.fraction;
}

/** Minutes and seconds while there is time, seconds in the last minute, tenths in the last three seconds. */
function writeCountdown(target: HTMLSpanElement | null, ms: number): void {
  if (target === null) return;
  const text = countdownText(ms);
  if (target.textContent !== text) target.textContent = text;
}

export function countdownText(ms: number): string {
  if (ms <= 3_000) return (Math.ceil(Math.max(0, ms) / 100) / 10).toFixed(1);
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 60 ? String(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Size in device pixels and colours of the face, followed through resizes and changes of theme. */
function useSurface(host: RefObject<HTMLDivElement | null>): { readonly palette: DialPalette | null; readonly pixels: number } {
  const [pixels, setPixels] = useState(0);
  const [palette, setPalette] = useState<DialPalette | null>(null);
  const scale = useStageScale();
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const measure = (): void => setPixels(Math.round(element.clientWidth * Math.min(MAX_PIXEL_RATIO, devicePixelRatio * scale)));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [host, scale]);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const recolour = (): void => setPalette(readPalette(element));
    recolour();
    const watch = new MutationObserver(recolour);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", recolour);
    return () => { watch.disconnect(); dark.removeEventListener("change", recolour); };
  }, [host]);
  return { palette, pixels };
}

function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = (): void => setMatches(list.matches);
    follow();
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return matches;
}
