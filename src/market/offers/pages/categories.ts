import { usePreferences } from "../../../ui/Preferences.tsx";

/** The kinds of plants in the species master, as they stand on a filter. */
const NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  orchid: { zh: "兰花", en: "Orchids" }, aroid: { zh: "天南星", en: "Aroids" }, foliage: { zh: "观叶", en: "Foliage" }, flowering: { zh: "观花", en: "Flowering" }, bromeliad: { zh: "凤梨", en: "Bromeliads" },
  succulent: { zh: "多肉", en: "Succulents" }, bonsai: { zh: "盆景", en: "Bonsai" }, bulb: { zh: "球根", en: "Bulbs" }, fern: { zh: "蕨类", en: "Ferns" }, palm: { zh: "棕榈", en: "Palms" }, bedding: { zh: "草花", en: "Bedding" },
  shrub: { zh: "木本", en: "Woody" }, fruiting: { zh: "观果", en: "Fruit" },
};

export function useCategories(): (category: string) => string {
  const { language } = usePreferences();
  return (category) => NAMES[category]?.[language] ?? category;
}
