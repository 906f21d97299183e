import { CURRENCIES } from "../../engines/fees/money.ts";
import { foldAll } from "../../engines/table/fold.ts";
import type { TableRead } from "../../engines/table/read.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { giveOut, giveTemplate, takeIn } from "../../kernel/sheets/exchange.ts";
import type { settlement } from "./contract.ts";
import { MAX_TERM_ROWS } from "./contract-money.ts";
import { marketOf } from "./day.ts";
import type { SettlementScene } from "./sale.ts";
import { TERM_LINES, figuresOf, plain, termPlanning, written, type KnownTerms, type TermColumns, type TermLine } from "./term-list.ts";
import type { Tables } from "./store.ts";
import { insertTerm } from "./terms.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "exportTerms" | "termsTemplate" | "importTerms">;
const TAIL = /[@ ]\d{4}$/;

async function contextOf(scene: SettlementScene, language: "zh" | "en") {
  const { currency } = await marketOf(scene);
  return { currency: CURRENCIES.find((one) => one === currency) ?? "CNY", language };
}

export const termExchangeHandlers: Noun = {
  async exportTerms(scene, { language }) {
    const lines = await storedTerms(scene);
    return giveOut(TERM_LINES, lines.map(written), await contextOf(scene, language), scene.businessDate);
  },

  async termsTemplate(scene, { language }) {
    return giveTemplate(TERM_LINES, await contextOf(scene, language));
  },

  async importTerms(scene, input) {
    return takeIn(scene, input, {
      list: TERM_LINES, context: await contextOf(scene, "zh"), most: MAX_TERM_ROWS,
      planning: async (table) => termPlanning(await knownFor(scene, table)),
      apply: async ({ creates, changes }, done) => {
        // A change is another line of the same day: what was agreed before stays on record.
        for (const line of [...creates.map(({ value }) => value), ...changes.map(({ after }) => after)]) {
          await insertTerm(scene, { partyId: line.partyId, side: line.side, term: figuresOf(line), validFrom: line.validFrom, reason: line.reason });
          done();
        }
      },
    });
  },
};

/** The newest line of each party, side and first day; names that stand twice carry the tail of the telephone. */
async function storedTerms({ tx }: SettlementScene): Promise<TermLine[]> {
  const rows = await tx.selectFrom("settlement.term as t").innerJoin("kernel.party as p", "p.id", "t.party_id")
    .select(["t.party_id", "p.name", "p.phone", "p.pinyin", "t.side", "t.kind", "t.days", "t.counting", "t.way", "t.valid_from", "t.reason"]).distinctOn(["p.pinyin", "t.party_id", "t.side", "t.valid_from"])
    .orderBy("p.pinyin").orderBy("t.party_id").orderBy("t.side").orderBy("t.valid_from").orderBy("t.id", "desc").execute();
  const twice = new Set((await tx.selectFrom("kernel.party").select("name").groupBy("name").having((of) => of.fn.countAll<number>(), ">", 1).execute()).map((row) => row.name));
  return rows.map((row) => plain({
    partyId: row.party_id!, party: twice.has(row.name) && row.phone !== null ? `${row.name}@${row.phone.slice(-4)}` : row.name, side: row.side, validFrom: row.valid_from, kind: row.kind, days: row.days, counting: row.counting, way: row.way, reason: row.reason,
  }));
}

/** Everything the table names, fetched at once, so that a line costs no query. */
async function knownFor(scene: SettlementScene, { rows }: TableRead<TermColumns>): Promise<KnownTerms> {
  const names = [...new Set(rows.flatMap(({ values }) => (values.party == null ? [] : [foldAll(values.party), foldAll(values.party).replace(TAIL, "")])))];
  const found = await scene.tx.selectFrom("kernel.party").select(["id", "name", "phone"]).where("name", "in", names.length === 0 ? [""] : names).execute();
  return { lines: await storedTerms(scene), parties: found.map((row) => ({ id: row.id, name: row.name, tail: row.phone?.slice(-4) ?? "" })), today: scene.businessDate };
}
