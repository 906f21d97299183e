import type { ReactNode } from "react";
import { PriceSheet } from "./PriceSheet.tsx";

/** /prices/staff: the same sheet complete, for the market's own people. */
export default function StaffPricesPage(): ReactNode {
  return <PriceSheet audience="staff" />;
}
