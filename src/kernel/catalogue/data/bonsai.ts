import { ALL_YEAR, months, speciesOf } from "./model.ts";

/** Trees trained as penjing. They sell by the plant, each with its own photograph. */
const TREE = { unit: "plant" } as const;
const SHALLOW = [15, 20, 30, 40];

export const BONSAI = speciesOf("bonsai", [
  ["podocarpus-macrophyllus", "罗汉松", ["土杉"], "Podocarpus macrophyllus", "yew plum pine", "Podocarpaceae", SHALLOW, ALL_YEAR, TREE],
  ["pinus-thunbergii", "黑松", ["日本黑松"], "Pinus thunbergii", "Japanese black pine", "Pinaceae", SHALLOW, months(9, 4), TREE],
  ["pinus-parviflora", "五针松", ["日本五针松", "大阪松"], "Pinus parviflora", "Japanese white pine", "Pinaceae", SHALLOW, months(9, 4), TREE],
  ["pinus-densiflora", "赤松", ["日本赤松"], "Pinus densiflora", "Japanese red pine", "Pinaceae", SHALLOW, months(9, 4), TREE],
  ["juniperus-chinensis", "真柏", ["圆柏", "桧柏", "偃柏"], "Juniperus chinensis", "Chinese juniper", "Cupressaceae", SHALLOW, ALL_YEAR, { ...TREE, other: ["Juniperus chinensis var. sargentii", "Sabina chinensis"] }],
  ["juniperus-procumbens", "铺地柏", ["匍地柏", "爬地柏"], "Juniperus procumbens", "Japanese garden juniper", "Cupressaceae", SHALLOW, ALL_YEAR, { ...TREE, other: ["Juniperus chinensis var. procumbens", "Sabina procumbens"] }],
  ["platycladus-orientalis", "侧柏", ["扁柏"], "Platycladus orientalis", "oriental arborvitae", "Cupressaceae", SHALLOW, ALL_YEAR, { ...TREE, other: ["Thuja orientalis"] }],
  ["taxus-cuspidata", "紫杉", ["东北红豆杉", "矮紫杉", "伽罗木"], "Taxus cuspidata", "Japanese yew", "Taxaceae", [18, 24, 30], ALL_YEAR, { ...TREE, toxic: true }],
  ["ficus-microcarpa", "人参榕", ["榕树", "小叶榕"], "Ficus microcarpa", "ginseng ficus", "Moraceae", [12, 15, 18, 24], ALL_YEAR, { festivals: ["spring-festival"], other: ["Ficus retusa"], toxic: true }],
  ["ulmus-parvifolia", "榔榆", ["小叶榆"], "Ulmus parvifolia", "Chinese elm", "Ulmaceae", SHALLOW, ALL_YEAR, TREE],
  ["celtis-sinensis", "朴树", ["沙朴"], "Celtis sinensis", "Chinese hackberry", "Cannabaceae", SHALLOW, ALL_YEAR, TREE],
  ["acer-palmatum", "红枫", ["鸡爪槭", "羽毛枫"], "Acer palmatum", "Japanese maple", "Sapindaceae", [18, 24, 30], months(3, 11), TREE],
  ["acer-buergerianum", "三角枫", ["三角槭"], "Acer buergerianum", "trident maple", "Sapindaceae", SHALLOW, months(3, 11), TREE],
  ["ehretia-microphylla", "福建茶", ["基及树"], "Ehretia microphylla", "Fukien tea", "Boraginaceae", SHALLOW, ALL_YEAR, { ...TREE, other: ["Carmona microphylla", "Carmona retusa"] }],
  ["sageretia-thea", "雀梅", ["雀梅藤"], "Sageretia thea", "Chinese sweet plum", "Rhamnaceae", SHALLOW, ALL_YEAR, { ...TREE, other: ["Sageretia theezans"] }],
  ["serissa-japonica", "六月雪", ["白马骨"], "Serissa japonica", "snow rose", "Rubiaceae", [12, 15, 20], months(4, 8), { ...TREE, other: ["Serissa foetida"] }],
  ["loropetalum-chinense-rubrum", "红花檵木", ["红檵木"], "Loropetalum chinense var. rubrum", "Chinese fringe flower", "Hamamelidaceae", SHALLOW, months(3, 5), TREE],
  ["buxus-sinica", "黄杨", ["瓜子黄杨", "小叶黄杨"], "Buxus sinica", "Chinese box", "Buxaceae", SHALLOW, ALL_YEAR, TREE],
  ["lagerstroemia-indica", "紫薇", ["百日红", "痒痒树"], "Lagerstroemia indica", "crape myrtle", "Lythraceae", SHALLOW, months(6, 9), TREE],
  ["jasminum-nudiflorum", "迎春花", ["迎春"], "Jasminum nudiflorum", "winter jasmine", "Oleaceae", SHALLOW, months(1, 3), { ...TREE, festivals: ["spring-festival"] }],
  ["fraxinus-hubeiensis", "对节白蜡", ["湖北梣", "对节树"], "Fraxinus hubeiensis", "Hubei ash", "Oleaceae", SHALLOW, ALL_YEAR, { ...TREE, other: ["Fraxinus hupehensis"] }],
  ["ginkgo-biloba", "银杏", ["白果"], "Ginkgo biloba", "maidenhair tree", "Ginkgoaceae", SHALLOW, months(3, 11), TREE],
  ["wisteria-sinensis", "紫藤", [], "Wisteria sinensis", "Chinese wisteria", "Fabaceae", [20, 30, 40], months(3, 5), { ...TREE, toxic: true }],
  ["caragana-sinica", "锦鸡儿", ["金雀花"], "Caragana sinica", "Chinese pea shrub", "Fabaceae", SHALLOW, months(3, 5), TREE],
  ["vitex-negundo", "荆条", ["黄荆"], "Vitex negundo", "five-leaved chaste tree", "Lamiaceae", SHALLOW, months(4, 10), TREE],
  ["diospyros-cathayensis", "金弹子", ["乌柿"], "Diospyros cathayensis", "Cathay persimmon", "Ebenaceae", SHALLOW, months(9, 1), TREE],
  ["diospyros-rhombifolia", "老鸦柿", [], "Diospyros rhombifolia", "princess persimmon", "Ebenaceae", SHALLOW, months(9, 1), TREE],
  ["pistacia-weinmanniifolia", "清香木", ["香叶树"], "Pistacia weinmanniifolia", "Yunnan pistachio", "Anacardiaceae", [9, 12, 18], ALL_YEAR],
  ["pseudolarix-amabilis", "金钱松", ["水树"], "Pseudolarix amabilis", "golden larch", "Pinaceae", SHALLOW, months(4, 11), { ...TREE, other: ["Pseudolarix kaempferi"] }],
  ["syzygium-buxifolium", "赤楠", ["小叶赤楠", "山乌珠"], "Syzygium buxifolium", "boxleaf eugenia", "Myrtaceae", SHALLOW, ALL_YEAR, TREE],
  ["ligustrum-quihoui", "小叶女贞", ["小叶水蜡"], "Ligustrum quihoui", "waxyleaf privet", "Oleaceae", SHALLOW, ALL_YEAR, TREE],
  ["elaeagnus-pungens", "胡颓子", ["羊奶子"], "Elaeagnus pungens", "thorny olive", "Elaeagnaceae", SHALLOW, ALL_YEAR, TREE],
  ["tamarix-chinensis", "柽柳", ["三春柳", "观音柳"], "Tamarix chinensis", "Chinese tamarisk", "Tamaricaceae", SHALLOW, months(4, 10), TREE],
  ["lycium-chinense", "枸杞", ["枸杞子"], "Lycium chinense", "Chinese boxthorn", "Solanaceae", SHALLOW, months(9, 12), TREE],
]);
