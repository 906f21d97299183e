/** The pieces the product's own templates are written with. */
import type { z } from "zod";
import type { templateSchema } from "./template.ts";

export type Written = z.input<typeof templateSchema>["blocks"][number];
export type Plain = Exclude<Written, { kind: "footer" | "beside" }>;

export const words = (zh: string, en: string) => ({ zh, en });
export const shown = (field: string, more: { bold?: boolean } = {}) => ({ field, ...more });
export const column = (field: string, share: number) => ({ field, share });
export const qr = (mm: number, align: "start" | "center" | "end" = "end"): Extract<Plain, { kind: "code" }> => ({ kind: "code", code: "qr", field: "code", mm, align });
export const text = (zh: string, en: string, more: Partial<Extract<Plain, { kind: "text" }>> = {}): Plain => ({ kind: "text", text: words(zh, en), ...more });
export const rule = (style: "thin" | "thick" | "dashed" = "thin"): Plain => ({ kind: "rule", style });
export const space = (mm: number): Plain => ({ kind: "space", mm });

/** Market at the left, title in the middle of the rest, code at the right. */
export const head = (zh: string, en: string): Written[] => [
  { kind: "beside", share: 78, left: [{ kind: "logo", text: words("{market}", "{market}") }, text(zh, en, { scale: "huge", bold: true }), text("№ {no}", "№ {no}")], right: [qr(24)] },
  rule("thick"),
];
export const rollHead = (zh: string, en: string): Written[] => [
  { kind: "logo", text: words("{market}", "{market}"), align: "center" },
  text(zh, en, { scale: "large", bold: true, align: "center" }),
];
export const FOOT: Written = { kind: "footer", text: words("{market} · 扫码打开这张单据 · 打印 {printedAt}", "{market} · scan to open this paper · printed {printedAt}") };

