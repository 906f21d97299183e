import { useWords } from "../../../../ui/Preferences.tsx";
import { en } from "./words.en.ts";
import { zh, type GrowerWords } from "./words.zh.ts";

export const useGrowerWords = (): GrowerWords => useWords(zh, en);
