import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long, the longest first. Only speed hangs on this list: one that is missing here begins later. */
const LONG = [
  "tests/simulation/whole-market", "tests/simulation/power-cut", "tests/security/flood", "src/market/offers/oversell", "tests/simulation/mid-import", "src/app/start", "src/market/settlement/season",
  "src/market/clock/live", "src/market/agents/season", "src/market/contracts/property", "tests/security/", "tests/journeys/", "src/market/clock/crash", "src/app/backup/", "tests/replay/", "src/kernel/sheets/", "src/engines/clock/million",
  "tests/browser/pages", "tests/browser/home", "tests/browser/clock", "tests/browser/loss", "tests/browser/agents", "tests/browser/stall", "tests/browser/settlement", "tests/browser/packaging", "tests/browser/contracts", "tests/browser/money",
];

/** The longest files first, so that both workers end at about the same time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((part) => moduleId.includes(`/${part}`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
