import type { Handlers, Scene } from "../machinery/module.ts";
import { PLAIN, pressPapers, receiptBytes, type Composition } from "./compose.ts";
import type { print } from "./contract.ts";
import { defaultTemplate } from "./defaults.ts";
import type { Field, Fields } from "./fields.ts";
import type { Data, FillContext } from "./fill.ts";
import { KIND_NAMES, MUST, SIZES_OF, shapeOf, type KindName } from "./kinds.ts";
import type { Press, Pressed } from "./press.ts";
import { isSizeOf, templateProblems } from "./rules.ts";
import { SAMPLES } from "./samples.ts";
import type { Tables } from "./store.ts";
import { isRoll, type Language, type Size, type Template } from "./template.ts";

export type PrintScene = Scene<Tables, string, (typeof print)["events"]>;
type Noun = Pick<Handlers<typeof print, Tables>, "kinds" | "template" | "saveTemplate" | "resetTemplate" | "history" | "preview" | "render">;
const PDF = "application/pdf";
const BYTES = "application/octet-stream";

export function templateHandlers(press: Press): Noun {
  return {
    async kinds({ tx }) {
      const rows = await tx.selectFrom("kernel.print_template").selectAll().distinctOn(["kind", "size"]).orderBy("kind").orderBy("size").orderBy("version", "desc").execute();
      return {
        kinds: KIND_NAMES.map((kind) => {
          const { zh, en, fields, tables } = shapeOf(kind);
          const must = (name: string): boolean => MUST[kind].includes(name);
          return {
            kind, zh, en, fields: fieldViews(fields, must),
            sizes: SIZES_OF[kind].map((size) => ({ size, ...savedView(rows.find((row) => row.kind === kind && row.size === size)) })),
            tables: Object.entries(tables).map(([name, table]) => ({ name, zh: table.zh, en: table.en, must: must(name), columns: fieldViews(table.columns, () => false) })),
          };
        }),
      };
    },

    async template({ tx, refuse }, { kind, size, version }) {
      if (!isSizeOf(kind, size)) return refuse("size_unknown", { size });
      if (version === 0) return { version: 0, own: false, savedAt: null, savedBy: null, template: defaultTemplate(kind, size) };
      const row = await rowOf(tx, kind, size, version);
      if (version !== undefined && row === undefined) return refuse("not_found", { version });
      return { ...savedView(row), template: row?.template ?? defaultTemplate(kind, size) };
    },

    async saveTemplate(scene, { kind, size, template, basedOn }) {
      const [problem] = templateProblems(kind, size, template);
      if (problem !== undefined) return scene.refuse(problem.code, { field: problem.field, block: problem.block });
      await oneAtATime(scene, kind, size);
      const { version } = savedView(await rowOf(scene.tx, kind, size));
      if (version !== basedOn) return scene.refuse("changed_meanwhile", { version, basedOn });
      return keep(scene, kind, size, template);
    },

    async resetTemplate(scene, { kind, size }) {
      if (!isSizeOf(kind, size)) return scene.refuse("size_unknown", { size });
      await oneAtATime(scene, kind, size);
      const row = await rowOf(scene.tx, kind, size);
      return row?.template == null ? savedView(row) : keep(scene, kind, size, null);
    },

    async history({ tx }, { kind, size }) {
      const rows = await tx.selectFrom("kernel.print_template").selectAll().where("kind", "=", kind).where("size", "=", size).orderBy("version", "desc").execute();
      return { versions: rows.map(savedView) };
    },

    async preview(scene, { kind, size, template, language }) {
      const problems = templateProblems(kind, size, template);
      const composition = { kind, size, template, papers: [sampleOf(kind, scene.now)], context: await contextOf(scene, language, undefined) };
      const title = shapeOf(kind)[language];
      const bytes = isRoll(size) ? Buffer.from(receiptBytes(composition, size, PLAIN)).toString("base64") : null;
      const pressed = await printed(scene, press, composition, title);
      return { pages: [...pressed.pages], pdf: base64(pressed.bytes), bytes, lacking: pressed.lacking, problems };
    },

    async render(scene, { name, paper, size: asked, language, as, origin }) {
      const size = asked ?? SIZES_OF[paper.kind][0];
      if (!isSizeOf(paper.kind, size)) return scene.refuse("size_unknown", { size });
      const composition = await composed(scene, { kind: paper.kind, size, papers: paper.papers, language, origin });
      if (as === "escpos") {
        if (!isRoll(size)) return scene.refuse("not_a_roll", { size });
        return { name: `${name}.bin`, mime: BYTES, base64: base64(receiptBytes(composition, size, PLAIN)), pages: paper.papers.length, lacking: "" };
      }
      const pressed = await printed(scene, press, composition, name);
      return { name: `${name}.pdf`, mime: PDF, base64: base64(pressed.bytes), pages: pressed.pages.length, lacking: pressed.lacking };
    },
  };
}

