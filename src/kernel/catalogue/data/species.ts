/**
 * The species master: ornamental pot plants of the Chinese trade, written and checked by hand.
 * A search by name goes through `engines/names`; `speciesNames` has the shape it takes.
 */
import type { Named } from "../../../engines/names/names.ts";
import { AROIDS } from "./aroids.ts";
import { BEDDING } from "./bedding.ts";
import { BONSAI } from "./bonsai.ts";
import { BROMELIADS } from "./bromeliads.ts";
import { BULBS } from "./bulbs.ts";
import { FERNS, PALMS } from "./ferns-palms.ts";
import { FLOWERING } from "./flowering.ts";
import { SMALL_FOLIAGE } from "./foliage-small.ts";
import { FOLIAGE } from "./foliage.ts";
import type { Species } from "./model.ts";
import { ORCHIDS } from "./orchids.ts";
import { SUCCULENTS } from "./succulents.ts";
import { FRUITING, SHRUBS } from "./woody.ts";

export const SPECIES: readonly Species[] = [
  ...ORCHIDS, ...AROIDS, ...BROMELIADS, ...FOLIAGE, ...SMALL_FOLIAGE, ...FERNS, ...PALMS, ...FLOWERING, ...BULBS, ...BEDDING, ...SUCCULENTS, ...SHRUBS, ...FRUITING, ...BONSAI,
];

const BY_ID = new Map(SPECIES.map((species) => [species.id, species]));

export function speciesById(id: string): Species | undefined {
  return BY_ID.get(id);
}

/** All names of the master for `indexNames`. */
export function speciesNames(): Named[] {
  return SPECIES.map(({ id, zh, aliases, otherLatin, latin, en }) => ({ id, zh, aliases, latin, otherLatin, english: en }));
}
