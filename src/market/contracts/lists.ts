import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { NOBODY, type Actor, type Handlers, type Tx } from "../../kernel/machinery/module.ts";
import type { contracts } from "./contract.ts";
import { isOverseer, periodsOf, sideOfActor, standsOf, termsOf, type ContractScene } from "./course.ts";
import { callMost, callDeedsOf, deedsOf, faultsOf, type Side } from "./rules.ts";
import type { Contract, Part, Tables } from "./store.ts";
import type { CallView, ContractRow, ContractView, PeriodView, PriceView } from "./views.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "mine" | "desk" | "contract" | "callOffs">;
type ReadScene = Pick<ContractScene, "tx" | "actor" | "businessDate">;

const contractRows = (tx: Tx<Tables>) => tx.selectFrom("contracts.contract as k").innerJoin("kernel.trade_item as i", "i.id", "k.item_id").innerJoin("kernel.party as s", "s.id", "k.seller_id").innerJoin("kernel.party as b", "b.id", "k.buyer_id")
  .selectAll("k").select(["i.zh", "i.en", "s.name as seller", "b.name as buyer"]).select((of) => [
    of.selectFrom("contracts.call_off as c").select((sum) => sum.fn.coalesce(sum.fn.sum<string>("c.stands"), sum.val("0")).as("n")).whereRef("c.contract_id", "=", "k.id").as("called"),
    of.selectFrom("contracts.part as p").innerJoin("contracts.call_off as c", "c.id", "p.call_off_id").select((sum) => sum.fn.coalesce(sum.fn.sum<string>("p.quantity"), sum.val("0")).as("n")).whereRef("c.contract_id", "=", "k.id").where("p.state", "=", "sold").as("delivered"),
    of.selectFrom("contracts.deviation as d").select((n) => n.fn.countAll<number>().as("n")).whereRef("d.contract_id", "=", "k.id").as("deviations"),
    of.selectFrom("contracts.call_off as c").select((n) => n.fn.countAll<number>().as("n")).whereRef("c.contract_id", "=", "k.id").where("c.state", "in", ["called", "confirmed"]).as("open_calls"),
    of.selectFrom("contracts.call_off as c").select((n) => n.fn.countAll<number>().as("n")).whereRef("c.contract_id", "=", "k.id").where("c.state", "=", "called").as("unanswered"),
    of.selectFrom("contracts.call_off as c").select((n) => n.fn.min("c.due_on").as("d")).whereRef("c.contract_id", "=", "k.id").where("c.state", "in", ["called", "confirmed"]).as("next_on"),
    of.selectFrom("contracts.deposit as d").select(sql<string>`coalesce(sum(case d.kind when 'put' then d.amount when 'back' then -d.amount else 0 end), 0)`.as("n")).whereRef("d.contract_id", "=", "k.id").as("deposit_held"),
    of.selectFrom("contracts.signature as g").select(sql<Side[]>`coalesce(array_agg(g.side), '{}')`.as("s")).whereRef("g.contract_id", "=", "k.id").whereRef("g.hash", "=", "k.hash").as("signed"),
  ]);
type Row = Awaited<ReturnType<ReturnType<typeof contractRows>["executeTakeFirstOrThrow"]>>;

export async function rowOf({ tx, actor }: Pick<ContractScene, "tx" | "actor">, id: string): Promise<ContractRow> {
  return rowView(await contractRows(tx).where("k.id", "=", id).executeTakeFirstOrThrow(), actor);
}

function rowView(row: Row, actor: Actor): ContractRow {
  const terms = termsOf(row);
  const side = sideOfActor(actor, row);
  const signed = row.signed ?? [];
  const can = deedsOf({ state: row.state, madeBy: row.made_by, signed, endAskedBy: row.end_asked_by }, side);
  const calls = row.state === "running" && side === "seller" ? (row.unanswered ?? 0) : 0;
  const asks = ((row.state === "proposed" || row.state === "signed") && side !== null && can.includes("sign") && (row.state === "signed" || row.made_by !== side)) || can.includes("agree_end");
  return {
    id: row.id, no: row.no, state: row.state, madeBy: row.made_by, sellerId: row.seller_id, seller: row.seller, buyerId: row.buyer_id, buyer: row.buyer, mySide: side, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, grade: terms.grade,
    unit: row.unit, quantity: row.quantity, lower: row.lower, upper: row.upper, called: Number(row.called), delivered: Number(row.delivered), priceKind: terms.price.kind, price: terms.price.kind === "fixed" ? terms.price.price : null, currency: row.currency,
    depositSeller: row.deposit_seller, depositBuyer: row.deposit_buyer, depositHeld: Number(row.deposit_held), startsOn: row.starts_on, endsOn: row.ends_on, nextOn: row.next_on, createdAt: row.created_at.toISOString(),
    deviations: row.deviations ?? 0, openCalls: row.open_calls ?? 0, waiting: calls + (asks ? 1 : 0), can,
  };
}

