import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { clock } from "../clock/contract.ts";
import { offers } from "../offers/contract.ts";
import type { CHANNELS } from "../settlement/contract.ts";
import { stall } from "../stall/contract.ts";
import type { agents } from "./contract.ts";
import { misfitOf, type Goods, type OpenLine } from "./rules.ts";
import { partyOf, type AgentScene } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { ClockFound, OfferFound } from "./views.ts";

/** What can be bought now for a list, through whichever channel; buying itself is done by the channels' own actions. */
type Noun = Pick<Handlers<typeof agents, Tables>, "onOffer" | "purchases" | "visitStall">;
const MAX_SESSIONS = 6;
const MAX_ENTRIES = 2_000;
const MAX_OFFERS_A_NAME = 200;
const MAX_FITS = 40;

export const offeredHandlers: Noun = {
  async onOffer(scene, { listId }) {
    const { tx, actor, refuse } = scene;
    const list = await tx.selectFrom("agents.list").select(["id", "agent_id"]).where("id", "=", listId).executeTakeFirst();
    if (list === undefined || list.agent_id !== actor.partyId) return refuse("not_found", { list: listId });
    const lines = (await openLines(scene)).filter((line) => line.list_id === listId);
    const supply = await offersFor(scene, lines);
    const queue = await queues(scene);
    const free = await tx.selectFrom("agents.purchase as p").innerJoin("kernel.trade_item as i", "i.id", "p.item_id").select(["p.item_id", "i.species_id", "p.grade", "p.unit", "p.price", sql<number>`p.quantity - p.allocated`.as("free")])
      .where("p.agent_id", "=", partyOf(actor)).where("p.reversed", "=", false).whereRef("p.allocated", "<", "p.quantity").execute();
    const species = await speciesOf(scene, [...supply.map((one) => one.itemId), ...queue.map((one) => one.itemId)]);
    return {
      lines: lines.map((line) => {
        const near = (goods: Goods) => misfitOf(line, goods);
        const fitted = <T extends { itemId: string; grade: Goods["grade"]; unit: string; price: number }>(all: readonly T[], price: (one: T) => number) => all.flatMap((one) => {
          const misfit = near({ itemId: one.itemId, speciesId: species.get(one.itemId) ?? null, grade: one.grade, unit: one.unit, price: price(one) });
          return misfit === "other_item" ? [] : [{ ...one, misfit }];
        });
        return {
          lineId: line.id,
          offers: fitted(supply, (one) => one.price).toSorted((a, b) => Number(a.misfit !== null) - Number(b.misfit !== null) || a.price - b.price),
          // On the clock the price comes down; the line is out of reach only where the floor is above its limit.
          clock: fitted(queue, (one) => one.floorPrice),
          free: free.filter((one) => near({ itemId: one.item_id, speciesId: one.species_id, grade: one.grade, unit: one.unit, price: one.price }) === null).reduce((sum, one) => sum + one.free, 0),
        };
      }),
    };
  },

  async visitStall({ actor, ask }, { number }) {
    const { stall: place, already } = await ask(stall.actions.welcome, { number, partyId: partyOf(actor) });
    return { stall: `${place.number} ${place.name}`, hall: place.hall, already };
  },

  async purchases(scene, { free, businessDate, limit, offset }) {
    const { tx, actor } = scene;
    let found = tx.selectFrom("agents.purchase as p").innerJoin("kernel.trade_item as i", "i.id", "p.item_id").innerJoin("kernel.party as s", "s.id", "p.seller_id").where("p.agent_id", "=", partyOf(actor));
    if (free) found = found.where("p.reversed", "=", false).whereRef("p.allocated", "<", "p.quantity");
    if (businessDate !== undefined) found = found.where("p.business_date", "=", businessDate);
    const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.selectAll("p").select(["i.zh", "i.en", "i.species_id", "s.name as seller"]).orderBy("p.at", "desc").orderBy("p.sale_id").limit(limit).offset(offset).execute();
    const lines = rows.length === 0 ? [] : await openLines(scene);
    return {
      total,
      purchases: rows.map((row) => {
        const goods: Goods = { itemId: row.item_id, speciesId: row.species_id, grade: row.grade, unit: row.unit, price: row.price };
        const fits = lines.map((line) => ({ line, misfit: misfitOf(line, goods) })).filter(({ misfit }) => misfit !== "other_item").toSorted((a, b) => Number(a.misfit !== null) - Number(b.misfit !== null));
        return {
          saleId: row.sale_id, at: row.at.toISOString(), businessDate: row.business_date, channel: row.channel as (typeof CHANNELS)[number], lotNo: row.lot_no, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, grade: row.grade, seller: row.seller,
          quantity: row.quantity, unit: row.unit, price: row.price, currency: row.currency, allocated: row.allocated, free: row.reversed ? 0 : row.quantity - row.allocated, reversed: row.reversed,
          fits: fits.slice(0, MAX_FITS).map(({ line, misfit }) => ({ lineId: line.id, listNo: line.no, client: line.client, open: line.open, limitPrice: line.limit, spec: line.spec, misfit })),
        };
      }),
    };
  },
};

