import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { verifyJournal } from "../../engines/clock/verify.ts";
import { UsageError, print } from "./usage.ts";

/** Needs nothing but the file: whoever has a journal can check it without a market. */
export function runVerify(file: string, options: { json: boolean; digest: string | undefined; seed: string | undefined }): number {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  if (!statSync(file).isFile()) throw new UsageError(`${file} is not an ordinary file; give a journal as it was downloaded.`);
  const lines = textOf(file).replace(/^\uFEFF/, "").trimEnd().split("\n");
  const result = verifyJournal(lines, {
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    ...(options.digest === undefined ? {} : { digest: options.digest.toLowerCase() }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  if (result.ok) {
    const { session, awards, inputs, groups, closed, digest } = result;
    print(options.json, result, `verified 核对无误: session ${session}, ${awards} awards from ${inputs} inputs in ${groups} groups${closed ? "" : " (not closed yet 尚未收场)"}\ndigest ${digest}`);
    return 0;
  }
  const { line, group, input, what, expected, recorded } = result.difference;
  const where = [`line ${line}`, ...(group === null ? [] : [`group ${group}`]), ...(input === null ? [] : [`input ${input}`])].join(", ");
  print(options.json, result, `the first difference 首处不符: ${where}: ${what}\n  should be 应为 ${shown(expected)}\n  is 实为 ${shown(recorded)}`);
  return 1;
}

const MAX_SHOWN = 200;

/** What stands in a file from anywhere must not steer the terminal. */
const shown = (text: string): string => text.slice(0, MAX_SHOWN).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·");

/** The most that a packed journal may unpack to: many times the longest market day. */
const MAX_JOURNAL_BYTES = 512 * 1024 * 1024;
const GZIP = [0x1f, 0x8b];

/** Journals are kept packed by those who keep many. */
function textOf(file: string): string {
  const bytes = readFileSync(file);
  if (!GZIP.every((byte, at) => bytes[at] === byte)) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_JOURNAL_BYTES }).toString("utf8");
  } catch (error) {
    throw new Error(`${file} cannot be unpacked (${(error as Error).message}); it is cut off or damaged. 文件不完整。`);
  }
}
