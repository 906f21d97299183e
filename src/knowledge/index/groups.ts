/** What the catalogue's categories are called on a list of groups; a category it has no words for keeps its code. */
export const GROUP_WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  all: { zh: "全部盆花", en: "All goods" }, orchid: { zh: "兰花", en: "Orchids" }, flowering: { zh: "盆花", en: "Flowering pot plants" }, foliage: { zh: "观叶", en: "Foliage" }, aroid: { zh: "天南星", en: "Aroids" }, bedding: { zh: "花坛", en: "Bedding" },
  bonsai: { zh: "盆景", en: "Penjing" }, bromeliad: { zh: "凤梨", en: "Bromeliads" }, bulb: { zh: "球根", en: "Bulbs" }, fern: { zh: "蕨类", en: "Ferns" }, fruiting: { zh: "观果", en: "Fruiting plants" }, palm: { zh: "棕榈", en: "Palms" }, shrub: { zh: "木本", en: "Shrubs" },
  succulent: { zh: "多肉", en: "Succulents" }, cut: { zh: "鲜切花", en: "Cut flowers" },
};
export const groupWords = (group: string): { readonly zh: string; readonly en: string } => GROUP_WORDS[group] ?? { zh: group, en: group };
/** Everything first, then the trade's own order, then what has no words. */
export const groupPlace = (group: string): number => { const at = Object.keys(GROUP_WORDS).indexOf(group); return at === -1 ? Object.keys(GROUP_WORDS).length : at; };
