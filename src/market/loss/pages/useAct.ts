import { useActing, type Acting } from "../../../ui/acting.ts";
import { useLossTold } from "./words.ts";

const READ_AGAIN = ["loss"];

export const useAct = (): Acting => useActing(useLossTold(), READ_AGAIN);
