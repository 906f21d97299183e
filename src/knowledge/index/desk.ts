import { letterOf } from "../../engines/names/letters.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { BASE_VALUE, WHOLE_PPM, type AlarmView, type BasketView, type index } from "./contract.ts";
import { duePeriods, type IndexScene } from "./fixing.ts";
import { ALARM_SHARE, effectsOf, isOutsized, named, sellersInOrder } from "./measures.ts";
import { publishReady } from "./publishing.ts";
import { numberOf, windowRecords } from "./reading.ts";
import type { Tables } from "./store.ts";

const ALARMS_ON_DESK = 20;
type All = Handlers<typeof index, Tables>;
type Desk = { readonly [N in "desk" | "publish" | "influences" | "alarms" | "noteAlarm" | "baskets" | "addBasket"]: All[N] };

export const deskHandlers: Desk = {
  async desk(asked) {
    const scene = asked as IndexScene;
    const due = [...(await duePeriods(scene, "week", scene.businessDate)), ...(await duePeriods(scene, "day", scene.businessDate))];
    const newest = async (frequency: "week" | "day") => (await scene.tx.selectFrom("index.period").select("period").where("frequency", "=", frequency).where("edition", "=", 1).orderBy("from_day", "desc").limit(1).executeTakeFirst())?.period ?? null;
    const { alarms } = await alarmsOf(scene, true, ALARMS_ON_DESK);
    const fixed = await scene.tx.selectFrom("index.period").select((of) => of.fn.countAll<number>().as("n")).where("edition", "=", 1).executeTakeFirstOrThrow();
    return {
      ready: due.filter((one) => one.ready).map(({ frequency, period }) => ({ frequency, period })), waiting: due.filter((one) => !one.ready).map(({ frequency, period, openDays }) => ({ frequency, period, openDays: [...openDays] })),
      newest: { week: await newest("week"), day: await newest("day") }, alarms, alarmPoints: ALARM_SHARE * BASE_VALUE, fixed: Number(fixed.n),
    };
  },

  publish: (scene, { through }) => publishReady(scene as IndexScene, through ?? scene.businessDate, { reason: scene.actor.system ? "automatic" : "desk", by: scene.actor.accountName }),

  async influences(asked, pick) {
    const scene = asked as IndexScene;
    const { number, line } = await numberOf(scene, pick);
    if (number.value === null) return { value: null, parties: [] };
    const window = (await windowRecords(scene, pick, line)).map((one) => ({ period: one.period, all: one.records, records: named(one.records, one.cells) }));
    const newest = window.at(-1)!;
    const order = sellersInOrder(newest.records);
    const value = number.value;
    const effects = effectsOf(window, value);
    const names = await namesOf(scene, effects.map((effect) => effect.sellerId));
    const paid = (seller?: string): number => newest.records.filter((record) => seller === undefined || record.sellerId === seller).reduce((sum, record) => sum + record.value, 0);
    return {
      value, parties: effects.map((effect) => ({
        partyId: effect.sellerId, partyName: names.get(effect.sellerId) ?? "", seller: letterOf(order.indexOf(effect.sellerId)), share: paid(effect.sellerId) / paid(), without: effect.without,
        differencePoints: effect.without === null ? null : value - effect.without, alarm: isOutsized(effect, value),
      })),
    };
  },

  alarms: (scene, { openOnly, limit }) => alarmsOf(scene as IndexScene, openOnly, limit),

  async noteAlarm({ tx, actor, now, refuse }, { alarmId, note }) {
    const alarm = await tx.selectFrom("index.alarm").select("id").where("id", "=", alarmId).executeTakeFirst();
    if (alarm === undefined) return refuse("not_found", { alarm: alarmId });
    const written = await tx.insertInto("index.alarm_note").values({ alarm_id: alarmId, note, by_name: actor.accountName, at: now }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    if (written.numInsertedOrUpdatedRows !== 1n) return refuse("already_noted", {});
    return {};
  },

  async baskets(scene) {
    return { baskets: await basketsOf(scene as IndexScene) };
  },

  async addBasket({ tx, actor, now, refuse }, { validFrom, source, weights }) {
    if (new Set(weights.map((line) => line.category)).size !== weights.length) return refuse("category_twice", {});
    const sum = weights.reduce((total, line) => total + line.ppm, 0);
    if (sum !== WHOLE_PPM) return refuse("weights_do_not_add_up", { sum: sum / 10_000 });
    return tx.insertInto("index.basket").values({ valid_from: validFrom, source, weights: JSON.stringify(weights), by_name: actor.accountName, at: now }).returning("id").executeTakeFirstOrThrow();
  },
};

async function alarmsOf(scene: IndexScene, openOnly: boolean, limit: number): Promise<{ alarms: AlarmView[]; total: number }> {
  let found = scene.tx.selectFrom("index.alarm as a").leftJoin("index.alarm_note as n", "n.alarm_id", "a.id");
  if (openOnly) found = found.where("n.alarm_id", "is", null);
  const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const rows = await found.selectAll("a").select(["n.note", "n.by_name", "n.at"]).orderBy("a.raised_at", "desc").orderBy("a.id").limit(limit).execute();
  const names = await namesOf(scene, rows.map((row) => row.seller_id));
  return {
    total: Number(total), alarms: rows.map((row) => ({
      id: row.id, group: row.group_code, frequency: row.frequency, period: row.period, partyId: row.seller_id, partyName: names.get(row.seller_id) ?? "", value: row.value, without: row.without, differencePoints: row.without === null ? null : row.value - row.without,
      raisedAt: row.raised_at.toISOString(), note: row.note, notedBy: row.by_name, notedAt: row.at?.toISOString() ?? null,
    })),
  };
}

async function namesOf(scene: IndexScene, ids: readonly string[]): Promise<Map<string, string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const { names } = await scene.ask(parties.actions.names, { ids: unique });
  return new Map(Object.entries(names));
}

/** Newest first; of two from the same day the one that was added last counts. */
export async function basketsOf({ tx }: IndexScene): Promise<BasketView[]> {
  const rows = await tx.selectFrom("index.basket").selectAll().orderBy("valid_from", "desc").orderBy("id", "desc").execute();
  return rows.map((row) => ({ id: row.id, validFrom: row.valid_from, source: row.source, weights: row.weights, by: row.by_name, at: row.at.toISOString() }));
}
