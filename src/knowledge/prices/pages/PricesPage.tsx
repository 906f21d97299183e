import type { ReactNode } from "react";
import { PriceSheet } from "./PriceSheet.tsx";

/** /prices: the price sheet as everybody may see it. */
export default function PricesPage(): ReactNode {
  return <PriceSheet audience="public" />;
}
