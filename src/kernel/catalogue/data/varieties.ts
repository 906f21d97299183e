/**
 * Well-known varieties by their trade names. `en` is the name they are registered or sold under abroad; where none is
 * established it is the Chinese name in Latin letters. Names of one species do not repeat.
 */
export interface Variety {
  readonly id: string;
  readonly speciesId: string;
  readonly zh: string;
  readonly en: string;
}

type VarietyRow = readonly [slug: string, zh: string, en: string];

const ROWS: Readonly<Record<string, readonly VarietyRow[]>> = {
  phalaenopsis: [
    ["big-chili", "大辣椒", "Big Chili"], ["hong-tian-e", "红天鹅", "Hong Tian'e"], ["man-tian-hong", "满天红", "Queen Beer 'Mantianhong'"], ["v3", "V3", "Sogo Yukidian 'V3'"], ["huo-niao", "火鸟", "Huoniao"],
    ["shuang-long", "双龙", "Shuanglong"], ["guang-mang-si-she", "光芒四射", "Guangmang Sishe"], ["fullers-sunset", "富乐夕阳", "Fuller's Sunset"], ["jiuhbao-red-rose", "巨宝红玫瑰", "Jiuhbao Red Rose"],
    ["nei-shan-gu-niang", "内山姑娘", "Neishan Guniang"], ["brother-girl", "兄弟女孩", "Brother Girl"], ["long-shu-feng-ye", "龙树枫叶", "Dragon Tree Maple"], ["huang-jin-bao", "黄金豹", "Huangjinbao"],
  ],
  spathiphyllum: [["sensation", "绿巨人", "Sensation"]],
  oncidium: [["sharry-baby", "香水文心", "Sharry Baby"], ["honey-angel", "柠檬绿", "Honey Angel"]],
  "cymbidium-goeringii": [["song-mei", "宋梅", "Songmei"], ["ji-yuan", "集圆", "Jiyuan"], ["long-zi", "龙字", "Longzi"], ["wang-zi", "汪字", "Wangzi"], ["da-fu-gui", "大富贵", "Da Fugui"], ["yu-hu-die", "余蝴蝶", "Yu Hudie"]],
  "cymbidium-faberi": [["cheng-mei", "程梅", "Chengmei"], ["da-yi-pin", "大一品", "Da Yipin"], ["jie-pei-mei", "解佩梅", "Jiepeimei"]],
  "cymbidium-ensifolium": [["tie-gu-su", "铁骨素", "Tiegusu"], ["long-yan-su", "龙岩素", "Longyansu"], ["fu-shan-qi-die", "富山奇蝶", "Fushan Qidie"]],
  "cymbidium-sinense": [["qi-jian-bai-mo", "企剑白墨", "Qijian Baimo"], ["qi-jian-hei-mo", "企剑黑墨", "Qijian Heimo"], ["da-mo", "达摩", "Damo"]],
  "anthurium-andraeanum": [
    ["pink-champion", "粉冠军", "Pink Champion"], ["turenza", "特伦萨", "Turenza"], ["alabama", "阿拉巴马", "Alabama"], ["dakota", "大哥大", "Dakota"], ["arizona", "亚利桑那", "Arizona"], ["white-champion", "白冠军", "White Champion"],
  ],
  "aglaonema-hybrid": [["silver-queen", "银后", "Silver Queen"], ["ru-yi-huang-hou", "如意皇后", "Ruyi Huanghou"], ["ji-li-hong", "吉利红", "Jilihong"], ["emerald-beauty", "黑美人", "Emerald Beauty"], ["white-rajah", "白雪公主", "White Rajah"]],
  "epipremnum-aureum": [["marble-queen", "白金葛", "Marble Queen"], ["neon", "金叶葛", "Neon"]],
  "philodendron-erubescens": [["pink-princess", "粉公主", "Pink Princess"], ["red-emerald", "红宝石", "Red Emerald"], ["green-emerald", "绿宝石", "Green Emerald"]],
  "monstera-deliciosa": [["thai-constellation", "泰斑龟背竹", "Thai Constellation"]],
  "zamioculcas-zamiifolia": [["raven", "黑金钱树", "Raven"]],
  guzmania: [["denise", "丹尼斯", "Denise"], ["ostara", "奥斯塔拉", "Ostara"]],
  "dracaena-trifasciata": [["laurentii", "金边虎尾兰", "Laurentii"], ["hahnii", "短叶虎尾兰", "Hahnii"], ["moonshine", "银叶虎尾兰", "Moonshine"]],
  "dracaena-fragrans": [["massangeana", "金心巴西铁", "Massangeana"]],
  "ficus-elastica": [["burgundy", "黑金刚", "Burgundy"], ["tineke", "花叶橡皮树", "Tineke"]],
  "ficus-benjamina": [["starlight", "星光垂榕", "Starlight"]],
  "cyclamen-persicum": [["halios", "哈里奥", "Halios"]],
  "euphorbia-pulcherrima": [
    ["tian-e-rong", "天鹅绒", "Tian'erong"], ["millennium", "千禧", "Millennium"], ["freedom", "自由", "Freedom"], ["peterstar", "彼得之星", "Peterstar"], ["prestige", "威望", "Prestige"], ["winter-rose", "冬玫瑰", "Winter Rose"],
  ],
  "kalanchoe-blossfeldiana": [["calandiva", "卡兰迪娃", "Calandiva"]],
  "hydrangea-macrophylla": [
    ["endless-summer", "无尽夏", "Endless Summer"], ["mangekyo", "万华镜", "Mangekyo"], ["miss-saori", "纱织小姐", "Miss Saori"], ["hanatemari", "花手鞠", "Hanatemari"],
    ["magical-amethyst", "魔幻紫水晶", "Magical Amethyst"], ["magical-revolution", "魔幻革命", "Magical Revolution"],
  ],
  "camellia-japonica": [["chi-dan", "赤丹", "Chidan"], ["yuan-yang-feng-guan", "鸳鸯凤冠", "Yuanyang Fengguan"], ["shi-ba-xue-shi", "十八学士", "Shiba Xueshi"], ["kramers-supreme", "克瑞墨大牡丹", "Kramer's Supreme"]],
  bougainvillea: [["lv-ying", "绿樱", "Lüying"], ["imperial-delight", "樱花", "Imperial Delight"], ["kou-hong", "口红", "Kouhong"], ["tong-an-hong", "同安红", "Tong'anhong"]],
  "chaenomeles-speciosa": [["chang-shou-guan", "长寿冠", "Changshou Guan"], ["chang-shou-le", "长寿乐", "Changshou Le"]],
  "clivia-miniata": [["he-shang", "和尚", "Heshang"], ["you-jiang", "油匠", "Youjiang"], ["da-sheng-li", "大胜利", "Dashengli"]],
  hippeastrum: [["red-lion", "红狮", "Red Lion"], ["apple-blossom", "苹果花", "Apple Blossom"], ["minerva", "智慧女神", "Minerva"]],
  "hyacinthus-orientalis": [["delft-blue", "代尔夫特蓝", "Delft Blue"], ["pink-pearl", "粉珍珠", "Pink Pearl"], ["jan-bos", "简博士", "Jan Bos"], ["carnegie", "卡耐基", "Carnegie"]],
  "paeonia-suffruticosa": [["yao-huang", "姚黄", "Yaohuang"], ["wei-zi", "魏紫", "Weizi"], ["zhao-fen", "赵粉", "Zhaofen"], ["er-qiao", "二乔", "Erqiao"], ["dou-lv", "豆绿", "Doulü"], ["luo-yang-hong", "洛阳红", "Luoyanghong"]],
  "crassula-ovata": [["gollum", "筒叶花月", "Gollum"]],
  "echeveria-hybrid": [["black-prince", "黑王子", "Black Prince"], ["perle-von-nurnberg", "紫珍珠", "Perle von Nürnberg"], ["lola", "露娜莲", "Lola"]],
  "echeveria-agavoides": [["ebony", "乌木", "Ebony"], ["romeo", "罗密欧", "Romeo"]],
  "aeonium-arboreum": [["zwartkop", "黑法师", "Zwartkop"]],
};

export const VARIETIES: readonly Variety[] = Object.entries(ROWS).flatMap(([speciesId, rows]) =>
  rows.map(([slug, zh, en]) => ({ id: `${speciesId}--${slug}`, speciesId, zh, en })),
);
