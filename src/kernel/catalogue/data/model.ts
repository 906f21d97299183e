/**
 * The shape of the species master, and the small language its rows are written in.
 *
 * Latin names follow Plants of the World Online where it has an opinion; hybrids that are only known as a group stand under
 * the genus alone or under a cultivar group. Where the trade does not know the accepted name (Pelargonium × hortorum, Bambusa
 * ventricosa) its own stands, and the accepted one is in `otherLatin`. Names that growers and older books still use are kept
 * there too, whether they are synonyms or common misapplications, so that a search finds them.
 * Pot sizes, seasons and sales units are what is usual in the northern Chinese pot-flower trade: they fill a form, they judge nothing.
 */
import type { FestivalCode } from "../../../engines/calendar/festivals.ts";
import type { Unit } from "../../../engines/units/units.ts";
import type { Family } from "./families.ts";
import { FAMILIES } from "./families.ts";

export const SPECIES_TYPES = [
  "orchid", "aroid", "bromeliad", "foliage", "flowering", "bulb", "bedding", "succulent", "fern", "palm", "bonsai", "shrub", "fruiting",
] as const;
export type SpeciesType = (typeof SPECIES_TYPES)[number];

export const SPECIES_TYPE_WORDS: Record<SpeciesType, { readonly zh: string; readonly en: string }> = {
  orchid: { zh: "兰花", en: "orchids" },
  aroid: { zh: "天南星类", en: "aroids" },
  bromeliad: { zh: "观赏凤梨", en: "bromeliads" },
  foliage: { zh: "观叶植物", en: "foliage plants" },
  flowering: { zh: "盆花", en: "flowering pot plants" },
  bulb: { zh: "球根花卉", en: "bulbs" },
  bedding: { zh: "草花", en: "bedding plants" },
  succulent: { zh: "多肉植物", en: "succulents and cacti" },
  fern: { zh: "蕨类", en: "ferns" },
  palm: { zh: "棕榈类", en: "palms" },
  bonsai: { zh: "盆景", en: "penjing and bonsai" },
  shrub: { zh: "木本盆花", en: "woody pot plants" },
  fruiting: { zh: "观果植物", en: "fruit-viewing plants" },
};

export interface Species {
  /** Latin in kebab case; never changes, even when the name does. */
  readonly id: string;
  readonly zh: string;
  readonly aliases: readonly string[];
  readonly latin: string;
  readonly otherLatin: readonly string[];
  readonly en: string;
  readonly family: Family;
  readonly familyZh: string;
  readonly type: SpeciesType;
  /** Usual pot diameters in centimetres, ascending. */
  readonly potsCm: readonly number[];
  /** Usual sales unit. */
  readonly unit: Unit;
  /** Months 1–12 in which most is sold, in the order they come. */
  readonly season: readonly number[];
  /** Festivals it is grown for. */
  readonly festivals: readonly FestivalCode[];
  /** Lowest transport temperature in °C; left out where no published figure was at hand. */
  readonly minTransportC?: number;
  /** True where poisoning of cats or dogs is widely documented. Left out means not known, never harmless. */
  readonly toxicToPets?: true;
}

interface Extras {
  readonly other?: readonly string[];
  readonly festivals?: readonly FestivalCode[];
  readonly minC?: number;
  readonly toxic?: true;
  readonly unit?: Unit;
}

export type Row = readonly [
  id: string, zh: string, aliases: readonly string[], latin: string, en: string, family: Family, potsCm: readonly number[], season: readonly number[], extras?: Extras,
];

/** Rows of one type to species. The unit is the pot unless a row says otherwise. */
export function speciesOf(type: SpeciesType, rows: readonly Row[]): Species[] {
  return rows.map(([id, zh, aliases, latin, en, family, potsCm, season, extras = {}]) => ({
    id, zh, aliases, latin, otherLatin: extras.other ?? [], en, family, familyZh: FAMILIES[family], type, potsCm,
    unit: extras.unit ?? "pot", season, festivals: extras.festivals ?? [],
    ...(extras.minC === undefined ? {} : { minTransportC: extras.minC }),
    ...(extras.toxic === undefined ? {} : { toxicToPets: extras.toxic }),
  }));
}

/** Months from one to another, over New Year if need be: months(11, 2) is 11 12 1 2. */
export function months(from: number, to: number): number[] {
  const count = ((to - from + 12) % 12) + 1;
  return Array.from({ length: count }, (_, i) => ((from - 1 + i) % 12) + 1);
}

export const ALL_YEAR: readonly number[] = months(1, 12);
