import type { Handlers } from "../../kernel/machinery/module.ts";
import type { packaging } from "./contract.ts";
import { heldKind, type PackagingScene } from "./kinds.ts";
import { rowsOf } from "./log.ts";
import { holderOf, record, standing, type Holder } from "./moving.ts";
import { MAX_NUMBERS, type Act, type Charge } from "./rules.ts";
import type { Kind, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof packaging, Tables>, "buy" | "issue" | "takeBack" | "depotMove" | "count">;

async function told(scene: PackagingScene, ids: readonly string[], kind: Kind, holder: Holder | null) {
  return { movements: await rowsOf(scene, ids), holds: await standing(scene, kind.id, holder === null ? "depot" : "party", holder?.id ?? null) };
}

async function lotIdOf({ tx, refuse }: PackagingScene, lotNo: string): Promise<string | null> {
  if (lotNo === "") return null;
  const lot = await tx.selectFrom("kernel.lot").select("id").where("no", "=", lotNo.toUpperCase()).executeTakeFirst();
  return lot?.id ?? refuse("not_found", { lot: lotNo });
}

interface Part {
  readonly state: "sound" | "damaged" | "lost" | "found";
  readonly quantity: number;
  readonly numbers: readonly string[];
  readonly charge: Charge;
  readonly reason: string;
  readonly photoIds: readonly string[];
}
const ACT_OF = { sound: "return", damaged: "damaged", lost: "lost" } as const satisfies Record<Exclude<Part["state"], "found">, Act>;

/** An inspection says why; what is charged for damage is seen on a photograph. */
function mustBeSaid({ refuse }: PackagingScene, { state, charge, reason, photoIds }: Part): void {
  const harm = state === "damaged" || state === "lost";
  if (!harm && charge !== "none") refuse("charge_needs_harm");
  if (state !== "sound" && reason.length < 2) refuse("reason_needed");
  if (state === "damaged" && charge !== "none" && photoIds.length === 0) refuse("photo_needed");
}

export async function comeIn(scene: PackagingScene, kind: Kind, quantity: number, act: "buy" | "surplus", reason: string): Promise<string> {
  if (kind.numbered && quantity > MAX_NUMBERS) return scene.refuse("too_many_numbers", { most: MAX_NUMBERS });
  return record(scene, { kind, act, quantity, numbers: [], reason });
}

/** What is over comes from what was lost, as far as that goes; the rest nobody knew of. */
export async function foundAgain(scene: PackagingScene, kind: Kind, quantity: number, { numbers, reason, lotId = null }: { numbers: readonly string[]; reason: string; lotId?: string | null }): Promise<string[]> {
  const known = kind.numbered ? numbers.length : Math.min(quantity, await standing(scene, kind.id, "lost"));
  const ids = known === 0 ? [] : [await record(scene, { kind, act: "found", quantity: known, numbers, reason, lotId })];
  if (quantity > known) ids.push(await comeIn(scene, kind, quantity - known, "surplus", reason));
  return ids;
}

/** Brings the yard's book to what was counted. */
export async function countKind(scene: PackagingScene, kind: Kind, { counted, missing, reason }: { counted: number; missing: readonly string[]; reason: string }): Promise<string[]> {
  const book = await standing(scene, kind.id, "depot");
  const why = reason.length < 2 ? "盘点" : reason;
  if (counted < book) return [await record(scene, { kind, act: "missing", quantity: book - counted, numbers: missing, reason: why })];
  return counted > book ? foundAgain(scene, kind, counted - book, { numbers: [], reason: why }) : [];
}

export const dockHandlers: Noun = {
  async buy(scene, { kindId, quantity, reason }) {
    const kind = await heldKind(scene, kindId);
    return told(scene, [await comeIn(scene, kind, quantity, "buy", reason)], kind, null);
  },

  async issue(scene, { partyId, kindId, quantity, numbers, reason, lotNo }) {
    const taker = await holderOf(scene, partyId);
    if (taker.status !== "active") return scene.refuse("party_suspended", { party: taker.name });
    const kind = await heldKind(scene, kindId);
    const lotId = await lotIdOf(scene, lotNo);
    return told(scene, [await record(scene, { kind, act: "issue", quantity, numbers, taker, reason, lotId })], kind, taker);
  },

  async takeBack(scene, { partyId, kindId, parts, lotNo }) {
    const giver = await holderOf(scene, partyId);
    const kind = await heldKind(scene, kindId);
    const lotId = await lotIdOf(scene, lotNo);
    const ids: string[] = [];
    for (const part of parts) {
      mustBeSaid(scene, part);
      const { state, quantity, numbers, charge, reason, photoIds } = part;
      if (state === "found") ids.push(...(await foundAgain(scene, kind, quantity, { numbers, reason: `${giver.name}：${reason}`.slice(0, 300), lotId })));
      else ids.push(await record(scene, { kind, act: ACT_OF[state], quantity, numbers, giver, reason, charge, photoIds, lotId }));
    }
    return told(scene, ids, kind, giver);
  },

  async depotMove(scene, { kindId, act, from, quantity, numbers, reason }) {
    if (act !== "repaired" && reason.length < 2) return scene.refuse("reason_needed");
    const kind = await heldKind(scene, kindId);
    const id = act === "surplus" ? await comeIn(scene, kind, quantity, "surplus", reason) : await record(scene, { kind, act, quantity, numbers, reason, ...(act === "scrap" ? { from } : {}) });
    return told(scene, [id], kind, null);
  },

  async count(scene, { kindId, counted, missing, reason }) {
    const kind = await heldKind(scene, kindId);
    return told(scene, await countKind(scene, kind, { counted, missing, reason }), kind, null);
  },
};
