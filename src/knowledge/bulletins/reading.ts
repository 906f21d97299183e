import type { BulletinData, Language } from "../../engines/bulletin/data.ts";
import { figuresOf } from "../../engines/bulletin/figures.ts";
import { plainText } from "../../engines/bulletin/write.ts";
import type { Section } from "../../engines/bulletin/draft.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { BothTexts, bulletins, DraftView } from "./contract.ts";
import { gather } from "./gather.ts";
import { allMarks, writingOf, type Snapshot } from "./rules.ts";
import type { BulletinScene, Tables } from "./store.ts";

type Reading = Pick<Handlers<typeof bulletins, Tables>, "list" | "bulletin" | "desk" | "draft">;
const EDITORS = ["operator", "auctioneer"];

/** A section in both languages with its numbers in it. */
function said(texts: BothTexts, data: BulletinData, section: Section): { zh: string; en: string } {
  const figures = figuresOf(data);
  const of = (language: Language): string => plainText(texts[language][section], figures, writingOf(data, language));
  return { zh: of("zh"), en: of("en") };
}

/** An edition as it was frozen; the newest when none is named. */
export async function editionOf(scene: BulletinScene<string>, period: string, edition?: number) {
  const found = await scene.tx.selectFrom("bulletins.bulletin as b").innerJoin("bulletins.edition as e", "e.bulletin_id", "b.id")
    .select(["b.id", "b.kind", "b.period", "b.starts", "e.edition", "e.published_at", "e.published_by", "e.snapshot", "e.sha256"])
    .where("b.period", "=", period).$if(edition !== undefined, (query) => query.where("e.edition", "=", edition!)).orderBy("e.edition", "desc").limit(1).executeTakeFirst();
  if (found === undefined) return scene.refuse("not_found", { bulletin: period });
  return { ...found, frozen: JSON.parse(found.snapshot) as Snapshot };
}

export const readingHandlers: Reading = {
  async list({ tx }, { kind, before, limit }) {
    let found = tx.selectFrom("bulletins.bulletin as b").innerJoin("bulletins.edition as e", (join) => join.onRef("e.bulletin_id", "=", "b.id").onRef("e.edition", "=", "b.edition"));
    if (kind !== undefined) found = found.where("b.kind", "=", kind);
    const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    if (before !== undefined) found = found.where("b.starts", "<", before);
    const rows = await found.select(["b.id", "b.kind", "b.period", "e.edition", "e.published_at", "e.reason", "e.snapshot"]).orderBy("b.starts", "desc").orderBy("b.kind", "desc").limit(limit).execute();
    return {
      total: Number(total),
      bulletins: rows.map((row) => {
        const { texts, data } = JSON.parse(row.snapshot) as Snapshot;
        return { id: row.id, kind: row.kind, period: row.period, edition: row.edition, title: said(texts, data, "title"), lead: said(texts, data, "overview"), publishedAt: row.published_at.toISOString(), reason: row.reason };
      }),
    };
  },

  async bulletin(scene, { period, edition }) {
    const { tx } = scene;
    const row = await editionOf(scene, period, edition);
    const editions = await tx.selectFrom("bulletins.edition").select(["edition", "published_at", "published_by", "edited_by", "reason", "sha256"]).where("bulletin_id", "=", row.id).orderBy("edition", "desc").execute();
    const beside = tx.selectFrom("bulletins.bulletin").select("period").where("kind", "=", row.kind).where("edition", ">", 0).limit(1);
    const previous = await beside.where("starts", "<", row.starts).orderBy("starts", "desc").executeTakeFirst();
    const next = await beside.where("starts", ">", row.starts).orderBy("starts").executeTakeFirst();
    return {
      id: row.id, kind: row.kind, period: row.period, edition: row.edition, texts: row.frozen.texts, data: row.frozen.data, sha256: row.sha256, previous: previous?.period ?? null, next: next?.period ?? null,
      editions: editions.map((one) => ({ edition: one.edition, publishedAt: one.published_at.toISOString(), publishedBy: one.published_by, editedBy: one.edited_by, reason: one.reason, sha256: one.sha256 })),
    };
  },

  async desk({ tx }, { limit }) {
    const rows = await tx.selectFrom("bulletins.bulletin as b").leftJoin("bulletins.edition as e", (join) => join.onRef("e.bulletin_id", "=", "b.id").onRef("e.edition", "=", "b.edition"))
      .selectAll("b").select(["e.published_at", "e.snapshot"]).orderBy((of) => of.case().when("b.draft_texts", "is not", null).then(0).else(1).end()).orderBy("b.starts", "desc").orderBy("b.kind", "desc").limit(limit).execute();
    const { waiting } = await tx.selectFrom("bulletins.bulletin").select((of) => of.fn.countAll<number>().as("waiting")).where("draft_texts", "is not", null).executeTakeFirstOrThrow();
    return {
      waiting: Number(waiting),
      rows: rows.map((row) => {
        const open = row.draft_texts !== null && row.draft_data !== null;
        const frozen = open ? null : (JSON.parse(row.snapshot ?? "null") as Snapshot | null);
        const title = open ? said(JSON.parse(row.draft_texts!) as BothTexts, JSON.parse(row.draft_data!) as BulletinData, "title") : frozen === null ? { zh: row.period, en: row.period } : said(frozen.texts, frozen.data, "title");
        return {
          id: row.id, kind: row.kind, period: row.period, edition: row.edition, open, version: row.version, title, draftedAt: row.drafted_at.toISOString(), editedAt: row.edited_at?.toISOString() ?? null, editedBy: row.edited_by, reason: row.reason,
          publishedAt: row.published_at?.toISOString() ?? null,
        };
      }),
    };
  },

  async draft(scene, { bulletinId }) {
    const row = await scene.tx.selectFrom("bulletins.bulletin").selectAll().where("id", "=", bulletinId).executeTakeFirst();
    if (row === undefined) return scene.refuse("not_found", { bulletin: bulletinId });
    if (row.draft_texts === null || row.draft_data === null) return scene.refuse("nothing_open", {});
    const [texts, data] = [JSON.parse(row.draft_texts) as BothTexts, JSON.parse(row.draft_data) as BulletinData];
    const fresh = await gather(scene as BulletinScene<string>, row.period);
    const may = scene.actor.system || scene.actor.roles.some((role) => EDITORS.includes(role));
    const own = row.edited_by_id !== null && row.edited_by_id === scene.actor.accountId;
    const can: DraftView["can"] = may ? ["save", "refresh", ...(own ? [] : (["publish"] as const)), "discard"] : [];
    return {
      id: row.id, kind: row.kind, period: row.period, version: row.version, edition: row.edition + 1, texts, data, marks: allMarks(texts, data), reason: row.reason,
      draftedAt: row.drafted_at.toISOString(), editedAt: row.edited_at?.toISOString() ?? null, editedBy: row.edited_by, stale: fresh !== null && JSON.stringify(fresh) !== row.draft_data, can,
    };
  },
};
