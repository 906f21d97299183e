/** How many periods are compared at once: the memory of a window grows with their square, the time of gk and tpd with their cube. */
export const MIN_WINDOW = 2;
export const MAX_WINDOW = 1_500;
