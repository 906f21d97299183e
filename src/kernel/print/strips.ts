import { breakLines } from "../../engines/lines/lines.ts";
import type { DrawnCode } from "./codes.ts";
import type { Fact, Filled } from "./fill.ts";
import { mm, moved, type Mark } from "./page.ts";
import { columnWidths } from "./table-columns.ts";
import type { CodeKind, ScaleName } from "./template.ts";

/** What the layout asks of the font and of the code drawer. */
export interface Tools {
  /** Width in points. */
  measure(text: string, size: number, bold: boolean): number;
  /** Null when no such code can hold the data. */
  draw(code: CodeKind, data: string): DrawnCode | null;
}
export interface Look {
  /** Letter sizes in points. */
  readonly sizes: Readonly<Record<ScaleName, number>>;
  /** Everything smaller by this much; 1 is as the template says. */
  readonly factor: number;
}

/** A piece of a page that is never broken: its marks from its own upper left corner. */
export interface Strip {
  readonly height: number;
  readonly marks: readonly Mark[];
  /** Drawn again above this strip when a page begins with it: the head of its table. */
  readonly head?: Strip;
  /** Never the last one of a page. */
  readonly keep?: boolean;
}

const LEADING = 1.4;
/** From the middle of a line down to the base of its letters, in parts of their size. */
const BASE = 0.36;
const BOX_PADDING = mm(1.4);
const FLOW_GAP = mm(6);
const LABEL_GAP = mm(2);
export const COLUMN_GAP = mm(2);
const ROW_PADDING = mm(0.5);
const HAIR = 0.4;
const STROKES = { thin: 0.6, thick: 1.5, dashed: 0.6 } as const;
const BESIDE_GAP = mm(4);
/** Of a bar code's module; a quarter to a third of a millimetre is read by every scanner. */
const MODULE_MM = 0.3;

type Align = "start" | "center" | "end";

export function stripsOf(block: Filled, width: number, look: Look, tools: Tools): Strip[] {
  const layout = new StripLayout(width, look, tools);
  return layout.block(block);
}

class StripLayout {
  readonly #width: number;
  readonly #look: Look;
  readonly #tools: Tools;

  constructor(width: number, look: Look, tools: Tools) {
    this.#width = width;
    this.#look = look;
    this.#tools = tools;
  }

