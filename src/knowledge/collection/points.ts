/** Named collection points: a list of items, the people who collect, and the day's prices as they enter them. */
import { addDays, toDayNumber } from "../../engines/calendar/day.ts";
import { usualOn, type PricedDay, type Usual } from "../../engines/collection/outliers.ts";
import { access } from "../../kernel/access/contract.ts";
import type { Handlers, Scene } from "../../kernel/machinery/module.ts";
import { ENTRY_DAYS, type collection, type pointView } from "./contract.ts";
import type { Output } from "../../kernel/machinery/contract.ts";
import type { CollectionScene } from "./desk.ts";
import { judgeOutliers, recentSince } from "./merge.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof collection, Tables>, "points" | "setPoint" | "myPoints" | "enter">;
type Point = Output<typeof pointView>;
interface Line {
  readonly n: number;
  readonly item_id: string;
  readonly grade: "A" | "B" | "C" | "D" | "E" | null;
  readonly unit: Point["lines"][number]["unit"];
  readonly stems: number | null;
  readonly zh: string;
  readonly en: string;
}

export const pointHandlers: Noun = {
  async points(scene) {
    const codes = await scene.tx.selectFrom("collection.point").select("code").orderBy("code").execute();
    return { points: await Promise.all(codes.map(({ code }) => pointOf(scene, code))) };
  },

  async setPoint(scene, { code, nameZh, nameEn, side, channel, currency, active, lines, collectors }) {
    const { tx, ask, refuse } = scene;
    const kind = await tx.selectFrom("collection.source").select("kind").where("code", "=", code).executeTakeFirst();
    if (kind?.kind === "file") return refuse("code_taken", { code });
    const keys = lines.map((line) => `${line.itemId} ${line.grade ?? ""} ${line.unit} ${line.stems ?? ""}`);
    if (new Set(keys).size < keys.length) return refuse("repeated_line", { n: keys.findIndex((key, at) => keys.indexOf(key) !== at) + 1 });
    const { accounts } = await ask(access.actions.named, { logins: collectors, ids: [] });
    const unknown = collectors.find((login) => !accounts.some((account) => account.login === login));
    if (unknown !== undefined) return refuse("unknown_account", { login: unknown });
    const names = { name_zh: nameZh, name_en: nameEn, currency };
    await tx.insertInto("collection.source").values({ code, kind: "point", ...names }).onConflict((same) => same.column("code").doUpdateSet(names)).execute();
    await tx.insertInto("collection.point").values({ code, side, channel, active }).onConflict((same) => same.column("code").doUpdateSet({ side, channel, active })).execute();
    await tx.insertInto("collection.market").values({ source: code, name: nameZh, side }).onConflict((same) => same.columns(["source", "name"]).doUpdateSet({ side })).execute();
    await tx.deleteFrom("collection.point_line").where("code", "=", code).execute();
    if (lines.length > 0) await tx.insertInto("collection.point_line").values(lines.map((line, n) => ({ code, n, item_id: line.itemId, grade: line.grade, unit: line.unit, stems: line.stems }))).execute();
    await tx.deleteFrom("collection.collector").where("code", "=", code).execute();
    if (accounts.length > 0) await tx.insertInto("collection.collector").values(accounts.map((account) => ({ code, account_id: account.id }))).execute();
    return pointOf(scene, code);
  },

  async myPoints(scene, { code, businessDate }) {
    const { tx, actor } = scene;
    const on = businessDate ?? scene.businessDate;
    const points = await tx.selectFrom("collection.collector as c").innerJoin("collection.point as p", "p.code", "c.code").innerJoin("collection.source as s", "s.code", "c.code").select(["s.code", "s.name_zh", "s.name_en", "s.currency"])
      .where("c.account_id", "=", actor.accountId ?? "").where("p.active", "=", true).orderBy("s.code").execute();
    const chosen = code === undefined ? points[0] : points.find((point) => point.code === code);
    const named = points.map((point) => ({ code: point.code, nameZh: point.name_zh, nameEn: point.name_en }));
    return { businessDate: on, points: named, point: chosen === undefined ? null : { code: chosen.code, currency: chosen.currency, lines: await entryLines(scene, chosen.code, on) } };
  },

  async enter(scene, { code, businessDate, entries }) {
    const { tx, actor, refuse } = scene;
    const on = businessDate ?? scene.businessDate;
    const collects = await tx.selectFrom("collection.collector").select("code").where("code", "=", code).where("account_id", "=", actor.accountId ?? "").executeTakeFirst();
    if (collects === undefined) return refuse("not_your_point", { point: code });
    const point = await tx.selectFrom("collection.point as p").innerJoin("collection.source as s", "s.code", "p.code").select(["p.active", "p.channel", "s.name_zh", "s.currency"]).where("p.code", "=", code).forUpdate("p").executeTakeFirstOrThrow();
    if (!point.active) return refuse("point_closed", { point: code });
    if (on > scene.businessDate || on < addDays(scene.businessDate, -ENTRY_DAYS)) return refuse("too_late", { date: on, days: ENTRY_DAYS });
    const lines = new Map((await linesOf(scene, code)).map((line) => [line.n, line]));
    const batchId = await entryBatch(scene, code, on, entries);
    let [added, corrected] = [0, 0];
    for (const entry of entries) {
      const line = lines.get(entry.n) ?? refuse("no_such_line", { n: entry.n + 1 });
      const done = await enterLine(scene, { code, market: point.name_zh, channel: point.channel, currency: point.currency, on, batchId }, line, entry);
      if (done === "added") added += 1;
      if (done === "corrected") corrected += 1;
    }
    await judgeOutliers(tx, batchId);
    const counts = { added, corrected, unchanged: entries.length - added - corrected };
    await tx.updateTable("collection.batch").set(counts).where("id", "=", batchId).execute();
    if (added + corrected > 0) await scene.emit("batchTaken", { batchId, source: code, added, corrected, from: on, to: on });
    return counts;
  },
};

