import { sql } from "kysely";
import { handleOf, nameOf, type ListedParty } from "../../engines/table/nouns.ts";
import type { TableRead } from "../../engines/table/read.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import { contextIn, give, tryIn, type Carried } from "../../kernel/sheets/exchange.ts";
import { batchRows, viewsOf, wanted } from "./cards.ts";
import type { batches } from "./contract.ts";
import { growingHandlers } from "./growing.ts";
import { licencesFor } from "./licences.ts";
import { BATCHES, LICENCES, batchLine, licenceLine, planningOf, type BatchColumns, type BatchLine, type Known } from "./list.ts";
import { MAX_IMPORT_ROWS } from "./rules.ts";
import { oversees, type BatchScene } from "./scene.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof batches, Tables>, "giveBatches" | "takeBatches" | "giveLicences">;

export const exchangeHandlers: Noun = {
  async giveBatches(scene, { language, template, ...wish }) {
    const { tx, actor, refuse } = scene;
    const growerId = oversees(actor) ? undefined : (actor.partyId ?? refuse("not_allowed"));
    const { market } = await scene.ask(calendar.actions.today, {});
    const rows = async (limit: number) => {
      const { batches: found } = await wanted(scene, { ...wish, growerId }, { limit, offset: 0 });
      const growers = await growersNamed(tx, found.map(({ grower }) => grower));
      return found.map((one) => batchLine(one, handleOf(growers.find(({ id }) => id === one.growerId)!, growers)));
    };
    return give(scene, BATCHES, { language, template }, { currency: market.currency, tag: scene.businessDate, rows });
  },

  async takeBatches(handed, file) {
    const scene = handed as BatchScene;
    const { market } = await scene.ask(calendar.actions.today, {});
    return tryIn(scene, file, {
      list: BATCHES, context: contextIn(market.currency, "zh"), most: MAX_IMPORT_ROWS,
      planning: async (table) => planningOf(await knownFor(scene, table)),
      carry: (line) => carry(scene, line),
      blame: (code) => BLAMED[code],
    });
  },

  async giveLicences(scene, { language, template }) {
    const { market } = await scene.ask(calendar.actions.today, {});
    const rows = async (limit: number) => (await licencesFor(scene, { query: "" }, { limit, offset: 0 })).licences.map((one) => licenceLine(one, language));
    return give(scene, LICENCES, { language, template }, { currency: market.currency, tag: scene.businessDate, rows });
  },
};

/** What a deed refuses, and the column it is about. */
const BLAMED: Readonly<Record<string, keyof BatchColumns & string>> = { bad_quantity: "expected", gone_already: "expected", bad_window: "readyFrom", grower_suspended: "grower", not_a_grower: "grower", reason_needed: "reason", changed_meanwhile: "no", batch_over: "no" };

async function carry(scene: BatchScene, { before, after }: Carried<BatchLine>): Promise<unknown> {
  const { planted, readyFrom, readyTo, grade, attributes, place, note, reason, written } = after;
  const said = { planted: planted === null ? null : String(planted), readyFrom, ...(readyTo === null ? {} : { readyTo }), grade, attributes: { ...attributes }, place, note };
  if (before === null) return growingHandlers.plant(scene as never, { growerId: after.growerId, itemId: after.itemId, expected: written, photoId: null, ...said });
  return growingHandlers.change(scene as never, { batchId: before.batch!.id, version: before.batch!.version, ...(after.expected === before.expected ? {} : { expected: written }), ...said, reason, text: "" });
}

async function growersNamed(tx: Tx<Tables>, names: readonly string[]): Promise<ListedParty[]> {
  if (names.length === 0) return [];
  const rows = await tx.selectFrom("kernel.party").select(["id", "name", "phone"]).where(sql<boolean>`'grower' = any(roles)`).where("name", "in", [...new Set(names)]).execute();
  return rows.map((row) => ({ id: row.id, name: row.name, phoneTail: row.phone?.slice(-4) ?? "" }));
}

/** Everything the table names, fetched at once, so that a line costs no query. */
async function knownFor(scene: BatchScene, { rows }: TableRead<BatchColumns>): Promise<Known> {
  const { tx, actor, businessDate, refuse } = scene;
  const own = oversees(actor) ? null : (actor.partyId ?? refuse("not_allowed"));
  const nos = [...new Set(rows.flatMap(({ key }) => (key === null ? [] : [key.toUpperCase()])))];
  let found = batchRows(tx).where("b.no", "in", nos);
  // To a grower another grower's batch is unknown, not forbidden.
  if (own !== null) found = found.where("b.grower_id", "=", own);
  const known = nos.length === 0 ? [] : await viewsOf(scene, await found.execute());
  const growers = own === null ? await growersNamed(tx, rows.flatMap(({ values }) => (values.grower == null ? [] : [nameOf(values.grower)]))) : [];
  const me = own === null ? undefined : await tx.selectFrom("kernel.party").select(["id", "name", "phone"]).where("id", "=", own).executeTakeFirstOrThrow();
  const items = await tx.selectFrom("kernel.trade_item").select(["id", "code", "zh", "unit", "packing"]).execute();
  return {
    batches: known, growers, only: me === undefined ? null : { id: me.id, name: me.name, phoneTail: me.phone?.slice(-4) ?? "" },
    items: items.map((one) => ({ id: one.id, code: one.code, zh: one.zh, unit: one.unit, packing: one.packing as unknown as Record<string, number> })), today: businessDate,
  };
}
