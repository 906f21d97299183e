import { bestDay } from "../../engines/planting/best-day.ts";
import { type ChannelFacts, isThin, netOf, splitOf } from "../../engines/planting/channels.ts";
import type { Output } from "../../kernel/machinery/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { prices } from "../prices/contract.ts";
import type { guidance } from "./contract.ts";
import { CHANNEL_DAYS, DAY_HISTORY_DAYS, MAX_DAYS_TO_SELL } from "./rules.ts";
import { itemOf, marketOf } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { ChannelView } from "./views.ts";

type Noun = Pick<Handlers<typeof guidance, Tables>, "selling">;
type Periods = Output<(typeof prices)["actions"]["history"]["output"]>["periods"];

/** Ways a grower can choose for a lot; a contract, an offer or an agent's list is somebody else's wish. */
const CHOICES = ["clock", "presale", "catalogue", "stall", "pooled", "live"] as const;
const ACTIVE = ["declared", "received", "offered"];
/** What a pot that does not sell may still bring, of the price, and nothing for carrying: he goes to the market anyhow. */
const SALVAGE = 0.2;

export const sellingHandlers: Noun = {
  async selling(scene, { lotId, risk, days }) {
    const { tx, actor, ask, businessDate, refuse } = scene;
    const lot = await tx.selectFrom("kernel.lot").selectAll().where("id", "=", lotId).executeTakeFirst();
    if (lot === undefined || lot.grower_id !== actor.partyId) return refuse("not_found", { lot: lotId });
    const units = lot.status === "declared" ? lot.declared : lot.on_hand - lot.held;
    if (units <= 0 || !ACTIVE.includes(lot.status)) return refuse("nothing_left", { no: lot.no });
    const item = await itemOf(scene, lot.item_id);
    const market = await marketOf(scene);
    const asked = { itemIds: [item.id], by: "all", byChannel: true, to: businessDate, days: CHANNEL_DAYS } as const;
    const graded = await ask(prices.actions.history, { ...asked, itemIds: [item.id], grade: lot.grade });
    const basis = graded.periods.some((one) => one.mean !== null && !isThin(one)) ? "grade" : "any_grade";
    const found = basis === "grade" ? graded : await ask(prices.actions.history, { ...asked, itemIds: [item.id] });
    const facts = CHOICES.map((channel) => factsOf(channel, found, (price) => market.feeShare(channel, item, price)));
    const known = facts.filter((one): one is ChannelFacts => "price" in one);
    const outlay = { salvage: SALVAGE * Math.max(0, ...known.map(({ price }) => price)), carrying: 0 };
    const nets = known.map((one) => netOf(one, outlay));
    const split = splitOf(nets, units, days, risk);
    const quantities = wholeOf(split.parts, units);
    const { periods: daily } = await ask(prices.actions.history, { itemIds: [item.id], by: "day", to: businessDate, days: DAY_HISTORY_DAYS });
    const day = bestDay(daily.flatMap((one) => (one.mean === null ? [] : [{ day: one.from, price: one.mean }])), addDays(businessDate, 1), MAX_DAYS_TO_SELL);
    return {
      today: businessDate, currency: market.currency, lotId: lot.id, no: lot.no, itemId: item.id, itemZh: item.zh, itemEn: item.en, unit: lot.unit, grade: lot.grade, units, lookedBack: CHANNEL_DAYS, basis, risk, days,
      channels: facts.map((one): ChannelView => {
        if (!("price" in one)) return { channel: one.channel, sales: one.sales, days: one.days, state: one.state, price: null, clearance: null, feePermille: null, net: null, deviation: null, aDay: null, units: null };
        const net = nets.find(({ channel }) => channel === one.channel)!;
        return { channel: one.channel, sales: one.sales, days: one.days, state: "known", price: one.price, clearance: one.clearance, feePermille: one.feeShare * 1_000, net: net.mean, deviation: net.deviation, aDay: net.aDay, units: quantities.get(one.channel) ?? 0 };
      }),
      left: units - [...quantities.values()].reduce((sum, one) => sum + one, 0), net: known.length === 0 ? null : split.mean, deviation: known.length === 0 ? null : split.deviation,
      day: day.ok ? { days: day.days, needed: day.days, best: day.best, coming: [...day.coming] } : { days: day.days, needed: day.needed, best: null, coming: [] },
    };
  },
};

type Unknown = { readonly channel: string; readonly sales: number; readonly days: number; readonly state: "thin" | "withheld" };

function factsOf(channel: string, { periods, unsold }: { readonly periods: Periods; readonly unsold: number }, feeOf: (price: number) => number): ChannelFacts | Unknown {
  const one = periods.find((period) => period.channel === channel);
  if (one === undefined) return { channel, sales: 0, days: 0, state: "thin" };
  if (isThin(one)) return { channel, sales: one.sales, days: one.days, state: "thin" };
  if (one.mean === null || one.units === null || one.deviation === null) return { channel, sales: one.sales, days: one.days, state: "withheld" };
  return { channel, sales: one.sales, days: one.days, units: one.units, price: one.mean, deviation: one.deviation, clearance: channel === "clock" ? one.units / (one.units + unsold) : null, feeShare: feeOf(one.mean) };
}

/** Shares in whole units that never come to more than there are; what rounding leaves over goes to the largest fractions. */
function wholeOf(parts: readonly { readonly channel: string; readonly share: number }[], units: number): Map<string, number> {
  const cells = parts.map(({ channel, share }) => ({ channel, exact: share * units, whole: Math.floor(share * units + 1e-9) }));
  let over = Math.round(cells.reduce((sum, cell) => sum + cell.exact, 0)) - cells.reduce((sum, cell) => sum + cell.whole, 0);
  for (const cell of cells.toSorted((a, b) => b.exact - b.whole - (a.exact - a.whole))) {
    if (over <= 0) break;
    cell.whole += 1;
    over -= 1;
  }
  return new Map(cells.map(({ channel, whole }) => [channel, whole]));
}
