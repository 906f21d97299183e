/** Invented people of the demonstration. The towns are real ones of Qingzhou; nobody of these names is meant. */
export interface DemoGrower {
  readonly name: string;
  readonly town: string;
  /** A cooperative or company has a credit code, a person does not need one. */
  readonly kind: "person" | "cooperative" | "company";
  /** Species he grows, the main one first. */
  readonly grows: readonly string[];
  /** With an account of his own; without, a delegate or the demonstration itself declares for him. */
  readonly login?: string;
  readonly delegate?: true;
}

export const GROWERS: readonly DemoGrower[] = [
  { name: "王桂兰", town: "黄楼街道", kind: "person", grows: ["phalaenopsis"], login: "grower" },
  { name: "李建军", town: "黄楼街道", kind: "person", grows: ["anthurium-andraeanum", "spathiphyllum"], login: "grower2" },
  { name: "花彩盆花专业合作社", town: "弥河镇", kind: "cooperative", grows: ["phalaenopsis", "cymbidium-hybrid"], login: "coop" },
  { name: "张秀英", town: "弥河镇", kind: "person", grows: ["cyclamen-persicum", "primula-vulgaris"], delegate: true },
  { name: "刘永福", town: "黄楼街道", kind: "person", grows: ["euphorbia-pulcherrima", "kalanchoe-blossfeldiana"], delegate: true },
  { name: "孙长海", town: "弥河镇", kind: "person", grows: ["guzmania", "anthurium-andraeanum", "lutheria-splendens"], delegate: true },
  { name: "赵玉梅", town: "王府街道", kind: "person", grows: ["kalanchoe-blossfeldiana", "cyclamen-persicum", "schlumbergera-truncata"], delegate: true },
  { name: "丰泽花卉种植有限公司", town: "经济开发区", kind: "company", grows: ["phalaenopsis", "oncidium", "dendrobium-nobile"] },
  { name: "陈国栋", town: "益都街道", kind: "person", grows: ["epipremnum-aureum", "zamioculcas-zamiifolia"] },
  { name: "杨春霞", town: "云门山街道", kind: "person", grows: ["echeveria-elegans", "haworthia-cooperi", "kroenleinia-grusonii"], delegate: true },
  { name: "马金山", town: "王坟镇", kind: "person", grows: ["camellia-japonica", "gardenia-jasminoides"] },
  { name: "周文斌", town: "庙子镇", kind: "person", grows: ["podocarpus-macrophyllus", "ficus-microcarpa", "crassula-ovata"] },
  { name: "绿源观叶植物合作社", town: "高柳镇", kind: "cooperative", grows: ["pachira-glabra", "ficus-lyrata", "radermachera-sinica", "chrysalidocarpus-lutescens"] },
  { name: "徐洪亮", town: "何官镇", kind: "person", grows: ["chrysanthemum-morifolium", "cyclamen-persicum", "gerbera-jamesonii"], delegate: true },
  { name: "郭爱华", town: "东夏镇", kind: "person", grows: ["begonia-hiemalis", "euphorbia-pulcherrima", "pericallis-hybrida"], delegate: true },
  { name: "胡振东", town: "谭坊镇", kind: "person", grows: ["viola-wittrockiana", "euphorbia-pulcherrima", "brassica-oleracea-acephala"] },
  { name: "朱丽萍", town: "邵庄镇", kind: "person", grows: ["hydrangea-macrophylla", "rosa-chinensis"] },
  { name: "机场路兰花专业合作社", town: "弥河镇", kind: "cooperative", grows: ["phalaenopsis", "cymbidium-sinense", "paphiopedilum"] },
  { name: "何立新", town: "黄楼街道", kind: "person", grows: ["hippeastrum", "phalaenopsis", "hyacinthus-orientalis", "narcissus-tazetta-chinensis"] },
  { name: "高凤云", town: "益都街道", kind: "person", grows: ["rhododendron-simsii", "bougainvillea"] },
  { name: "林树森", town: "王母宫经济发展区", kind: "person", grows: ["citrus-japonica", "ardisia-crenata"] },
  { name: "罗海燕", town: "黄楼街道", kind: "person", grows: ["anthurium-andraeanum", "epipremnum-aureum", "aglaonema-hybrid"], delegate: true },
  { name: "梁志强", town: "弥河镇", kind: "person", grows: ["clivia-miniata", "paeonia-suffruticosa"] },
  { name: "花田盆花家庭农场", town: "谭坊镇", kind: "company", grows: ["pelargonium-hortorum", "epipremnum-aureum", "nephrolepis-exaltata", "heptapleurum-arboricola"] },
];

export interface DemoBuyer {
  readonly name: string;
  readonly kind: "person" | "company";
  readonly roles: readonly ("buyer" | "agent")[];
  /** Credit in yuan. */
  readonly credit: number;
  readonly login?: string;
}

export const BUYERS: readonly DemoBuyer[] = [
  { name: "鲁中花卉批发有限公司", kind: "company", roles: ["buyer"], credit: 800_000, login: "buyer" },
  { name: "北方年宵花商行", kind: "company", roles: ["buyer"], credit: 600_000, login: "buyer2" },
  { name: "代拍人 韩立", kind: "person", roles: ["agent"], credit: 500_000, login: "agent" },
  { name: "津门花市供应链有限公司", kind: "company", roles: ["buyer"], credit: 500_000 },
  { name: "石门园艺贸易有限公司", kind: "company", roles: ["buyer"], credit: 400_000 },
  { name: "锦绣花艺连锁有限公司", kind: "company", roles: ["buyer"], credit: 300_000 },
  { name: "直播小院电子商务有限公司", kind: "company", roles: ["buyer"], credit: 300_000 },
  { name: "代拍人 宋桂芳", kind: "person", roles: ["agent"], credit: 450_000 },
  { name: "代拍人 冯志远", kind: "person", roles: ["agent", "buyer"], credit: 350_000 },
  { name: "江淮绿植配送有限公司", kind: "company", roles: ["buyer"], credit: 250_000 },
  { name: "汴梁花木商贸有限公司", kind: "company", roles: ["buyer"], credit: 250_000 },
  { name: "关东暖棚花卉有限公司", kind: "company", roles: ["buyer"], credit: 200_000 },
];

/** The village agent who declares for growers without a telephone of their own. */
export const DELEGATE = { login: "delegate", name: "刘小军" } as const;
