import { useActing, type Acting } from "../../../ui/acting.ts";
import { useClaimsTold } from "./words.ts";

const READ_AGAIN = ["claims"];

export const useAct = (): Acting => useActing(useClaimsTold(), READ_AGAIN);
