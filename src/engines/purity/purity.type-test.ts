/** Compiled with the pure settings only: no Node and no DOM exist here. When one of them leaks in, a mark stops compiling. */
// @ts-expect-error there is no Node
export const node: unknown = process;
// @ts-expect-error there is no page
export const page: unknown = document;
// @ts-expect-error there is no network
export const network: unknown = fetch;
// @ts-expect-error there are no timers
export const timer: unknown = setTimeout;