  block(block: Filled): Strip[] {
    switch (block.kind) {
      case "text": return this.#text(block);
      case "logo": return this.#text({ kind: "text", text: block.text, align: block.align, scale: "large", bold: true, boxed: false });
      case "footer": return this.#text({ kind: "text", text: block.text, align: block.align, scale: "small", bold: false, boxed: false });
      case "fields": return block.shape === "flow" ? this.#flow(block) : block.facts.map((fact) => (block.shape === "list" ? this.#pair(fact, this.#size(block.scale)) : this.#stacked(fact, block.scale)));
      case "table": return this.#table(block);
      case "rule": return [{ height: mm(2), marks: [{ kind: "line", x: 0, y: mm(1), width: this.#width, stroke: STROKES[block.style], dashed: block.style === "dashed", soft: false }] }];
      case "space": return [{ height: mm(block.mm) * this.#look.factor, marks: [] }];
      case "code": return this.#code(block);
      case "beside": return [this.#beside(block)];
    }
  }

  #size(scale: ScaleName): number {
    return this.#look.sizes[scale] * this.#look.factor;
  }

  #lines(text: string, width: number, size: number, bold: boolean): string[] {
    return breakLines(text, width, (part) => this.#tools.measure(part, size, bold));
  }

  /** One line of text in a room of `width` that begins at `x`. */
  #line(text: string, { x, top, width, size, bold = false, soft = false, align = "start" }: { x: number; top: number; width: number; size: number; bold?: boolean; soft?: boolean; align?: Align }): Mark {
    const wide = this.#tools.measure(text, size, bold);
    const free = width - wide;
    const left = align === "end" ? free : align === "center" ? free / 2 : 0;
    return { kind: "text", x: x + left, y: top + (size * LEADING) / 2 + size * BASE, size, width: wide, bold, soft, text };
  }

  #text({ text, scale, bold, align, boxed }: Extract<Filled, { kind: "text" }>): Strip[] {
    const size = this.#size(scale);
    const leading = size * LEADING;
    const edge = boxed ? BOX_PADDING : 0;
    const width = this.#width - 2 * edge;
    const lines = this.#lines(text, width, size, bold);
    const marks = lines.map((line, at) => this.#line(line, { x: edge, top: edge + at * leading, width, size, bold, align }));
    if (!boxed) return marks.map((mark, at) => ({ height: leading, marks: [moved(mark, 0, -at * leading)] }));
    const height = lines.length * leading + 2 * edge;
    return [{ height, marks: [{ kind: "box", x: 0, y: 0, width: this.#width, height, stroke: STROKES.thin }, ...marks] }];
  }

  /** A label at the left, what it comes to at the right; below each other when one line is too short. */
  #pair({ label, value, bold }: Fact, size: number): Strip {
    const leading = size * LEADING;
    const [wide, labelWide] = [this.#tools.measure(value, size, bold), this.#tools.measure(label, size, false)];
    if (labelWide + LABEL_GAP + wide <= this.#width) {
      const room = { top: 0, width: this.#width, size };
      return { height: leading, marks: [...(label === "" ? [] : [this.#line(label, { ...room, x: 0, soft: !bold })]), this.#line(value, { ...room, x: 0, bold, align: label === "" ? "start" : "end" })] };
    }
    const labels = label === "" ? [] : this.#lines(label, this.#width, size, false).map((text) => ({ text, bold: false, align: "start" as const, soft: !bold }));
    const values = this.#lines(value, this.#width, size, bold).map((text) => ({ text, bold, align: label === "" ? ("start" as const) : ("end" as const), soft: false }));
    const all = [...labels, ...values];
    return { height: all.length * leading, marks: all.map(({ text, ...look }, at) => this.#line(text, { x: 0, top: at * leading, width: this.#width, size, ...look })) };
  }

  #stacked({ label, value, bold }: Fact, scale: ScaleName): Strip {
    const [size, small] = [this.#size(scale), this.#size("small")];
    const values = this.#lines(value, this.#width, size, bold);
    const above = label === "" ? 0 : small * LEADING;
    const marks = values.map((text, at) => this.#line(text, { x: 0, top: above + at * size * LEADING, width: this.#width, size, bold }));
    return { height: above + values.length * size * LEADING, marks: [...(label === "" ? [] : [this.#line(label, { x: 0, top: 0, width: this.#width, size: small, soft: true })]), ...marks] };
  }

  /** Facts after one another, as many on a line as fit. */
  #flow(block: Extract<Filled, { kind: "fields" }>): Strip[] {
    const size = this.#size(block.scale);
    const strips: Strip[] = [];
    let marks: Mark[] = [];
    let x = 0;
    const close = (): void => {
      if (marks.length > 0) strips.push({ height: size * LEADING, marks });
      marks = [];
      x = 0;
    };
    for (const { label, value, bold } of block.facts) {
      const head = label === "" ? "" : `${label}: `;
      const [headWide, wide] = [this.#tools.measure(head, size, false), this.#tools.measure(value, size, bold)];
      if (x > 0 && x + headWide + wide > this.#width) close();
      if (headWide + wide > this.#width) {
        close();
        strips.push(this.#pair({ label, value, bold }, size));
        continue;
      }
      if (head !== "") marks.push(this.#line(head, { x, top: 0, width: headWide, size, soft: true }));
      marks.push(this.#line(value, { x: x + headWide, top: 0, width: wide, size, bold }));
      x += headWide + wide + FLOW_GAP;
    }
    close();
    return strips;
  }

  #table(block: Extract<Filled, { kind: "table" }>): Strip[] {
    const { widths, size } = columnWidths(block, this.#width, this.#size(block.scale), COLUMN_GAP, this.#tools);
    const row = (texts: readonly string[], bold: boolean, stroke: number): Strip => {
      const cells = texts.map((text, at) => (block.columns[at]!.whole ? [text] : this.#lines(text, widths[at]!, size, bold)));
      const height = Math.max(...cells.map((lines) => lines.length)) * size * LEADING + 2 * ROW_PADDING;
      let x = 0;
      const marks = cells.flatMap((lines, at) => {
        const width = widths[at]!;
        const left = x;
        x += width + COLUMN_GAP;
        return lines.filter((text) => text !== "").map((text, n) => this.#line(text, { x: left, top: ROW_PADDING + n * size * LEADING, width, size, bold, align: block.columns[at]!.align }));
      });
      return { height, marks: [...marks, { kind: "line", x: 0, y: height, width: this.#width, stroke, dashed: false, soft: !bold }] };
    };
    const head = block.titles === null ? null : { ...row(block.titles, true, 1), keep: true };
    const rows = block.rows.map((texts) => ({ ...row(texts, false, HAIR), ...(head === null ? {} : { head }) }));
    return [...(head === null ? [] : [head]), ...rows, { height: mm(1), marks: [] }];
  }

  #code({ code, data, mm: wanted, align, caption }: Extract<Filled, { kind: "code" }>): Strip[] {
    const drawn = this.#tools.draw(code, data);
    // What no code can hold is still there in letters.
    if (drawn === null) return this.#text({ kind: "text", text: data, align, scale: "normal", bold: false, boxed: false });
    const bars = code === "code128" || code === "gs1";
    const side = mm(wanted) * this.#look.factor;
    // A bar code's module is two units of the drawing; its height is the template's, its width what its length asks.
    const width = Math.min(this.#width, bars ? (drawn.width / 2) * mm(MODULE_MM) : side);
    const scale = width / drawn.width;
    const height = drawn.height * scale;
    const x = align === "end" ? this.#width - width : align === "center" ? (this.#width - width) / 2 : 0;
    const said = [...(bars ? [data] : []), ...(caption === "" ? [] : [caption])];
    const small = this.#size("small");
    const room = bars || align !== "center" ? { x, width } : { x: 0, width: this.#width };
    const below = said.flatMap((text) => this.#lines(text, room.width, small, false));
    const marks = below.map((text, at) => this.#line(text, { ...room, top: height + at * small * LEADING, size: small, align: "center" }));
    return [{ height: height + below.length * small * LEADING, marks: [{ kind: "shape", x, y: 0, scale, path: drawn.path }, ...marks] }];
  }

  #beside({ share, left, right }: Extract<Filled, { kind: "beside" }>): Strip {
    const room = this.#width - BESIDE_GAP;
    const leftWidth = (room * share) / 100;
    const column = (blocks: readonly Filled[], width: number, x: number): { height: number; marks: Mark[] } => {
      let height = 0;
      const marks = blocks.flatMap((block) => stripsOf(block, width, this.#look, this.#tools)).flatMap((strip) => {
        const placed = strip.marks.map((mark) => moved(mark, x, height));
        height += strip.height;
        return placed;
      });
      return { height, marks };
    };
    const [first, second] = [column(left, leftWidth, 0), column(right, room - leftWidth, leftWidth + BESIDE_GAP)];
    return { height: Math.max(first.height, second.height), marks: [...first.marks, ...second.marks] };
  }
}
