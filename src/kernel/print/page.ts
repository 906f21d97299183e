import { z } from "zod";

/**
 * A page as it is drawn: the one thing from which the PDF and the preview on the screen are both made, so that they
 * cannot disagree. Points of 1/72 inch from the upper left corner.
 */
const text = z.object({
  kind: z.literal("text"),
  x: z.number(),
  /** Of the base line. */
  y: z.number(),
  size: z.number(),
  /** How wide the text is drawn; the letters are stretched or squeezed to it. */
  width: z.number(),
  bold: z.boolean(),
  /** Grey, for labels. */
  soft: z.boolean(),
  text: z.string(),
});
const line = z.object({ kind: z.literal("line"), x: z.number(), y: z.number(), width: z.number(), stroke: z.number(), dashed: z.boolean(), soft: z.boolean() });
const box = z.object({ kind: z.literal("box"), x: z.number(), y: z.number(), width: z.number(), height: z.number(), stroke: z.number() });
/** An SVG path filled black by the even-odd rule: a code. */
const shape = z.object({ kind: z.literal("shape"), x: z.number(), y: z.number(), scale: z.number(), path: z.string() });

export const page = z.object({ width: z.number(), height: z.number(), marks: z.array(z.discriminatedUnion("kind", [text, line, box, shape])) });
export type Page = z.output<typeof page>;
export type Mark = Page["marks"][number];

export const POINTS_PER_MM = 72 / 25.4;
export const mm = (millimetres: number): number => millimetres * POINTS_PER_MM;

export const moved = (mark: Mark, dx: number, dy: number): Mark => ({ ...mark, x: mark.x + dx, y: mark.y + dy });
