import { useActing, type Acting } from "../../../ui/acting.ts";
import { usePackagingTold } from "./words.ts";

const READ_AGAIN = ["packaging"];

export const useAct = (): Acting => useActing(usePackagingTold(), READ_AGAIN);
