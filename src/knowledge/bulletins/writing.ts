import { sha256 as hashOf } from "../../kernel/machinery/canonical.ts";
import type { BulletinData } from "../../engines/bulletin/data.ts";
import { carried, draftOf, SECTIONS } from "../../engines/bulletin/draft.ts";
import { figuresOf } from "../../engines/bulletin/figures.ts";
import { spanOf } from "../../engines/bulletin/gather.ts";
import { tokensOf } from "../../engines/bulletin/write.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { BothTexts, bulletins } from "./contract.ts";
import { gather } from "./gather.ts";
import { allMarks, kindOf, sameTexts, type Snapshot } from "./rules.ts";
import type { BulletinScene, Tables } from "./store.ts";

type Written = Pick<Handlers<typeof bulletins, Tables>, "make" | "save" | "refresh" | "publish" | "correct" | "discard">;
type OpenRow = Awaited<ReturnType<typeof opened>>;

/** Whether the texts still read as they were drafted: then nobody's words would be lost by drafting them anew. */
const untouched = (texts: BothTexts, data: BulletinData): boolean => sameTexts(texts, draftOf(data));

/** A draft under work, locked, with its texts and data. */
async function opened(scene: BulletinScene<"nothing_open" | "changed_meanwhile">, bulletinId: string, version: number) {
  const row = await scene.tx.selectFrom("bulletins.bulletin").selectAll().where("id", "=", bulletinId).forUpdate().executeTakeFirst();
  if (row === undefined) return scene.refuse("not_found", { bulletin: bulletinId });
  if (row.draft_texts === null || row.draft_data === null) return scene.refuse("nothing_open", {});
  if (row.version !== version) return scene.refuse("changed_meanwhile", { by: row.edited_by ?? "" });
  return { row, texts: JSON.parse(row.draft_texts) as BothTexts, data: JSON.parse(row.draft_data) as BulletinData };
}

/**
 * Drafts a period by itself. A draft that nobody has touched follows the data; one that somebody has edited is left to him,
 * and what is published is left to its editors; `follow` begins none. Returns the draft's id, or null where nothing was to be done.
 */
export async function draftPeriod(scene: BulletinScene<string>, period: string, begin: "begin" | "follow" = "begin"): Promise<string | null> {
  const { tx } = scene;
  const known = await tx.selectFrom("bulletins.bulletin").selectAll().where("period", "=", period).forUpdate().executeTakeFirst();
  if (known === undefined && begin === "follow") return null;
  const data = await gather(scene, period);
  if (data === null) return null;
  if (known === undefined) return insertDraft(scene, period, data);
  if (known.draft_texts === null || known.draft_data === null || !untouched(JSON.parse(known.draft_texts) as BothTexts, JSON.parse(known.draft_data) as BulletinData)) return null;
  await tx.updateTable("bulletins.bulletin").set((of) => ({ draft_texts: JSON.stringify(draftOf(data)), draft_data: JSON.stringify(data), drafted_at: scene.now, version: of("version", "+", 1) })).where("id", "=", known.id).execute();
  return known.id;
}

async function insertDraft(scene: BulletinScene<string>, period: string, data: BulletinData): Promise<string> {
  const id = scene.newId();
  const kind = kindOf(period);
  await scene.tx.insertInto("bulletins.bulletin").values({
    id, kind, period, starts: spanOf(period).from, draft_texts: JSON.stringify(draftOf(data)), draft_data: JSON.stringify(data), drafted_at: scene.now, edited_at: null, edited_by_id: null, edited_by: null, reason: null,
  }).execute();
  await scene.emit("drafted", { bulletinId: id, kind, period });
  return id;
}

async function keep(scene: BulletinScene<string>, { row }: OpenRow, texts: BothTexts, data: BulletinData) {
  const version = row.version + 1;
  const by = { edited_at: scene.now, edited_by_id: scene.actor.accountId, edited_by: scene.actor.accountName };
  await scene.tx.updateTable("bulletins.bulletin").set({ draft_texts: JSON.stringify(texts), draft_data: JSON.stringify(data), version, ...by }).where("id", "=", row.id).execute();
  return { id: row.id, version, marks: allMarks(texts, data) };
}

