/**
 * Reads a receipt's bytes back into what the printer would print, so that the preview on the screen comes from the very
 * bytes that go to the printer, and so that a test can read a receipt. Knows the commands that `write.ts` writes and
 * stops at any other: a receipt that cannot be read here must not reach a printer unseen.
 *
 * Errors: RangeError with the place of the byte.
 */
import { pad, columnsOf, type Align } from "./text.ts";

export type Printed =
  | { readonly kind: "line"; readonly text: string; readonly align: Align; readonly bold: boolean; readonly wide: number; readonly tall: number }
  | { readonly kind: "qr"; readonly data: string; readonly dots: number; readonly align: Align }
  | { readonly kind: "barcode"; readonly data: string; readonly dots: number; readonly gs1: boolean; readonly module: number; readonly align: Align }
  | { readonly kind: "feed"; readonly lines: number }
  | { readonly kind: "cut" }
  | { readonly kind: "drawer" };

/** Decoders of the platform: GB 18030 for what is printed, UTF-8 for what a QR code holds. */
export interface Decoders {
  readonly gb18030: (bytes: Uint8Array) => string;
  readonly utf8: (bytes: Uint8Array) => string;
}

const ALIGN_OF: Readonly<Record<number, Align>> = { 0: "start", 1: "center", 2: "end" };

export function readReceipt(bytes: Uint8Array, decoders: Decoders): Printed[] {
  const reader = new Reader(bytes, decoders);
  while (!reader.done) reader.step();
  return reader.printed;
}

/** The receipt as plain lines of `columns`, for a test or a terminal: sizes are lost, alignment is kept. */
export function plainReceipt(printed: readonly Printed[], columns: number): string[] {
  return printed.flatMap((one) => {
    if (one.kind === "line") return [placed(one.text, one.wide, one.align, columns)];
    if (one.kind === "qr") return [placed(`[QR ${one.data}]`, 1, one.align, columns)];
    if (one.kind === "barcode") return [placed(`[${one.gs1 ? "GS1-128" : "CODE128"} ${one.data}]`, 1, one.align, columns)];
    if (one.kind === "feed") return Array.from({ length: one.lines }, () => "");
    return [`[${one.kind}]`];
  });
}

/** A wide text takes `wide` columns for each of its own. */
function placed(text: string, wide: number, align: Align, columns: number): string {
  const used = columnsOf(text) * wide;
  const spread = text + " ".repeat(used - columnsOf(text));
  return pad(spread, columns, align).trimEnd();
}

class Reader {
  readonly printed: Printed[] = [];
  readonly #bytes: Uint8Array;
  readonly #decoders: Decoders;
  #at = 0;
  #align: Align = "start";
  #bold = false;
  #wide = 1;
  #tall = 1;
  #qrDots = 3;
  #qrData: string | null = null;
  #barHeight = 162;
  #barModule = 3;
  /** A bar code is followed by a line end that ends its line and prints none. */
  #inLine = false;

  constructor(bytes: Uint8Array, decoders: Decoders) {
    this.#bytes = bytes;
    this.#decoders = decoders;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  step(): void {
    const byte = this.#bytes[this.#at]!;
    if (byte === 0x1b) return this.#escape();
    if (byte === 0x1d) return this.#group();
    if (byte === 0x1c) return this.#expect([0x1c, 0x26]);
    this.#text();
  }

  #fail(why: string): never {
    throw new RangeError(`byte ${this.#at}: ${why}`);
  }

  #take(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) this.#fail("the receipt ends in the middle of a command");
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  #expect(wanted: readonly number[]): void {
    const start = this.#at;
    if (!wanted.every((byte) => this.#take(1)[0] === byte)) {
      this.#at = start;
      this.#fail(`${[...this.#bytes.subarray(start, start + wanted.length)].map((byte) => byte.toString(16)).join(" ")} is no command known here`);
    }
  }

  #text(): void {
    const start = this.#at;
    while (!this.done && this.#bytes[this.#at]! !== 0x0a) {
      const byte = this.#bytes[this.#at]!;
      if (byte < 0x20 || byte === 0x7f) this.#fail(`a control byte ${byte.toString(16)} stands in a text`);
      const second = this.#bytes[this.#at + 1] ?? 0;
      this.#take(byte < 0x80 ? 1 : second >= 0x30 && second <= 0x39 ? 4 : 2);
    }
    if (this.done) this.#fail("the last line has no end");
    const text = this.#decoders.gb18030(this.#bytes.subarray(start, this.#at));
    this.#take(1);
    const ends = this.#inLine && text === "";
    this.#inLine = false;
    if (!ends) this.printed.push({ kind: "line", text, align: this.#align, bold: this.#bold, wide: this.#wide, tall: this.#tall });
  }

  #escape(): void {
    const code = this.#bytes[this.#at + 1];
    if (code === 0x40) {
      this.#take(2);
      [this.#align, this.#bold, this.#wide, this.#tall] = ["start", false, 1, 1];
    } else if (code === 0x61) this.#align = ALIGN_OF[this.#take(3)[2]!] ?? this.#fail("no such alignment");
    else if (code === 0x45) this.#bold = (this.#take(3)[2]! & 1) === 1;
    else if (code === 0x64) this.printed.push({ kind: "feed", lines: this.#take(3)[2]! });
    else if (code === 0x70) {
      this.#take(5);
      this.printed.push({ kind: "drawer" });
    } else this.#expect([0x1b, -1]);
  }

  #group(): void {
    const code = this.#bytes[this.#at + 1];
    if (code === 0x21) {
      const size = this.#take(3)[2]!;
      [this.#wide, this.#tall] = [(size >> 4) + 1, (size & 0x0f) + 1];
    } else if (code === 0x56) {
      this.#expect([0x1d, 0x56, 66, 0]);
      this.printed.push({ kind: "cut" });
    } else if (code === 0x48) this.#take(3);
    else if (code === 0x68) this.#barHeight = this.#take(3)[2]!;
    else if (code === 0x77) this.#barModule = this.#take(3)[2]!;
    else if (code === 0x6b) this.#barcode();
    else if (code === 0x28) this.#qr();
    else this.#expect([0x1d, -1]);
  }

  #barcode(): void {
    this.#expect([0x1d, 0x6b, 73]);
    const code = [...this.#take(this.#take(1)[0]!)];
    const gs1 = code[2] === 0x7b && code[3] === 0x31;
    const body = code.slice(gs1 ? 4 : 2);
    const data = code[1] === 0x43 ? body.map((pair) => String(pair).padStart(2, "0")).join("") : String.fromCharCode(...body).replaceAll("{{", "{");
    this.printed.push({ kind: "barcode", data, dots: this.#barHeight, gs1, module: this.#barModule, align: this.#align });
    this.#inLine = true;
  }

  #qr(): void {
    this.#expect([0x1d, 0x28, 0x6b]);
    const [low, high] = this.#take(2);
    const body = this.#take(low! + high! * 0x100);
    if (body[0] !== 49) this.#fail("no QR code");
    if (body[1] === 67) this.#qrDots = body[2]!;
    else if (body[1] === 80) this.#qrData = this.#decoders.utf8(body.subarray(3));
    else if (body[1] === 81) this.printed.push({ kind: "qr", data: this.#qrData ?? this.#fail("a QR code is printed before it was stored"), dots: this.#qrDots, align: this.#align });
    else if (body[1] !== 65 && body[1] !== 69) this.#fail("no such QR command");
  }
}
