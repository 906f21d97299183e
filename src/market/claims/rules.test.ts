import { describe, expect, test } from "vitest";
import { createChance, whole } from "../../engines/clock/chance.ts";
import { DEFAULT_SETTINGS, PPM, classOf, deedsOf, mostRefund, regradeRefund, shareOf, silenceAccepts, type Grade } from "./rules.ts";

const SEED = 20_261_127;
const ROUNDS = 20_000;
const GRADES: readonly Grade[] = ["A", "B", "C", "D", "E"];

describe("the rules of complaints", () => {
  test("a lower grade costs the grower the difference of its worth, to the fen and by a pocket calculator", () => {
    const worth = DEFAULT_SETTINGS.gradePercent;
    // 18.50 as A is 14.80 as B: 3 pots give 3 × 3.70 back.
    expect(regradeRefund({ units: 3, price: 18_50, sold: "A", grade: "B" }, worth)).toBe(11_10);
    // 10.01 × 60 ÷ 80 = 7.5075, which is 7.51: 2.50 a pot.
    expect(regradeRefund({ units: 1, price: 10_01, sold: "B", grade: "C" }, worth)).toBe(2_50);
    expect(regradeRefund({ units: 9, price: 18_50, sold: "B", grade: "A" }, worth)).toBe(0);
    expect(regradeRefund({ units: 9, price: 18_50, sold: "B", grade: "B" }, worth)).toBe(0);
  });

  test(`no refund passes the value of its units or what is left of the sale (seed ${SEED})`, () => {
    const chance = createChance(SEED);
    for (let n = 0; n < ROUNDS; n++) {
      const price = whole(chance, 1, 100_000_000_00);
      const quantity = whole(chance, 1, 90_000);
      const units = whole(chance, 1, quantity);
      const gross = price * quantity;
      if (!Number.isSafeInteger(gross)) continue;
      const refunded = whole(chance, 0, 4) === 0 ? gross : Math.floor(gross * (whole(chance, 0, 1_000) / 1_000));
      const most = mostRefund({ units, price, gross, refunded });
      expect(most).toBeGreaterThanOrEqual(0);
      expect(most).toBeLessThanOrEqual(units * price);
      expect(refunded + most).toBeLessThanOrEqual(gross);
      const [sold, grade] = [GRADES[whole(chance, 0, 4)]!, GRADES[whole(chance, 0, 4)]!];
      const back = regradeRefund({ units, price, sold, grade }, DEFAULT_SETTINGS.gradePercent);
      expect(back).toBeGreaterThanOrEqual(0);
      expect(back).toBeLessThanOrEqual(units * price);
      // A lower grade never gives less back than a higher one.
      const worse = GRADES[Math.min(4, GRADES.indexOf(grade) + 1)]!;
      expect(regradeRefund({ units, price, sold, grade: worse }, DEFAULT_SETTINGS.gradePercent)).toBeGreaterThanOrEqual(back);
    }
  });

  test("silence accepts up to its share, to the fen, and never a return", () => {
    const claim = { units: 10, price: 10_00 };
    expect(silenceAccepts({ ...claim, ask: "refund", amount: 30_00 }, 30)).toBe(true);
    expect(silenceAccepts({ ...claim, ask: "refund", amount: 30_01 }, 30)).toBe(false);
    expect(silenceAccepts({ ...claim, ask: "regrade", amount: 20_00 }, 30)).toBe(true);
    expect(silenceAccepts({ ...claim, ask: "return", amount: 1 }, 100)).toBe(false);
  });

  test(`a share lies between nothing and all, and the classes stand at their bounds (seed ${SEED})`, () => {
    const chance = createChance(SEED);
    for (let n = 0; n < ROUNDS; n++) {
      const sold = whole(chance, 1, 10_000_000);
      const claimed = whole(chance, 0, sold);
      const share = shareOf(claimed, sold)!;
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(PPM);
      expect(share === 0).toBe(claimed === 0);
    }
    const classAt = (claimed: number) => classOf(shareOf(claimed, 1_000), DEFAULT_SETTINGS);
    expect([0, 9, 10, 49, 50, 1_000].map(classAt)).toEqual(["A", "A", "B", "B", "C", "C"]);
    expect(classOf(shareOf(0, 0), DEFAULT_SETTINGS)).toBeNull();
  });

  test("nobody acts after his deadline, and nobody confirms what he judged himself", () => {
    const nobody = { buyer: false, grower: false, grader: false, operator: false, ruledByHim: false };
    expect(deedsOf({ state: "filed", overdue: false }, { ...nobody, grower: true })).toEqual(["answer"]);
    expect(deedsOf({ state: "filed", overdue: true }, { ...nobody, grower: true })).toEqual([]);
    expect(deedsOf({ state: "confirming", overdue: true }, { ...nobody, operator: true })).toEqual(["confirm"]);
    expect(deedsOf({ state: "confirming", overdue: false }, { ...nobody, operator: true, ruledByHim: true })).toEqual([]);
    expect(deedsOf({ state: "closed", overdue: false }, { buyer: true, grower: true, grader: true, operator: true, ruledByHim: false })).toEqual([]);
  });
});