export const writingHandlers: Written = {
  async make(scene, { period }) {
    if ((await scene.tx.selectFrom("bulletins.bulletin").select("id").where("period", "=", period).executeTakeFirst()) !== undefined) return scene.refuse("exists", { period });
    const data = await gather(scene, period);
    if (data === null) return scene.refuse("no_sheet", { period });
    return { id: await insertDraft(scene, period, data) };
  },

  async save(scene, { bulletinId, version, texts }) {
    const open = await opened(scene, bulletinId, version);
    return keep(scene, open, texts, open.data);
  },

  async refresh(scene, { bulletinId, version, redraft }) {
    const open = await opened(scene, bulletinId, version);
    const data = await gather(scene, open.row.period);
    if (data === null) return scene.refuse("no_sheet", { period: open.row.period });
    const texts = redraft ? draftOf(data) : carried(open.texts, open.data, data);
    if (!sameTexts(texts, draftOf(data))) return keep(scene, open, texts, data);
    // Nobody's words are in it any more, so nobody is kept from publishing it.
    await scene.tx.updateTable("bulletins.bulletin").set({ draft_texts: JSON.stringify(texts), draft_data: JSON.stringify(data), drafted_at: scene.now, version: version + 1, edited_at: null, edited_by_id: null, edited_by: null }).where("id", "=", bulletinId).execute();
    return { id: bulletinId, version: version + 1, marks: allMarks(texts, data) };
  },

  async publish(scene, { bulletinId, version }) {
    const { row, texts, data } = await opened(scene, bulletinId, version);
    const { tx, actor, now } = scene;
    if (!data.now.complete) return scene.refuse("not_complete", { period: row.period });
    if (row.edited_by_id !== null && row.edited_by_id === actor.accountId) return scene.refuse("second_person_needed", { name: row.edited_by ?? "" });
    // A name that the data does not know would stand in the text as it is: the only thing that stops a bulletin.
    const figures = figuresOf(data);
    const unknown = (["zh", "en"] as const).flatMap((language) => SECTIONS.flatMap((section) => tokensOf(texts[language][section]))).find(({ key }) => !figures.has(key));
    if (unknown !== undefined) return scene.refuse("unknown_figure", { figure: unknown.key });
    const edition = row.edition + 1;
    const snapshot: Snapshot = { bulletin: row.period, kind: row.kind, edition, reason: row.reason, publishedAt: now.toISOString(), texts, data };
    const text = JSON.stringify(snapshot, null, 1);
    const sha256 = hashOf(text);
    await tx.insertInto("bulletins.edition").values({ bulletin_id: row.id, edition, published_at: now, published_by: actor.accountName, edited_by: row.edited_by, reason: row.reason, snapshot: text, sha256 }).execute();
    await tx.updateTable("bulletins.bulletin").set({ edition, draft_texts: null, draft_data: null, reason: null, version: row.version + 1, edited_at: null, edited_by_id: null, edited_by: null }).where("id", "=", row.id).execute();
    await scene.emit("published", { bulletinId: row.id, kind: row.kind, period: row.period, edition, sha256, reason: row.reason });
    return { period: row.period, edition, sha256 };
  },

  async correct(scene, { bulletinId, reason }) {
    const { tx } = scene;
    const row = await tx.selectFrom("bulletins.bulletin").selectAll().where("id", "=", bulletinId).forUpdate().executeTakeFirst();
    if (row === undefined || row.edition === 0) return scene.refuse("not_found", { bulletin: bulletinId });
    if (row.draft_texts !== null) return scene.refuse("already_open", { by: row.edited_by ?? "" });
    const last = await tx.selectFrom("bulletins.edition").select("snapshot").where("bulletin_id", "=", bulletinId).where("edition", "=", row.edition).executeTakeFirstOrThrow();
    const { texts, data: old } = JSON.parse(last.snapshot) as Snapshot;
    const data = (await gather(scene, row.period)) ?? old;
    const own = carried(texts, old, data);
    // Whoever opens a correction has had a hand in it.
    const by = { edited_at: scene.now, edited_by_id: scene.actor.accountId, edited_by: scene.actor.accountName };
    const version = row.version + 1;
    await tx.updateTable("bulletins.bulletin").set({ draft_texts: JSON.stringify(own), draft_data: JSON.stringify(data), drafted_at: scene.now, reason, version, ...by }).where("id", "=", bulletinId).execute();
    return { id: bulletinId, version };
  },

  async discard(scene, { bulletinId, version }) {
    const { row } = await opened(scene, bulletinId, version);
    if (row.edition === 0) await scene.tx.deleteFrom("bulletins.bulletin").where("id", "=", bulletinId).execute();
    else await scene.tx.updateTable("bulletins.bulletin").set({ draft_texts: null, draft_data: null, reason: null, version: row.version + 1, edited_at: null, edited_by_id: null, edited_by: null }).where("id", "=", bulletinId).execute();
    return { dropped: true };
  },
};
