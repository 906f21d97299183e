import { useActing, type Acting } from "../../../ui/acting.ts";
import { useContractsTold } from "./words.ts";

const READ_AGAIN = ["contracts"];

export const useAct = (): Acting => useActing(useContractsTold(), READ_AGAIN);
