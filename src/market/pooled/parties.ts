import type { PooledScene } from "./course.ts";

type Asking = Pick<PooledScene, "tx" | "refuse">;

/** The buyer's side of an order: a party that buys and is not suspended. */
export async function mustBuy({ tx, refuse }: Asking, partyId: string): Promise<void> {
  const party = await tx.selectFrom("kernel.party").select(["name", "roles", "status"]).where("id", "=", partyId).executeTakeFirst() ?? refuse("not_found", { party: partyId });
  if (!party.roles.includes("buyer")) refuse("not_a_buyer", { name: party.name });
  if (party.status === "suspended") refuse("party_suspended", { name: party.name });
}

/** A co-op that buys for its growers is an organisation that grows or trades; without one the market company is the hub. */
export async function mustBeHub({ tx, refuse }: Asking, hubId: string | null, enterpriseId: string): Promise<void> {
  if (hubId === null) return;
  const party = await tx.selectFrom("kernel.party").select(["name", "kind", "roles", "status"]).where("id", "=", hubId).executeTakeFirst() ?? refuse("not_found", { party: hubId });
  if (party.kind !== "organisation" || !party.roles.includes("grower") || hubId === enterpriseId) refuse("not_a_hub", { name: party.name });
  if (party.status === "suspended") refuse("party_suspended", { name: party.name });
}
