import { files } from "../../kernel/files/contract.ts";
import type { Actor, Scene } from "../../kernel/machinery/module.ts";
import type { batches } from "./contract.ts";
import { readQuantity, windowFault, type DeclaredAs, type Loss, type VersionKind } from "./rules.ts";
import type { Batch, Tables, VersionChange } from "./store.ts";

type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type BatchScene = Scene<Tables, Refuses<(typeof batches)["actions"]> & string, (typeof batches)["events"]>;

const OVERSEERS = ["operator", "auditor"] as const;
const isOperator = (actor: Actor): boolean => actor.system || actor.roles.includes("operator");
/** Who sees every grower's batches. */
export const oversees = (actor: Actor): boolean => actor.system || OVERSEERS.some((role) => actor.roles.includes(role));
export const maySee = (actor: Actor, growerId: string): boolean => oversees(actor) || actor.partyId === growerId;
export const sideOf = (actor: Actor, growerId: string): "own" | "desk" | "looker" => (actor.partyId === growerId ? "own" : isOperator(actor) ? "desk" : "looker");
export const asOf = (actor: Actor, growerId: string): DeclaredAs => (actor.system ? "system" : actor.partyId !== growerId ? "staff" : actor.delegate ? "delegate" : "grower");

/** Whose batches an action is about: the market's people say it, everybody else acts for the party of his session. */
export function growerFor({ actor, refuse }: Pick<BatchScene, "actor" | "refuse">, growerId: string | undefined): string {
  if (growerId !== undefined && !maySee(actor, growerId)) return refuse("not_found", { grower: growerId });
  return growerId ?? actor.partyId ?? refuse("grower_needed");
}

export async function mustGrow({ tx, refuse }: BatchScene, growerId: string): Promise<void> {
  const party = await tx.selectFrom("kernel.party").select(["name", "roles", "status"]).where("id", "=", growerId).executeTakeFirst();
  if (party === undefined) return refuse("not_found", { grower: growerId });
  if (!party.roles.includes("grower")) refuse("not_a_grower", { name: party.name });
  if (party.status === "suspended") refuse("grower_suspended", { name: party.name });
}

/** What is searched for, without what a pattern would take for its own. */
export const searched = (query: string): string => query.normalize("NFKC").trim().toLowerCase().replaceAll(/[%_\\]/g, "");

/** The row of a batch, locked until the transaction ends. */
export async function lockedBatch({ tx, refuse }: Pick<BatchScene, "tx" | "refuse">, batchId: string): Promise<Batch> {
  return (await tx.selectFrom("batches.batch").selectAll().where("id", "=", batchId).forUpdate().executeTakeFirst()) ?? refuse("not_found", { batch: batchId });
}

/** The same for whoever may change it: a stranger's batch is not found rather than forbidden. `version` is what he had before his eyes. */
export async function heldBatch(scene: BatchScene, batchId: string, version?: number): Promise<Batch> {
  const { actor, refuse } = scene;
  const batch = await lockedBatch(scene, batchId);
  if (sideOf(actor, batch.grower_id) === "looker") return refuse("not_found", { batch: batchId });
  return version === undefined || version === batch.version ? batch : refuse("changed_meanwhile", { no: batch.no });
}

export interface Item {
  readonly id: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
}
export async function itemOf({ tx, refuse }: Pick<BatchScene, "tx" | "refuse">, itemId: string): Promise<Item> {
  const row = await tx.selectFrom("kernel.trade_item").select(["id", "unit", "packing"]).where("id", "=", itemId).executeTakeFirst();
  return row === undefined ? refuse("not_found", { item: itemId }) : { id: row.id, unit: row.unit, packing: row.packing as unknown as Record<string, number> };
}

export function unitsOf({ refuse }: Pick<BatchScene, "refuse">, written: string, item: Item): number {
  const read = readQuantity(written, item.unit, item.packing);
  return read.ok ? read.quantity : refuse("bad_quantity", { written, fault: read.fault, why: read.message });
}

export function mustFit({ refuse, businessDate }: Pick<BatchScene, "refuse" | "businessDate">, from: string, to: string): void {
  const fault = windowFault(from, to, businessDate);
  if (fault !== null) refuse("bad_window", { fault, from, to, today: businessDate });
}

export async function mustBePhoto({ ask }: Pick<BatchScene, "ask">, photoId: string | null): Promise<void> {
  if (photoId !== null) await ask(files.actions.photo, { photoId });
}

/** What is said about a batch; the rest of its row is who, when, and what follows from movements. */
export type Said = Pick<Batch, "state" | "planted" | "expected" | "ready_from" | "ready_to" | "grade" | "attributes" | "place" | "note" | "photo_id">;

