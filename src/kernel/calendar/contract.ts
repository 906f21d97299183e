import { z } from "zod";
import { contract, read, write } from "../machinery/contract.ts";
import { day } from "../lots/contract.ts";

const marketView = z.object({
  nameZh: z.string(), nameEn: z.string(), currency: z.string(), utcOffsetMinutes: z.int(), cutoverHour: z.int(), demo: z.boolean(),
});

export const calendar = contract("calendar", {
  today: read({
    summary: "The market's name, business date, lunar date and the way to the next festivals.",
    who: ["public", "internal"],
    input: z.object({ on: day.optional() }),
    output: z.object({
      market: marketView, now: z.string(), businessDate: day, lunarZh: z.string(), lunarEn: z.string(),
      springFestivalDays: z.int(), festivals: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), date: day, daysAway: z.int() })),
    }),
    refuses: [],
  }),
  setMarket: write({
    summary: "Sets the market's name, currency and the hour at which the business date turns.",
    who: ["internal"],
    input: marketView,
    output: marketView,
    refuses: ["currency_is_used"],
  }),
}, {
  marketSet: marketView,
});
