import type { Handlers } from "../../kernel/machinery/module.ts";
import { fileRows, fileView, makeFile } from "./bank.ts";
import type { settlement } from "./contract.ts";
import type { Tables } from "./store.ts";
import { valueDayOf } from "./terms.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "makeDueFile">;

export const dueFileHandlers: Noun = {
  /** With terms a paper may fall due weeks after its day; this gathers what is due over all closed days. */
  async makeDueFile(scene, { kind, by }) {
    const { tx, refuse } = scene;
    const latest = await valueDayOf(tx, scene.businessDate);
    const valueOn = by ?? latest;
    if (valueOn > latest) return refuse("too_early", { date: valueOn, latest });
    // Locked in order, so that two cashiers do not put one paper into two files.
    const days = await tx.selectFrom("settlement.day").select(["business_date", "currency"]).where("state", "=", "closed").orderBy("business_date").forUpdate().execute();
    const last = days.at(-1);
    if (last === undefined) return refuse("nothing_due");
    const made = await makeFile(scene, { businessDate: last.business_date, currency: last.currency, kind, valueOn, earlierToo: true });
    if (made === null) return refuse("nothing_due");
    return fileView(await fileRows(tx).where("f.id", "=", made.id).executeTakeFirstOrThrow());
  },
};