type Found = OpenLine & { readonly list_id: string; readonly no: string; readonly client: string; readonly spec: string; readonly names: readonly string[] };

/** What is still to be bought for the agent's clients, in the order of the rule. */
async function openLines({ tx, actor }: AgentScene): Promise<Found[]> {
  const rows = await tx.selectFrom("agents.line as n").innerJoin("agents.list as l", "l.id", "n.list_id").innerJoin("agents.client as c", "c.id", "l.client_id").leftJoin("kernel.trade_item as i", "i.id", "n.item_id").leftJoin("kernel.species as s", "s.id", "i.species_id")
    .select(["n.id", "n.item_id", "i.species_id", "n.substitute", "n.grade", "n.unit", "n.limit_price", "n.priority", "n.spec", "l.id as list_id", "l.no", "c.name as client", "i.zh", "s.zh as species", sql<number>`n.quantity - n.filled`.as("open")])
    .where("l.agent_id", "=", partyOf(actor)).where("l.closed_at", "is", null).where("n.state", "=", "open").whereRef("n.filled", "<", "n.quantity").orderBy("l.given_at").orderBy("l.no").orderBy("n.place").execute();
  return rows.map((row) => ({
    id: row.id, itemId: row.item_id, speciesId: row.species_id, substitute: row.substitute, grade: row.grade, unit: row.unit, limit: row.limit_price, priority: row.priority, open: row.open, list_id: row.list_id, no: row.no, client: row.client, spec: row.zh ?? row.spec,
    names: [row.substitute ? (row.species ?? row.zh) : row.zh].filter((name) => name !== null),
  }));
}

/** Supply lines whose name is that of a wanted item, or of its species where a substitute will do. */
async function offersFor({ ask }: AgentScene, lines: readonly Found[]): Promise<Omit<OfferFound, "misfit">[]> {
  const found = new Map<string, Omit<OfferFound, "misfit">>();
  for (const query of new Set(lines.flatMap((line) => line.names))) {
    const { lines: supply } = await ask(offers.actions.market, { query: query.slice(0, 60), limit: MAX_OFFERS_A_NAME });
    for (const one of supply) {
      if (!one.can.includes("buy")) continue;
      found.set(one.id, { lineId: one.id, kind: one.kind, itemId: one.itemId, itemZh: one.itemZh, itemEn: one.itemEn, grade: one.grade, grower: one.grower, unit: one.unit, price: one.price, left: one.left, minQuantity: one.minQuantity, until: one.until });
    }
  }
  return [...found.values()];
}

/** Lots that wait or run on today's clocks. */
async function queues({ ask, businessDate }: AgentScene): Promise<Omit<ClockFound, "misfit">[]> {
  const { sessions } = await ask(clock.actions.sessions, { from: businessDate, limit: MAX_SESSIONS * 4 });
  const live = sessions.filter((session) => session.status === "open" || session.status === "planned").slice(0, MAX_SESSIONS);
  const found = [];
  for (const session of live) {
    const { entries } = await ask(clock.actions.queue, { sessionId: session.id, limit: MAX_ENTRIES });
    for (const one of entries) {
      if ((one.status !== "queued" && one.status !== "running") || one.remaining < 1) continue;
      found.push({
        sessionId: session.id, session: session.title, open: session.status === "open", lotId: one.lotId, lotNo: one.lotNo, clock: one.clock, itemId: one.itemId, itemZh: one.itemZh, itemEn: one.itemEn, grade: one.grade, grower: one.grower, unit: one.unit,
        price: one.startPrice, left: one.remaining, floorPrice: one.floorPrice, minPress: one.minPress, recentPrice: one.recentPrice,
      });
    }
  }
  return found;
}

async function speciesOf({ tx }: AgentScene, itemIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const ids = [...new Set(itemIds)];
  const rows = ids.length === 0 ? [] : await tx.selectFrom("kernel.trade_item").select(["id", "species_id"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row.species_id]));
}
