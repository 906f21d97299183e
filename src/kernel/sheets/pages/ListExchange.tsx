import type { ReactNode } from "react";
import { ExchangeButtons, type ExchangeProps } from "../../../ui/exchange/Exchange.tsx";
import { useApi } from "../../../ui/api.ts";
import { sheets } from "../contract.ts";

/** The two buttons of a list and the dialog behind them, for a page of any module; how far an import is and how it is stopped comes with it. */
export function ListExchange(props: Omit<ExchangeProps, "progress" | "cancel">): ReactNode {
  const api = useApi(sheets);
  return <ExchangeButtons {...props} progress={(job) => api.progress({ job })} cancel={(job) => api.cancel({ job })} />;
}
