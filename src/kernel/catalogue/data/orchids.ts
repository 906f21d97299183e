import { ALL_YEAR, months, speciesOf } from "./model.ts";

const FAMILY = "Orchidaceae";
const SPRING = { festivals: ["spring-festival"] } as const;

export const ORCHIDS = speciesOf("orchid", [
  ["phalaenopsis", "蝴蝶兰", ["蝶兰"], "Phalaenopsis", "moth orchid", FAMILY, [9, 12, 15], months(12, 2), { ...SPRING, unit: "spike", minC: 15, other: ["Phalaenopsis × hybrida", "Phalaenopsis amabilis", "Phalaenopsis aphrodite"] }],
  ["cymbidium-hybrid", "大花蕙兰", ["虎头兰", "喜姆比兰"], "Cymbidium", "cymbidium", FAMILY, [18, 21, 24], months(12, 2), { ...SPRING, other: ["Cymbidium × hybridum"] }],
  ["cymbidium-goeringii", "春兰", ["草兰", "山兰"], "Cymbidium goeringii", "spring orchid", FAMILY, [12, 15, 18], months(1, 3), SPRING],
  ["cymbidium-ensifolium", "建兰", ["四季兰"], "Cymbidium ensifolium", "four-season orchid", FAMILY, [15, 18], months(6, 10)],
  ["cymbidium-faberi", "蕙兰", ["九节兰", "夏兰"], "Cymbidium faberi", "Faber's cymbidium", FAMILY, [18, 21], months(3, 5)],
  ["cymbidium-sinense", "墨兰", ["报岁兰"], "Cymbidium sinense", "Chinese cymbidium", FAMILY, [15, 18, 21], months(12, 2), SPRING],
  ["cymbidium-kanran", "寒兰", [], "Cymbidium kanran", "cold-growing cymbidium", FAMILY, [15, 18], months(10, 12)],
  ["dendrobium-nobile", "春石斛", ["石斛", "金钗石斛", "石斛兰"], "Dendrobium nobile", "noble dendrobium", FAMILY, [12, 15], months(1, 4), SPRING],
  ["dendrobium-bigibbum", "秋石斛", ["蝴蝶石斛", "洋兰"], "Dendrobium bigibbum", "Cooktown orchid", FAMILY, [9, 12], months(8, 12), { other: ["Dendrobium phalaenopsis"] }],
  ["oncidium", "文心兰", ["跳舞兰", "舞女兰", "吉祥兰", "金蝶兰"], "Oncidium", "dancing lady orchid", FAMILY, [9, 12, 15], months(10, 2), { ...SPRING, other: ["Oncidium × hybridum"] }],
  ["cattleya", "卡特兰", ["嘉德丽亚兰"], "Cattleya", "cattleya", FAMILY, [12, 15], months(10, 2), SPRING],
  ["paphiopedilum", "兜兰", ["拖鞋兰"], "Paphiopedilum", "slipper orchid", FAMILY, [9, 12], months(11, 3), SPRING],
  ["vanda", "万代兰", [], "Vanda", "vanda", FAMILY, [15, 18], months(5, 10)],
  ["vanda-falcata", "风兰", ["富贵兰"], "Vanda falcata", "wind orchid", FAMILY, [9, 12], months(5, 8), { other: ["Neofinetia falcata"] }],
  ["zygopetalum", "轭瓣兰", [], "Zygopetalum", "zygopetalum", FAMILY, [12, 15], months(12, 3)],
  ["bletilla-striata", "白及", ["白芨"], "Bletilla striata", "Chinese ground orchid", FAMILY, [12, 15], months(3, 5)],
  ["ludisia-discolor", "血叶兰", [], "Ludisia discolor", "jewel orchid", FAMILY, [9, 12], ALL_YEAR],
  ["cymbidium-tortisepalum", "莲瓣兰", ["小雪兰"], "Cymbidium tortisepalum", "twisted-sepal cymbidium", FAMILY, [12, 15, 18], months(1, 3), { ...SPRING, other: ["Cymbidium lianpan"] }],
  ["cymbidium-tortisepalum-longibracteatum", "春剑", [], "Cymbidium tortisepalum var. longibracteatum", "spring sword orchid", FAMILY, [12, 15, 18], months(1, 3), { ...SPRING, other: ["Cymbidium goeringii var. longibracteatum"] }],
  ["dendrobium-catenatum", "铁皮石斛", ["黑节草", "黄石斛"], "Dendrobium catenatum", "tiepi dendrobium", FAMILY, [9, 12, 15], months(4, 7), { other: ["Dendrobium officinale", "Dendrobium candidum"] }],
  ["dendrobium-chrysotoxum", "鼓槌石斛", ["金弓石斛"], "Dendrobium chrysotoxum", "fried-egg orchid", FAMILY, [12, 15], months(3, 5)],
  ["miltoniopsis", "米尔顿兰", ["堇花兰", "堇色兰"], "Miltoniopsis", "pansy orchid", FAMILY, [12], months(2, 6)],
]);
