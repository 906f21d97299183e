/** Which looks of a cell show its number as a day: Excel keeps days as numbers and tells them apart by their format alone. */
import { attribute } from "./xml.ts";

/** Days and times among the formats that every workbook has without naming them, the East Asian ones included. */
const BUILT_IN: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

export function dateStyles(styles: string): ReadonlySet<number> {
  const own = new Map([...styles.matchAll(/<numFmt\s[^>]*>/g)].map(([tag]) => [Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode") ?? ""] as const));
  const looks = /<cellXfs[\s>][\s\S]*?<\/cellXfs>/.exec(styles)?.[0] ?? "";
  const dates = new Set<number>();
  for (const [at, [tag]] of [...looks.matchAll(/<xf\s[^>]*>/g)].entries()) {
    const format = Number(attribute(tag, "numFmtId") ?? 0);
    if (own.has(format) ? isDateFormat(own.get(format)!) : BUILT_IN.has(format)) dates.add(at);
  }
  return dates;
}

/** Year, month, day, hour or second outside of quoted text, colours and currencies. */
export function isDateFormat(format: string): boolean {
  const [positive = ""] = format.replaceAll(/"[^"]*"|\\.|_./g, "").replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").split(";");
  return /[ymdhs]/i.test(positive.replaceAll(/general|standard/gi, ""));
}
