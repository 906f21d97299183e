import { ALL_YEAR, months, speciesOf } from "./model.ts";

/** Foliage plants of the families Asparagaceae, Marantaceae, Moraceae, Araliaceae and some with few members. */
const AUTUMN_TO_SPRING = months(9, 2);
const SPRING = { festivals: ["spring-festival"] } as const;

export const FOLIAGE = speciesOf("foliage", [
  ["dracaena-trifasciata", "虎尾兰", ["虎皮兰", "千岁兰"], "Dracaena trifasciata", "snake plant", "Asparagaceae", [12, 15, 18, 21], ALL_YEAR, { other: ["Sansevieria trifasciata"], toxic: true }],
  ["dracaena-angolensis", "棒叶虎尾兰", ["圆叶虎尾兰", "柱叶虎尾兰"], "Dracaena angolensis", "cylindrical snake plant", "Asparagaceae", [9, 12, 15], ALL_YEAR, { other: ["Sansevieria cylindrica"], toxic: true }],
  ["dracaena-fragrans", "巴西木", ["香龙血树", "巴西铁"], "Dracaena fragrans", "corn plant", "Asparagaceae", [18, 24, 30], AUTUMN_TO_SPRING, { ...SPRING, other: ["Dracaena deremensis"], minC: 16, toxic: true }],
  ["dracaena-marginata", "千年木", ["红边龙血树", "三色千年木"], "Dracaena reflexa var. angustifolia", "dragon tree", "Asparagaceae", [15, 18, 24], ALL_YEAR, { other: ["Dracaena marginata"], minC: 13, toxic: true }],
  ["dracaena-reflexa", "百合竹", ["金黄百合竹", "金心百合竹"], "Dracaena reflexa", "song of India", "Asparagaceae", [15, 18, 24], ALL_YEAR, { other: ["Pleomele reflexa"], minC: 16, toxic: true }],
  ["dracaena-sanderiana", "富贵竹", ["万年竹", "开运竹", "转运竹"], "Dracaena sanderiana", "lucky bamboo", "Asparagaceae", [12, 15], months(12, 2), { ...SPRING, unit: "stem", toxic: true }],
  ["cordyline-fruticosa", "朱蕉", ["红铁树"], "Cordyline fruticosa", "ti plant", "Asparagaceae", [15, 18], AUTUMN_TO_SPRING, { ...SPRING, other: ["Cordyline terminalis"], minC: 16, toxic: true }],
  ["chlorophytum-comosum", "吊兰", ["金边吊兰", "银心吊兰"], "Chlorophytum comosum", "spider plant", "Asparagaceae", [10, 12, 15], ALL_YEAR],
  ["aspidistra-elatior", "一叶兰", ["蜘蛛抱蛋"], "Aspidistra elatior", "cast-iron plant", "Asparagaceae", [18, 21], ALL_YEAR, { minC: 10 }],
  ["asparagus-setaceus", "文竹", ["云片竹"], "Asparagus setaceus", "asparagus fern", "Asparagaceae", [9, 12, 14], ALL_YEAR, { toxic: true }],
  ["asparagus-densiflorus", "非洲天门冬", ["狐尾天门冬", "武竹"], "Asparagus densiflorus", "foxtail fern", "Asparagaceae", [12, 15], ALL_YEAR, { toxic: true }],
  ["ophiopogon-japonicus", "麦冬", ["玉龙草", "书带草"], "Ophiopogon japonicus", "mondo grass", "Asparagaceae", [9, 12], ALL_YEAR],
  ["rohdea-japonica", "万年青", [], "Rohdea japonica", "sacred lily", "Asparagaceae", [15, 18], months(11, 2), SPRING],
  ["hosta-plantaginea", "玉簪", ["白玉簪"], "Hosta plantaginea", "fragrant plantain lily", "Asparagaceae", [15, 18], months(4, 8), { toxic: true }],
  ["beaucarnea-recurvata", "酒瓶兰", [], "Beaucarnea recurvata", "ponytail palm", "Asparagaceae", [12, 18, 24], ALL_YEAR],
  ["yucca-gigantea", "荷兰铁", ["象腿丝兰", "巨丝兰"], "Yucca gigantea", "spineless yucca", "Asparagaceae", [18, 24, 30], ALL_YEAR, { other: ["Yucca elephantipes"], minC: 10, toxic: true }],

  ["goeppertia-makoyana", "孔雀竹芋", ["孔雀肖竹芋"], "Goeppertia makoyana", "peacock plant", "Marantaceae", [12, 15, 18], ALL_YEAR, { other: ["Calathea makoyana"] }],
  ["goeppertia-insignis", "箭羽竹芋", ["披针叶竹芋"], "Goeppertia insignis", "rattlesnake plant", "Marantaceae", [12, 15, 18], ALL_YEAR, { other: ["Calathea lancifolia"] }],
  ["goeppertia-orbifolia", "青苹果竹芋", ["苹果竹芋", "圆叶竹芋"], "Goeppertia orbifolia", "round-leaf calathea", "Marantaceae", [15, 18, 21], ALL_YEAR, { other: ["Calathea orbifolia"] }],
  ["goeppertia-roseopicta", "彩虹竹芋", ["玫瑰竹芋", "彩虹肖竹芋"], "Goeppertia roseopicta", "rose-painted calathea", "Marantaceae", [12, 15, 18], ALL_YEAR, { other: ["Calathea roseopicta"] }],
  ["goeppertia-zebrina", "天鹅绒竹芋", ["绒叶肖竹芋", "斑马竹芋"], "Goeppertia zebrina", "zebra plant", "Marantaceae", [15, 18], ALL_YEAR, { other: ["Calathea zebrina"] }],
  ["goeppertia-crocata", "金花竹芋", ["金花肖竹芋"], "Goeppertia crocata", "eternal flame", "Marantaceae", [12, 14], months(11, 3), { other: ["Calathea crocata"] }],
  ["goeppertia-rufibarba", "浪星竹芋", ["浪心竹芋"], "Goeppertia rufibarba", "velvet calathea", "Marantaceae", [14, 18], ALL_YEAR, { other: ["Calathea rufibarba"] }],
  ["maranta-leuconeura", "豹纹竹芋", ["红脉竹芋"], "Maranta leuconeura", "prayer plant", "Marantaceae", [10, 12], ALL_YEAR],
  ["ctenanthe-oppenheimiana", "紫背栉花竹芋", ["栉花竹芋"], "Ctenanthe oppenheimiana", "never-never plant", "Marantaceae", [15, 18], ALL_YEAR],
  ["stromanthe-thalia", "紫背竹芋", ["七彩竹芋"], "Stromanthe thalia", "stromanthe", "Marantaceae", [15, 18], ALL_YEAR, { other: ["Stromanthe sanguinea"] }],

  ["ficus-elastica", "橡皮树", ["印度榕", "印度橡皮树", "橡胶榕"], "Ficus elastica", "rubber plant", "Moraceae", [15, 18, 24], ALL_YEAR, { toxic: true }],
  ["ficus-lyrata", "琴叶榕", ["大琴叶榕"], "Ficus lyrata", "fiddle-leaf fig", "Moraceae", [18, 24, 30], ALL_YEAR, { toxic: true }],
  ["ficus-benjamina", "垂叶榕", ["垂榕", "花叶垂榕"], "Ficus benjamina", "weeping fig", "Moraceae", [15, 18, 24], ALL_YEAR, { minC: 13, toxic: true }],
  ["ficus-altissima", "高山榕", ["花叶高山榕", "富贵榕"], "Ficus altissima", "council tree", "Moraceae", [18, 24], ALL_YEAR],
  ["ficus-pumila", "薜荔", ["花叶薜荔"], "Ficus pumila", "creeping fig", "Moraceae", [9, 12], ALL_YEAR],

  ["heptapleurum-arboricola", "鸭脚木", ["鹅掌藤", "鹅掌柴"], "Heptapleurum arboricola", "dwarf umbrella tree", "Araliaceae", [15, 18, 24], ALL_YEAR, { other: ["Schefflera arboricola"], minC: 10, toxic: true }],
  ["heptapleurum-actinophyllum", "澳洲鸭脚木", ["辐叶鹅掌柴", "大叶伞", "昆士兰伞木"], "Heptapleurum actinophyllum", "umbrella tree", "Araliaceae", [24, 30], ALL_YEAR, { other: ["Schefflera actinophylla", "Brassaia actinophylla"], minC: 10, toxic: true }],
  ["plerandra-elegantissima", "孔雀木", ["手树"], "Plerandra elegantissima", "false aralia", "Araliaceae", [15, 18], ALL_YEAR, { other: ["Schefflera elegantissima", "Dizygotheca elegantissima"] }],
  ["polyscias-fruticosa", "羽叶福禄桐", ["南洋参", "羽叶南洋参"], "Polyscias fruticosa", "Ming aralia", "Araliaceae", [15, 18, 24], ALL_YEAR],
  ["polyscias-scutellaria", "圆叶福禄桐", ["圆叶南洋参"], "Polyscias scutellaria", "shield aralia", "Araliaceae", [15, 18, 24], ALL_YEAR, { other: ["Polyscias balfouriana"] }],
  ["hedera-helix", "常春藤", ["洋常春藤"], "Hedera helix", "English ivy", "Araliaceae", [9, 12, 15], ALL_YEAR, { toxic: true }],
  ["fatsia-japonica", "八角金盘", [], "Fatsia japonica", "Japanese aralia", "Araliaceae", [15, 18, 24], ALL_YEAR],
  ["fatshedera-lizei", "熊掌木", [], "× Fatshedera lizei", "tree ivy", "Araliaceae", [15, 18], ALL_YEAR],
  ["hydrocotyle-verticillata", "铜钱草", ["南美天胡荽", "香菇草"], "Hydrocotyle verticillata", "whorled pennywort", "Araliaceae", [9, 12], months(4, 9)],

  ["pachira-glabra", "发财树", ["光瓜栗", "马拉巴栗"], "Pachira glabra", "money tree", "Malvaceae", [15, 18, 24, 30], AUTUMN_TO_SPRING, { ...SPRING, other: ["Pachira aquatica"] }],
  ["radermachera-sinica", "幸福树", ["菜豆树"], "Radermachera sinica", "China doll", "Bignoniaceae", [15, 18, 24, 30], AUTUMN_TO_SPRING, SPRING],
  ["codiaeum-variegatum", "变叶木", ["洒金榕"], "Codiaeum variegatum", "croton", "Euphorbiaceae", [12, 15, 18], ALL_YEAR, { minC: 16 }],
  ["strelitzia-reginae", "鹤望兰", ["天堂鸟"], "Strelitzia reginae", "bird of paradise", "Strelitziaceae", [21, 24, 30], months(9, 3), { toxic: true }],
  ["strelitzia-nicolai", "大鹤望兰", ["尼古拉鹤望兰", "白花天堂鸟"], "Strelitzia nicolai", "giant bird of paradise", "Strelitziaceae", [24, 30], ALL_YEAR],
  ["cycas-revoluta", "苏铁", ["铁树"], "Cycas revoluta", "sago palm", "Cycadaceae", [15, 24, 30], ALL_YEAR, { toxic: true }],
  ["zamia-furfuracea", "美叶苏铁", ["鳞秕泽米铁", "南美苏铁"], "Zamia furfuracea", "cardboard palm", "Zamiaceae", [18, 24], ALL_YEAR, { toxic: true }],
  ["araucaria-heterophylla", "南洋杉", ["异叶南洋杉", "澳洲杉"], "Araucaria heterophylla", "Norfolk Island pine", "Araucariaceae", [15, 18, 24], months(10, 1), { festivals: ["christmas"] }],
  ["nageia-nagi", "竹柏", [], "Nageia nagi", "nagi", "Podocarpaceae", [9, 15, 18], ALL_YEAR],
  ["hesperocyparis-macrocarpa", "香冠柏", ["大果柏木", "金冠柏"], "Hesperocyparis macrocarpa", "lemon cypress", "Cupressaceae", [12, 15, 18], months(10, 2), { other: ["Cupressus macrocarpa"], festivals: ["christmas"] }],
]);
