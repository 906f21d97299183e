import { months, speciesOf } from "./model.ts";

const WINTER = months(12, 2);
const SPRING = { festivals: ["spring-festival"] } as const;

/** Bulbs, corms, tubers and fleshy-rooted plants sold potted or as prepared bulbs. */
export const BULBS = speciesOf("bulb", [
  ["hippeastrum", "朱顶红", ["孤挺花", "对红", "百枝莲"], "Hippeastrum", "amaryllis", "Amaryllidaceae", [14, 17], WINTER, { ...SPRING, other: ["Hippeastrum rutilum", "Hippeastrum vittatum"], toxic: true }],
  ["clivia-miniata", "君子兰", ["大花君子兰"], "Clivia miniata", "Natal lily", "Amaryllidaceae", [18, 21, 24], months(12, 3), { ...SPRING, toxic: true }],
  ["narcissus-tazetta-chinensis", "水仙", ["中国水仙", "凌波仙子"], "Narcissus tazetta subsp. chinensis", "Chinese sacred lily", "Amaryllidaceae", [15, 20], WINTER, { ...SPRING, other: ["Narcissus tazetta var. chinensis"], toxic: true }],
  ["narcissus-pseudonarcissus", "洋水仙", ["黄水仙", "喇叭水仙"], "Narcissus pseudonarcissus", "daffodil", "Amaryllidaceae", [12, 14], months(1, 3), { toxic: true }],
  ["agapanthus-praecox", "百子莲", ["早花百子莲"], "Agapanthus praecox", "African lily", "Amaryllidaceae", [15, 18], months(5, 8), { other: ["Agapanthus africanus"], toxic: true }],
  ["zephyranthes-candida", "葱兰", ["葱莲", "玉帘"], "Zephyranthes candida", "white rain lily", "Amaryllidaceae", [12, 15], months(6, 10), { toxic: true }],
  ["lycoris-radiata", "石蒜", ["彼岸花", "红花石蒜"], "Lycoris radiata", "red spider lily", "Amaryllidaceae", [12, 15], months(7, 9), { toxic: true }],
  ["hyacinthus-orientalis", "风信子", ["五色水仙"], "Hyacinthus orientalis", "hyacinth", "Asparagaceae", [9, 12], WINTER, { ...SPRING, toxic: true }],
  ["muscari-armeniacum", "葡萄风信子", ["亚美尼亚蓝壶花", "蓝壶花"], "Muscari armeniacum", "grape hyacinth", "Asparagaceae", [9, 12], months(1, 3)],
  ["convallaria-majalis", "铃兰", ["君影草"], "Convallaria majalis", "lily of the valley", "Asparagaceae", [9, 12], months(3, 5), { toxic: true }],
  ["tulipa-gesneriana", "郁金香", ["洋荷花"], "Tulipa × gesneriana", "tulip", "Liliaceae", [12, 15], months(12, 3), { ...SPRING, toxic: true }],
  ["lilium-hybrid", "百合", ["盆栽百合"], "Lilium", "lily", "Liliaceae", [14, 17, 21], months(1, 5), { festivals: ["spring-festival", "mother"], toxic: true }],
  ["freesia", "香雪兰", ["小苍兰"], "Freesia", "freesia", "Iridaceae", [12, 14], months(1, 3), { ...SPRING, other: ["Freesia × hybrida", "Freesia refracta"] }],
  ["ranunculus-asiaticus", "花毛茛", ["洋牡丹"], "Ranunculus asiaticus", "Persian buttercup", "Ranunculaceae", [12, 15], months(1, 4), { ...SPRING, toxic: true }],
  ["anemone-coronaria", "欧洲银莲花", ["冠状银莲花"], "Anemone coronaria", "poppy anemone", "Ranunculaceae", [12, 14], months(2, 4), { toxic: true }],
  ["dahlia", "大丽花", ["大理花", "小丽花"], "Dahlia", "dahlia", "Asteraceae", [12, 15, 18], months(4, 10), { festivals: ["national-day"], other: ["Dahlia pinnata", "Dahlia × hybrida"], toxic: true }],
  ["curcuma-alismatifolia", "姜荷花", ["热带郁金香"], "Curcuma alismatifolia", "Siam tulip", "Zingiberaceae", [12, 15], months(6, 10)],
  ["zephyranthes-carinata", "韭莲", ["韭兰", "风雨花", "红花葱兰"], "Zephyranthes carinata", "pink rain lily", "Amaryllidaceae", [12, 15], months(6, 9), { other: ["Zephyranthes grandiflora"], toxic: true }],
  ["crinum-asiaticum", "文殊兰", ["文珠兰"], "Crinum asiaticum", "poison bulb", "Amaryllidaceae", [18, 24, 30], months(5, 9), { toxic: true }],
  ["tulbaghia-violacea", "紫娇花", ["野蒜"], "Tulbaghia violacea", "society garlic", "Amaryllidaceae", [12, 15], months(5, 9)],
  ["agave-amica", "晚香玉", ["月下香"], "Agave amica", "tuberose", "Asparagaceae", [12, 15], months(7, 10), { other: ["Polianthes tuberosa"] }],
  ["crocus-sativus", "番红花", ["藏红花", "西红花"], "Crocus sativus", "saffron crocus", "Iridaceae", [9, 12], months(9, 11)],
  ["canna", "美人蕉", ["大花美人蕉"], "Canna", "canna lily", "Cannaceae", [15, 18, 24], months(5, 10), { festivals: ["national-day"], other: ["Canna × hybrida", "Canna × generalis", "Canna indica"] }],
  ["alstroemeria", "六出花", ["水仙百合"], "Alstroemeria", "Peruvian lily", "Alstroemeriaceae", [14, 18], months(3, 6)],
]);
