import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { verifyJournal } from "../../engines/clock/verify.ts";
import { UsageError, print } from "./usage.ts";

/** Needs nothing but the file: whoever has a journal can check it without a market. */
export function runVerify(file: string, options: { json: boolean; digest: string | undefined; seed: string | undefined }): number {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  const lines = readFileSync(file, "utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const result = verifyJournal(lines, {
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    ...(options.digest === undefined ? {} : { digest: options.digest }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  if (result.ok) {
    const { session, awards, inputs, groups, closed, digest } = result;
    print(options.json, result, `verified 核对无误: session ${session}, ${awards} awards from ${inputs} inputs in ${groups} groups${closed ? "" : " (not closed yet 尚未收场)"}\ndigest ${digest}`);
    return 0;
  }
  const { line, group, input, what, expected, recorded } = result.difference;
  const where = [`line ${line}`, ...(group === null ? [] : [`group ${group}`]), ...(input === null ? [] : [`input ${input}`])].join(", ");
  print(options.json, result, `the first difference 首处不符: ${where}: ${what}\n  should be 应为 ${expected}\n  is 实为 ${recorded}`);
  return 1;
}
