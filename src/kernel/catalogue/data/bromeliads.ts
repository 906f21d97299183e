import { ALL_YEAR, months, speciesOf } from "./model.ts";

const FAMILY = "Bromeliaceae";
const SPRING = { festivals: ["spring-festival", "new-year"] } as const;

export const BROMELIADS = speciesOf("bromeliad", [
  ["guzmania", "擎天凤梨", ["果子蔓", "星花凤梨", "鸿运当头"], "Guzmania", "scarlet star", FAMILY, [12, 14, 16], months(11, 2), { ...SPRING, other: ["Guzmania lingulata"] }],
  ["vriesea-carinata", "莺歌凤梨", ["莺哥凤梨", "虾爪凤梨"], "Vriesea carinata", "lobster claws", FAMILY, [9, 12], months(11, 2), SPRING],
  ["lutheria-splendens", "虎纹凤梨", ["火剑凤梨", "红剑凤梨"], "Lutheria splendens", "flaming sword", FAMILY, [12, 14], months(11, 2), { ...SPRING, other: ["Vriesea splendens"] }],
  ["aechmea-fasciata", "粉菠萝", ["美叶光萼荷", "蜻蜓凤梨"], "Aechmea fasciata", "urn plant", FAMILY, [14, 16], months(11, 2), SPRING],
  ["wallisia-cyanea", "紫花凤梨", ["铁兰", "球拍凤梨"], "Wallisia cyanea", "pink quill", FAMILY, [9, 12], months(11, 3), { other: ["Tillandsia cyanea"] }],
  ["neoregelia-carolinae", "彩叶凤梨", ["五彩凤梨"], "Neoregelia carolinae", "blushing bromeliad", FAMILY, [12, 14], ALL_YEAR],
  ["ananas-comosus", "观赏菠萝", ["凤梨", "菠萝", "金边凤梨", "迷你凤梨"], "Ananas comosus", "ornamental pineapple", FAMILY, [12, 16], months(11, 2), SPRING],
  ["cryptanthus-acaulis", "姬凤梨", ["小凤梨"], "Cryptanthus acaulis", "green earth star", FAMILY, [7, 9], ALL_YEAR],
  ["tillandsia-ionantha", "小精灵空气凤梨", ["小精灵", "精灵空气凤梨"], "Tillandsia ionantha", "sky plant", FAMILY, [5, 7], ALL_YEAR, { unit: "plant" }],
  ["tillandsia-usneoides", "松萝凤梨", ["老人须"], "Tillandsia usneoides", "Spanish moss", FAMILY, [9], ALL_YEAR, { unit: "bunch" }],
  ["billbergia-pyramidalis", "水塔花", ["红笔凤梨", "水槽凤梨"], "Billbergia pyramidalis", "flaming torch", FAMILY, [12, 15], months(9, 3)],
  ["tillandsia-xerographica", "霸王空气凤梨", ["霸王凤"], "Tillandsia xerographica", "king air plant", FAMILY, [9, 12], ALL_YEAR, { unit: "plant" }],
]);