interface Wish {
  readonly state?: Contract["state"] | undefined;
  readonly query: string;
}
/** A party's own contracts; a draft is its author's until it is shown. The market's people see what was shown. */
function seen<Q extends ReturnType<typeof contractRows>>(rows: Q, actor: Actor, { state, query }: Wish): Q {
  const own = actor.partyId ?? NOBODY;
  let found = rows as ReturnType<typeof contractRows>;
  found = isOverseer(actor) && actor.partyId === null ? found.where("k.state", "<>", "draft")
    : found.where((of) => of.or([of.and([of("k.seller_id", "=", own), of.or([of("k.state", "<>", "draft"), of("k.made_by", "=", "seller")])]), of.and([of("k.buyer_id", "=", own), of.or([of("k.state", "<>", "draft"), of("k.made_by", "=", "buyer")])])]));
  if (state !== undefined) found = found.where("k.state", "=", state);
  const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
  if (text !== "") {
    found = found.where((of) => of.or([
      of("k.no", "ilike", `%${text}%`), of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("s.name", "ilike", `%${text}%`), of("s.pinyin", "like", `%${text}%`), of("b.name", "ilike", `%${text}%`), of("b.pinyin", "like", `%${text}%`),
    ]));
  }
  return found as Q;
}

const OPEN_FIRST = sql`case k.state when 'signed' then 0 when 'proposed' then 1 when 'draft' then 2 when 'running' then 3 else 4 end`;

export async function rowsFor({ tx, actor }: Pick<ContractScene, "tx" | "actor">, wish: Wish, { limit, offset }: { limit: number; offset: number }): Promise<{ contracts: ContractRow[]; total: number }> {
  const found = seen(contractRows(tx), actor, wish);
  const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.orderBy(OPEN_FIRST).orderBy("k.created_at", "desc").orderBy("k.id").limit(limit).offset(offset).execute();
  return { contracts: rows.map((row) => rowView(row, actor)), total };
}

