/** What pooled orders say on screen; {names} in refusals are filled from the refusal's detail. */
export const zh = { refusals: {} as Readonly<Record<string, string>> };
