import { calendar } from "../../kernel/calendar/contract.ts";
import type { Scene } from "../../kernel/machinery/module.ts";
import type { stall } from "./contract.ts";
import type { Right } from "./rules.ts";
import type { StallRow, Tables } from "./store.ts";
import type { RightView, StallView } from "./views.ts";

type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type StallScene = Scene<Tables, Refuses<(typeof stall)["actions"]> & string, (typeof stall)["events"]>;

export interface Place {
  readonly stall: StallRow;
  readonly right: RightView;
}

const OWNER: RightView = { role: "owner", mayCredit: true, mayCountUp: true, allowanceMax: Number.MAX_SAFE_INTEGER, returnMax: Number.MAX_SAFE_INTEGER };

/**
 * The stall, and what the actor may do there. Whoever acts for its keeper as himself owns it; a delegate has what a helper's row gives him.
 * Somebody else's stall is not found. `change` puts everything that is written at one stall in a line.
 */
export async function placeAt(scene: StallScene, stallId: string, change = false): Promise<Place> {
  const { tx, actor, refuse } = scene;
  const found = tx.selectFrom("stall.stall").selectAll().where("id", "=", stallId);
  const stall = await (change ? found.forNoKeyUpdate() : found).executeTakeFirst();
  if (stall === undefined || (!actor.system && stall.party_id !== actor.partyId)) return refuse("not_found", { stall: stallId });
  const right = await rightOf(scene, stall);
  return right === null ? refuse("no_right", { stall: stall.number }) : { stall, right };
}

export async function rightOf({ tx, actor }: StallScene, stall: StallRow): Promise<RightView | null> {
  if (actor.system || actor.accountId === null) return actor.system ? OWNER : null;
  const row = await tx.selectFrom("stall.helper").selectAll().where("stall_id", "=", stall.id).where("account_id", "=", actor.accountId).executeTakeFirst();
  if (row === undefined) return actor.delegate ? null : OWNER;
  if (!row.active) return null;
  return row.role === "owner" ? OWNER : { role: "seller", mayCredit: row.may_credit, mayCountUp: row.may_count_up, allowanceMax: row.allowance_max, returnMax: row.return_max };
}

export async function ownerAt(scene: StallScene, stallId: string): Promise<Place> {
  const place = await placeAt(scene, stallId, true);
  return place.right.role === ("owner" satisfies Right) ? place : scene.refuse("no_right", { stall: place.stall.number });
}

export async function stallViewOf({ tx }: StallScene, row: StallRow): Promise<StallView> {
  const { name } = await tx.selectFrom("kernel.party").select("name").where("id", "=", row.party_id).executeTakeFirstOrThrow();
  return { id: row.id, hall: row.hall, number: row.number, name: row.name, partyId: row.party_id, keeper: name, open: row.open };
}

/** The market as papers name it, and the clock of its day. */
export async function marketOf({ ask }: StallScene) {
  const { market } = await ask(calendar.actions.today, {});
  return { zh: market.nameZh, en: market.nameEn, demo: market.demo, currency: market.currency, utcOffsetMinutes: market.utcOffsetMinutes, cutoverHour: market.cutoverHour };
}

export const signature = ({ actor, now }: StallScene) => ({ account_id: actor.accountId, account_name: actor.accountName, at: now });

/** The party that stands for everybody without a name. */
export async function walkIn({ tx, refuse }: StallScene): Promise<string> {
  const row = await tx.selectFrom("stall.walk_in").select("party_id").executeTakeFirst();
  return row?.party_id ?? refuse("not_found", { party: "walk-in" });
}
