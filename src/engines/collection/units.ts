/** Unit, channel and reason words of the sources, to the standard's own. */
import { foldTitle } from "../table/fold.ts";
import { COLLECTION_CHANNELS, COLLECTION_UNITS, OUTLIER_REASONS, type CollectionChannel, type CollectionUnit, type OutlierReason } from "./standard.ts";

const UNIT_NAMES: Readonly<Record<CollectionUnit, readonly string[]>> = {
  pot: ["盆", "盆栽", "분", "pots"], stem: ["枝", "梗", "朵", "본", "송이", "stems"], bunch: ["扎", "把", "束", "紮", "속", "단", "bunches"], plant: ["株", "棵", "주", "plants"], spike: ["支", "剑", "대", "spikes"],
  piece: ["件", "个", "個", "개", "pieces", "pcs"], box: ["箱", "盒", "상자", "boxes"], kilogram: ["公斤", "千克", "kg", "kilo", "kilograms"],
};
const CHANNEL_NAMES: Readonly<Record<CollectionChannel, readonly string[]>> = {
  auction: ["拍卖", "拍賣", "경매", "clock"], wholesale: ["批发", "批發", "도매"], retail: ["零售", "소매"], ecommerce: ["电商", "電商", "网购", "online"], contract: ["合同", "订单"], stall: ["档口", "摊位"], own: [],
};
const REASON_NAMES: Readonly<Record<OutlierReason, readonly string[]>> = {
  festival: ["节日", "節日"], short_supply: ["缺货", "供应不足", "缺貨"], glut: ["滞销", "供大于求"], weather: ["天气", "天氣"], quality_high: ["品质特优", "质优"], quality_low: ["品质差", "质差"], small_lot: ["量少", "零星"], new_variety: ["新品种"], confirmed: ["已核实", "核实"],
};

const table = <K extends string>(codes: readonly K[], names: Readonly<Record<K, readonly string[]>>): ReadonlyMap<string, K> => new Map(codes.flatMap((code) => [code, ...names[code]].map((name) => [foldTitle(name), code] as const)));
const UNITS = table(COLLECTION_UNITS, UNIT_NAMES);
const CHANNELS = table(COLLECTION_CHANNELS, CHANNEL_NAMES);
const REASONS = table(OUTLIER_REASONS, REASON_NAMES);

export const unitOf = (text: string): CollectionUnit | null => UNITS.get(foldTitle(text)) ?? null;
export const channelOf = (text: string): CollectionChannel | null => CHANNELS.get(foldTitle(text)) ?? null;
export const reasonOf = (text: string): OutlierReason | null => REASONS.get(foldTitle(text)) ?? null;
