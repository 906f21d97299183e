import { code128, datamatrix, gs1_128, qrcode, type DrawingContext, type RenderOptions } from "bwip-js/node";
import type { CodeKind } from "./template.ts";

/** A drawn code: an SVG path in units of its own, filled by the even-odd rule, its quiet zone included in the size. */
export interface DrawnCode {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** The package's types do not tell what the single codes take. */
type Options = RenderOptions & { readonly eclevel?: string };

/** Height of a bar code's bars against its width does not matter to a scanner; the layout stretches it. */
const BAR_HEIGHT_MM = 12;
const SCALE = 2;
/** The drawer gives a two-dimensional code's module two units at scale 1, a bar code's one. */
const MODULE_2D = 2 * SCALE;
/** Free edges as the standards ask: four modules around a QR code, one and better two around DataMatrix, ten beside bars. */
const QUIET = { qr: 4 * MODULE_2D, datamatrix: 2 * MODULE_2D, bars: 10 * SCALE };

/** Null when no such code can hold the data, as a bar code cannot hold Chinese. */
export function drawCode(code: CodeKind, data: string): DrawnCode | null {
  try {
    return draw(code, data);
  } catch {
    return null;
  }
}

function draw(code: CodeKind, data: string): DrawnCode {
  const base = { bcid: code, text: data, scale: SCALE };
  switch (code) {
    case "qr": return drawn((options, pen) => qrcode(options, pen), { ...base, eclevel: "M" }, QUIET.qr);
    case "datamatrix": return drawn((options, pen) => datamatrix(options, pen), base, QUIET.datamatrix);
    case "code128": return drawn((options, pen) => code128(options, pen), { ...base, height: BAR_HEIGHT_MM }, QUIET.bars);
    case "gs1": return drawn((options, pen) => gs1_128(options, pen), { ...base, text: `(00)${data}`, height: BAR_HEIGHT_MM }, QUIET.bars);
  }
}

function drawn(drawer: (options: Options, pen: DrawingContext<DrawnCode>) => DrawnCode, options: Options, quiet: number): DrawnCode {
  let path = "";
  let size = { width: 0, height: 0 };
  const at = (x: number, y: number): string => `${x + quiet} ${y + quiet}`;
  const pen: DrawingContext<DrawnCode> = {
    scale: () => null,
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width, height) => { size = { width, height }; },
    // Bars come as strokes from top to bottom; filled they need no stroke width in the page.
    line: (x0, y0, _x1, y1, stroke) => {
      const left = x0 - stroke / 2;
      path += `M${at(left, y0)}H${left + stroke + quiet}V${y1 + quiet}H${left + quiet}Z`;
    },
    polygon: (points) => { path += `M${points.map(([x, y]) => at(x, y)).join("L")}Z`; },
    hexagon: () => {},
    ellipse: () => {},
    fill: () => {},
    text: () => {},
    end: () => ({ path, width: size.width + 2 * quiet, height: size.height + 2 * quiet }),
  };
  return drawer(options, pen);
}
