import { defineModule, hear } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { callHandlers } from "./calls.ts";
import { contracts } from "./contract.ts";
import { addStep, CAUSE, partsOf, sumOf, type ContractScene } from "./course.ts";
import { actOnDeadlines, LOOK_EVERY_MS } from "./deadlines.ts";
import { deliveryHandlers } from "./delivery.ts";
import { draftHandlers } from "./drafts.ts";
import { endingHandlers } from "./ending.ts";
import { exchangeHandlers } from "./exchange.ts";
import { listHandlers } from "./lists.ts";
import { paperHandlers } from "./papers.ts";
import { partHandlers } from "./parts.ts";
import { partyHandlers } from "./parties.ts";
import { priceHandlers } from "./pricing.ts";
import type { Tables } from "./store.ts";

export const contractsModule = defineModule<typeof contracts, Tables>(contracts, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: { ...partyHandlers, ...priceHandlers, ...draftHandlers, ...callHandlers, ...partHandlers, ...deliveryHandlers, ...endingHandlers, ...listHandlers, ...paperHandlers, ...exchangeHandlers },
  hears: [
    /** A sale that is taken back has not come: its units may be called off again. */
    hear(settlement, "saleReversed", async (scene, { payload: { sale } }) => {
      if (sale.cause !== CAUSE) return;
      const { tx } = scene;
      const named = await tx.selectFrom("contracts.part as p").innerJoin("contracts.call_off as c", "c.id", "p.call_off_id").select("c.contract_id").where("p.sale_id", "=", sale.id).executeTakeFirst();
      if (named === undefined) return;
      await tx.selectFrom("contracts.contract").select("id").where("id", "=", named.contract_id).forUpdate().execute();
      const part = await tx.updateTable("contracts.part").set({ state: "returned" }).where("sale_id", "=", sale.id).where("state", "=", "sold").returning(["call_off_id", "quantity"]).executeTakeFirst();
      if (part === undefined) return;
      const delivered = sumOf(await partsOf(scene as unknown as ContractScene, part.call_off_id), "sold");
      const call = await tx.updateTable("contracts.call_off").set((of) => ({ stands: of.case().when("state", "=", "closed").then(delivered).else(of.ref("stands")).end() })).where("id", "=", part.call_off_id).returning("seq").executeTakeFirstOrThrow();
      await addStep(scene as unknown as ContractScene, named.contract_id, { kind: "returned", side: "market", quantity: part.quantity, text: `#${call.seq} ${sale.lotNo}` });
    }),
  ],
  ticks: [{ everyMs: LOOK_EVERY_MS, run: (scene) => actOnDeadlines(scene as unknown as ContractScene) }],
});
