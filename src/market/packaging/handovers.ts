import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { packaging } from "./contract.ts";
import { heldKind } from "./kinds.ts";
import { holderOf, nextHandOver, record, standing } from "./moving.ts";
import { handOverDeeds } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { HandOverView } from "./views.ts";

type Noun = Pick<Handlers<typeof packaging, Tables>, "proposeHandOver" | "decideHandOver">;

export const handOverRows = (tx: Tx<Tables>) => tx.selectFrom("packaging.hand_over as h").innerJoin("packaging.kind as k", "k.id", "h.kind_id").innerJoin("kernel.party as f", "f.id", "h.from_party").innerJoin("kernel.party as t", "t.id", "h.to_party")
  .selectAll("h").select(["k.zh", "k.en", "f.name as from_name", "t.name as to_name"]);
type Row = Awaited<ReturnType<ReturnType<typeof handOverRows>["executeTakeFirstOrThrow"]>>;

export const handOverViewOf = (row: Row, actor: Actor): HandOverView => ({
  id: row.id, no: row.no, at: row.at.toISOString(), kindId: row.kind_id, kindZh: row.zh, kindEn: row.en, quantity: row.quantity, numbers: row.numbers, fromId: row.from_party, from: row.from_name, toId: row.to_party, to: row.to_name,
  note: row.note, by: row.by_name, state: row.state, decidedAt: row.decided_at?.toISOString() ?? null, decidedBy: row.decided_name,
  can: handOverDeeds(row.state, { giver: actor.partyId === row.from_party, receiver: actor.partyId === row.to_party }),
});

export const handOverHandlers: Noun = {
  async proposeHandOver(scene, { toPartyId, kindId, quantity, numbers, note }) {
    const { tx, now, actor, newId, refuse } = scene;
    const own = actor.partyId ?? refuse("not_allowed");
    if (own === toPartyId) return refuse("to_himself");
    const [giver, taker, kind] = [await holderOf(scene, own), await holderOf(scene, toPartyId), await heldKind(scene, kindId)];
    if (taker.status !== "active") return refuse("party_suspended", { party: taker.name });
    const there = await standing(scene, kindId, "party", own);
    if (there < quantity) return refuse("not_there", { kind: kind.zh, place: giver.name, there, asked: quantity });
    if (kind.numbered && new Set(numbers).size !== quantity) return refuse("numbers_needed", { kind: kind.zh, given: new Set(numbers).size, quantity });
    const id = newId();
    await tx.insertInto("packaging.hand_over").values({
      id, no: await nextHandOver(scene), at: now, kind_id: kindId, quantity, numbers: kind.numbered ? numbers : [], from_party: own, to_party: toPartyId, note, by_name: actor.accountName, state: "proposed",
    }).execute();
    await scene.emit("handOverProposed", { handOverId: id, kindId, quantity, fromParty: own, toParty: toPartyId });
    return handOverViewOf(await handOverRows(tx).where("h.id", "=", id).executeTakeFirstOrThrow(), actor);
  },

  async decideHandOver(scene, { handOverId, decision }) {
    const { tx, now, actor, refuse } = scene;
    const row = await tx.selectFrom("packaging.hand_over").selectAll().where("id", "=", handOverId).forUpdate().executeTakeFirst();
    if (row === undefined || (row.from_party !== actor.partyId && row.to_party !== actor.partyId)) return refuse("not_found", { handOver: handOverId });
    if (row.state !== "proposed") return refuse("decided_before", { no: row.no });
    if (!handOverDeeds(row.state, { giver: actor.partyId === row.from_party, receiver: actor.partyId === row.to_party }).includes(decision)) return refuse("not_allowed");
    const decided = { decided_at: now, decided_name: actor.accountName };
    if (decision === "confirm") {
      // As if they were given back and given out again: the giver gets the deposit he paid, the receiver pays today's.
      const [giver, taker, kind] = [await holderOf(scene, row.from_party), await holderOf(scene, row.to_party), await heldKind(scene, row.kind_id)];
      const movement = await record(scene, { kind, act: "transfer", quantity: row.quantity, numbers: row.numbers, giver, taker, reason: `${row.no} ${row.note}`.trim() });
      await tx.updateTable("packaging.hand_over").set({ state: "confirmed", ...decided, movement_id: movement }).where("id", "=", handOverId).execute();
    } else await tx.updateTable("packaging.hand_over").set({ state: decision === "decline" ? "declined" : "withdrawn", ...decided }).where("id", "=", handOverId).execute();
    return handOverViewOf(await handOverRows(tx).where("h.id", "=", handOverId).executeTakeFirstOrThrow(), actor);
  },
};
