export interface CatalogueTables {
  "kernel.species": {
    id: string;
    zh: string;
    latin: string;
    en: string;
    family: string;
    family_zh: string;
    type: string;
    aliases: string[];
    pots_cm: number[];
    season: number[];
    unit: string;
    pinyin: string;
    initials: string;
  };
  "kernel.variety": { id: string; species_id: string; zh: string; en: string };
  "kernel.trade_item": {
    id: string;
    code: string;
    species_id: string | null;
    variety_id: string | null;
    zh: string;
    en: string;
    category: string;
    pot_cm: number | null;
    spec: string;
    unit: string;
    packing: string;
    pot_extra: boolean;
    pinyin: string;
    initials: string;
    created_at: Date;
  };
}