export const listHandlers: Noun = {
  async mine(scene, { limit, offset, ...wish }) {
    const found = await rowsFor(scene, wish, { limit, offset });
    const all = await rowsFor(scene, { query: "" }, { limit: 500, offset: 0 });
    return { ...found, waiting: all.contracts.reduce((sum, row) => sum + row.waiting, 0) };
  },

  async desk(scene, { limit, offset, ...wish }) {
    const found = await rowsFor(scene, wish, { limit, offset });
    const { tx } = scene;
    const { running } = await tx.selectFrom("contracts.contract").select(sql<number>`count(*)`.as("running")).where("state", "=", "running").executeTakeFirstOrThrow();
    const { kept } = await tx.selectFrom("contracts.deposit").select(sql<number>`coalesce(sum(case kind when 'put' then amount when 'back' then -amount else 0 end), 0)::bigint`.as("kept")).executeTakeFirstOrThrow();
    const { deviations } = await tx.selectFrom("contracts.deviation as d").innerJoin("contracts.contract as k", "k.id", "d.contract_id").select(sql<number>`count(*)`.as("deviations")).where("k.state", "=", "running").executeTakeFirstOrThrow();
    const market = await tx.selectFrom("kernel.market").select("currency").executeTakeFirst();
    return { ...found, running, depositsHeld: kept, deviations, currency: market?.currency ?? "CNY" };
  },

  async contract(scene, { contractId, no }) {
    const { tx, actor, businessDate } = scene;
    const row = await visible(scene, { contractId, no });
    const terms = termsOf(row);
    const periods = await periodsOf(scene, row.id);
    const stands = periods.length === 0 ? [] : await standsOf(scene, row.id);
    const calls = await callViews(scene, (rows) => rows.where("c.contract_id", "=", row.id));
    const deviations = await tx.selectFrom("contracts.deviation as d").leftJoin("contracts.call_off as c", "c.id", "d.call_off_id").selectAll("d").select("c.seq").where("d.contract_id", "=", row.id).orderBy("d.place").execute();
    const deposits = await tx.selectFrom("contracts.deposit").selectAll().where("contract_id", "=", row.id).orderBy("at").orderBy("side").execute();
    const steps = await tx.selectFrom("contracts.step").selectAll().where("contract_id", "=", row.id).orderBy("seq", "desc").execute();
    const named = [...terms.substitutes, row.item_id, ...(terms.price.kind === "formula" ? [terms.price.reference.itemId] : [])];
    const items = await tx.selectFrom("kernel.trade_item").select(["id", "zh", "en", "packing"]).where("id", "in", named).execute();
    const nameOf = (id: string) => ({ id, zh: items.find((item) => item.id === id)?.zh ?? "", en: items.find((item) => item.id === id)?.en ?? "" });
    const others = await tx.selectFrom("contracts.contract").select(["id", "no", "renews", "state"]).where((of) => of.or([of("renews", "=", row.id), ...(row.renews === null ? [] : [of("id", "=", row.renews)])])).execute();
    return {
      contract: rowView(row, actor), terms: terms as ContractView["terms"], substitutes: terms.substitutes.map(nameOf), packing: items.find((item) => item.id === row.item_id)!.packing as unknown as Record<string, number>,
      referenceItem: terms.price.kind === "formula" ? nameOf(terms.price.reference.itemId) : null,
      periods: periods.map((one): PeriodView => ({
        n: one.n, from: one.from_on, to: one.to_on, planned: one.planned, lower: one.lower, upper: one.upper, called: stands.find((two) => two.n === one.n)?.stands ?? 0,
        delivered: calls.filter((call) => call.period === one.n).reduce((sum, call) => sum + call.delivered, 0), most: row.state === "running" ? callMost(row, stands, one.n) : 0,
        state: one.closed_on !== null ? "closed" : one.from_on > businessDate ? "later" : one.to_on < businessDate ? "closing" : "now",
      })),
      calls, signatures: (await signaturesOf(tx, row)), hash: row.hash, seal: row.seal, faults: row.state === "draft" ? faultsOf(terms, businessDate) : [],
      deviations: deviations.map((one) => ({ id: one.id, at: one.at.toISOString(), businessDate: one.business_date, kind: one.kind, side: one.side, period: one.period_n, callSeq: one.seq, units: one.units, price: one.price, percent: one.percent, amount: one.amount })),
      deposits: deposits.map((one) => ({ at: one.at.toISOString(), businessDate: one.business_date, side: one.side, kind: one.kind, amount: one.amount })),
      steps: steps.map((one) => ({ at: one.at.toISOString(), kind: one.kind, side: one.side, by: one.account_name, text: one.text, quantity: one.quantity, amount: one.amount })),
      endAsked: row.end_asked_by === null ? null : { side: row.end_asked_by, reason: row.end_asked_why }, defaultedSide: row.defaulted_side, endReason: row.over_reason,
      renews: others.find((one) => one.id === row.renews)?.no ?? null, renewedBy: others.find((one) => one.renews === row.id && one.state !== "cancelled")?.no ?? null, firstCallOn: addDays(businessDate, terms.leadDays), today: businessDate,
    };
  },

  async callOffs(scene, { contractId, state, from, to, limit, offset }) {
    const found = await callsFor(scene, { contractId, state, from, to });
    return { calls: found.slice(offset, offset + limit), total: found.length };
  },
};

/** A contract that its reader may see, found by id or by the number on its paper. */
export async function visible({ tx, actor, refuse }: Pick<ContractScene, "tx" | "actor" | "refuse">, { contractId, no }: { contractId?: string | undefined; no?: string | undefined }): Promise<Row> {
  const row = await seen(contractRows(tx), actor, { query: "" }).where((of) => (contractId === undefined ? of("k.no", "=", (no ?? "").toUpperCase()) : of("k.id", "=", contractId))).executeTakeFirst();
  return row ?? refuse("not_found", { contract: contractId ?? no ?? "" });
}

export async function signaturesOf(tx: Tx<Tables>, { id, hash }: Pick<Contract, "id" | "hash">) {
  if (hash === null) return [];
  const rows = await tx.selectFrom("contracts.signature").selectAll().where("contract_id", "=", id).where("hash", "=", hash).orderBy("at").execute();
  return rows.map((one) => ({ side: one.side, party: one.party_name, account: one.account_name, at: one.at.toISOString(), hash: one.hash }));
}

