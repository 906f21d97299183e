import type { zh } from "./words.zh.ts";

export const en = { refusals: {} } satisfies typeof zh;
