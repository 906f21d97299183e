/** Refusals on screen; {names} are filled from the refusal's detail. */
export const zh = {
  refusals: {
    unknown_species: "品种库里没有 {species}，请从列表中选择。",
  },
};
export type Words = typeof zh;
