import { isTrader } from "../../kernel/machinery/contract.ts";
import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import type { pooled } from "./contract.ts";
import { runningRows } from "./lists.ts";
import { recordsOf } from "./matching.ts";
import { PRIOR_PM, SCORE_PRIOR, SCORE_WINDOW_DAYS, pointsOf, type Points } from "./score.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "board" | "scores">;

/** What stands as one figure in a list: the plain mean of the three. An order weighs them by its own terms, with distance and price. */
const overall = ({ fulfilment, punctuality, quality }: Points): number => Math.round((fulfilment + punctuality + quality) / 3);

export const lookHandlers: Noun = {
  async board(scene, _input) {
    const { tx, businessDate, now } = scene;
    const rows = await runningRows(scene);
    const today = await tx.selectFrom("pooled.parcel as c").innerJoin("pooled.promise as p", "p.id", "c.promise_id").innerJoin("pooled.drop as d", "d.id", "p.drop_id")
      .select(["c.state", (of) => of.fn.sum<string>("c.announced").as("announced"), (of) => of.fn.sum<string>("c.accepted").as("accepted"), (of) => of.fn.sum<string>("c.rejected").as("rejected")]).where("d.due_on", "=", businessDate).groupBy("c.state").execute();
    const sum = (of: "announced" | "accepted" | "rejected", ...states: readonly string[]): number => today.filter((row) => states.includes(row.state)).reduce((total, row) => total + Number(row[of]), 0);
    return {
      at: now.toISOString(),
      today: { expected: sum("announced", "expected"), accepted: sum("accepted", "accepted"), returned: sum("rejected", "accepted", "shipped", "returned"), shipped: sum("accepted", "shipped") },
      orders: rows.map(({ view, board }) => {
        const open = board.drops.filter((drop) => drop.state === "open");
        return {
          ...view, expectedMargin: board.margin, nextOn: open.map((drop) => drop.dueOn).toSorted()[0] ?? null, shortUnits: board.unplaced,
          riskLines: open.flatMap((drop) => drop.risks.map(({ risk, units, grower }) => ({ dropId: drop.id, risk, units, grower, dueOn: drop.dueOn }))),
        };
      }),
    };
  },

  async scores(scene, { growerId, limit }) {
    const { tx, actor } = scene;
    const own = isTrader(actor.roles) && !actor.system ? (actor.partyId ?? NOBODY) : null;
    if (own !== null && growerId !== undefined && growerId !== own) return scene.refuse("not_found", { grower: growerId });
    const named = await tx.selectFrom("pooled.promise as p").innerJoin("kernel.party as g", "g.id", "p.grower_id").select(["g.id", "g.name"]).distinct()
      .$if(growerId !== undefined || own !== null, (rows) => rows.where("g.id", "=", growerId ?? own!)).execute();
    const records = await recordsOf(scene, named.map((one) => one.id));
    const faults = named.length === 0 ? [] : await tx.selectFrom("pooled.fault").select(["grower_id", (of) => of.fn.countAll<string>().as("faults")]).where("grower_id", "in", named.map((one) => one.id)).where("waived_by", "is", null).groupBy("grower_id").execute();
    const scores = named.flatMap(({ id, name }) => {
      const record = records.get(id);
      if (record === undefined) return [];
      const points = pointsOf(record);
      return [{ growerId: id, grower: name, score: overall(points), ...points, promised: record.promised, delivered: record.delivered, onTime: record.onTime, asOrdered: record.asOrdered, faults: Number(faults.find((row) => row.grower_id === id)?.faults ?? 0) }];
    }).toSorted((a, b) => b.score - a.score || b.promised - a.promised || (a.growerId < b.growerId ? -1 : 1));
    return { formula: { windowDays: SCORE_WINDOW_DAYS, prior: Math.round((SCORE_PRIOR * PRIOR_PM) / 1_000) }, scores: scores.slice(0, limit) };
  },
};
