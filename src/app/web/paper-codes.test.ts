import { matchPath } from "react-router";
import { expect, test } from "vitest";
import { SAMPLES } from "../../kernel/print/samples.ts";
import { pages } from "./pages.ts";

/** What the papers of the product carry as their code, one of each kind, and who scans it. */
const CODES: readonly (readonly [path: string, role: string])[] = [
  ["/l/L20261127-0037", "grower"], ["/stall/bills/01930000-0000-7000-8000-000000000007", "merchant"], ["/slips/2026-11-27/01930000-0000-7000-8000-000000000007", "buyer"], ["/papers/S20261127-0001", "grower"], ["/papers/B20261127-0001", "buyer"],
  ["/o/D20261127-0007", "buyer"], ["/orders?on=2026-11-27&buyer=01930000-0000-7000-8000-000000000007", "grower"], ["/claims/C20261127-0001", "grower"],
];

test.each(CODES)("scanning %s opens a page for a %s", (path, role) => {
  const page = pages.find((one) => matchPath(one.path, path.split("?")[0]!) !== null);
  expect(page?.roles === "anyone" || page?.roles.includes(role)).toBe(true);
});

/** Papers of the modules that stand. */
const ISSUED = ["lot_label", "stall_slip", "distribution_slip", "statement", "bill", "order", "packing_list", "judgement"] as const;

test.each(ISSUED)("the code of a sample of %s opens a page", (kind) => {
  const { code } = SAMPLES[kind];
  expect(pages.some((page) => matchPath(page.path, code.split("?")[0]!) !== null), code).toBe(true);
});
