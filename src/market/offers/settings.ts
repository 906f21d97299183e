import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { Settings, offers } from "./contract.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "settings" | "setSettings">;

/** As the runtime answers before the market has been named. */
export const UNNAMED = { currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, zh: "花卉市场", en: "Flower market", demo: false } as const;

export const settingHandlers: Noun = {
  settings: ({ tx }) => settingsOf(tx),
  async setSettings({ tx, refuse }, input) {
    if (input.presaleCloses <= input.presaleOpens) return refuse("window_upside_down");
    await tx.updateTable("offers.setting").set({
      presale_share: input.presaleShare, presale_opens: input.presaleOpens, presale_closes: input.presaleCloses, reserve_minutes: input.reserveMinutes, confirm_hours: input.confirmHours,
    }).execute();
    return settingsOf(tx);
  },
};

export async function settingsOf(tx: Tx<Tables>): Promise<Settings> {
  const row = await tx.selectFrom("offers.setting").selectAll().executeTakeFirstOrThrow();
  return { presaleShare: row.presale_share, presaleOpens: row.presale_opens, presaleCloses: row.presale_closes, reserveMinutes: row.reserve_minutes, confirmHours: row.confirm_hours };
}

export async function marketOf(tx: Tx<Tables>): Promise<{ currency: string; utcOffsetMinutes: number; cutoverHour: number; zh: string; en: string; demo: boolean }> {
  const row = await tx.selectFrom("kernel.market").selectAll().executeTakeFirst();
  return row === undefined ? UNNAMED : { currency: row.currency, utcOffsetMinutes: row.utc_offset_minutes, cutoverHour: row.cutover_hour, zh: row.name_zh, en: row.name_en, demo: row.demo };
}

/** Orders and requests are numbered through the business day, so that people can read them out. */
export async function nextNumber(tx: Tx<Tables>, letter: "D" | "Q", businessDate: string): Promise<string> {
  const { last } = await tx.insertInto("offers.counter").values({ kind: letter, business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.columns(["kind", "business_date"]).doUpdateSet((of) => ({ last: of("offers.counter.last", "+", 1) })))
    .returning("last").executeTakeFirstOrThrow();
  return `${letter}${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`;
}
