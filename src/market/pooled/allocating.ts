import { batches } from "../../growing/batches/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { divisionInput } from "./asking.ts";
import type { pooled } from "./contract.ts";
import { addStep, advance, CAUSE, heldOrder, lineOf, lockDrops, oneAtATime, roundOpen, termsOf, type PooledScene } from "./course.ts";
import { moveDeposit, percentOf } from "./deposits.ts";
import { divide, type DivisionOutput, type DropOut, type ShareOut } from "./division.ts";
import { rowOf } from "./lists.ts";
import { pricedDrop, priceIsDue, worthOfPromise } from "./pricing.ts";
import { keepRun, type Tools } from "./runs.ts";
import type { DropRow, Order, Run, Tables } from "./store.ts";

export const allocatingHandlers = (tools: Tools): Pick<Handlers<typeof pooled, Tables>, "allocate"> => ({
  async allocate(scene, { orderId }) {
    const inner = scene as unknown as PooledScene;
    await oneAtATime(scene);
    const { order } = await heldOrder(scene, orderId, "hub");
    if (!roundOpen(order)) return scene.refuse("not_now", { no: order.no, state: order.state });
    if (order.answer_by! > scene.now && !(await everybodyAnswered(inner, order))) return scene.refuse("answers_open", { no: order.no, until: order.answer_by!.toISOString() });
    await allocateRound(inner, tools, order);
    return rowOf(inner, order.id);
  },
});

/** Before the deadline a sheet is made only when nobody can change his mind to anybody's harm: all have answered, and nothing is sealed. */
async function everybodyAnswered({ tx }: PooledScene, order: Order): Promise<boolean> {
  if (termsOf(order).rule === "sealed_bid") return false;
  const waiting = await tx.selectFrom("pooled.invitation").select("id").where("order_id", "=", order.id).where("round", "=", order.round).where("state", "=", "waiting").limit(1).executeTakeFirst();
  return waiting === undefined;
}

/** The sheet of the round that is open: shares, the run that made them, the promises that stand. The order is locked. */
export async function allocateRound(scene: PooledScene, tools: Tools, order: Order): Promise<Run> {
  const { tx, now, emit } = scene;
  const drops = (await lockDrops(scene, order.id)).filter((drop) => drop.state === "open");
  await tx.updateTable("pooled.invitation").set({ state: "silent" }).where("order_id", "=", order.id).where("round", "=", order.round).where("state", "=", "waiting").execute();
  const rows = await tx.selectFrom("pooled.invitation").selectAll().where("order_id", "=", order.id).where("round", "=", order.round).where("state", "=", "answered").execute();
  const asked = drops.filter((drop) => rows.some((row) => row.drop_id === drop.id));
  const answers = rows.filter((row) => asked.some((drop) => drop.id === row.drop_id)).map((row) => ({ dropId: row.drop_id, growerId: row.grower_id, quota: row.quota, accepted: row.accepted!, extra: row.extra, ask: row.ask, has: 0, ...(row.instead_id === null ? {} : { itemId: row.instead_id }) }));
  const { input } = await divisionInput(scene, order, asked.length > 0 ? asked : drops, answers);
  // Growers who gave no answer have no part in it.
  const narrowed = { ...input, growers: input.growers.filter((grower) => answers.some((one) => one.growerId === grower.id)) };
  const output = await divide(narrowed, tools.solving);
  const run = await keepRun(scene, tools, order, { kind: "allocation", input: narrowed, output });
  const given = output.drops.reduce((sum, drop) => sum + drop.given, 0);
  const done = await advance(scene, order, "allocated", { answer_by: null, allocated_at: order.allocated_at ?? now, stuck_at: null, stuck_what: "", stuck_why: "" }, { kind: "allocated", quantity: given, text: run.hash.slice(0, 12) });
  await makePromises(scene, done, { drops, run, output, source: "allocation" });
  const unplaced = output.drops.reduce((sum, drop) => sum + drop.unplaced, 0);
  await emit("allocated", { orderId: order.id, no: order.no, round: order.round, hash: run.hash, growerIds: [...new Set(rows.map((row) => row.grower_id))].toSorted(), given, unplaced });
  for (const { dropId, unplaced: missing } of output.drops) if (missing > 0) await emit("gapOpened", { orderId: order.id, no: order.no, dropId, missing, why: "unplaced" });
  return run;
}

/** Promises as a run gave them: the batches are told, the growers' deposits go down. Batches are asked in the order of their ids. */
export async function makePromises(scene: PooledScene, order: Order, { drops, run, output, source }: { readonly drops: readonly DropRow[]; readonly run: Run; readonly output: DivisionOutput; readonly source: "allocation" | "reallocation" }): Promise<void> {
  const { tx, now, newId, ask, businessDate } = scene;
  const made: { id: string; drop: DropRow; share: ShareOut; of: DropOut }[] = [];
  for (const of of output.drops) {
    const drop = drops.find((one) => one.id === of.dropId)!;
    const price = lineOf(order, drop).price;
    const priced = priceIsDue(price, drop.due_on, businessDate) ? await pricedDrop(scene, order, drop) : drop;
    for (const share of of.shares.filter((one) => one.units > 0)) made.push({ id: newId(), drop: priced, share, of });
  }
  for (const { id, drop, share, of } of made) {
    const worth = worthOfPromise(order, drop, { price: of.clearing, instead_id: share.itemId ?? null });
    await tx.insertInto("pooled.promise").values({
      id, order_id: order.id, drop_id: drop.id, grower_id: share.growerId, source, run_id: run.id, instead_id: share.itemId ?? null, quantity: share.units, price: of.clearing, why: JSON.stringify(share.why), deposit: percentOf(worth * share.units, termsOf(order).deposit.grower),
      batches: JSON.stringify(share.sources.filter((one) => one.kind === "batch").map((one) => ({ batchId: one.id, quantity: one.units }))), made_at: now,
    }).execute();
  }
  const told = made.flatMap(({ id, drop, share }) => share.sources.filter((one) => one.kind === "batch").map((one) => ({ batchId: one.id, causeId: id, quantity: one.units, dueOn: drop.due_on })));
  for (const one of told.toSorted((a, b) => (a.batchId < b.batchId ? -1 : a.batchId > b.batchId ? 1 : a.causeId < b.causeId ? -1 : 1))) await ask(batches.actions.promise, { ...one, cause: CAUSE, label: order.no });
  await putGrowerDeposits(scene, order, made);
}

async function putGrowerDeposits(scene: PooledScene, order: Order, made: readonly { readonly id: string; readonly drop: DropRow; readonly share: ShareOut; readonly of: DropOut }[]): Promise<void> {
  const { grower: percent } = termsOf(order).deposit;
  if (percent === 0) return;
  let amount = 0;
  for (const { id, drop, share, of } of made) {
    const part = percentOf(worthOfPromise(order, drop, { price: of.clearing, instead_id: share.itemId ?? null }) * share.units, percent);
    await moveDeposit(scene, order, { partyId: share.growerId, side: "seller", kind: "deposit", amount: part, causeId: `${id}:deposit`, dropId: drop.id });
    amount += part;
  }
  if (amount > 0) await addStep(scene, order.id, { kind: "deposits_put", amount });
}
