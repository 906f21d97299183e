import type { Allocation, AllocationRequest } from "./types.ts";

/** Divides an order by one of the rules on claims, in whole trays. */
export function allocate(_request: AllocationRequest): Allocation {
  throw new Error("not yet");
}
