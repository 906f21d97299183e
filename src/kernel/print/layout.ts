import type { Filled } from "./fill.ts";
import { mm, moved, type Mark, type Page } from "./page.ts";
import { stripsOf, type Look, type Strip, type Tools } from "./strips.ts";
import type { ScaleName, Size, Roll } from "./template.ts";

export type Sheet = Exclude<Size, Roll>;
interface SheetFacts {
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** Points. */
  readonly sizes: Readonly<Record<ScaleName, number>>;
}
const SHEETS: Readonly<Record<Sheet, SheetFacts>> = {
  A4: { width: 210, height: 297, margin: 13, sizes: { small: 7.5, normal: 9, large: 12, huge: 18, giant: 36 } },
  A5: { width: 148, height: 210, margin: 9, sizes: { small: 7, normal: 8.5, large: 11, huge: 16, giant: 30 } },
  A6: { width: 105, height: 148, margin: 6, sizes: { small: 8, normal: 11, large: 16, huge: 24, giant: 60 } },
};
const FOOT_GAP = mm(2);
/** A label is made smaller in these steps until it fits on its sheet, and no smaller than this. */
const SHRINK = 0.94;
const SMALLEST = 0.35;

/** The sheets of one paper. `oneSheet`: what does not fit is made smaller instead of continued. */
export function pagesOf(blocks: readonly Filled[], sheet: Sheet, oneSheet: boolean, tools: Tools): Page[] {
  const facts = SHEETS[sheet];
  for (let factor = 1; ; factor *= SHRINK) {
    const pages = paginate(blocks, facts, { sizes: facts.sizes, factor }, tools);
    if (!oneSheet || pages.length === 1 || factor * SHRINK < SMALLEST) return pages;
  }
}

function paginate(blocks: readonly Filled[], facts: SheetFacts, look: Look, tools: Tools): Page[] {
  const margin = mm(facts.margin);
  const width = mm(facts.width) - 2 * margin;
  const body = blocks.filter((block) => block.kind !== "footer").flatMap((block) => stripsOf(block, width, look, tools));
  const footers = blocks.filter((block) => block.kind === "footer");
  const foot = stack(footers.flatMap((block) => stripsOf(block, width, look, tools)));
  const small = look.sizes.small * look.factor;
  const numbered = small * 1.4;
  const height = mm(facts.height) - 2 * margin - foot.height - numbered - (footers.length === 0 ? 0 : FOOT_GAP);
  const columns = flow(body, height);
  return columns.map((marks, at) => {
    const page: Mark[] = marks.map((mark) => moved(mark, margin, margin));
    const footTop = mm(facts.height) - margin - foot.height - numbered;
    page.push(...foot.marks.map((mark) => moved(mark, margin, footTop)));
    if (columns.length > 1) {
      const text = `${at + 1} / ${columns.length}`;
      const wide = tools.measure(text, small, false);
      page.push({ kind: "text", x: margin + width - wide, y: mm(facts.height) - margin - small * 0.3, size: small, width: wide, bold: false, soft: true, text });
    }
    return { width: mm(facts.width), height: mm(facts.height), marks: page };
  });
}

/** Strips below one another on as many pages as they need. A strip higher than a page has one to itself. */
function flow(strips: readonly Strip[], height: number): Mark[][] {
  const pages: Mark[][] = [[]];
  let top = 0;
  const place = (strip: Strip): void => {
    pages.at(-1)!.push(...strip.marks.map((mark) => moved(mark, 0, top)));
    top += strip.height;
  };
  strips.forEach((strip, at) => {
    const needed = strip.height + (strip.keep === true ? (strips[at + 1]?.height ?? 0) : 0);
    // What is empty may hang over the edge: a page is not begun for a space.
    if (top > 0 && top + needed > height + 0.01 && strip.marks.length > 0) {
      pages.push([]);
      top = 0;
      if (strip.head !== undefined) place(strip.head);
    }
    place(strip);
  });
  return pages;
}

function stack(strips: readonly Strip[]): { height: number; marks: Mark[] } {
  let height = 0;
  const marks = strips.flatMap((strip) => {
    const placed = strip.marks.map((mark) => moved(mark, 0, height));
    height += strip.height;
    return placed;
  });
  return { height, marks };
}
