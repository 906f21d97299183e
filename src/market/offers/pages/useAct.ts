import { useActing, type Acting } from "../../../ui/acting.ts";
import { useProblem } from "./words.ts";

const READ_AGAIN = ["offers"];

export const useAct = (): Acting => useActing(useProblem(), READ_AGAIN);
