import { useActing, type Acting } from "../../../ui/acting.ts";
import { useStallTold } from "./words.ts";

const READ_AGAIN = ["stall"];

export const useAct = (): Acting => useActing(useStallTold(), READ_AGAIN);
