import { createContext, useContext } from "react";
import type { Bilingual, Fields } from "../../fields.ts";
import { shapeOf, type KindName } from "../../kinds.ts";
import { codeFields } from "../../rules.ts";
import type { Block, BlockKind, Language } from "../../template.ts";
import type { Choice } from "../../../../ui/Select.tsx";

/** What is edited, and in which language its words are typed. */
export interface Editing {
  readonly kind: KindName;
  readonly language: Language;
}
const EditingContext = createContext<Editing>({ kind: "bill", language: "zh" });
export const EditingProvider = EditingContext.Provider;
export const useEditing = (): Editing => useContext(EditingContext);

export const nameOf = (words: Bilingual, language: Language): string => (language === "zh" ? words.zh : words.en);
export const choicesOf = (fields: Fields, language: Language): Choice<string>[] => Object.entries(fields).map(([value, field]) => ({ value, label: nameOf(field, language) }));

/** A fresh block of a kind, sound from the start. */
export function newBlock(block: BlockKind, kind: KindName): Block {
  const shape = shapeOf(kind);
  const [firstField = "no"] = Object.keys(shape.fields);
  const nothing = { zh: "", en: "" };
  switch (block) {
    case "text": return { kind: "text", text: { zh: "文字", en: "Text" }, scale: "normal", bold: false, align: "start", boxed: false, when: null };
    case "fields": return { kind: "fields", shape: "list", scale: "normal", when: null, fields: [{ field: "no" in shape.fields ? "no" : firstField, label: null, bold: false }] };
    case "table": {
      const [table = "", columns] = Object.entries(shape.tables)[0] ?? [];
      return { kind: "table", table, head: true, scale: "normal", when: null, columns: Object.keys(columns?.columns ?? {}).slice(0, 4).map((field) => ({ field, title: null, share: 4 })) };
    }
    case "rule": return { kind: "rule", style: "thin", when: null };
    case "space": return { kind: "space", mm: 3, when: null };
    case "code": return { kind: "code", code: "qr", field: codeFields(kind, "qr").includes("code") ? "code" : firstField, mm: 25, align: "center", caption: nothing, when: null };
    case "logo": return { kind: "logo", text: { zh: "{market}", en: "{market}" }, align: "start", when: null };
    case "footer": return { kind: "footer", text: { zh: "{market}", en: "{market}" }, align: "center", when: null };
    case "beside": return { kind: "beside", share: 50, left: [], right: [], when: null };
  }
}

/** One line about a block, for the closed card. */
export function gistOf(block: Block, { kind, language }: Editing): string {
  const shape = shapeOf(kind);
  const fieldName = (name: string): string => (shape.fields[name] === undefined ? name : nameOf(shape.fields[name], language));
  switch (block.kind) {
    case "text":
    case "logo":
    case "footer": return nameOf(block.text, language);
    case "fields": return block.fields.map(({ field, label }) => (label === null ? fieldName(field) : nameOf(label, language) || fieldName(field))).join(" · ");
    case "table": return shape.tables[block.table] === undefined ? block.table : nameOf(shape.tables[block.table]!, language);
    case "space": return `${block.mm} mm`;
    case "code": return `${fieldName(block.field)} · ${block.mm} mm`;
    case "rule":
    case "beside": return "";
  }
}

export const replaced = <T>(list: readonly T[], at: number, item: T): T[] => list.map((one, n) => (n === at ? item : one));
export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_one, n) => n !== at);
export function shifted<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const moved = [...list];
  const [item] = moved.splice(at, 1);
  moved.splice(at + by, 0, item!);
  return moved;
}
