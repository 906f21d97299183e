import { sha256 } from "../../engines/clock/sha256.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { contracts } from "./contract.ts";
import { addStep, advance, held, mustStand, termsOf, type ContractScene } from "./course.ts";
import { putDeposits } from "./deposits.ts";
import { rowOf } from "./lists.ts";
import { mustBeParties } from "./parties.ts";
import { bandOf, faultsOf, shifted, type Side, type Terms } from "./rules.ts";
import type { Contract, Tables } from "./store.ts";
import { sealOf, textOf, type Facts } from "./text.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "saveDraft" | "propose" | "takeBack" | "decline" | "sign" | "cancel" | "renew">;

export const draftHandlers: Noun = {
  async saveDraft(scene, { contractId, as, partnerId, terms }) {
    const { tx, actor, refuse } = scene;
    const own = actor.partyId ?? refuse("not_allowed");
    const ids = as === "seller" ? { seller: own, buyer: partnerId } : { seller: partnerId, buyer: own };
    await mustBeParties(scene, ids);
    if (contractId === undefined) return rowOf(scene, (await newDraft(scene, { madeBy: as, ids, terms, renews: null })).id);
    const { contract, side } = await held(scene, contractId);
    if (contract.state !== "draft" || contract.made_by !== side || as !== side) return refuse("not_now", { no: contract.no, state: contract.state });
    await tx.updateTable("contracts.contract").set({ seller_id: ids.seller, buyer_id: ids.buyer, ...(await columnsOf(scene, terms)) }).where("id", "=", contract.id).execute();
    return rowOf(scene, contract.id);
  },

  async propose(scene, { contractId }) {
    const { now, businessDate, refuse } = scene;
    const { contract, side } = await held(scene, contractId);
    if (contract.made_by !== side) return refuse("not_now", { no: contract.no, state: contract.state });
    mustStand(scene, contract, "draft");
    await mustBeParties(scene, { seller: contract.seller_id, buyer: contract.buyer_id });
    const faults = faultsOf(termsOf(contract), businessDate);
    if (faults.length > 0) return refuse("terms_incomplete", { fault: faults[0]! });
    const facts = await factsOf(scene, contract);
    const text = textOf(facts);
    await advance(scene, contract, "proposed", { facts: JSON.stringify(facts), text, hash: sha256(text), proposed_at: now }, { kind: "proposed", side });
    return rowOf(scene, contractId);
  },

  async takeBack(scene, { contractId }) {
    const { contract, side } = await held(scene, contractId);
    if (contract.made_by !== side) return scene.refuse("not_now", { no: contract.no, state: contract.state });
    mustStand(scene, contract, "proposed");
    await advance(scene, contract, "draft", UNWRITTEN, { kind: "taken_back", side });
    return rowOf(scene, contractId);
  },

  async decline(scene, { contractId, reason }) {
    const { contract, side } = await held(scene, contractId);
    const signed = await sidesSigned(scene.tx, contract);
    mustStand(scene, contract, "proposed", "signed");
    // Who has signed is bound until the other has spoken; he may only cancel.
    if (contract.state === "proposed" ? contract.made_by === side : signed.includes(side)) return scene.refuse("not_now", { no: contract.no, state: contract.state });
    await advance(scene, contract, "draft", UNWRITTEN, { kind: "declined", side, text: reason });
    return rowOf(scene, contractId);
  },

  async sign(scene, { contractId, hash }) {
    const { actor, businessDate, refuse, tx, now } = scene;
    const { contract, side } = await held(scene, contractId);
    mustStand(scene, contract, "proposed", "signed");
    const accountId = actor.accountId ?? refuse("account_needed");
    if (actor.delegate) return refuse("delegate_cannot_sign");
    // The reader signs what he has read; a text that was changed meanwhile has another hash.
    if (hash !== contract.hash) return refuse("text_changed", { no: contract.no });
    const before = await tx.selectFrom("contracts.signature").selectAll().where("contract_id", "=", contract.id).where("hash", "=", hash).execute();
    if (before.some((one) => one.side === side)) return refuse("signed_before", { no: contract.no });
    if (before.some((one) => one.account_id === accountId)) return refuse("two_people_needed", { name: actor.accountName });
    await mustBeParties(scene, { seller: contract.seller_id, buyer: contract.buyer_id });
    const facts = contract.facts as Facts;
    if (before.length > 0) {
      const late = faultsOf(facts.terms, businessDate);
      if (late.length > 0) return refuse("terms_incomplete", { fault: late[0]! });
    }
    await tx.insertInto("contracts.signature").values({
      contract_id: contract.id, side, hash, party_id: actor.partyId!, party_name: facts[side].name, account_id: accountId, account_name: actor.accountName, at: now,
    }).execute();
    if (before.length === 0) await advance(scene, contract, "signed", {}, { kind: "signed", side });
    else await begin(scene, contract, side, facts.terms);
    return rowOf(scene, contractId);
  },

  async cancel(scene, { contractId, reason }) {
    const { now, refuse } = scene;
    const { contract, side } = await held(scene, contractId);
    mustStand(scene, contract, "draft", "signed");
    const mine = contract.state === "draft" ? contract.made_by === side : (await sidesSigned(scene.tx, contract)).includes(side);
    if (!mine) return refuse("not_now", { no: contract.no, state: contract.state });
    await advance(scene, contract, "cancelled", { over_at: now, over_reason: reason }, { kind: "cancelled", side, text: reason });
    return rowOf(scene, contractId);
  },

  async renew(scene, { contractId, days }) {
    const { contract, side } = await held(scene, contractId);
    mustStand(scene, contract, "ended", "defaulted", "cancelled");
    const ids = { seller: contract.seller_id, buyer: contract.buyer_id };
    await mustBeParties(scene, ids);
    const { tx, refuse } = scene;
    const earlier = await tx.selectFrom("contracts.contract").select(["id", "no"]).where("renews", "=", contract.id).where("state", "<>", "cancelled").executeTakeFirst();
    if (earlier !== undefined) return refuse("not_now", { no: earlier.no, state: "draft" });
    const terms = termsOf(contract);
    const draft = await newDraft(scene, { madeBy: side, ids, terms: { ...terms, periods: shifted(terms.periods, days) }, renews: contract.id });
    return rowOf(scene, draft.id);
  },
};

