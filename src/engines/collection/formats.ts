/**
 * The sources whose files are read, each as a table: which headings mean which field, and what a file that does not say it means.
 * A new source of ordinary tables is one more entry here.
 */
import type { Field } from "./fields.ts";
import type { CollectionChannel, CollectionUnit } from "./standard.ts";

/** What is known about a file besides its rows. */
export interface FileFacts {
  /** Without its folder. */
  readonly name: string;
  /** The sheet of a workbook that was read; "" for text. */
  readonly sheet: string;
  /** Set by whoever hands the file over; they go before what the file's name says. */
  readonly date?: string | undefined;
  readonly market?: string | undefined;
  readonly item?: string | undefined;
  readonly unit?: CollectionUnit | undefined;
  readonly stems?: number | undefined;
}

/** What every row without the column means. Only what a file does not say is taken from here. */
export interface Defaults {
  readonly businessDate?: string | undefined;
  readonly market?: string | undefined;
  readonly species?: string | undefined;
  readonly category?: string | undefined;
  readonly unit?: CollectionUnit | undefined;
  readonly stems?: number | undefined;
}

export interface SourceFormat {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly currency: string;
  readonly channel: CollectionChannel;
  /** Headings by field, compared without case, blanks and marks. */
  readonly headings: Readonly<Partial<Record<Field, readonly string[]>>>;
  /** Headings that are known and mean nothing here. */
  readonly ignored: readonly string[];
  readonly needed: readonly Field[];
  defaults(facts: FileFacts): Defaults;
  /** Names of markets that files give by number. */
  readonly marketNames: Readonly<Record<string, string>>;
  /** Whether the unit tells series apart; where a source's files disagree about saying it, it does not. */
  readonly unitInKey: boolean;
}

const ISO = /(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})/;
/** The first day a name holds: `0000000001_2026-05-29.xls`, `Sheet_20260804(1)`. */
function dayIn(...texts: readonly string[]): string | undefined {
  for (const text of texts) {
    for (const found of text.matchAll(new RegExp(ISO, "g"))) {
      const [, year, month, day] = found;
      if (Number(year) >= 1990 && Number(year) < 2200 && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31) return `${year}-${month}-${day}`;
    }
  }
  return undefined;
}

const YANGJAE = "aT화훼(양재)";

/** Day files (.xls) and the long CSV of the Korean aT auctions. Prices in won per 속 (bunch) or 분 (pot). */
const KOREA: SourceFormat = {
  code: "kr-at", zh: "韩国 aT 花卉拍卖", en: "Korea, aT flower auctions", currency: "KRW", channel: "auction",
  headings: {
    businessDate: ["auction_date", "경매일자", "경매일", "일자", "date"], marketCode: ["market_code", "공판장코드"], market: ["market_name", "공판장", "공판장명", "market"], category: ["category", "부류", "부류명"],
    species: ["item_name", "품목명", "품목"], variety: ["variety_name", "품종명", "품종"], grade: ["grade", "등급"], unit: ["unit", "단위"],
    quantity: ["trade_volume", "속수량", "거래량", "수량", "분수량"], min: ["min_price", "최저단가", "최저가"], max: ["max_price", "최고단가", "최고가"], mean: ["avg_price", "평균단가", "평균가"],
  },
  ignored: ["auction_type", "source", "fetched_at", "거래금액", "금액"],
  needed: ["species", "variety", "grade", "quantity", "mean"],
  marketNames: { "0000000001": YANGJAE },
  // A day file counts pots among its 속; only the CSV says which are 분.
  unitInKey: false,
  defaults: ({ name, date, market, unit }) => {
    const code = /^(\d{10})_/.exec(name)?.[1];
    return { businessDate: date ?? dayIn(name), market: market ?? (code === undefined ? undefined : (KOREA.marketNames[code] ?? code)), unit };
  },
};

const AMIS_MARKETS: readonly (readonly [RegExp, string])[] = [[/taipei|台北|臺北/i, "台北"], [/taichung|台中|臺中/i, "台中"], [/changhua|彰化/i, "彰化"], [/tainan|台南|臺南/i, "台南"], [/kaohsiung|高雄/i, "高雄"]];
/** Lilies are sold in bunches of five; anthuriums are quoted by the stem. */
const AMIS_FLOWERS: readonly (readonly [RegExp, { readonly species: string; readonly unit: CollectionUnit; readonly stems?: number }])[] = [
  [/lily|百合/i, { species: "百合", unit: "bunch", stems: 5 }], [/anthurium|火鶴|火鹤|红掌/i, { species: "火鶴花", unit: "stem" }],
];

