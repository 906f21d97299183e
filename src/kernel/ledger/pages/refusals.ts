import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

export const REFUSALS = { zh: zh.refusals, en: en.refusals };