interface Entry {
  readonly n: number;
  readonly mean: number | null;
  readonly quantity: number | null;
  readonly reason: string | null;
}

async function entryBatch({ tx, actor, now }: CollectionScene, code: string, on: string, entries: readonly Entry[]): Promise<number> {
  const priced = entries.filter((entry) => entry.mean !== null).length;
  const { id } = await tx.insertInto("collection.batch").values({
    source: code, kind: "entry", name: on, sha256: null, by_id: actor.accountId, by_name: actor.accountName, at: now, rows: entries.length, accepted: priced, missing: entries.length - priced, named: 0, duplicates: 0, from_date: on, to_date: on,
  }).returning("id").executeTakeFirstOrThrow();
  return id;
}

interface Day {
  readonly code: string;
  readonly market: string;
  readonly channel: string;
  readonly currency: string;
  readonly on: string;
  readonly batchId: number;
}

async function enterLine({ tx, refuse }: CollectionScene, day: Day, line: Line, entry: Entry): Promise<"added" | "corrected" | "unchanged"> {
  const seriesId = await seriesOf(tx, day, line);
  const before = await tx.selectFrom("collection.observation").selectAll().where("series_id", "=", seriesId).where("business_date", "=", day.on).where("superseded", "=", false).executeTakeFirst();
  if (before !== undefined && before.mean === entry.mean && before.quantity === entry.quantity && before.reason === entry.reason) return "unchanged";
  const usual = usualOn(toDayNumber(day.on), await pricesBefore(tx, seriesId, day.on));
  const outlier = entry.mean !== null && usual !== null && (entry.mean < usual.low || entry.mean > usual.high);
  if (outlier && entry.reason === null) return refuse("outlier_needs_reason", { n: line.n + 1, item: line.zh, price: entry.mean!, low: usual.low, high: usual.high, median: usual.median });
  if (before !== undefined) await tx.updateTable("collection.observation").set({ superseded: true }).where("series_id", "=", seriesId).where("business_date", "=", day.on).where("version", "=", before.version).execute();
  await tx.insertInto("collection.observation").values({
    series_id: seriesId, business_date: day.on, version: (before?.version ?? 0) + 1, outlier, status: entry.mean === null ? "missing" : "kept", quantity: entry.quantity, min: null, max: null, mean: entry.mean, problem: null, reason: entry.mean === null ? null : entry.reason, batch_id: day.batchId, row: null,
  }).execute();
  return before === undefined ? "added" : "corrected";
}

const lineKey = (line: Pick<Line, "item_id" | "grade" | "unit" | "stems">): string => `${line.item_id}|${line.grade ?? ""}|${line.unit}|${line.stems ?? ""}`;

