/** The gallery's words are said once and nowhere else, so both languages stand side by side. */
export type Translate = (zh: string, en: string) => string;
