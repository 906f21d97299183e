import { sql } from "kysely";
import { addDays, daysBetween } from "../../engines/calendar/day.ts";
import { checkCitizenId, maskCitizenId } from "../../engines/identity/citizen.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import type { Tables } from "./store.ts";
import { MAX_DECLARED_BACK_DAYS, MAX_DECLARED_DAYS, holdsOn } from "./voucher-rules.ts";
import type { DeclarationView } from "./voucher-views.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "declareOwnProduction" | "endDeclaration" | "myDeclarations" | "declarations">;
const REPLACED = "已由新的声明代替";

export const declarationHandlers: Noun = {
  async declareOwnProduction(scene, input) {
    const { tx, actor, now, businessDate, newId, refuse } = scene;
    const desk = actor.roles.includes("cashier");
    const partyId = desk ? (input.partyId ?? refuse("not_found", {})) : (actor.partyId ?? refuse("not_allowed"));
    if (!desk && input.partyId !== undefined && input.partyId !== partyId) return refuse("not_found", { party: input.partyId });
    // Somebody else's word about whose flowers these are needs his signature on paper.
    if (desk && input.paper === undefined) return refuse("paper_needed");
    const party = await tx.selectFrom("kernel.party").select(["id", "kind", "roles", "citizen_id_masked"]).where("id", "=", partyId).executeTakeFirst();
    if (party === undefined) return refuse("not_found", { party: partyId });
    if (party.kind !== "person" || !party.roles.includes("grower")) return refuse("growers_only");
    const checked = checkCitizenId(input.citizenId, businessDate);
    if (!checked.ok) return refuse("bad_citizen_id");
    const citizenId = input.citizenId.normalize("NFKC").replaceAll(/\s/g, "").toUpperCase();
    const masked = maskCitizenId(citizenId);
    if (party.citizen_id_masked !== null && party.citizen_id_masked !== masked) return refuse("id_differs", { known: party.citizen_id_masked });
    const { validFrom, validTo } = input;
    const inRange = validTo >= validFrom && daysBetween(validFrom, validTo) <= MAX_DECLARED_DAYS && validFrom >= addDays(businessDate, -MAX_DECLARED_BACK_DAYS) && validFrom <= addDays(businessDate, MAX_DECLARED_DAYS);
    if (!inRange) return refuse("declared_days", { back: MAX_DECLARED_BACK_DAYS, most: MAX_DECLARED_DAYS });
    await tx.updateTable("settlement.declaration").set({ ended_at: now, ended_on: businessDate, ended_by: actor.accountId, ended_name: actor.accountName, ended_why: REPLACED }).where("party_id", "=", partyId).where("ended_at", "is", null).execute();
    const id = newId();
    await tx.insertInto("settlement.declaration").values({
      id, party_id: partyId, given_at: now, given_on: businessDate, valid_from: validFrom, valid_to: validTo, categories: [...new Set(input.categories)], goods: input.goods, place: input.place,
      citizen_id: citizenId, citizen_masked: masked, paper: desk ? (input.paper ?? null) : null, account_id: actor.accountId, account_name: actor.accountName, delegate: actor.delegate,
    }).execute();
    return viewOf(await rows(tx).where("d.id", "=", id).executeTakeFirstOrThrow(), actor, businessDate);
  },

  async endDeclaration({ tx, actor, now, businessDate, refuse }, { declarationId, wrong, why }) {
    const row = await rows(tx).where("d.id", "=", declarationId).executeTakeFirst();
    if (row === undefined || (!actor.roles.includes("cashier") && row.party_id !== actor.partyId)) return refuse("not_found", { declaration: declarationId });
    const ended = await tx.updateTable("settlement.declaration").set({ ended_at: now, ended_on: businessDate, ended_by: actor.accountId, ended_name: actor.accountName, ended_why: why, wrong }).where("id", "=", declarationId).where("ended_at", "is", null).executeTakeFirst();
    if (ended.numUpdatedRows !== 1n) return refuse("ended_before");
    return viewOf(await rows(tx).where("d.id", "=", declarationId).executeTakeFirstOrThrow(), actor, businessDate);
  },

  async myDeclarations({ tx, actor, businessDate, refuse }) {
    const partyId = actor.partyId ?? refuse("not_allowed");
    const found = await rows(tx).where("d.party_id", "=", partyId).orderBy("d.given_at", "desc").execute();
    const brought = await tx.selectFrom("kernel.lot as l").innerJoin("kernel.trade_item as i", "i.id", "l.item_id").select("i.category").distinct().where("l.grower_id", "=", partyId).orderBy("i.category").execute();
    const party = await tx.selectFrom("kernel.party").select("citizen_id_masked").where("id", "=", partyId).executeTakeFirst();
    return { declarations: found.map((row) => viewOf(row, actor, businessDate)), categories: brought.map((row) => row.category), citizenMasked: party?.citizen_id_masked ?? null, today: businessDate };
  },

  async declarations({ tx, actor, businessDate }, { partyId, query, limit }) {
    let found = rows(tx);
    if (partyId !== undefined) found = found.where("d.party_id", "=", partyId);
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    if (text !== "") found = found.where((of) => of.or([of("p.name", "ilike", `%${text}%`), of("p.pinyin", "like", `%${text}%`)]));
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const list = await found.orderBy(sql`d.ended_at is not null`).orderBy("d.given_at", "desc").limit(limit).execute();
    return { declarations: list.map((row) => viewOf(row, actor, businessDate)), total };
  },
};

/** Without the number itself: only the file reads that. */
const rows = (tx: Tx<Tables>) => tx.selectFrom("settlement.declaration as d").innerJoin("kernel.party as p", "p.id", "d.party_id").select([
  "d.id", "d.party_id", "p.name", "d.given_at", "d.account_name", "d.delegate", "d.paper", "d.valid_from", "d.valid_to", "d.categories", "d.goods", "d.place", "d.citizen_masked", "d.ended_at", "d.ended_on", "d.ended_name", "d.ended_why", "d.wrong",
]);
type Row = Awaited<ReturnType<ReturnType<typeof rows>["executeTakeFirstOrThrow"]>>;

function viewOf(row: Row, actor: Actor, today: string): DeclarationView {
  const holds = holdsOn({ id: row.id, validFrom: row.valid_from, validTo: row.valid_to, categories: row.categories, endedOn: row.ended_on, wrong: row.wrong }, today);
  return {
    id: row.id, partyId: row.party_id, party: row.name, givenAt: row.given_at.toISOString(), givenBy: row.account_name, delegate: row.delegate, paper: row.paper, validFrom: row.valid_from, validTo: row.valid_to,
    categories: row.categories, goods: row.goods, place: row.place, citizenMasked: row.citizen_masked, state: row.wrong ? "wrong" : row.ended_at !== null ? "ended" : holds ? "holds" : "over",
    endedAt: row.ended_at?.toISOString() ?? null, endedBy: row.ended_name, endedWhy: row.ended_why,
    can: row.ended_at === null && (actor.roles.includes("cashier") || actor.partyId === row.party_id) ? ["end"] : [],
  };
}
