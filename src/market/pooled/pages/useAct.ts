import { useActing, type Acting } from "../../../ui/acting.ts";
import { usePooledTold } from "./words.ts";

const READ_AGAIN = ["pooled"];

export const useAct = (): Acting => useActing(usePooledTold(), READ_AGAIN);
