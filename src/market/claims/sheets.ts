/** The lists of claims as tables: claims, their evidence line by line, the classes and the sales they are computed from. They only go out. */
import { column } from "../../engines/table/column.ts";
import { count, decimal, money, price, unit } from "../../engines/table/figure-columns.ts";
import { reportOf, type Written } from "../../engines/table/list.ts";
import { choice, code, day, text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import { CHANNELS } from "../settlement/contract.ts";
import { ASKS, CLASSES, FAULTS, OUTCOMES, STATES } from "./rules.ts";
import type { ClaimRow, ClaimView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const wordsOf = <K extends string>(codes: readonly K[], chinese: Readonly<Record<K, string>>, english: Readonly<Record<K, string>>) => choice(Object.fromEntries(codes.map((one) => [one, { zh: chinese[one], en: english[one] }])) as Record<K, { zh: string; en: string }>);
const unitOf = (word: string) => (isUnit(word) ? word : null);
const item = { zh: "商品", en: "Item", width: 28 } as const;
const lot = column(code(), { zh: "批次号", en: "Lot", width: 18 });
const units = column(unit(), { zh: "单位", en: "Unit", width: 8 });
const PPM_PER_PERCENT = 10_000;
const SHARE_PLACES = 4;
const CENTI = 100;
const MICRO = 1_000_000;

export const CLAIMS = reportOf({ zh: "投诉", en: "claims" }, {
  no: column(code(), { zh: "投诉号", en: "No.", width: 18 }), filed: column(text(), { zh: "提出", en: "Filed", width: 18 }), state: column(wordsOf(STATES, zh.states, en.states), { zh: "状态", en: "State", width: 14 }), due: column(text(), { zh: "期限", en: "Deadline", width: 18 }),
  saleDate: column(day(), { zh: "成交日", en: "Sold on", width: 12 }), channel: column(wordsOf(CHANNELS, zh.channels, en.channels), { zh: "渠道", en: "Channel", width: 10 }), lot, item: column(text(), item), grade: column(text(), { zh: "等级", en: "Grade", width: 8 }),
  grower: column(text(), { zh: "花农", en: "Grower", width: 16 }), buyer: column(text(), { zh: "采购商", en: "Buyer", width: 18 }), quantity: column(count(), { zh: "成交数量", en: "Sold", width: 10 }), claimed: column(count(), { zh: "投诉数量", en: "Claimed", width: 10 }), unit: units,
  price: column(price(), { zh: "单价", en: "Price", width: 10 }), gross: column(money(), { zh: "成交额", en: "Amount", width: 12 }), fault: column(wordsOf(FAULTS, zh.faults, en.faults), { zh: "问题", en: "Fault", width: 12 }), ask: column(wordsOf(ASKS, zh.asks, en.asks), { zh: "要求", en: "Asked", width: 14 }), askAmount: column(money(), { zh: "要求金额", en: "Amount asked", width: 12 }),
  offered: column(money(), { zh: "花农愿退", en: "Offered", width: 12 }), outcome: column(wordsOf(OUTCOMES, zh.outcomes, en.outcomes), { zh: "结果", en: "Outcome", width: 12 }), money: column(money(), { zh: "退款", en: "Given back", width: 12 }), moneyDate: column(day(), { zh: "记在", en: "Booked on", width: 12 }),
});
const EVIDENCE_KINDS = { photo: { zh: "照片", en: "photo" }, temperature: { zh: "温度", en: "temperature" }, step: { zh: "经过", en: "step" } } as const;
export const EVIDENCE = reportOf({ zh: "投诉证据", en: "evidence" }, {
  kind: column(choice(EVIDENCE_KINDS), { zh: "类别", en: "Kind", width: 12 }), at: column(text(), { zh: "时间", en: "Time", width: 18 }), as: column(wordsOf(["buyer", "grower", "market", "deadline"] as const, zh.as, en.as), { zh: "谁", en: "Who", width: 12 }), by: column(text(), { zh: "姓名", en: "Name", width: 16 }),
  what: column(text(), { zh: "内容", en: "What", width: 30 }), place: column(text(), { zh: "地点", en: "Place", width: 22 }), lat: column(decimal({ places: 6 }), { zh: "纬度", en: "Latitude", width: 12 }), lon: column(decimal({ places: 6 }), { zh: "经度", en: "Longitude", width: 12 }),
  celsius: column(decimal({ places: 2 }), { zh: "温度 °C", en: "Temperature °C", width: 12 }), amount: column(money(), { zh: "金额", en: "Amount", width: 12 }), file: column(text(), { zh: "照片编号", en: "Photo id", width: 38 }),
});
export const QUALITY = reportOf({ zh: "质量等级", en: "quality classes" }, {
  grower: column(text(), { zh: "花农", en: "Grower", width: 18 }), class: column(wordsOf(CLASSES, { A: "A", B: "B", C: "C" }, { A: "A", B: "B", C: "C" }), { zh: "等级", en: "Class", width: 8 }), share: column(decimal({ places: SHARE_PLACES }), { zh: "投诉成立占比 %", en: "Share %", width: 14 }),
  sold: column(count(), { zh: "成交数量", en: "Sold", width: 12 }), claimed: column(count(), { zh: "成立数量", en: "Accepted", width: 12 }), on: column(day(), { zh: "公布日", en: "Published", width: 12 }),
});
export const QUALITY_LINES = reportOf({ zh: "质量指数明细", en: "index lines" }, {
  day: column(day(), { zh: "成交日", en: "Sold on", width: 12 }), lot, item: column(text(), item), quantity: column(count(), { zh: "成交数量", en: "Sold", width: 10 }), claimed: column(count(), { zh: "成立数量", en: "Accepted", width: 10 }), unit: units, no: column(code(), { zh: "投诉号", en: "Claim", width: 18 }),
});

type Told = (iso: string) => string;
export const claimLine = (row: ClaimRow, told: Told): Written<typeof CLAIMS.columns> => ({
  no: row.no, filed: told(row.filedAt), state: row.state, due: row.dueAt === null || row.state === "closed" ? null : told(row.dueAt), saleDate: row.saleDate, channel: row.channel, lot: row.lotNo, item: row.itemZh, grade: row.grade, grower: row.grower, buyer: row.buyer, quantity: row.quantity, claimed: row.units, unit: unitOf(row.unit),
  price: row.price, gross: row.gross, fault: row.fault, ask: row.ask, askAmount: row.askAmount, offered: row.offered, outcome: row.outcome, money: row.outcome === null ? null : row.outcomeAmount, moneyDate: row.moneyDate,
});
/** Everything that speaks for or against, in the order of time. */
export function evidenceLines({ photos, temperatures, steps, claim, text: said }: ClaimView, told: Told, words: { readonly steps: Readonly<Record<string, string>> }): Written<typeof EVIDENCE.columns>[] {
  const at = (one: { readonly at: string }): number => Date.parse(one.at);
  return [
    ...photos.map((one) => ({ at: one.takenAt, line: { kind: "photo" as const, as: one.by, place: one.place, lat: one.latE6 === null ? null : one.latE6 / MICRO, lon: one.lonE6 === null ? null : one.lonE6 / MICRO, file: one.photoId } })),
    ...temperatures.map((one) => ({ at: one.at, line: { kind: "temperature" as const, as: "buyer" as const, celsius: one.centi / CENTI } })),
    ...steps.map((one, n) => ({ at: one.at, line: { kind: "step" as const, as: one.as, by: one.by, what: [words.steps[one.kind] ?? one.kind, one.text || (n === 0 ? said : "")].filter((part) => part !== "").join(" · "), amount: one.amount ?? (n === 0 ? claim.askAmount : null) } })),
  ].toSorted((a, b) => at(a) - at(b)).map(({ at: when, line }) => ({ ...line, at: told(when) }));
}
export const sharePercent = (ppm: number): number => ppm / PPM_PER_PERCENT;
export { unitOf };
