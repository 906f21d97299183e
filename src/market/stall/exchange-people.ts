/** Who owes what, and the stalls of the hall: lists that are typed in Excel before a market begins here. */
import { sql } from "kysely";
import { handleOf, nameOf, partyOf, type ListedParty } from "../../engines/table/nouns.ts";
import { foldAll } from "../../engines/table/fold.ts";
import type { Planning } from "../../engines/table/plan.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import { contextIn, give, tryIn } from "../../kernel/sheets/exchange.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { stall } from "./contract.ts";
import { creditHandlers, openDebt } from "./credit.ts";
import { customerHandlers } from "./customers.ts";
import { marketOf, placeAt, type StallScene } from "./right.ts";
import { CUSTOMERS, STALLS, customerLine, stallLine, type CustomerColumns, type StallColumns } from "./sheets.ts";
import { stallHandlers } from "./stalls.ts";
import type { StallRow, Tables } from "./store.ts";
import type { BookRow } from "./views.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "giveCustomers" | "takeCustomers" | "giveStalls" | "takeStalls">;
/** A stall's whole book; a hall's stalls. */
const MOST_LINES = 5_000;

interface Customer {
  readonly id: string | null;
  readonly partyId: string | null;
  readonly name: string;
  readonly phone: string | null;
  readonly group: string;
  readonly note: string;
  readonly limit: number;
  readonly opening: number | null;
  readonly since: string | null;
  /** Of the telephone; of a new one it is not known yet. */
  readonly tail: string;
}
interface Hall {
  readonly id: string | null;
  readonly partyId: string;
  readonly number: string;
  readonly hall: string;
  readonly name: string;
  readonly open: boolean;
}

export const peopleHandlers: Noun = {
  async giveCustomers(handed, { stallId, ...asked }) {
    const scene = handed as StallScene;
    const { currency } = await marketOf(scene);
    const rows = async () => (await bookOf(scene, stallId)).map(({ row, handle }) => customerLine(row, handle));
    return give(handed, CUSTOMERS, asked, { currency, tag: scene.businessDate, rows });
  },

  async takeCustomers(handed, { stallId, ...file }) {
    const scene = handed as StallScene;
    const { stall } = await placeAt(scene, stallId, true);
    const { currency } = await marketOf(scene);
    return tryIn(scene as never, file, {
      list: CUSTOMERS, context: contextIn(currency, "zh"), most: MOST_LINES,
      planning: async () => {
        const known = new Map((await bookOf(scene, stallId)).map(({ row, handle }) => [keyOf([handle]), asItStands(row, handle)]));
        return {
          known, compare: { group: CUSTOMERS.columns.group.type.same, note: CUSTOMERS.columns.note.type.same, limit: true, opening: true, since: true },
          resolve: (row, before) => (before === undefined ? newCustomer(row, scene.businessDate) : changedCustomer(row, before)),
        };
      },
      carry: (line) => carryCustomer(scene, stall, line.before, line.after),
      blame: (code) => (code === "over_party_credit" || code === "below_used" ? "limit" : code === "no_right" ? "limit" : "name"),
    });
  },

  async giveStalls(scene, { query, ...asked }) {
    const people = await keepersOf(scene as StallScene, null);
    const rows = async (limit: number) => (await stallHandlers.stalls(scene as never, { query, limit, offset: 0 })).stalls.map((row) => stallLine(row, handleOf(people.find((one) => one.id === row.partyId)!, people)));
    return give(scene, STALLS, asked, { currency: (await marketOf(scene as StallScene)).currency, tag: scene.businessDate, rows });
  },

  async takeStalls(handed, file) {
    const scene = handed as StallScene;
    return tryIn(scene as never, file, {
      list: STALLS, context: contextIn((await marketOf(scene)).currency, "zh"), most: MOST_LINES,
      planning: async (table): Promise<Planning<StallColumns, Hall>> => {
        const people = await keepersOf(scene, [...new Set(table.rows.flatMap(({ values }) => (values.keeper == null ? [] : [nameOf(values.keeper)])))]);
        const stalls = await scene.tx.selectFrom("stall.stall").selectAll().execute();
        const known = new Map(stalls.map((row): [string, Hall] => [keyOf([row.number]), { id: row.id, partyId: row.party_id, number: row.number, hall: row.hall, name: row.name, open: row.open }]));
        return { known, compare: { name: true, open: true }, resolve: (row, before) => hallOf(row, before, people) };
      },
      carry: async ({ before, after }) => {
        const open = before ?? (await stallHandlers.openStall(scene as never, { partyId: after.partyId, hall: after.hall, number: after.number, name: after.name }));
        if (before !== null || !after.open) await stallHandlers.changeStall(scene as never, { stallId: open.id!, name: after.name, open: after.open });
      },
      blame: (code) => (code === "cannot_sell" ? "keeper" : "number"),
    });
  },
};

