import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { Contract, Input, Output } from "../../../kernel/machinery/contract.ts";
import { useApi } from "../../../ui/api.ts";

export interface ReadOptions {
  /** Asks again after this many milliseconds while the page is looked at. */
  readonly every?: number;
  readonly enabled?: boolean;
}

/** One read action as a query; pages that ask the same thing share the answer. */
export function useRead<C extends Contract, N extends keyof C["actions"] & string>(
  contract: C,
  action: N,
  input: Input<C["actions"][N]["input"]>,
  { every, enabled = true }: ReadOptions = {},
): UseQueryResult<Output<C["actions"][N]["output"]>> {
  const api = useApi(contract);
  return useQuery({
    queryKey: [contract.module, action, input],
    queryFn: () => (api[action] as (input: unknown) => Promise<Output<C["actions"][N]["output"]>>)(input),
    enabled,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
}
