import { findAt, HAN_NUMBER, hanNumber, NUMBER, UNIT } from "./text.ts";

/** What one unit may cost at most, as people write it: 不超过12块 · <=18.5 · 12块5 · ￥12.5/盆 · 8毛 · 10-12块 · 12以内. */
export interface PriceMark {
  readonly to: number;
  /** Fen; of a range the upper end. */
  readonly fen: number;
  /** The unit that was named with it, as written; null when none was. */
  readonly per: string | null;
  /** 左右: the writer leaves room, which a limit cannot. */
  readonly about: boolean;
}

interface Amount {
  readonly fen: number;
  readonly to: number;
  /** A currency was written, so that it can be nothing else. */
  readonly named: boolean;
}

const LEAD = /(?:不要超过|不能超过|别超过|不超过|不高于|不超|最高价?|最多|限价|限|封顶价?|上限|低于|小于|控制在|单价|价格?|报价|出价|max|≤|<=|<|@)\s*:?\s*/y;
const TAIL = /\s*(?:以内|以下|之内|之下|封顶|以里|到顶|左右|上下|内)/y;
const PER = new RegExp(String.raw`\s*(?:/|每|一|per\s*)\s*(${UNIT}|个)`, "y");
const GOODS = new RegExp(String.raw`\s*(?:万|千|w|k|个)?\s*${UNIT}|\s*(?:万|千|w(?![a-z])|k(?![a-z])|寸|cm|公分|个)`, "y");
const FIGURE = new RegExp(`¥?\\s*(${NUMBER})`, "y");
const RANGE = new RegExp(String.raw`\s*[-~到至]\s*¥?\s*(?=${NUMBER})`, "y");
const HAN_MONEY = new RegExp(`(${HAN_NUMBER})(?=块|元|毛|角)`, "y");
const YUAN = /\s*(?:块钱|块|元|圆|rmb|yuan)/y;
const JIAO = /\s*(?:毛|角)/y;
/** 12块5, 12块55, 12块半, 两块五; never the number of the goods that follow. */
const REST = new RegExp(String.raw`(?:(\d{1,2})(?![\d.,])|([半一二三四五六七八九]))(?:毛|角)?(?!\s*(?:万|千|w|k|个|寸|cm|级|${UNIT}))`, "y");
const FEN = 100;

/** A price that begins at this place, or null. */
export function priceAt(text: string, at: number): PriceMark | null {
  const lead = findAt(LEAD, text, at);
  const first = amountAt(text, lead?.to ?? at);
  if (first === null) return null;
  const range = findAt(RANGE, text, first.to);
  const amount = (range === null ? null : amountAt(text, range.to)) ?? first;
  const tail = findAt(TAIL, text, amount.to);
  const about = tail !== null && /左右|上下/.test(tail.groups[0]!);
  const per = findAt(PER, text, tail?.to ?? amount.to);
  const sure = amount.named || per !== null || (tail !== null && !about);
  // "最多200盆" speaks of goods, "10-12" without a currency of nothing yet.
  if (!sure && (lead === null || findAt(GOODS, text, amount.to) !== null)) return null;
  return { to: per?.to ?? tail?.to ?? amount.to, fen: amount.fen, per: per?.groups[1] === "个" ? null : (per?.groups[1] ?? null), about };
}

function amountAt(text: string, at: number): Amount | null {
  const figure = findAt(FIGURE, text, at);
  const han = figure === null ? findAt(HAN_MONEY, text, at) : null;
  const found = figure ?? han;
  if (found === null) return null;
  const whole = figure === null ? hanNumber(han!.groups[1]!) : null;
  const fen = figure === null ? (whole === null ? null : whole * FEN) : fenOf(figure.groups[1]!.replaceAll(",", ""));
  if (fen === null) return null;
  const jiao = findAt(JIAO, text, found.to);
  if (jiao !== null) return fen % 10 === 0 ? { fen: fen / 10, to: jiao.to, named: true } : null;
  const yuan = findAt(YUAN, text, found.to);
  if (yuan === null) return { fen, to: found.to, named: figure?.groups[0]!.startsWith("¥") === true };
  const rest = fen % FEN === 0 ? findAt(REST, text, yuan.to) : null;
  return rest === null ? { fen, to: yuan.to, named: true } : { fen: fen + restOf(rest.groups[1], rest.groups[2]), to: rest.to, named: true };
}

const restOf = (digits: string | undefined, han: string | undefined): number =>
  digits !== undefined ? (digits.length === 1 ? Number(digits) * 10 : Number(digits)) : han === "半" ? 50 : "零一二三四五六七八九".indexOf(han ?? "零") * 10;

/** 18.5 → 1850; null for more than two decimals, or more than anybody pays. */
function fenOf(text: string): number | null {
  const [yuan = "", rest = ""] = text.split(".");
  if (rest.length > 2 || yuan.length > 8) return null;
  return Number(yuan === "" ? "0" : yuan) * FEN + Number(rest.padEnd(2, "0"));
}
