import { ALL_YEAR, speciesOf } from "./model.ts";

export const FERNS = speciesOf("fern", [
  ["nephrolepis-exaltata", "波士顿蕨", ["高大肾蕨"], "Nephrolepis exaltata", "Boston fern", "Nephrolepidaceae", [12, 15, 18], ALL_YEAR],
  ["nephrolepis-cordifolia", "肾蕨", ["圆羊齿"], "Nephrolepis cordifolia", "sword fern", "Nephrolepidaceae", [12, 15], ALL_YEAR],
  ["adiantum-raddianum", "铁线蕨", ["楔叶铁线蕨"], "Adiantum raddianum", "delta maidenhair fern", "Pteridaceae", [9, 12, 15], ALL_YEAR],
  ["asplenium-nidus", "鸟巢蕨", ["巢蕨", "山苏花"], "Asplenium nidus", "bird's nest fern", "Aspleniaceae", [12, 15, 18, 24], ALL_YEAR, { other: ["Neottopteris nidus"] }],
  ["platycerium-bifurcatum", "鹿角蕨", ["二歧鹿角蕨", "蝙蝠蕨"], "Platycerium bifurcatum", "staghorn fern", "Polypodiaceae", [9, 12, 15], ALL_YEAR],
  ["phlebodium-aureum", "蓝星蕨", ["金水龙骨", "蓝星水龙骨"], "Phlebodium aureum", "blue star fern", "Polypodiaceae", [12, 15], ALL_YEAR, { other: ["Polypodium aureum"] }],
  ["pteris-ensiformis", "银脉凤尾蕨", ["剑叶凤尾蕨"], "Pteris ensiformis", "silver lace fern", "Pteridaceae", [9, 12], ALL_YEAR],
  ["pellaea-rotundifolia", "纽扣蕨", [], "Pellaea rotundifolia", "button fern", "Pteridaceae", [9, 12], ALL_YEAR],
  ["davallia-trichomanoides", "狼尾蕨", ["骨碎补", "龙爪蕨", "兔脚蕨"], "Davallia trichomanoides", "squirrel's foot fern", "Davalliaceae", [9, 12, 15], ALL_YEAR, { other: ["Davallia mariesii", "Davallia bullata"] }],
  ["selaginella-uncinata", "翠云草", ["蓝地柏"], "Selaginella uncinata", "peacock spikemoss", "Selaginellaceae", [9, 12], ALL_YEAR],
  ["pteris-multifida", "井栏边草", ["凤尾草", "井口边草"], "Pteris multifida", "spider brake", "Pteridaceae", [9, 12], ALL_YEAR],
  ["selaginella-tamariscina", "卷柏", ["九死还魂草", "还魂草"], "Selaginella tamariscina", "resurrection spikemoss", "Selaginellaceae", [9, 12], ALL_YEAR],
]);

const PALM = "Arecaceae";

export const PALMS = speciesOf("palm", [
  ["chrysalidocarpus-lutescens", "散尾葵", ["黄椰子"], "Chrysalidocarpus lutescens", "areca palm", PALM, [18, 24, 30], ALL_YEAR, { other: ["Dypsis lutescens", "Areca lutescens"], minC: 13 }],
  ["chamaedorea-elegans", "袖珍椰子", ["袖珍葵"], "Chamaedorea elegans", "parlour palm", PALM, [9, 12, 15], ALL_YEAR, { minC: 13 }],
  ["chamaedorea-seifrizii", "夏威夷椰子", ["竹茎椰子"], "Chamaedorea seifrizii", "bamboo palm", PALM, [24, 30], ALL_YEAR, { minC: 13 }],
  ["rhapis-excelsa", "棕竹", ["观音竹", "筋头竹"], "Rhapis excelsa", "lady palm", PALM, [18, 24, 30], ALL_YEAR, { minC: 10 }],
  ["howea-forsteriana", "平叶棕", ["荷威椰子", "肯蒂亚椰子", "金帝葵"], "Howea forsteriana", "Kentia palm", PALM, [24, 30], ALL_YEAR, { minC: 10 }],
  ["phoenix-roebelenii", "美丽针葵", ["江边刺葵", "软叶刺葵"], "Phoenix roebelenii", "pygmy date palm", PALM, [18, 24, 30], ALL_YEAR, { minC: 10 }],
  ["livistona-chinensis", "蒲葵", [], "Livistona chinensis", "Chinese fan palm", PALM, [18, 24], ALL_YEAR],
  ["hyophorbe-lagenicaulis", "酒瓶椰子", ["酒瓶椰"], "Hyophorbe lagenicaulis", "bottle palm", PALM, [24, 30], ALL_YEAR],
  ["caryota-mitis", "短穗鱼尾葵", ["鱼尾葵", "丛生鱼尾葵"], "Caryota mitis", "fishtail palm", PALM, [24, 30], ALL_YEAR],
  ["ravenea-rivularis", "国王椰子", [], "Ravenea rivularis", "majesty palm", PALM, [24, 30], ALL_YEAR],
  ["adonidia-merrillii", "圣诞椰子", ["圣诞椰", "马尼拉椰子"], "Adonidia merrillii", "Christmas palm", PALM, [18, 24], ALL_YEAR, { other: ["Veitchia merrillii"] }],
]);