async function seriesOf(tx: CollectionScene["tx"], { code, market, channel, currency }: Day, line: Line): Promise<number> {
  const key = `${lineKey(line)}|${market}|${channel}|${currency}`;
  const known = await tx.selectFrom("collection.series").select("id").where("source", "=", code).where("key", "=", key).executeTakeFirst();
  if (known !== undefined) return known.id;
  const { id } = await tx.insertInto("collection.series").values({
    source: code, key, market, species: line.zh, variety: "", grade: line.grade ?? "", category: "", pot_cm: null, pack: "", unit: line.unit, stems: line.stems, channel: channel as never, currency, item_id: line.item_id, item_grade: line.grade, mapped_stems: null,
  }).returning("id").executeTakeFirstOrThrow();
  return id;
}

async function pricesBefore(tx: CollectionScene["tx"], seriesId: number, on: string): Promise<PricedDay[]> {
  const rows = await tx.selectFrom("collection.observation").select(["business_date", "mean"]).where("series_id", "=", seriesId).where("superseded", "=", false).where("status", "=", "kept").where("business_date", "<", on).where("business_date", ">=", recentSince(on)).execute();
  return rows.map((row) => ({ day: toDayNumber(row.business_date), mean: row.mean! }));
}

async function linesOf({ tx }: Pick<Scene<Tables>, "tx">, code: string): Promise<Line[]> {
  return tx.selectFrom("collection.point_line as l").innerJoin("kernel.trade_item as i", "i.id", "l.item_id").select(["l.n", "l.item_id", "l.grade", "l.unit", "l.stems", "i.zh", "i.en"]).where("l.code", "=", code).orderBy("l.n").execute();
}

async function entryLines(scene: Pick<Scene<Tables>, "tx">, code: string, on: string) {
  const { tx } = scene;
  const lines = await linesOf(scene, code);
  const series = await tx.selectFrom("collection.series").select(["id", "key"]).where("source", "=", code).execute();
  const rows = series.length === 0 ? [] : await tx.selectFrom("collection.observation").selectAll().where("series_id", "in", series.map(({ id }) => id)).where("superseded", "=", false).where("business_date", "<=", on).where("business_date", ">=", recentSince(on)).orderBy("business_date", "desc").execute();
  return lines.map((line) => {
    const own = new Set(series.filter(({ key }) => key.startsWith(`${lineKey(line)}|`)).map(({ id }) => id));
    const mine = rows.filter((row) => own.has(row.series_id));
    const today = mine.find((row) => row.business_date === on);
    const last = mine.find((row) => row.business_date < on && row.mean !== null);
    const usual: Usual | null = usualOn(toDayNumber(on), mine.filter((row) => row.status === "kept").map((row) => ({ day: toDayNumber(row.business_date), mean: row.mean! })));
    return {
      n: line.n, itemId: line.item_id, grade: line.grade, unit: line.unit, stems: line.stems, itemZh: line.zh, itemEn: line.en,
      last: last === undefined ? null : { businessDate: last.business_date, mean: last.mean, quantity: last.quantity },
      entered: today === undefined ? null : { mean: today.mean, quantity: today.quantity, reason: today.reason, version: today.version },
      usual: usual === null ? null : { low: usual.low, high: usual.high, median: usual.median },
    };
  });
}

async function pointOf(scene: Pick<Scene<Tables>, "tx" | "ask">, code: string): Promise<Point> {
  const { tx, ask } = scene;
  const row = await tx.selectFrom("collection.point as p").innerJoin("collection.source as s", "s.code", "p.code").selectAll("p").select(["s.name_zh", "s.name_en", "s.currency"]).where("p.code", "=", code).executeTakeFirstOrThrow();
  const lines = await linesOf(scene, code);
  const ids = await tx.selectFrom("collection.collector").select("account_id").where("code", "=", code).execute();
  const { accounts } = await ask(access.actions.named, { logins: [], ids: ids.map((one) => one.account_id) });
  return {
    code, nameZh: row.name_zh, nameEn: row.name_en, side: row.side, channel: row.channel, currency: row.currency, active: row.active,
    lines: lines.map((line) => ({ itemId: line.item_id, grade: line.grade, unit: line.unit, stems: line.stems, itemZh: line.zh, itemEn: line.en })),
    collectors: accounts.map((account) => ({ accountId: account.id, login: account.login, name: account.name })),
  };
}
