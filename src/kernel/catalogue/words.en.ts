import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    unknown_species: "The species master has no {species}. Choose from the list.",
  },
} satisfies Words;
