import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { claims } from "./contract.ts";
import { advance, applyDeadline, close, heldClaim, mustStand, settingsOf, toArbitration } from "./course.ts";
import { askedOf } from "./filing.ts";
import { oneRow } from "./lists.ts";
import { hoursAfter } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof claims, Tables>, "rule" | "confirmRuling" | "actOnDeadline" | "due">;

export const judgeHandlers: Noun = {
  async rule(scene, { claimId, ruling, reason }) {
    const { now, actor, refuse, ask } = scene;
    const accountId = actor.accountId ?? refuse("account_needed");
    const held = await heldClaim(scene, claimId, () => true);
    mustStand(scene, held, "arbitration");
    const { claim } = held;
    const { refunded } = await ask(settlement.actions.saleForClaim, { saleId: claim.sale_id });
    const given = ruling.outcome === "reject" ? { amount: 0, grade: null }
      : askedOf(scene, { ...claim, lotNo: claim.lot_no }, claim.units, ruling.outcome === "refund" ? { kind: "refund", amount: ruling.amount } : ruling.outcome === "regrade" ? { kind: "regrade", grade: ruling.grade } : { kind: "return" }, refunded, settingsOf(claim));
    await advance(scene, claim, "confirming", {
      ruling: ruling.outcome, ruling_amount: given.amount, ruling_grade: given.grade, ruling_goods: ruling.outcome === "return" ? ruling.goods : null, ruling_reason: reason,
      ruled_by: accountId, ruled_name: actor.accountName, ruled_at: now, ...(claim.escalated_at === null ? { due_at: hoursAfter(now, settingsOf(claim).arbitrationHours) } : {}),
    }, { kind: "ruled", by: "market", text: reason, amount: given.amount, grade: given.grade, outcome: ruling.outcome });
    return oneRow(scene, claimId);
  },

  async confirmRuling(scene, { claimId, confirm, reason, goods }) {
    const { actor, refuse } = scene;
    const accountId = actor.accountId ?? refuse("account_needed");
    const held = await heldClaim(scene, claimId, () => true);
    mustStand(scene, held, "confirming");
    const { claim } = held;
    if (claim.ruling === null || claim.ruled_by === null || claim.ruled_at === null) throw new Error(`${claim.no} waits for a confirmation of nothing`);
    if (!confirm) {
      if (reason.length < 2) return refuse("reason_needed");
      await toArbitration(scene, claim, { kind: "sent_back", by: "market", text: reason });
      return oneRow(scene, claimId);
    }
    if (claim.ruled_by === accountId) return refuse("second_person_needed", { name: claim.ruled_name });
    const step = { kind: "confirmed", by: "market", text: reason, grade: claim.ruling_grade } as const;
    const ending = { outcome: claim.ruling, amount: claim.ruling_amount, step };
    if (claim.ruling === "return") {
      const fate = claim.ruling_goods ?? goods ?? refuse("goods_needed");
      await close(scene, claim, { ...ending, taken: { proposedBy: { accountId: claim.ruled_by, name: claim.ruled_name ?? "" }, proposedAt: claim.ruled_at, goods: fate, reason: claim.ruling_reason || reason } });
    } else await close(scene, claim, ending);
    return oneRow(scene, claimId);
  },

  async due({ tx, now, businessDate }) {
    const rows = await tx.selectFrom("claims.claim").select("id").where("state", "<>", "closed").where("due_at", "<=", now).orderBy("due_at").limit(MOST_DUE).execute();
    const fresh = await tx.selectFrom("claims.published").select("grower_id").where("published_on", "=", businessDate).limit(1).executeTakeFirst();
    const traded = await tx.selectFrom("claims.sale").select("sale_id").limit(1).executeTakeFirst();
    return { claimIds: rows.map((row) => row.id), publish: fresh === undefined && traded !== undefined };
  },

  async actOnDeadline(scene, { claimId }) {
    const claim = await scene.tx.selectFrom("claims.claim").selectAll().where("id", "=", claimId).forUpdate().executeTakeFirst();
    if (claim === undefined) return scene.refuse("not_found", { claim: claimId });
    const after = await applyDeadline(scene, claim);
    return { acted: after !== null, state: after?.state ?? claim.state };
  },
};

const MOST_DUE = 200;
