import { inflateSync } from "node:zlib";

/** What a reader of a PDF sees and finds: text in reading order, page by page, and the fonts that came with it. */
export interface ReadPdf {
  /** The text drawn on each page, one entry for each call that draws some. */
  readonly pages: readonly (readonly string[])[];
  readonly fonts: readonly { readonly name: string; readonly bytes: number }[];
}

/**
 * Reads text back out of a PDF through the fonts' own ToUnicode maps, as a viewer does that copies or searches. Knows
 * what this product's PDFs contain and no more; stands beside the tests.
 */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const source = Buffer.from(bytes).toString("latin1");
  const objects = new Map([...source.matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)].map((match) => [match[1]!, match[2]!]));
  const object = (name: string): string => objects.get(name) ?? "";
  const reference = (body: string, key: string): string => new RegExp(`/${key}\\s+(\\d+) 0 R`).exec(body)?.[1] ?? "";
  const fontsOf = (page: string): Map<string, { name: string; unicode: Map<number, string>; bytes: number }> => {
    const resources = object(reference(page, "Resources"));
    const block = /\/Font <<([^]*?)>>/.exec(resources)?.[1] ?? "";
    return new Map([...block.matchAll(/\/(\w+) (\d+) 0 R/g)].map((match) => {
      const font = object(match[2]!);
      const descendant = object(/\/DescendantFonts \[(\d+) 0 R\]/.exec(font)?.[1] ?? "");
      const descriptor = object(reference(descendant, "FontDescriptor"));
      return [match[1]!, { name: /\/BaseFont \/(\S+)/.exec(font)?.[1] ?? "", unicode: unicodeOf(streamOf(object(reference(font, "ToUnicode"))).toString("latin1")), bytes: streamOf(object(reference(descriptor, "FontFile2"))).length }];
    }));
  };
  const found = new Map<string, number>();
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body)).map((page) => {
    const fonts = fontsOf(page);
    for (const { name, bytes: size } of fonts.values()) found.set(name, size);
    return textsOf(streamOf(object(reference(page, "Contents"))).toString("latin1"), (name) => fonts.get(name)?.unicode ?? new Map());
  });
  return { pages, fonts: [...found].map(([name, size]) => ({ name, bytes: size })) };
}

function streamOf(body: string): Buffer {
  const start = body.indexOf("stream\n");
  if (start === -1) return Buffer.alloc(0);
  const raw = Buffer.from(body.slice(start + 7, body.lastIndexOf("\nendstream")), "latin1");
  return body.slice(0, start).includes("/FlateDecode") ? inflateSync(raw) : raw;
}

/** Glyph numbers to characters, from the ranges of a CMap. */
function unicodeOf(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, first, , list] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi)) {
    [...list!.matchAll(/<([0-9a-f ]+)>/gi)].forEach((match, at) => {
      const units = match[1]!.replaceAll(" ", "").match(/.{4}/g) ?? [];
      map.set(Number.parseInt(first!, 16) + at, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    });
  }
  return map;
}

function textsOf(content: string, unicode: (font: string) => Map<number, string>): string[] {
  let map = new Map<number, string>();
  const texts: string[] = [];
  for (const match of content.matchAll(/\/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (match[1] !== undefined) map = unicode(match[1]);
    else texts.push([...match[2]!.matchAll(/<([0-9a-f]*)>/gi)].flatMap((part) => part[1]!.match(/.{4}/g) ?? []).map((glyph) => map.get(Number.parseInt(glyph, 16)) ?? "\ufffd").join(""));
  }
  return texts;
}
