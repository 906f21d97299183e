import type { Handlers } from "../../kernel/machinery/module.ts";
import { capacitiesOf, distancesOf } from "./capacity.ts";
import type { batches } from "./contract.ts";
import { verdictsOn } from "./licences.ts";
import type { Tables } from "./store.ts";
import type { CandidateView } from "./views.ts";

type Noun = Pick<Handlers<typeof batches, Tables>, "candidates" | "ahead">;

/** What is asked by whoever fills an order: a handful of queries, however many growers there are. */
export const matchingHandlers: Noun = {
  async candidates({ tx }, { itemIds, from, to, asOf, growerIds }) {
    let found = tx.selectFrom("batches.batch as b").innerJoin("batches.standing as s", "s.id", "b.id").innerJoin("kernel.party as p", "p.id", "b.grower_id")
      .selectAll("b").select(["s.brought", "s.free", "s.short", "p.name", "p.town", "p.demo"])
      .where("b.item_id", "in", itemIds).where("b.state", "in", ["growing", "ready"]).where("b.ready_from", "<=", to).where("b.ready_to", ">=", from).where("s.free", ">", 0).where("p.status", "=", "active");
    if (growerIds !== undefined) {
      if (growerIds.length === 0) return { growers: [] };
      found = found.where("b.grower_id", "in", growerIds);
    }
    const rows = await found.orderBy("b.grower_id").orderBy("b.ready_from").orderBy("b.no").execute();
    const verdicts = await verdictsOn(tx, rows.map((row) => ({ itemId: row.item_id, growerId: row.grower_id, on: row.ready_from < asOf ? asOf : row.ready_from })));
    const capacities = await capacitiesOf(tx, [...new Set(rows.map((row) => row.grower_id))]);
    const distances = await distancesOf(tx);
    const growers = new Map<string, CandidateView>();
    rows.forEach((row, at) => {
      const grower = growers.get(row.grower_id) ?? { growerId: row.grower_id, name: row.name, town: row.town, demo: row.demo, distanceKm: row.town === null ? null : (distances.get(row.town) ?? null), capacity: capacities.get(row.grower_id) ?? [], batches: [] };
      grower.batches.push({
        batchId: row.id, no: row.no, itemId: row.item_id, unit: row.unit, state: row.state, readyFrom: row.ready_from, readyTo: row.ready_to, expected: row.expected, promised: row.promised, fulfilled: row.fulfilled, brought: row.brought, left: row.free, short: row.short,
        grade: row.grade, attributes: row.attributes, licence: verdicts[at]!,
      });
      growers.set(row.grower_id, grower);
    });
    return { growers: [...growers.values()] };
  },

  async ahead({ tx }, { from, to }) {
    const rows = await tx.selectFrom("batches.batch as b").innerJoin("batches.standing as s", "s.id", "b.id").select(["b.grower_id", "b.item_id", "b.ready_from", "b.ready_to", "b.expected", "b.fulfilled", "s.brought"])
      .where("b.state", "in", ["growing", "ready"]).where("b.ready_from", "<=", to).where("b.ready_to", ">=", from).orderBy("b.id").execute();
    return { batches: rows.map((row) => ({ growerId: row.grower_id, itemId: row.item_id, readyFrom: row.ready_from, readyTo: row.ready_to, units: Math.max(0, row.expected - row.fulfilled - row.brought) })) };
  },
};
