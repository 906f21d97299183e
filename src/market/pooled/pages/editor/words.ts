import { useWords } from "../../../../ui/Preferences.tsx";
import { en } from "./words.en.ts";
import { zh, type EditorWords } from "./words.zh.ts";

export const useEditorWords = (): EditorWords => useWords(zh, en);
