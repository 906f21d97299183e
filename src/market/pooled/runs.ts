import { canonical, sha256 } from "../../kernel/machinery/canonical.ts";
import type { PooledScene } from "./course.ts";
import { divide, type DivisionInput, type DivisionOutput } from "./division.ts";
import { NO_SOLVER, type Solving } from "./ruling.ts";
import type { SheetSigner } from "./signer.ts";
import type { Order, Run } from "./store.ts";

/** Everything a module needs that is no table: the market's key and a solver. */
export interface Tools {
  readonly signer: SheetSigner;
  readonly solving: Solving;
}

/** Whoever checks a sheet waits longer than whoever makes one: his machine may be slower. */
const PATIENCE = 10;

/** What is hashed: the whole division and where it stands in the chain, with sorted keys, so that equal sheets have equal bytes. */
export const hashOf = (orderId: string, { seq, kind, round, input, output, previous }: Pick<Run, "seq" | "kind" | "round" | "input" | "output" | "previous">): string => sha256(canonical({ orderId, seq, kind, round, input, output, previous }));

/** Divides, and keeps how: never changed, chained to the run before, signed with the market's key. */
export async function keepRun(scene: Pick<PooledScene, "tx" | "now" | "actor" | "newId">, tools: Tools, order: Order, { kind, input, output }: { readonly kind: Run["kind"]; readonly input: DivisionInput; readonly output: DivisionOutput }): Promise<Run> {
  const { tx, now, actor, newId } = scene;
  const last = await tx.selectFrom("pooled.run").select(["seq", "hash"]).where("order_id", "=", order.id).orderBy("seq", "desc").limit(1).executeTakeFirst();
  const run = { seq: (last?.seq ?? 0) + 1, kind, round: order.round, input, output, previous: last?.hash ?? null };
  const hash = hashOf(order.id, run);
  const publicKey = tools.signer.publicKey();
  await tx.insertInto("pooled.signing_key").values({ public_key: publicKey, since: now }).onConflict((conflict) => conflict.doNothing()).execute();
  return tx.insertInto("pooled.run").values({
    id: newId(), order_id: order.id, ...run, input: canonical(input), output: canonical(output), hash, signature: tools.signer.sign(hash), public_key: publicKey, made_at: now, account_name: actor.system ? "" : actor.accountName,
  }).returningAll().executeTakeFirstOrThrow();
}

/** Divides a stored run again. What no solver made is divided without one, so that it does not matter whether one is there today. */
export async function divideAgain(run: Pick<Run, "input" | "output">, solving: Solving): Promise<DivisionOutput> {
  const output = run.output as DivisionOutput;
  const solved = output.drops.some((drop) => drop.way === "solver");
  return divide(run.input as DivisionInput, solved ? { ...solving, timeLimitMs: PATIENCE * solving.timeLimitMs, strict: true } : { ...solving, ...NO_SOLVER });
}
