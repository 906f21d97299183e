import type { ReactNode } from "react";
import { MyPapers } from "./MyPapers.tsx";

/** /bills: what a buyer owes and has paid. */
export default function MyBillsPage(): ReactNode {
  return <MyPapers side="buyer" />;
}
