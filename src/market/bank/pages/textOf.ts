import type { LineView } from "../views.ts";

/** All that the bank wrote beside the amount. */
export const textOf = (row: Pick<LineView, "summary" | "remark" | "purpose">): string => [row.summary, row.remark, row.purpose].filter((part) => part !== "").join(" · ");
