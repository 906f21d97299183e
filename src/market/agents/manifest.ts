import { sql } from "kysely";
import { column } from "../../engines/table/column.ts";
import { count, money, price } from "../../engines/table/figure-columns.ts";
import { defineList } from "../../engines/table/list.ts";
import { choice, code, day, text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import { giveOut } from "../../kernel/sheets/exchange.ts";
import { CHANNELS } from "../settlement/contract.ts";
import type { agents } from "./contract.ts";
import { contextOf, unitText } from "./list.ts";
import { loadOf } from "./rules.ts";
import { clientOf, marketOf, packingOf, type AgentScene } from "./scene.ts";
import { fillRows } from "./sight.ts";
import type { Tables } from "./store.ts";
import type { ManifestView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Everything that was bought for one client, whoever sold it, on one paper. */
type Noun = Pick<Handlers<typeof agents, Tables>, "manifest" | "printManifest" | "exportManifest">;

export const manifestHandlers: Noun = {
  manifest: (scene, { clientId, from, to }) => manifestOf(scene, clientId, from, to),

  async printManifest(scene, { clientId, from, to, ...wanted }) {
    const view = await manifestOf(scene, clientId, from, to);
    if (view.lines.length === 0) return scene.refuse("nothing_bought", { client: view.client });
    return scene.ask(print.actions.render, { ...wanted, name: view.no, paper: { kind: "client_manifest", papers: [paperOf(view)] } });
  },

  async exportManifest(scene, { clientId, from, to, language }) {
    const view = await manifestOf(scene, clientId, from, to);
    const rows = view.lines.map((line) => ({ ...line, item: language === "en" && line.itemEn !== "" ? line.itemEn : line.itemZh, unit: unitText(line.unit, language) }));
    return giveOut(MANIFEST, rows, await contextOf(scene, language), `${view.client} ${view.from}`);
  },
};

const channels = Object.fromEntries(CHANNELS.map((channel) => [channel, { zh: zh.channels[channel], en: en.channels[channel] }])) as Record<(typeof CHANNELS)[number], { zh: string; en: string }>;
const MANIFEST = defineList({
  name: { zh: "代拍清单", en: "manifest" },
  columns: {
    onDay: column(day(), { zh: "业务日", en: "Day", width: 12 }), listNo: column(code(), { zh: "采购单", en: "List", width: 18 }), lotNo: column(code(), { zh: "批次", en: "Lot", width: 18 }), item: column(text(), { zh: "商品", en: "Item", width: 30 }),
    grade: column(code(), { zh: "等级", en: "Grade", width: 6 }), channel: column(choice(channels), { zh: "渠道", en: "Channel", width: 10 }), seller: column(text(), { zh: "供货人", en: "Supplier", width: 18 }), place: column(text(), { zh: "货位", en: "Stand", width: 14 }),
    units: column(count(), { zh: "数量", en: "Quantity", width: 10 }), unit: column(text(), { zh: "单位", en: "Unit", width: 6 }), trolleys: column(count(), { zh: "笼车", en: "Trolleys", width: 8 }), boxes: column(count(), { zh: "箱", en: "Boxes", width: 8 }),
    price: column(price(), { zh: "单价", en: "Price", width: 10 }), goods: column(money(), { zh: "货款", en: "Goods", width: 12 }),
  },
  key: { columns: ["lotNo"], blank: "new", unknown: "new" },
});

async function manifestOf(scene: AgentScene, clientId: string, asked: string | undefined, until: string | undefined): Promise<ManifestView> {
  const { tx, businessDate } = scene;
  const { client, as } = await clientOf(scene, clientId);
  const hidden = as === "client" && client.hides_suppliers;
  const from = asked ?? businessDate;
  const to = until ?? asked ?? businessDate;
  const rows = await fillRows(tx).innerJoin("agents.line as n", "n.id", "f.line_id").innerJoin("agents.list as l", "l.id", "n.list_id").innerJoin("kernel.lot as lot", "lot.id", "p.lot_id")
    .select(["l.no as list_no", sql<string>`coalesce(lot.attributes ->> 'place', '')`.as("place")])
    .where("l.client_id", "=", clientId).where("f.back_at", "is", null).where("p.business_date", ">=", from).where("p.business_date", "<=", to).orderBy("p.business_date").orderBy("i.zh").orderBy("p.lot_no").orderBy("f.id").execute();
  const lines = rows.map((row) => ({
    onDay: row.business_date, listNo: row.list_no, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, grade: row.grade, channel: row.channel as (typeof CHANNELS)[number], seller: hidden ? null : row.seller, place: row.place,
    units: row.units, unit: row.unit, ...loadOf(row.units, packingOf(row.packing)), price: row.price, goods: row.goods - row.refunded,
  }));
  // The commission as it was charged over these days, so that the paper agrees with the statement.
  const { commission } = await tx.selectFrom("agents.entry").select(sql<number>`coalesce(sum(amount), 0)::bigint`.as("commission")).where("client_id", "=", clientId).where("kind", "=", "commission").where("on_day", ">=", from).where("on_day", "<=", to).executeTakeFirstOrThrow();
  const agent = await tx.selectFrom("kernel.party").select("name").where("id", "=", client.agent_id).executeTakeFirstOrThrow();
  const { currency, zh: nameZh, en: nameEn, demo } = await marketOf(tx);
  const sum = (of: (line: (typeof lines)[number]) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const goods = sum((line) => line.goods);
  return {
    no: `M${from.replaceAll("-", "")}-${clientId.slice(-6).toUpperCase()}`, clientId, client: client.name, town: client.town, agent: agent.name, from, to, currency, market: { zh: nameZh, en: nameEn, demo }, path: `/my-lists/manifest/${clientId}?from=${from}&to=${to}`, lines,
    sums: [...Map.groupBy(lines, (line) => line.unit)].map(([unit, own]) => ({ unit, units: own.reduce((total, line) => total + line.units, 0), lots: new Set(own.map((line) => line.lotNo)).size })),
    trolleys: sum((line) => line.trolleys), boxes: sum((line) => line.boxes), goods, commission, total: goods + commission, hidden: client.hides_suppliers,
  };
}

function paperOf(view: ManifestView): PaperData<"client_manifest"> {
  return {
    market: { zh: view.market.zh, en: view.market.en }, demo: view.market.demo, code: view.path, currency: view.currency, no: view.no, day: view.from, until: view.to === view.from ? null : view.to, client: view.client, town: view.town === "" ? null : view.town, agent: view.agent,
    trolleys: view.trolleys, boxes: view.boxes, goods: view.goods, commission: view.commission === 0 ? null : view.commission, total: view.total,
    lines: view.lines.map((line) => ({
      lotNo: line.lotNo, item: { zh: line.itemZh, en: line.itemEn }, grade: line.grade, supplier: line.seller, stand: line.place === "" ? null : line.place, quantity: amountOf(line.units, line.unit), trolleys: line.trolleys === 0 ? null : line.trolleys, boxes: line.boxes === 0 ? null : line.boxes,
      price: line.price, amount: line.goods, checked: "□",
    })),
    sums: view.sums.map((one) => ({ quantity: amountOf(one.units, one.unit), lots: one.lots })),
  };
}

function amountOf(quantity: number, unit: string) {
  if (!isUnit(unit)) throw new Error(`No words are known for the unit ${unit}.`);
  return { quantity, unit };
}
