import { sql } from "kysely";
import { isUniqueViolation } from "../../kernel/db/errors.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { packaging } from "./contract.ts";
import type { Tables } from "./store.ts";
import type { QuestionView } from "./views.ts";

type Noun = Pick<Handlers<typeof packaging, Tables>, "question" | "answerQuestion" | "questions">;

export const questionRows = (tx: Tx<Tables>) => tx.selectFrom("packaging.question as q").innerJoin("packaging.movement as m", "m.id", "q.movement_id").innerJoin("kernel.party as p", "p.id", "q.party_id").selectAll("q").select(["m.no", "p.name"]);
type Row = Awaited<ReturnType<ReturnType<typeof questionRows>["executeTakeFirstOrThrow"]>>;
export const questionViewOf = (row: Row): QuestionView => ({
  id: row.id, movementId: row.movement_id, no: row.no, partyId: row.party_id, party: row.name, at: row.at.toISOString(), text: row.text, by: row.by_name, answer: row.answer, answeredAt: row.answered_at?.toISOString() ?? null, answeredBy: row.answered_name,
});

export const questionHandlers: Noun = {
  async question({ tx, now, actor, newId, refuse, emit }, { movementId, text }) {
    const own = actor.partyId ?? refuse("not_allowed");
    const movement = await tx.selectFrom("packaging.movement").select(["no", "from_party", "to_party"]).where("id", "=", movementId).executeTakeFirst();
    if (movement === undefined || (movement.from_party !== own && movement.to_party !== own)) return refuse("not_found", { movement: movementId });
    const id = newId();
    try {
      await tx.insertInto("packaging.question").values({ id, movement_id: movementId, party_id: own, at: now, text, by_name: actor.accountName }).execute();
    } catch (error) {
      if (isUniqueViolation(error)) return refuse("question_open", { no: movement.no });
      throw error;
    }
    await emit("questionAsked", { questionId: id, movementId, partyId: own });
    return questionViewOf(await questionRows(tx).where("q.id", "=", id).executeTakeFirstOrThrow());
  },

  async answerQuestion({ tx, now, actor, refuse, emit }, { questionId, answer }) {
    const row = await tx.selectFrom("packaging.question").selectAll().where("id", "=", questionId).forUpdate().executeTakeFirst();
    if (row === undefined) return refuse("not_found", { question: questionId });
    if (row.answer !== null) return refuse("answered_before", { name: row.answered_name });
    await tx.updateTable("packaging.question").set({ answer, answered_at: now, answered_by: actor.accountId, answered_name: actor.accountName }).where("id", "=", questionId).execute();
    await emit("questionAnswered", { questionId, movementId: row.movement_id, partyId: row.party_id });
    return questionViewOf(await questionRows(tx).where("q.id", "=", questionId).executeTakeFirstOrThrow());
  },

  async questions({ tx }, { open, limit, offset }) {
    let found = questionRows(tx);
    const counts = await tx.selectFrom("packaging.question").select([sql<number>`count(*)`.as("all"), sql<number>`count(*) filter (where answer is null)`.as("open")]).executeTakeFirstOrThrow();
    if (open !== undefined) found = found.where("q.answer", open ? "is" : "is not", null);
    const rows = await found.orderBy(sql`q.answer is not null`).orderBy("q.at", "desc").limit(limit).offset(offset).execute();
    return { questions: rows.map(questionViewOf), total: open === undefined ? counts.all : open ? counts.open : counts.all - counts.open, open: counts.open };
  },
};
