/**
 * Walls that the compiler keeps. Each line marked as an error must be one: when a wall falls, the mark itself stops compiling.
 */
import type { KernelNouns } from "../nouns.ts";
import type { Tx } from "./module.ts";
import { contract, read } from "./contract.ts";
import { z } from "zod";
import { defineModule } from "./module.ts";

interface ClockTables {
  "clock.session": { id: string };
}

export async function walls(tx: Tx<ClockTables & KernelNouns>): Promise<void> {
  await tx.selectFrom("clock.session").selectAll().execute();
  await tx.selectFrom("kernel.lot").select("on_hand").execute();
  // @ts-expect-error another module's table is not there
  await tx.selectFrom("settlement.sale").selectAll().execute();
  // @ts-expect-error a kernel noun is read, never written
  await tx.updateTable("kernel.lot").set({ on_hand: 5 }).execute();
  // @ts-expect-error nor is it inserted
  await tx.insertInto("kernel.party").values({ id: "x", name: "y" }).execute();
}

const asking = contract("asking", {
  ask: read({ summary: "Asks.", who: ["public"], input: z.object({}), output: z.object({ n: z.int() }), refuses: ["too_late"] }),
}, {});

export const refusing = defineModule<typeof asking, object>(asking, {
  handlers: {
    async ask({ refuse }) {
      // @ts-expect-error a refusal that the contract does not list
      if (Number.isNaN(1)) return refuse("to_late");
      return refuse("too_late");
    },
  },
});

export const unlisted = contract("unlisted", {
  // @ts-expect-error `refuses` is needed, so that nobody forgets it
  ask: read({ summary: "Asks.", who: ["public"], input: z.object({}), output: z.object({}) }),
}, {});
