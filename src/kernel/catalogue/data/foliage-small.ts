import { ALL_YEAR, months, speciesOf } from "./model.ts";

/** Small foliage plants for table, basket and terrarium, and the insect-eating plants. */
export const SMALL_FOLIAGE = speciesOf("foliage", [
  ["peperomia-obtusifolia", "圆叶椒草", ["豆瓣绿", "圆叶豆瓣绿"], "Peperomia obtusifolia", "baby rubber plant", "Piperaceae", [9, 12], ALL_YEAR],
  ["peperomia-argyreia", "西瓜皮椒草", ["西瓜皮豆瓣绿"], "Peperomia argyreia", "watermelon peperomia", "Piperaceae", [9, 12], ALL_YEAR],
  ["peperomia-caperata", "皱叶椒草", ["皱叶豆瓣绿"], "Peperomia caperata", "emerald ripple", "Piperaceae", [9, 12], ALL_YEAR],
  ["pilea-peperomioides", "镜面草", ["一点金"], "Pilea peperomioides", "Chinese money plant", "Urticaceae", [9, 12], ALL_YEAR],
  ["pilea-cadierei", "花叶冷水花", ["白雪草"], "Pilea cadierei", "aluminium plant", "Urticaceae", [9, 12], ALL_YEAR],
  ["soleirolia-soleirolii", "婴儿泪", ["金钱麻"], "Soleirolia soleirolii", "baby's tears", "Urticaceae", [9, 12], ALL_YEAR],
  ["fittonia-albivenis", "网纹草", ["费通花"], "Fittonia albivenis", "nerve plant", "Acanthaceae", [7, 9, 12], ALL_YEAR, { other: ["Fittonia verschaffeltii"] }],
  ["hypoestes-phyllostachya", "嫣红蔓", ["红点草"], "Hypoestes phyllostachya", "polka dot plant", "Acanthaceae", [7, 9, 12], ALL_YEAR],
  ["tradescantia-zebrina", "吊竹梅", ["吊竹兰"], "Tradescantia zebrina", "inch plant", "Commelinaceae", [9, 12], ALL_YEAR, { other: ["Zebrina pendula"], toxic: true }],
  ["tradescantia-pallida", "紫竹梅", ["紫鸭跖草", "紫锦草"], "Tradescantia pallida", "purple heart", "Commelinaceae", [12, 15], ALL_YEAR],
  ["tradescantia-spathacea", "紫背万年青", ["蚌兰", "蚌花"], "Tradescantia spathacea", "Moses in the cradle", "Commelinaceae", [12, 15], ALL_YEAR, { other: ["Rhoeo discolor"] }],
  ["begonia-rex", "蟆叶秋海棠", ["王秋海棠"], "Begonia rex", "rex begonia", "Begoniaceae", [9, 12, 14], ALL_YEAR, { toxic: true }],
  ["begonia-masoniana", "铁甲秋海棠", ["铁十字秋海棠"], "Begonia masoniana", "iron cross begonia", "Begoniaceae", [12, 14], ALL_YEAR, { toxic: true }],
  ["begonia-maculata", "竹节秋海棠", ["斑叶竹节秋海棠"], "Begonia maculata", "polka dot begonia", "Begoniaceae", [12, 15], ALL_YEAR, { toxic: true }],
  ["coleus-scutellarioides", "彩叶草", ["五彩苏"], "Coleus scutellarioides", "coleus", "Lamiaceae", [9, 12], months(4, 10), { other: ["Solenostemon scutellarioides", "Plectranthus scutellarioides"], toxic: true }],
  ["salvia-rosmarinus", "迷迭香", [], "Salvia rosmarinus", "rosemary", "Lamiaceae", [9, 12, 18], ALL_YEAR, { other: ["Rosmarinus officinalis"] }],
  ["acorus-gramineus", "金钱蒲", ["石菖蒲"], "Acorus gramineus", "Japanese sweet flag", "Acoraceae", [7, 9, 12], ALL_YEAR],
  ["cyperus-alternifolius", "旱伞草", ["风车草", "伞草"], "Cyperus alternifolius", "umbrella plant", "Cyperaceae", [12, 18], ALL_YEAR],
  ["hoya-carnosa", "球兰", ["蜡兰"], "Hoya carnosa", "wax plant", "Apocynaceae", [9, 12, 15], ALL_YEAR],
  ["hoya-kerrii", "心叶球兰", ["凹叶球兰"], "Hoya kerrii", "sweetheart hoya", "Apocynaceae", [7, 9, 12], ALL_YEAR, { festivals: ["valentine", "qixi"] }],
  ["mimosa-pudica", "含羞草", [], "Mimosa pudica", "sensitive plant", "Fabaceae", [9, 12], months(5, 9)],
  ["dionaea-muscipula", "捕蝇草", [], "Dionaea muscipula", "Venus flytrap", "Droseraceae", [7, 9], months(4, 9)],
  ["nepenthes", "猪笼草", [], "Nepenthes", "tropical pitcher plant", "Nepenthaceae", [12, 15], months(4, 10)],
]);