const base64 = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString("base64");
const fieldViews = (fields: Fields, must: (name: string) => boolean) => Object.entries(fields).map(([name, { type, zh, en }]: [string, Field]) => ({ name, type, zh, en, must: must(name) }));

async function printed(scene: PrintScene, press: Press, composition: Composition, title: string): Promise<Pressed> {
  if (press.busy) return scene.refuse("too_many_requests");
  const { language } = composition.context;
  const market = composition.papers[0]!["market"] as { zh: string; en: string };
  return press.print({ papers: pressPapers(composition), pdf: true, facts: { title, author: market[language], madeAt: scene.now.getTime(), language } });
}

export const sampleOf = (kind: KindName, now: Date): Data => ({ ...SAMPLES[kind], printedAt: now.toISOString() });

interface Ordered {
  readonly kind: KindName;
  readonly size: Size;
  readonly papers: readonly object[];
  readonly language: Language;
  readonly origin: string | undefined;
}

/** Papers with the template that is in use, and what the print centre itself adds. */
export async function composed(scene: PrintScene, { kind, size, papers, language, origin }: Ordered): Promise<Composition> {
  const row = await rowOf(scene.tx, kind, size);
  const printedAt = scene.now.toISOString();
  return { kind, size, template: row?.template ?? defaultTemplate(kind, size), papers: papers.map((data) => ({ ...data, printedAt })), context: await contextOf(scene, language, origin) };
}

async function contextOf({ tx }: PrintScene, language: Language, origin: string | undefined): Promise<FillContext> {
  const market = await tx.selectFrom("kernel.market").select("utc_offset_minutes").executeTakeFirst();
  const setting = await tx.selectFrom("kernel.print_setting").select("address").executeTakeFirst();
  return { language, origin: setting?.address ?? origin ?? "", utcOffsetMinutes: market?.utc_offset_minutes ?? 0 };
}

type Row = Awaited<ReturnType<typeof rowOf>>;
const rowOf = (tx: PrintScene["tx"], kind: KindName, size: Size, version?: number) => tx.selectFrom("kernel.print_template").selectAll().where("kind", "=", kind).where("size", "=", size)
  .$if(version !== undefined, (query) => query.where("version", "=", version!)).orderBy("version", "desc").limit(1).executeTakeFirst();

const savedView = (row: Row) => ({ version: row?.version ?? 0, own: row !== undefined && row.template !== null, savedAt: row?.at.toISOString() ?? null, savedBy: row?.account_name ?? null });

/** Two operators who save at once are told so, instead of the second one running into the first one's version number. */
async function oneAtATime({ tx }: PrintScene, kind: KindName, size: Size): Promise<void> {
  await tx.selectNoFrom((of) => of.fn<null>("pg_advisory_xact_lock", [of.fn<number>("hashtextextended", [of.val(`kernel.print_template/${kind}/${size}`), of.val(0)])]).as("locked")).execute();
}

async function keep(scene: PrintScene, kind: KindName, size: Size, template: Template | null) {
  const { tx, now, actor, emit } = scene;
  const { version: last } = savedView(await rowOf(tx, kind, size));
  const row = await tx.insertInto("kernel.print_template")
    .values({ kind, size, version: last + 1, template: template === null ? null : JSON.stringify(template), at: now, account_id: actor.accountId, account_name: actor.accountName }).returningAll().executeTakeFirstOrThrow();
  await emit("templateSaved", { kind, size, version: row.version, own: template !== null });
  return savedView(row);
}
