import { readReceipt } from "../../engines/escpos/read.ts";
import { writeReceipt, type ReceiptLine } from "../../engines/escpos/write.ts";
import type { Charset } from "../../engines/escpos/text.ts";
import { gb18030, type Gb18030 } from "../../engines/gb18030/gb18030.ts";
import { fill, type Data, type FillContext, type Filled } from "./fill.ts";
import { ONE_SHEET, type KindName } from "./kinds.ts";
import type { PressPaper } from "./press.ts";
import { receiptOf } from "./receipt.ts";
import { columnsOfRoll, rollPage } from "./roll.ts";
import { isRoll, type Roll, type Size, type Template } from "./template.ts";

/** Papers of one kind and the template they are printed by. */
export interface Composition {
  readonly kind: KindName;
  readonly size: Size;
  readonly template: Template;
  readonly papers: readonly Data[];
  readonly context: FillContext;
}

const decoders = { gb18030: (bytes: Uint8Array): string => new TextDecoder("gb18030").decode(bytes), utf8: (bytes: Uint8Array): string => new TextDecoder().decode(bytes) };
/** Made at the first receipt: the table takes some tens of milliseconds. */
let codec: Gb18030 | undefined;
const printerCodec = (): Gb18030 => (codec ??= gb18030(decoders.gb18030));

const filled = ({ kind, template, papers, context }: Composition): Filled[][] => papers.map((data) => fill(kind, template, data, context));

/** What the press needs. On a roll every paper is the page that its own bytes print. */
export function pressPapers(composition: Composition): PressPaper[] {
  const { kind, size } = composition;
  if (!isRoll(size)) return filled(composition).map((blocks) => ({ blocks, sheet: size, oneSheet: ONE_SHEET.has(kind) }));
  return filled(composition).map((blocks) => ({ pages: [rollPage(readReceipt(bytesOf([blocks], size, PLAIN), decoders), size)] }));
}

export interface RollPrinter {
  readonly charset: Charset;
  readonly cuts: boolean;
  readonly opensDrawer: boolean;
}
/** A printer nothing is known of: no knife, no drawer. */
export const PLAIN: RollPrinter = { charset: "gb18030", cuts: false, opensDrawer: false };

export function receiptBytes(composition: Composition, roll: Roll, printer: RollPrinter): Uint8Array {
  return bytesOf(filled(composition), roll, printer);
}

function bytesOf(papers: readonly (readonly Filled[])[], roll: Roll, { charset, cuts, opensDrawer }: RollPrinter): Uint8Array {
  const columns = columnsOfRoll(roll);
  const cut: ReceiptLine[] = cuts ? [{ kind: "cut" }] : [];
  const lines: ReceiptLine[] = [...papers.flatMap((blocks) => [...receiptOf(blocks, columns), ...cut]), ...(opensDrawer ? [{ kind: "drawer" as const }] : [])];
  return writeReceipt(lines, { columns, charset }, printerCodec());
}