/** The book with the names by which a line finds a customer again: the stall's own, and of two alike with the tail of the telephone. */
async function bookOf(scene: StallScene, stallId: string): Promise<{ row: BookRow & { note: string; partyId: string; opening: number | null; since: string | null }; handle: string }[]> {
  const { rows } = await creditHandlers.creditBook(scene as never, { stallId });
  const customers = new Map((await scene.tx.selectFrom("stall.customer as c").leftJoin("stall.opening as o", "o.customer_id", "c.id").select(["c.id", "c.note", "c.party_id", "o.amount", "o.since"]).where("c.stall_id", "=", stallId).execute()).map((one) => [one.id, one]));
  const count = (name: (row: BookRow) => string): Map<string, number> => rows.reduce((all, row) => all.set(keyOf([name(row)]), (all.get(keyOf([name(row)])) ?? 0) + 1), new Map<string, number>());
  const withTail = (row: BookRow): string => `${row.nickname}@${row.phoneTail}`;
  const [names, tails] = [count((row) => row.nickname), count(withTail)];
  const handle = (row: BookRow): string => (names.get(keyOf([row.nickname])) === 1 ? row.nickname : tails.get(keyOf([withTail(row)])) === 1 ? withTail(row) : `${withTail(row)}#${row.customerId.slice(-4)}`);
  return rows.map((row) => {
    const more = customers.get(row.customerId)!;
    return { row: { ...row, note: more.note, partyId: more.party_id, opening: more.amount, since: more.since }, handle: handle(row) };
  });
}

const asItStands = (row: BookRow & { readonly note: string; readonly partyId: string; readonly opening: number | null; readonly since: string | null }, handle: string): Customer =>
  ({ id: row.customerId, partyId: row.partyId, name: handle, phone: null, group: row.group, note: row.note, limit: row.limit, opening: row.opening, since: row.since, tail: row.phoneTail });

function newCustomer(row: TableRow<CustomerColumns>, today: string): Customer | null {
  const { name, phone, group, note, limit, opening, since } = row.values;
  if (since != null && since > today) row.wrong("since", "day_ahead", today);
  if (name == null) return null;
  const debt = opening == null || opening === 0 ? null : opening;
  return { id: null, partyId: null, name, phone: phone ?? null, group: group ?? "", note: note ?? "", limit: limit ?? 0, opening: debt, since: debt === null ? null : (since ?? today), tail: "" };
}

function changedCustomer(row: TableRow<CustomerColumns>, before: Customer): Customer {
  const { phone, group, note, limit, opening, since } = row.values;
  if (phone != null && phone.slice(-4) !== before.tail) row.wrong("phone", "fixed", before.tail);
  const debt = opening == null || opening === 0 ? before.opening : opening;
  if (before.opening !== null && debt !== before.opening) row.wrong("opening", "opening_fixed");
  else if (before.since !== null && since != null && since !== before.since) row.wrong("since", "fixed", before.since);
  return {
    ...before, group: group === undefined ? before.group : (group ?? ""), note: note === undefined ? before.note : (note ?? ""), limit: limit === undefined ? before.limit : (limit ?? 0),
    opening: debt, since: before.since ?? (debt === null ? null : (since ?? null)),
  };
}

async function carryCustomer(scene: StallScene, stall: StallRow, before: Customer | null, after: Customer): Promise<void> {
  const id = before?.id ?? scene.newId();
  if (before === null) await customerHandlers.registerCustomer(scene as never, { stallId: stall.id, customer: { id, nickname: after.name, phone: after.phone, group: after.group, note: after.note } });
  else if (before.group !== after.group || before.note !== after.note) await customerHandlers.changeCustomer(scene as never, { customerId: id, group: after.group, note: after.note });
  if ((before?.limit ?? 0) !== after.limit) await customerHandlers.setCredit(scene as never, { customerId: id, changeId: scene.newId(), limit: after.limit });
  if (after.opening === null || before?.opening != null) return;
  const { party_id } = await scene.tx.selectFrom("stall.customer").select("party_id").where("id", "=", id).executeTakeFirstOrThrow();
  await openDebt(scene, stall, { id, party_id }, { amount: after.opening, since: after.since ?? scene.businessDate, memo: zh.entries.opening });
}

/** Those who may keep a stall; by the names a table uses, or all who keep one. */
async function keepersOf({ tx }: StallScene, names: readonly string[] | null): Promise<ListedParty[]> {
  let found = tx.selectFrom("kernel.party").select(["id", "name", "phone"]);
  found = names === null ? found.where("id", "in", tx.selectFrom("stall.stall").select("party_id")) : found.where(sql<boolean>`roles && array['merchant', 'grower']`);
  const rows = (await found.execute()).filter((row) => names === null || names.includes(foldAll(row.name)));
  return rows.map((row) => ({ id: row.id, name: row.name, phoneTail: row.phone?.slice(-4) ?? "" }));
}

function hallOf(row: TableRow<StallColumns>, before: Hall | undefined, people: readonly ListedParty[]): Hall | null {
  const { number, hall, name, open } = row.values;
  const keeper = partyOf(row, "keeper", people);
  if (before !== undefined) {
    if (hall != null && foldAll(hall) !== foldAll(before.hall)) row.wrong("hall", "fixed", before.hall);
    if (keeper !== null && keeper.id !== before.partyId) row.wrong("keeper", "not_this_way");
    return { ...before, name: name ?? before.name, open: open ?? before.open };
  }
  if (hall == null && row.blank("hall")) row.wrong("hall", "missing");
  if (keeper === null && row.blank("keeper")) row.wrong("keeper", "missing");
  return keeper === null || hall == null || number == null ? null : { id: null, partyId: keeper.id, number, hall, name: name ?? keeper.name, open: open ?? true };
}
