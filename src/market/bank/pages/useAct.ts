import { useActing, type Acting } from "../../../ui/acting.ts";
import { useBankTold } from "./words.ts";

const READ_AGAIN = ["bank", "settlement"];

export const useAct = (): Acting => useActing(useBankTold(), READ_AGAIN);
