import type { ReactNode } from "react";
import { MyPapers } from "./MyPapers.tsx";

/** /statements: a grower's money. */
export default function MyStatementsPage(): ReactNode {
  return <MyPapers side="seller" />;
}
