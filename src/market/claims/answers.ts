import type { Handlers } from "../../kernel/machinery/module.ts";
import type { claims } from "./contract.ts";
import { advance, close, heldClaim, isBuyerOf, isGrowerOf, mustStand, settingsOf, toArbitration } from "./course.ts";
import { keepPhotos, mustBeInTime } from "./evidence.ts";
import { oneRow } from "./lists.ts";
import { hoursAfter } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof claims, Tables>, "answer" | "reply">;

export const answerHandlers: Noun = {
  async answer(scene, { claimId, answer, amount, text, photos }) {
    const { now, actor, refuse } = scene;
    const held = await heldClaim(scene, claimId, (claim) => isGrowerOf(actor, claim));
    mustStand(scene, held, "filed");
    const { claim } = held;
    const settings = settingsOf(claim);
    mustBeInTime(scene, claim.sale_at, photos.map((photo) => photo.takenAt));
    await keepPhotos(scene, claim, "grower", photos);
    if (answer === "contest") {
      if (text.length < 2) return refuse("reason_needed");
      await toArbitration(scene, claim, { kind: "contested", by: "grower", text });
    } else if (answer === "offer") {
      if (amount === undefined) return refuse("amount_needed");
      if (amount > claim.ask_amount) return refuse("too_much", { most: claim.ask_amount });
      await advance(scene, claim, "offered", { offered: amount, due_at: hoursAfter(now, settings.replyHours) }, { kind: "offered", by: "grower", text, amount });
    } else if (claim.ask === "return") {
      // He takes the goods back; somebody of the market has to see them and be the second person.
      const accountId = actor.accountId ?? refuse("account_needed");
      await advance(scene, claim, "confirming", {
        ruling: "return", ruling_amount: claim.gross, ruling_reason: text, ruled_by: accountId, ruled_name: actor.accountName, ruled_at: now, due_at: hoursAfter(now, settings.arbitrationHours),
      }, { kind: "accepted", by: "grower", text });
    } else await close(scene, claim, { outcome: claim.ask, amount: claim.ask_amount, step: { kind: "accepted", by: "grower", text, grade: claim.ask_grade } });
    return oneRow(scene, claimId);
  },

  async reply(scene, { claimId, accept, text }) {
    const held = await heldClaim(scene, claimId, (claim) => isBuyerOf(scene.actor, claim));
    mustStand(scene, held, "offered");
    const { claim } = held;
    if (accept) await close(scene, claim, { outcome: "refund", amount: claim.offered!, step: { kind: "offer_taken", by: "buyer", text } });
    else await toArbitration(scene, claim, { kind: "offer_refused", by: "buyer", text });
    return oneRow(scene, claimId);
  },
};