const UNWRITTEN = { facts: null, text: null, hash: null, proposed_at: null } as const;

/** The second signature: the seal over text and signatures, the periods, both deposits. */
async function begin(scene: ContractScene, contract: Contract, side: Side, terms: Terms): Promise<void> {
  const { tx, now } = scene;
  const signatures = await tx.selectFrom("contracts.signature").selectAll().where("contract_id", "=", contract.id).where("hash", "=", contract.hash!).execute();
  const seal = sealOf(contract.text!, signatures.map((one) => ({ side: one.side, party: one.party_name, account: one.account_name, at: one.at.toISOString() })));
  await tx.insertInto("contracts.period").values(terms.periods.map((period, index) => ({
    contract_id: contract.id, n: index + 1, from_on: period.from, to_on: period.to, planned: period.planned, ...bandOf(period.planned, terms.periodBand),
  }))).execute();
  const running = await advance(scene, contract, "running", { seal, running_at: now }, { kind: "signed_both", side });
  await putDeposits(scene, running);
}

async function newDraft(scene: ContractScene, { madeBy, ids, terms, renews }: { madeBy: Side; ids: Readonly<Record<Side, string>>; terms: Terms; renews: string | null }): Promise<Contract> {
  const { tx, now, actor, newId, businessDate } = scene;
  const { last } = await tx.insertInto("contracts.counter").values({ business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet((of) => ({ last: of("contracts.counter.last", "+", 1) }))).returning("last").executeTakeFirstOrThrow();
  const row = await tx.insertInto("contracts.contract").values({
    id: newId(), no: `H${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`, made_by: madeBy, seller_id: ids.seller, buyer_id: ids.buyer, ...(await columnsOf(scene, terms)),
    text: null, hash: null, created_at: now, account_name: actor.accountName, renews,
  }).returningAll().executeTakeFirstOrThrow();
  await addStep(scene, row.id, { kind: renews === null ? "drafted" : "renewed", side: madeBy });
  return row;
}

export async function saveTerms(scene: ContractScene, contract: Contract, terms: Terms): Promise<void> {
  await scene.tx.updateTable("contracts.contract").set(await columnsOf(scene, terms)).where("id", "=", contract.id).execute();
}

/** What of the terms stands in columns, for the constraints and the lists. */
async function columnsOf({ tx, refuse }: ContractScene, terms: Terms) {
  const ids = [terms.itemId, ...terms.substitutes, ...(terms.price.kind === "formula" ? [terms.price.reference.itemId] : [])];
  const items = await tx.selectFrom("kernel.trade_item").select(["id", "zh", "unit"]).where("id", "in", ids).execute();
  const unknown = ids.find((id) => !items.some((item) => item.id === id));
  if (unknown !== undefined) return refuse("unknown_item", { item: unknown });
  const { unit } = items.find((item) => item.id === terms.itemId)!;
  // A price per stem says nothing about a pot, and ten stems are no ten pots.
  const other = items.find((item) => item.unit !== unit);
  if (other !== undefined) return refuse("units_differ", { item: other.zh, unit: other.unit });
  const market = await tx.selectFrom("kernel.market").select("currency").executeTakeFirst();
  const starts = terms.periods.map((one) => one.from).toSorted()[0] ?? null;
  const ends = terms.periods.map((one) => one.to).toSorted().at(-1) ?? null;
  return {
    item_id: terms.itemId, unit, currency: market?.currency ?? refuse("currency_unknown"), quantity: terms.quantity, ...bandOf(terms.quantity, terms.band), deposit_seller: terms.deposit.seller, deposit_buyer: terms.deposit.buyer,
    starts_on: starts, ends_on: ends, terms: JSON.stringify({ ...terms, periods: terms.periods.toSorted((a, b) => (a.from < b.from ? -1 : 1)) }),
  };
}

/** Everything the text says, as it stands when it is proposed. Names that change later change no signed text. */
async function factsOf({ tx }: ContractScene, contract: Contract): Promise<Facts> {
  const terms = termsOf(contract);
  const market = await tx.selectFrom("kernel.market").selectAll().executeTakeFirstOrThrow();
  const parties = await tx.selectFrom("kernel.party").select(["id", "name", "uscc", "citizen_id_masked"]).where("id", "in", [contract.seller_id, contract.buyer_id]).execute();
  const party = (id: string) => {
    const row = parties.find((one) => one.id === id)!;
    return { name: row.name, code: row.uscc ?? row.citizen_id_masked ?? "" };
  };
  const reference = terms.price.kind === "formula" ? terms.price.reference.itemId : null;
  const items = await tx.selectFrom("kernel.trade_item").select(["id", "code", "zh", "en"]).where("id", "in", [terms.itemId, ...terms.substitutes, ...(reference === null ? [] : [reference])]).execute();
  const named = (id: string) => {
    const { zh, en } = items.find((one) => one.id === id)!;
    return { zh, en };
  };
  const { code } = items.find((one) => one.id === terms.itemId)!;
  return {
    no: contract.no, currency: contract.currency, unit: contract.unit, market: { zh: market.name_zh, en: market.name_en }, seller: party(contract.seller_id), buyer: party(contract.buyer_id),
    item: { code, ...named(terms.itemId) }, substitutes: terms.substitutes.map(named), referenceItem: reference === null ? null : named(reference), terms,
  };
}

export async function sidesSigned(tx: Tx<Tables>, contract: Pick<Contract, "id" | "hash">): Promise<Side[]> {
  if (contract.hash === null) return [];
  const rows = await tx.selectFrom("contracts.signature").select("side").where("contract_id", "=", contract.id).where("hash", "=", contract.hash).execute();
  return rows.map((row) => row.side);
}
