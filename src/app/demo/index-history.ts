import { addDays, isoWeek } from "../../engines/calendar/day.ts";
import { festivalAxis } from "../../engines/calendar/festivals.ts";
import { createChance, normal, whole } from "../../engines/clock/chance.ts";
import type { ItemView } from "../../kernel/catalogue/contract.ts";
import { AS_SYSTEM, type Runtime } from "../../kernel/machinery/runtime.ts";
import { index } from "../../knowledge/index/contract.ts";

/** A year and a few weeks, so that the window is full and last year's Spring Festival is on the axis. */
const WEEKS = 60;
/** The goods that the days before today are planted with come first; see seedPastTrade. */
const GOODS_STEP = 4;
const GOODS = 24;
const SELLERS_A_GOOD = 5;
const DAYS_IN_WEEK = 7;
/** Tuesday and Friday, as many pot plant auctions have it. */
const TRADING_DAYS = [1, 4] as const;
/** Weeks around the festival in which prices rise, and how far. */
const RUSH_WEEKS = 6;
const RUSH_RISE = 0.35;
const WEEKLY_SPREAD = 0.03;

export interface History {
  readonly growers: readonly string[];
  readonly items: readonly ItemView[];
  /** The first day that is not made up. */
  readonly before: string;
  readonly seed: number;
}

/** Weeks of made-up trade before a demonstration's first day, through the index's own action, which marks every number of them. Answers with how many numbers; none where the series has begun. */
export async function plantIndexHistory(runtime: Runtime, { growers, items, before, seed }: History): Promise<number> {
  const chance = createChance(seed);
  const goods = items.filter((_, at) => at % GOODS_STEP === 0).slice(0, GOODS).map((item, at) => ({ item, yuan: whole(chance, 8, 60), sellers: growers.filter((_, n) => n % GOODS === at % GOODS || n < SELLERS_A_GOOD).slice(0, SELLERS_A_GOOD), level: 0 }));
  const monday = addDays(before, 1 - isoWeek(before).weekday);
  const records = [];
  for (let back = WEEKS; back >= 1; back -= 1) {
    const week = addDays(monday, -DAYS_IN_WEEK * back);
    const weeksTo = -festivalAxis(week).offset / DAYS_IN_WEEK;
    const rush = weeksTo > 0 && weeksTo < RUSH_WEEKS ? RUSH_RISE * (1 - weeksTo / RUSH_WEEKS) : 0;
    for (const good of goods) {
      good.level = 0.9 * good.level + normal(chance, 0, WEEKLY_SPREAD);
      const price = good.yuan * 100 * Math.exp(good.level) * (1 + rush);
      for (const day of TRADING_DAYS) {
        for (const sellerId of good.sellers) {
          const quantity = whole(chance, 20, 120);
          records.push({ businessDate: addDays(week, day), itemId: good.item.id, grade: "A" as const, sellerId, quantity, value: quantity * Math.max(1, Math.round(price * (0.92 + 0.16 * chance()))), deals: whole(chance, 1, 5) });
        }
      }
    }
  }
  const planted = await runtime.call(index.actions.plantHistory, { records }, AS_SYSTEM).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && (error.code === "series_has_begun" || error.code === "not_a_demonstration")) return { published: 0, withheld: 0 };
    throw error;
  });
  return planted.published;
}
