import type { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import type { pooled } from "../../contract.ts";
import { clockTime } from "../words.ts";

export type Round = Awaited<ReturnType<ReturnType<typeof useApi<typeof pooled>>["rounds"]>>["rounds"][number];

/** Whole trays, and a part of one where it is not full. */
export const traysOf = ({ units, step }: { readonly units: number; readonly step: number }): string => (units % step === 0 ? formatCount(units / step) : (units / step).toFixed(1));

const HOURS_AND_MINUTES = 5;
/** The day stands above; a stop needs the hour alone. */
export const hourOf = (at: string): string => clockTime(at).slice(-HOURS_AND_MINUTES);
