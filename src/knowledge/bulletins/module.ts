import { isoWeekText, weekday } from "../../engines/calendar/day.ts";
import { defineModule, hear, type Scene } from "../../kernel/machinery/module.ts";
import { index } from "../index/contract.ts";
import { prices } from "../prices/contract.ts";
import { spanOf } from "../../engines/bulletin/gather.ts";
import { bulletins } from "./contract.ts";
import { weekEnding } from "./gather.ts";
import { paperHandlers } from "./papers.ts";
import { readingHandlers } from "./reading.ts";
import type { BulletinScene, Tables } from "./store.ts";
import { draftPeriod, writingHandlers } from "./writing.ts";

const WEEKS_LOOKED_AT_MS = 30 * 60_000;
const SUNDAY = 7;
const DAYS_OF_TWO_WEEKS = 14;

/** A week that is over has its bulletin drafted once all its days with a price sheet are closed. */
async function draftWeek(scene: Scene<Tables>, week: string): Promise<number> {
  const { from, to } = spanOf(week);
  const { days } = await scene.ask(prices.actions.days, { limit: DAYS_OF_TWO_WEEKS * 2 });
  const own = days.filter((day) => from <= day.businessDate && day.businessDate <= to);
  if (own.length === 0 || own.some((day) => !day.complete)) return 0;
  return (await draftPeriod(scene as unknown as BulletinScene<string>, week)) === null ? 0 : 1;
}

export const bulletinsModule = defineModule<typeof bulletins, Tables>(bulletins, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: { ...readingHandlers, ...writingHandlers, ...paperHandlers },
  hears: [
    hear<Tables, typeof prices, "sheetCompleted">(prices, "sheetCompleted", async (scene, { payload: { businessDate } }) => {
      await draftPeriod(scene as unknown as BulletinScene<string>, businessDate);
      const week = isoWeekText(businessDate);
      // The last day of a week, or a day of an earlier week that was closed late.
      if (weekday(businessDate) === SUNDAY || scene.businessDate > spanOf(week).to) await draftWeek(scene, week);
    }),
    // The index of a period comes after its sheet: a draft that nobody has touched takes it in.
    hear<Tables, typeof index, "published">(index, "published", async (scene, { payload: { period, value } }) => {
      if (value !== null) await draftPeriod(scene as unknown as BulletinScene<string>, period, "follow");
    }),
  ],
  ticks: [{
    everyMs: WEEKS_LOOKED_AT_MS,
    /** A week that ends without trade on its Sunday ends with nobody's close. */
    async run(scene) {
      const week = weekEnding(scene.businessDate);
      const known = await scene.tx.selectFrom("bulletins.bulletin").select("id").where("period", "=", week).executeTakeFirst();
      return known === undefined ? draftWeek(scene, week) : 0;
    },
  }],
});
