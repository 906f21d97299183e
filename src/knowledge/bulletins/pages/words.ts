import { momentText } from "../../../engines/calendar/business-date.ts";
import type { BulletinData } from "../../../engines/bulletin/data.ts";
import { useActing, type Acting } from "../../../ui/acting.ts";
import { useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";

const READ_AGAIN = ["bulletins"];

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const useBulletinTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals });
export const useAct = (): Acting => useActing(useBulletinTold(), READ_AGAIN);
/** An instant in the market's own time. */
export const marketTime = (iso: string, data: Pick<BulletinData, "utcOffsetMinutes">): string => momentText(Date.parse(iso), data.utcOffsetMinutes);
