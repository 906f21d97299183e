/** Which characters the bytes of a text file are: by their mark, by what they can be, and between GBK and Big5 by what they say. */
import { SheetFault } from "./fault.ts";
import type { Encoding } from "./kinds.ts";

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const begins = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

export function decode(bytes: Uint8Array): Decoded {
  if (begins(bytes, 0xff, 0xfe)) return utf16(bytes, "utf-16le");
  if (begins(bytes, 0xfe, 0xff)) return utf16(bytes, "utf-16be");
  const bare = bareUtf16(bytes);
  if (bare !== null) return utf16(bytes, bare);
  const utf8 = tryDecode(bytes, "utf-8");
  if (utf8 !== null) return { text: utf8, encoding: "UTF-8" };
  const gb = tryDecode(bytes, "gb18030");
  const big5 = tryDecode(bytes, "big5");
  if (gb === null && big5 === null) throw new SheetFault("unknown_encoding", "");
  if (gb === null || (big5 !== null && likeness(big5) > likeness(gb))) return { text: big5!, encoding: "Big5" };
  return { text: gb, encoding: "GB18030" };
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function utf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): Decoded {
  const text = tryDecode(bytes, encoding);
  if (text === null) throw new SheetFault("unknown_encoding", encoding);
  return { text, encoding: "UTF-16" };
}

const LOOKED_AT = 2_000;
const SHARE_OF_NULS = 0.2;

/** Without a mark, UTF-16 shows by the zero half of its digits, commas and line ends. */
function bareUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const head = bytes.subarray(0, LOOKED_AT);
  let [even, odd] = [0, 0];
  for (const [at, byte] of head.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const least = (head.length / 2) * SHARE_OF_NULS;
  if (odd > least && even === 0) return "utf-16le";
  return even > least && odd === 0 ? "utf-16be" : null;
}

/** Characters that stand in nearly every Chinese list, in both scripts: what is decoded wrongly is made of rare ones. */
const COMMON = new Set(
  "的一是不在有人中大上个个個国國我他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里裡如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又么麼利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系系军軍很情者最立代想已通并並提直题題党程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据處处队隊南给給色光门門即保治北造百规規热熱领領七海口东東导導器压壓志世金增争爭济濟阶階油思术術极極交受联聯什认認六共权權收证證改清己美再采採转轉更单單风風切打白教速花带帶安场場身车車例真务務具万萬每目至达達走积積示议議声聲报報斗完类類八离離华華名确確才科张張信马馬节節话話米整空元况今集温溫传傳土许許步群广廣石记記需段研界拉林律叫且究观觀越织織装裝影算低持音众眾书書布复复容儿兒须須际際商非验驗连連断斷深难難近矿礦千周委素技备備半办辦青省列习習响響约約支般史感劳勞便团團往酸历歷市克何除消构構府称稱太准准精值号號率族维維划划选選标標写寫存候毛亲親快效斯院查江型眼王按格养養易置派层層片始却专專状狀育厂廠京识識适適属屬圆圓包火住调調满滿县縣局照参參红紅细細引听聽该該铁鐵价價严嚴盆株箱兰蘭批价價備注註單價數量編碼編號稱規格合計金額付款客戶戶地址電話備註品名蝴蝶玫瑰百合康乃馨月季菊掌多肉枝扎梗苗级",
);
const CJK = /[\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff]/u;

/** The share of common characters among the Chinese ones. */
function likeness(text: string): number {
  let [common, all] = [0, 0];
  for (const char of text.slice(0, LOOKED_AT * 10)) {
    if (!CJK.test(char)) continue;
    all += 1;
    if (COMMON.has(char)) common += 1;
  }
  return all === 0 ? 0 : common / all;
}
