import type { MachineryTables } from "../machinery/tables.ts";
import type { LedgerTables } from "../ledger/store.ts";
import { defineModule } from "../machinery/module.ts";
import { addDays, daysBetween } from "../../engines/calendar/day.ts";
import { FESTIVAL_WORDS, festivalAxis, festivalsBetween } from "../../engines/calendar/festivals.ts";
import { lunarDate } from "../../engines/calendar/lunar.ts";
import { calendar } from "./contract.ts";

type Tables = Pick<MachineryTables, "kernel.market"> & Pick<LedgerTables, "kernel.posting">;
/** How far ahead the calendar looks for festivals; every festival comes once in this span. */
const LOOK_AHEAD_DAYS = 400;

export const calendarModule = defineModule<typeof calendar, Tables>(calendar, {
  handlers: {
    async today({ tx, now, businessDate }, { on }) {
      const row = await tx.selectFrom("kernel.market").selectAll().executeTakeFirstOrThrow();
      const date = on ?? businessDate;
      const seen = new Set<string>();
      const festivals = festivalsBetween(date, addDays(date, LOOK_AHEAD_DAYS)).filter(({ code }) => !seen.has(code) && seen.add(code)).map(({ code, day }) => ({
        id: code, zh: FESTIVAL_WORDS[code].zh, en: FESTIVAL_WORDS[code].en, date: day, daysAway: daysBetween(date, day),
      }));
      const lunar = lunarDate(date);
      return {
        market: marketOf(row), now: now.toISOString(), businessDate: date, lunarZh: lunar.label, lunarEn: lunar.labelEn,
        springFestivalDays: festivalAxis(date).offset, festivals,
      };
    },

    async setMarket({ tx, emit, refuse }, input) {
      const before = await tx.selectFrom("kernel.market").selectAll().executeTakeFirst();
      if (before !== undefined && before.currency !== input.currency) {
        const used = await tx.selectFrom("kernel.posting").select("set_id").limit(1).executeTakeFirst();
        if (used !== undefined) return refuse("currency_is_used", { currency: before.currency });
      }
      const row = {
        name_zh: input.nameZh, name_en: input.nameEn, currency: input.currency,
        utc_offset_minutes: input.utcOffsetMinutes, cutover_hour: input.cutoverHour, demo: input.demo,
      };
      await tx.insertInto("kernel.market").values(row).onConflict((conflict) => conflict.column("only_one").doUpdateSet(row)).execute();
      await emit("marketSet", input);
      return input;
    },
  },
});

function marketOf(row: { name_zh: string; name_en: string; currency: string; utc_offset_minutes: number; cutover_hour: number; demo: boolean }) {
  return {
    nameZh: row.name_zh, nameEn: row.name_en, currency: row.currency,
    utcOffsetMinutes: row.utc_offset_minutes, cutoverHour: row.cutover_hour, demo: row.demo,
  };
}
