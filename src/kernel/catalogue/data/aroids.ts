import { ALL_YEAR, months, speciesOf } from "./model.ts";

const FAMILY = "Araceae";
/** Calcium oxalate crystals make nearly the whole family harmful to chew. */
const TOXIC = { toxic: true } as const;

export const AROIDS = speciesOf("aroid", [
  ["anthurium-andraeanum", "红掌", ["花烛", "安祖花", "火鹤", "红鹤芋"], "Anthurium andraeanum", "flamingo flower", FAMILY, [12, 14, 16, 18], months(11, 2), { ...TOXIC, festivals: ["spring-festival", "new-year"], minC: 15, other: ["Anthurium andreanum"] }],
  ["anthurium-crystallinum", "水晶花烛", ["晶状安祖花"], "Anthurium crystallinum", "crystal anthurium", FAMILY, [12, 15], ALL_YEAR, TOXIC],
  ["spathiphyllum", "白掌", ["白鹤芋", "苞叶芋", "一帆风顺", "和平芋"], "Spathiphyllum", "peace lily", FAMILY, [12, 14, 17, 21], months(9, 2), { ...TOXIC, festivals: ["spring-festival"], minC: 10 }],
  ["zantedeschia-hybrid", "彩色马蹄莲", ["彩马"], "Zantedeschia", "coloured calla", FAMILY, [12, 14], months(12, 5), { ...TOXIC, festivals: ["spring-festival", "mother"] }],
  ["zantedeschia-aethiopica", "马蹄莲", ["白花马蹄莲", "水芋"], "Zantedeschia aethiopica", "calla lily", FAMILY, [14, 18], months(12, 4), TOXIC],
  ["epipremnum-aureum", "绿萝", ["黄金葛"], "Epipremnum aureum", "golden pothos", FAMILY, [12, 14, 18, 26], ALL_YEAR, { ...TOXIC, other: ["Scindapsus aureus", "Rhaphidophora aurea"], minC: 16 }],
  ["scindapsus-pictus", "星点藤", ["银星绿萝", "银斑葛"], "Scindapsus pictus", "satin pothos", FAMILY, [9, 12], ALL_YEAR, TOXIC],
  ["monstera-deliciosa", "龟背竹", ["蓬莱蕉"], "Monstera deliciosa", "Swiss cheese plant", FAMILY, [15, 18, 26], ALL_YEAR, TOXIC],
  ["monstera-adansonii", "仙洞龟背竹", ["仙洞万年青", "孔叶龟背竹", "窗孔龟背竹"], "Monstera adansonii", "Swiss cheese vine", FAMILY, [9, 12], ALL_YEAR, TOXIC],
  ["philodendron-hederaceum", "心叶蔓绿绒", ["心叶喜林芋", "攀援喜林芋"], "Philodendron hederaceum", "heartleaf philodendron", FAMILY, [12, 15], ALL_YEAR, { ...TOXIC, other: ["Philodendron scandens", "Philodendron oxycardium"], minC: 16 }],
  ["philodendron-erubescens", "红苞蔓绿绒", ["红苞喜林芋"], "Philodendron erubescens", "blushing philodendron", FAMILY, [12, 18, 26], ALL_YEAR, TOXIC],
  ["philodendron-congo", "金钻蔓绿绒", ["金钻", "喜树蕉", "金钻喜林芋"], "Philodendron", "Congo philodendron", FAMILY, [18, 21, 26], ALL_YEAR, TOXIC],
  ["thaumatophyllum-bipinnatifidum", "春羽", ["羽裂喜林芋", "羽裂蔓绿绒", "春芋"], "Thaumatophyllum bipinnatifidum", "tree philodendron", FAMILY, [18, 24, 30], ALL_YEAR, { ...TOXIC, other: ["Philodendron bipinnatifidum", "Philodendron selloum"], minC: 13 }],
  ["thaumatophyllum-xanadu", "小天使", ["仙羽蔓绿绒", "小天使喜林芋"], "Thaumatophyllum xanadu", "xanadu philodendron", FAMILY, [15, 18, 24], ALL_YEAR, { ...TOXIC, other: ["Philodendron xanadu"] }],
  ["zamioculcas-zamiifolia", "金钱树", ["雪铁芋", "泽米芋"], "Zamioculcas zamiifolia", "ZZ plant", FAMILY, [14, 18, 23], months(10, 2), { ...TOXIC, festivals: ["spring-festival"] }],
  ["aglaonema-modestum", "广东万年青", ["亮丝草"], "Aglaonema modestum", "Chinese evergreen", FAMILY, [14, 18], ALL_YEAR, { ...TOXIC, minC: 13 }],
  ["aglaonema-hybrid", "粗肋草", ["彩叶粗肋草"], "Aglaonema", "aglaonema", FAMILY, [12, 15, 18], months(9, 2), { ...TOXIC, festivals: ["spring-festival"], minC: 16, other: ["Aglaonema commutatum"] }],
  ["dieffenbachia-seguine", "花叶万年青", ["黛粉叶", "黛粉芋"], "Dieffenbachia seguine", "dumb cane", FAMILY, [14, 18, 21], ALL_YEAR, { ...TOXIC, other: ["Dieffenbachia picta", "Dieffenbachia maculata"], minC: 16 }],
  ["caladium-bicolor", "彩叶芋", ["五彩芋", "花叶芋"], "Caladium bicolor", "angel wings", FAMILY, [12, 15], months(5, 9), { ...TOXIC, other: ["Caladium × hortulanum"] }],
  ["alocasia-odora", "海芋", ["滴水观音"], "Alocasia odora", "night-scented lily", FAMILY, [18, 24, 30], ALL_YEAR, { ...TOXIC, other: ["Alocasia macrorrhizos", "Alocasia macrorrhiza"] }],
  ["alocasia-mortfontanensis", "黑叶观音莲", ["黑叶芋"], "Alocasia × mortfontanensis", "African mask", FAMILY, [12, 15], ALL_YEAR, { ...TOXIC, other: ["Alocasia × amazonica"] }],
  ["syngonium-podophyllum", "合果芋", ["箭叶芋", "白蝴蝶"], "Syngonium podophyllum", "arrowhead vine", FAMILY, [12, 14, 18], ALL_YEAR, TOXIC],
  ["anthurium-scherzerianum", "火鹤花", ["猪尾花烛"], "Anthurium scherzerianum", "pigtail anthurium", FAMILY, [10, 12, 14], months(11, 4), TOXIC],
  ["rhaphidophora-tetrasperma", "姬龟背", ["姬龟背竹", "迷你龟背竹"], "Rhaphidophora tetrasperma", "mini monstera", FAMILY, [12, 15, 18], ALL_YEAR, TOXIC],
]);
