import { createContext, useContext, useMemo } from "react";
import type { Contract } from "../kernel/machinery/contract.ts";
import { client, type Client, type ClientOptions } from "../kernel/machinery/client.ts";

/** How pages reach the market; the web shell fills it, a test may fill it with a server of its own. */
export const ApiContext = createContext<ClientOptions | null>(null);

/** The typed client of one module, made from its contract. */
export function useApi<C extends Contract>(contract: C): Client<C> {
  const options = useContext(ApiContext);
  if (options === null) throw new Error("A page asked for the market outside <ApiContext>.");
  return useMemo(() => client(contract, options), [contract, options]);
}