const FIELDS: readonly (readonly [keyof Said, string])[] = [
  ["state", "state"], ["expected", "expected"], ["planted", "planted"], ["ready_from", "readyFrom"], ["ready_to", "readyTo"], ["grade", "grade"], ["attributes", "attributes"], ["place", "place"], ["note", "note"], ["photo_id", "photo"],
];
const textOf = (value: Said[keyof Said]): string => {
  if (value === null) return "";
  if (typeof value === "object") return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, measure]) => `${name} ${measure}`).join(", ");
  return String(value);
};
export const changesOf = (before: Said, after: Said): VersionChange[] =>
  FIELDS.flatMap(([key, field]) => (textOf(before[key]) === textOf(after[key]) ? [] : [{ field, from: textOf(before[key]), to: textOf(after[key]) }]));

export interface Saying {
  readonly kind: VersionKind;
  readonly reason?: Loss | null | undefined;
  readonly text?: string;
  readonly photoId?: string | null;
}

/** Writes the next version of a batch and tells it; without a difference nothing is written. Answers with the row as it stands. */
export async function say(scene: BatchScene, batch: Batch, said: Partial<Said>, { kind, reason = null, text = "", photoId = null }: Saying): Promise<Batch> {
  const { tx, actor, now, emit } = scene;
  const after: Said = { ...batch, ...said };
  const changes = changesOf(batch, after);
  if (changes.length === 0) return batch;
  const version = batch.version + 1;
  const { state, planted, expected, ready_from, ready_to, grade, attributes, place, note, photo_id } = after;
  const row = await tx.updateTable("batches.batch")
    .set({ version, state, planted, expected, ready_from, ready_to, grade, attributes: JSON.stringify(attributes), place, note, photo_id, changed_at: now })
    .where("id", "=", batch.id).returningAll().executeTakeFirstOrThrow();
  await tx.insertInto("batches.batch_version").values({
    batch_id: batch.id, version, at: now, kind, account_id: actor.accountId, account_name: actor.accountName, declared_as: asOf(actor, batch.grower_id), reason, text, photo_id: photoId, changes: JSON.stringify(changes), expected,
  }).execute();
  await emit("batchChanged", {
    batchId: batch.id, no: batch.no, growerId: batch.grower_id, itemId: batch.item_id, state, before: batch.expected, expected, readyFrom: ready_from, readyTo: ready_to, changed: changes.map(({ field }) => field), reason,
  });
  await tellShort(scene, batch.id, reason);
  return row;
}

/** Promises of a batch that are not yet brought, the one due last first: it is the last to be served. */
export async function openPromises({ tx }: Pick<BatchScene, "tx">, batchId: string) {
  const moves = await tx.selectFrom("batches.promise_move").selectAll().where("batch_id", "=", batchId).orderBy("id").execute();
  const by = Map.groupBy(moves, (move) => `${move.cause} ${move.cause_id}`);
  return [...by.values()].map((own) => {
    const first = own[0]!;
    return { cause: first.cause, causeId: first.cause_id, dueOn: first.due_on, open: own.reduce((sum, move) => sum + (move.kind === "promise" ? move.quantity : -move.quantity), 0), at: first.id };
  }).filter(({ open }) => open > 0).toSorted((a, b) => ((a.dueOn ?? "9") < (b.dueOn ?? "9") ? 1 : (a.dueOn ?? "9") > (b.dueOn ?? "9") ? -1 : b.at - a.at)).map(({ at: _at, ...one }) => one);
}

/** Says that a batch can no longer serve its promises, or that it can again; each once. The batch is locked by whoever asks. */
export async function tellShort(scene: BatchScene, batchId: string, reason: Loss | null = null): Promise<void> {
  const { tx, emit } = scene;
  const row = await tx.selectFrom("batches.batch as b").innerJoin("batches.standing as s", "s.id", "b.id")
    .select(["b.no", "b.grower_id", "b.item_id", "b.expected", "b.promised", "b.fulfilled", "b.told_short", "s.brought", "s.short"]).where("b.id", "=", batchId).executeTakeFirstOrThrow();
  const { short } = row;
  if (short === row.told_short) return;
  await tx.updateTable("batches.batch").set({ told_short: short }).where("id", "=", batchId).execute();
  const causes = await openPromises(scene, batchId);
  const named = { batchId, no: row.no, growerId: row.grower_id, itemId: row.item_id };
  if (short > 0) await emit("batchShort", { ...named, expected: row.expected, promised: row.promised, fulfilled: row.fulfilled, brought: row.brought, short, reason, causes });
  else await emit("batchWhole", { ...named, causes });
}
