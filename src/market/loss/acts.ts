import { sql } from "kysely";
import { isUnit } from "../../engines/units/units.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import { ownParty, searchText } from "./ageing.ts";
import type { loss } from "./contract.ts";
import { deedsOf } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { LossScene } from "./terms.ts";
import type { ActView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof loss, Tables>, "acts" | "act" | "printDonation">;

export const actRows = (tx: Tx<Tables>) => tx.selectFrom("loss.act as a").innerJoin("kernel.trade_item as i", "i.id", "a.item_id").innerJoin("kernel.party as g", "g.id", "a.grower_id").leftJoin("kernel.lot as c", "c.id", "a.child_id")
  .selectAll("a").select(["i.zh", "i.en", "g.name as grower", "c.no as child_no"])
  .select(sql<string[]>`coalesce((select array_agg(p.photo_id::text order by p.seq) from loss.photo p where p.act_id = a.id), '{}')`.as("photos"));
type Row = Awaited<ReturnType<ReturnType<typeof actRows>["executeTakeFirstOrThrow"]>>;

export const actViewOf = (row: Row, actor: Actor): ActView => ({
  id: row.id, no: row.no, at: row.at.toISOString(), businessDate: row.business_date, kind: row.kind, lotId: row.lot_id, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, unit: row.unit, growerId: row.grower_id, grower: row.grower, quantity: row.quantity,
  reason: row.reason, text: row.text, price: row.price, priceSource: row.price_source, value: row.value, currency: row.currency, oldGrade: row.old_grade, newGrade: row.new_grade, newPrice: row.new_price,
  receiver: row.receiver, state: row.state, second: row.second, by: row.by_name, decidedAt: row.decided_at?.toISOString() ?? null, decidedBy: row.decided_name, childNo: row.child_no, photoIds: row.photos,
  can: deedsOf(row.state, { proposer: row.by_id === actor.accountId, market: actor.system || actor.roles.includes("operator") || actor.roles.includes("grader") }),
});

export interface ActsWanted {
  readonly query?: string | undefined;
  readonly kind?: Row["kind"] | undefined;
  readonly state?: Row["state"] | undefined;
  readonly growerId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
export function wantedActs(tx: Tx<Tables>, actor: Actor, { query = "", kind, state, growerId, from, to }: ActsWanted) {
  const text = searchText(query);
  const whose = ownParty(actor) ?? growerId;
  let found = actRows(tx);
  if (whose !== undefined) found = found.where("a.grower_id", "=", whose);
  if (kind !== undefined) found = found.where("a.kind", "=", kind);
  if (state !== undefined) found = found.where("a.state", "=", state);
  if (from !== undefined) found = found.where("a.business_date", ">=", from);
  if (to !== undefined) found = found.where("a.business_date", "<=", to);
  if (text !== "") found = found.where((of) => of.or([of("a.no", "ilike", `%${text}%`), of("a.lot_no", "ilike", `%${text}%`), of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("g.name", "ilike", `%${text}%`), of("g.pinyin", "like", `%${text}%`)]));
  return found;
}

async function oneAct({ tx, actor, refuse }: Pick<LossScene, "tx" | "actor" | "refuse">, no: string): Promise<ActView> {
  const row = await wantedActs(tx, actor, {}).where("a.no", "=", no.toUpperCase()).executeTakeFirst();
  return row === undefined ? refuse("not_found", { act: no }) : actViewOf(row, actor);
}

export const actHandlers: Noun = {
  async acts({ tx, actor }, { limit, offset, ...wanted }) {
    const found = wantedActs(tx, actor, wanted);
    const { total, waiting } = await found.clearSelect().select([sql<number>`count(*)`.as("total"), sql<number>`count(*) filter (where a.state = 'proposed')`.as("waiting")]).executeTakeFirstOrThrow();
    const rows = await found.orderBy(sql`a.state <> 'proposed'`).orderBy("a.at", "desc").orderBy("a.no", "desc").limit(limit).offset(offset).execute();
    return { acts: rows.map((row) => actViewOf(row, actor)), total, waiting };
  },

  act: (scene, { no }) => oneAct(scene, no),

  async printDonation(scene, { no, ...wanted }) {
    const { ask, refuse } = scene;
    const act = await oneAct(scene, no);
    if (act.kind !== "donation" || act.state !== "done" || act.receiver === null) return refuse("no_donation", { no: act.no });
    if (!isUnit(act.unit)) throw new Error(`No words are known for the unit ${act.unit}.`);
    const { market } = await ask(calendar.actions.today, {});
    const lot = await scene.tx.selectFrom("kernel.lot").select("grade").where("id", "=", act.lotId).executeTakeFirstOrThrow();
    const paper: PaperData<"donation_slip"> = {
      market: { zh: market.nameZh, en: market.nameEn }, demo: market.demo, code: `/loss/${act.no}`, no: act.no, day: act.businessDate, receiver: act.receiver, giver: act.grower, lotNo: act.lotNo, item: { zh: act.itemZh, en: act.itemEn },
      grade: lot.grade, quantity: { quantity: act.quantity, unit: act.unit }, reason: { zh: zh.reasons[act.reason], en: en.reasons[act.reason] }, note: act.text === "" ? null : act.text,
    };
    return ask(print.actions.render, { ...wanted, name: `${act.no} ${act.receiver}`, paper: { kind: "donation_slip", papers: [paper] } });
  },
};