const callRows = (tx: Tx<Tables>) => tx.selectFrom("contracts.call_off as c").innerJoin("contracts.contract as k", "k.id", "c.contract_id").innerJoin("kernel.trade_item as i", "i.id", "k.item_id").innerJoin("kernel.party as s", "s.id", "k.seller_id").innerJoin("kernel.party as b", "b.id", "k.buyer_id")
  .selectAll("c").select(["k.no", "k.state as contract_state", "k.unit", "k.currency", "k.terms", "k.seller_id", "k.buyer_id", "i.zh", "i.en", "s.name as seller", "b.name as buyer"]);
const MOST_CALLS = 5_000;

async function callViews({ tx, actor, businessDate }: ReadScene, narrowed: (rows: ReturnType<typeof callRows>) => ReturnType<typeof callRows>): Promise<CallView[]> {
  const rows = await narrowed(callRows(tx)).orderBy("c.due_on", "desc").orderBy("c.seq", "desc").limit(MOST_CALLS).execute();
  if (rows.length === 0) return [];
  const parts = await tx.selectFrom("contracts.part as p").innerJoin("kernel.lot as l", "l.id", "p.lot_id").innerJoin("kernel.trade_item as i", "i.id", "l.item_id").selectAll("p").select(["l.no", "l.grade as lot_grade", "i.zh", "i.en"]).where("p.call_off_id", "in", rows.map((row) => row.id)).orderBy("p.id").execute();
  const partsBy = Map.groupBy(parts, (part) => part.call_off_id);
  return rows.map((row): CallView => {
    const own = partsBy.get(row.id) ?? [];
    const sum = (...states: Part["state"][]): number => own.filter((part) => states.includes(part.state)).reduce((total, part) => total + part.quantity, 0);
    const terms = termsOf(row);
    const [held, earmarked, delivered] = [sum("held"), sum("earmarked"), sum("sold")];
    const desk = actor.roles.includes("grader") || actor.roles.includes("operator");
    const can = callDeedsOf({ state: row.state, running: row.contract_state === "running", held, assigned: held + earmarked + delivered, confirmed: row.confirmed, due: row.due_on <= businessDate }, { side: sideOfActor(actor, row), desk });
    return {
      id: row.id, contractId: row.contract_id, contractNo: row.no, seq: row.seq, period: row.period_n, dueOn: row.due_on, asked: row.asked, written: row.written, confirmed: row.confirmed, delivered, held, earmarked, unit: row.unit, state: row.state,
      answerBy: row.state === "called" ? row.answer_by.toISOString() : null, silent: row.silent, reason: row.reason, note: row.note, calledAt: row.called_at.toISOString(), calledBy: row.account_name, itemZh: row.zh, itemEn: row.en, seller: row.seller, buyer: row.buyer,
      currency: row.currency, price: row.price_made === null || terms.price.kind === "fixed" ? null : (row.price_made as PriceView), fixedPrice: terms.price.kind === "fixed" ? terms.price.price : null, gross: row.price === null ? 0 : row.price * delivered, problem: row.problem,
      parts: own.filter((part) => part.state !== "released").map((part) => ({ id: part.id, lotId: part.lot_id, lotNo: part.no, itemZh: part.zh, itemEn: part.en, grade: part.grade ?? part.lot_grade, quantity: part.quantity, state: part.state, heldOn: part.held_on, soldOn: part.sold_on })),
      can: can.filter((deed) => deed !== "deliver" || row.due_on <= businessDate),
    };
  });
}

export async function callsFor(scene: ReadScene, { contractId, state, from, to }: { contractId?: string | undefined; state?: CallView["state"] | undefined; from?: string | undefined; to?: string | undefined }): Promise<CallView[]> {
  const { actor } = scene;
  const own = actor.partyId ?? NOBODY;
  const all = actor.partyId === null && (isOverseer(actor) || actor.roles.includes("grader"));
  return callViews(scene, (rows) => {
    let found = all ? rows : rows.where((of) => of.or([of("k.seller_id", "=", own), of("k.buyer_id", "=", own)]));
    if (contractId !== undefined) found = found.where("c.contract_id", "=", contractId);
    if (state !== undefined) found = found.where("c.state", "=", state);
    if (from !== undefined) found = found.where("c.due_on", ">=", from);
    if (to !== undefined) found = found.where("c.due_on", "<=", to);
    return found;
  });
}

/** One call-off, for whoever has just done something with it. */
export async function callOf(scene: ReadScene, callOffId: string): Promise<CallView> {
  return (await callViews(scene, (rows) => rows.where("c.id", "=", callOffId)))[0]!;
}