/** Series of Taiwan's wholesale flower markets: CSV with days of the Republic, JSON with a market in each row. */
const TAIWAN: SourceFormat = {
  code: "tw-amis", zh: "台湾花卉批发市场", en: "Taiwan, wholesale flower markets", currency: "TWD", channel: "auction",
  headings: {
    businessDate: ["date", "d", "日期", "交易日期", "transdate"], market: ["market", "市場", "市场", "市場名稱", "marketname"], marketCode: ["marketcode", "市場代號"],
    species: ["item", "產品", "产品", "花種", "cropname", "產品名稱"], variety: ["variety", "品種", "品种"], grade: ["grade", "等級"], unit: ["unit", "單位"], stems: ["stems"],
    mean: ["average_price", "avg_price", "平均價", "平均价", "平均價格"], max: ["最高價", "upper_price", "上價"], min: ["最低價", "lower_price", "下價"], quantity: ["total_sell", "volume", "交易量", "成交量"],
  },
  ignored: ["year", "week", "month", "weekday", "增減%", "殘貨量", "中價", "middle_price"],
  needed: ["businessDate", "mean"],
  marketNames: {},
  unitInKey: true,
  defaults: ({ name, market, item, unit, stems }) => {
    const flower = AMIS_FLOWERS.find(([word]) => word.test(item ?? name))?.[1];
    return { market: market ?? AMIS_MARKETS.find(([word]) => word.test(name))?.[1], species: item ?? flower?.species, unit: unit ?? flower?.unit, stems: stems ?? (unit === undefined ? flower?.stems : undefined) };
  },
};

/** A florist's purchase list on the mainland: yuan a bunch, and how many stems it holds. */
const FLORIST: SourceFormat = {
  code: "cn-florist", zh: "花店采购价目", en: "Mainland China, florists' purchase list", currency: "CNY", channel: "wholesale",
  headings: {
    businessDate: ["日期", "date"], market: ["市场", "market"], category: ["类别"], species: ["花材类型"], variety: ["名称"], grade: ["等级", "级别"], unit: ["单位"], stems: ["每扎数量", "每扎枝数"], mean: ["单价", "价格"], quantity: ["数量"],
  },
  // A quotient of two other columns; it would only repeat them, rounded.
  ignored: ["单枝成本"],
  needed: ["variety", "species", "stems", "mean"],
  marketNames: {},
  unitInKey: true,
  defaults: ({ name, sheet, date, market, unit }) => ({ businessDate: date ?? dayIn(sheet, name), market: market ?? "花店采购", unit: unit ?? "bunch" }),
};

/** Supermarket purchase prices of vegetables, yuan a kilogram, by an article's number. */
const RETAIL: SourceFormat = {
  code: "cn-retail", zh: "商超批发价", en: "Mainland China, supermarket purchase prices", currency: "CNY", channel: "wholesale",
  headings: { businessDate: ["日期"], market: ["门店", "市场"], species: ["单品编码", "单品名称"], mean: ["批发价格(元/千克)", "批发价格"], quantity: ["数量"] },
  ignored: [],
  needed: ["businessDate", "species", "mean"],
  marketNames: {},
  unitInKey: true,
  defaults: ({ market, unit }) => ({ market: market ?? "商超", unit: unit ?? "kilogram" }),
};

/** Our own file: one heading a field, documented on the page of the standard. */
const NEUTRAL: SourceFormat = {
  code: "neutral", zh: "通用价格表", en: "Neutral price file", currency: "CNY", channel: "wholesale",
  headings: {
    businessDate: ["business_date", "业务日", "日期"], market: ["market", "市场"], category: ["category", "类别"], species: ["species", "品种", "花名"], variety: ["variety", "品系"], grade: ["grade", "等级"], potCm: ["pot_cm", "盆径"], pack: ["pack", "包装"],
    unit: ["unit", "单位"], stems: ["stems", "每扎枝数"], channel: ["channel", "渠道"], quantity: ["quantity", "数量"], mean: ["price", "均价", "价格"], min: ["min_price", "最低价"], max: ["max_price", "最高价"], currency: ["currency", "币种"], reason: ["reason", "异常原因"],
  },
  ignored: ["note", "备注"],
  needed: ["businessDate", "market", "species", "unit", "mean"],
  marketNames: {},
  unitInKey: true,
  defaults: ({ date, market, item, unit, stems }) => ({ businessDate: date, market, species: item, unit, stems }),
};

export const SOURCE_FORMATS = [KOREA, TAIWAN, FLORIST, RETAIL, NEUTRAL] as const;
export const formatNamed = (code: string): SourceFormat | undefined => SOURCE_FORMATS.find((one) => one.code === code);
