import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast } from "./contrast.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** The colours as they stand in the style sheet, not a copy of them. */
function tokens(theme: "light" | "dark"): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", light = "", dark] of css.matchAll(/(--c-[\w-]+):\s*(?:light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)|#[0-9a-f]{6});/g)) {
    if (dark !== undefined) found.set(name, theme === "light" ? light : dark);
  }
  for (const [, name = "", colour = ""] of css.matchAll(/(--c-[\w-]+):\s*(#[0-9a-f]{6});/g)) found.set(name, colour);
  return found;
}

const GROUNDS = ["--c-ground", "--c-surface", "--c-raised", "--c-sunken"];
const TEXTS = ["--c-ink", "--c-ink-soft", "--c-ink-faint", "--c-orchid", "--c-leaf", "--c-pollen", "--c-cinnabar", "--c-river"];
const WASHES = ["orchid", "leaf", "pollen", "cinnabar", "river"];

/** WCAG AA: 4.5 for text, 3 for the edge of a control and for the focus ring. */
const TEXT_MINIMUM = 4.5;
const EDGE_MINIMUM = 3;

const pairs: [string, string, number][] = [
  ...GROUNDS.flatMap((ground) => TEXTS.map((text): [string, string, number] => [text, ground, TEXT_MINIMUM])),
  ...WASHES.flatMap((wash): [string, string, number][] => [[`--c-${wash}`, `--c-${wash}-wash`, TEXT_MINIMUM], ["--c-ink", `--c-${wash}-wash`, TEXT_MINIMUM], ["--c-ink-soft", `--c-${wash}-wash`, TEXT_MINIMUM]]),
  ["--c-ink-faint", "--c-cinnabar-wash", TEXT_MINIMUM],
  ["--c-on-orchid", "--c-orchid-fill", TEXT_MINIMUM],
  ["--c-on-orchid", "--c-orchid-deep", TEXT_MINIMUM],
  ["--c-on-cinnabar", "--c-cinnabar-fill", TEXT_MINIMUM],
  ["--c-bar-ink", "--c-bar", TEXT_MINIMUM],
  ["--c-bar-soft", "--c-bar", TEXT_MINIMUM],
  ["--c-bar-ink", "--c-bar-raised", TEXT_MINIMUM],
  ["--c-bar-orchid", "--c-bar", TEXT_MINIMUM],
  ...GROUNDS.slice(0, 3).map((ground): [string, string, number] => ["--c-edge", ground, EDGE_MINIMUM]),
];

describe("a grower in a bright greenhouse and a trader in a dark hall can both read every pair of colours", () => {
  it("knows black on white is 21 to 1", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  for (const theme of ["light", "dark"] as const) {
    it(`${theme}: every text reaches ${TEXT_MINIMUM}, every edge ${EDGE_MINIMUM}`, () => {
      const colours = tokens(theme);
      expect(colours.size).toBeGreaterThan(25);
      const poor = pairs.flatMap(([front, back, minimum]) => {
        const ratio = contrast(colours.get(front) ?? "", colours.get(back) ?? "");
        return ratio < minimum ? [`${front} on ${back}: ${ratio.toFixed(2)} < ${minimum}`] : [];
      });
      expect(poor).toEqual([]);
    });
  }
});
