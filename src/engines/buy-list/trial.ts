/** A small catalogue to read messages with, in the shape of a winter market's. */
import { indexItems, type BuyItem } from "./buy-list.ts";

type Row = readonly [id: string, species: readonly string[], variety: string | null, spec: string, potCm: number];
const PHAL = ["蝴蝶兰", "蝶兰"];
const ANTHURIUM = ["红掌", "花烛", "安祖花", "火鹤"];
const POTHOS = ["绿萝", "黄金葛"];
const ROWS: readonly Row[] = [
  ["phal-chili-2", PHAL, "大辣椒", "双梗", 12], ["phal-chili-1", PHAL, "大辣椒", "单梗", 12], ["phal-mth-2", PHAL, "满天红", "双梗", 12], ["phal-v3-1", PHAL, "V3", "单梗", 12], ["phal-v3-2", PHAL, "V3", "双梗", 12], ["phal-v31-1", PHAL, "V31", "单梗", 12],
  ["phal-mini", PHAL, null, "小花 多梗", 9], ["cymb-3", ["大花蕙兰", "蕙兰"], null, "3 梗", 21], ["cymb-5", ["大花蕙兰", "蕙兰"], null, "5 梗", 24],
  ["anth-dakota", ANTHURIUM, "大哥大", "7 花以上", 16], ["anth-pink", ANTHURIUM, "粉冠军", "7 花以上", 14], ["anth-alabama", ANTHURIUM, "阿拉巴马", "5 花以上", 14], ["anth-white", ANTHURIUM, "白冠军", "7 花以上", 14],
  ["spath", ["白掌", "白鹤芋", "一帆风顺"], null, "5 花以上", 17], ["pothos-hang", POTHOS, null, "吊盆", 18], ["pothos-pole", POTHOS, null, "柱式 1.2 米", 26], ["pothos-small", POTHOS, null, "小盆", 12],
  ["zz", ["金钱树", "雪铁芋"], null, "6 杆", 18], ["pachira-braid", ["发财树"], null, "五辫 1.5 米", 30], ["pachira-small", ["发财树"], null, "小盆 独杆", 12],
  ["poinsettia-7", ["一品红", "圣诞花"], "威望", "7 头", 17], ["poinsettia-5", ["一品红", "圣诞花"], "天鹅绒", "5 头", 14], ["cyclamen", ["仙客来", "兔耳花"], null, "15 花以上", 14], ["cyclamen-mini", ["仙客来", "兔耳花"], null, "迷你", 9],
  ["kalanchoe-10", ["长寿花"], null, "满花", 10], ["kalanchoe-12", ["长寿花"], "卡兰迪瓦", "满花", 12], ["schlum", ["蟹爪兰"], null, "嫁接 满花", 15], ["clivia", ["君子兰"], "大胜利", "10 叶带箭", 21], ["kumquat", ["金桔", "金橘"], null, "60 果以上", 24],
  ["camellia", ["山茶", "茶花"], "十八学士", "带苞 40 cm", 18], ["guzmania", ["擎天凤梨", "果子蔓"], "丹尼斯", "单株", 14], ["hyacinth", ["风信子"], "代尔夫特蓝", "单球", 9], ["jade-bonsai", ["玉树"], null, "老桩", 15],
];

export const TRIAL_ITEMS: readonly BuyItem[] = ROWS.map(([id, species, variety, spec, potCm]) => ({
  id, zh: [species[0], variety, spec, `${potCm}cm`].filter((part) => part !== null).join(" "), spec, potCm, speciesId: species[0]!, species, variety,
}));
export const TRIAL_INDEX = indexItems(TRIAL_ITEMS, [{ id: "tulip", names: ["郁金香", "洋荷花"] }, { id: "orchid-cut", names: ["文心兰"] }]);
