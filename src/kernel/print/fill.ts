import { CURRENCIES, formatMoney, type Currency } from "../../engines/fees/money.ts";
import { UNIT_WORDS } from "../../engines/units/units.ts";
import type { Bilingual, Field, FieldType, Fields } from "./fields.ts";
import { shapeOf, type KindName } from "./kinds.ts";
import { fillPlaceholders } from "./rules.ts";
import type { Block, CodeKind, Language, ScaleName, Template } from "./template.ts";

type Align = "start" | "center" | "end";

/** A template with the words and figures of one paper in it, in one language; what is printed and nothing else. */
export type Filled =
  | { readonly kind: "text"; readonly text: string; readonly scale: ScaleName; readonly bold: boolean; readonly align: Align; readonly boxed: boolean }
  | { readonly kind: "fields"; readonly shape: "list" | "flow" | "stack"; readonly scale: ScaleName; readonly facts: readonly Fact[] }
  | { readonly kind: "table"; readonly titles: readonly string[] | null; readonly columns: readonly FilledColumn[]; readonly rows: readonly (readonly string[])[]; readonly scale: ScaleName }
  | { readonly kind: "rule"; readonly style: "thin" | "thick" | "dashed" }
  | { readonly kind: "space"; readonly mm: number }
  | { readonly kind: "code"; readonly code: CodeKind; readonly data: string; readonly mm: number; readonly align: Align; readonly caption: string }
  | { readonly kind: "logo"; readonly text: string; readonly align: Align }
  | { readonly kind: "footer"; readonly text: string; readonly align: Align }
  | { readonly kind: "beside"; readonly share: number; readonly left: readonly Filled[]; readonly right: readonly Filled[] };

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly bold: boolean;
}
export interface FilledColumn {
  readonly share: number;
  readonly align: Align;
  /** Figures: never broken in two. */
  readonly whole: boolean;
}

export interface FillContext {
  readonly language: Language;
  /** Begins the links in codes, such as https://market.example; empty when it is not known. */
  readonly origin: string;
  readonly utcOffsetMinutes: number;
}

/** A paper's data as it came: checked by its kind's schema. */
export type Data = Readonly<Record<string, unknown>>;
const DEMO: Bilingual = { zh: "演示数据：人、货、钱都是模拟的", en: "Demonstration data: people, goods and money are simulated" };
const ENDS = new Set<FieldType>(["money", "count", "amount"]);
const MS_PER_MINUTE = 60_000;
const TO_THE_MINUTE = 16;

export function fill(kind: KindName, template: Template, data: Data, context: FillContext): Filled[] {
  const filler = new Filler(kind, data, context);
  const blocks = template.blocks.flatMap((block) => filler.block(block));
  // No template may take this away: a paper of a demonstration must never pass for a real one.
  return data["demo"] === true ? [{ kind: "text", text: pick(DEMO, context.language), scale: "small", bold: false, align: "center", boxed: true }, ...blocks] : blocks;
}

class Filler {
  readonly #fields: Fields;
  readonly #kind: KindName;
  readonly #data: Data;
  readonly #context: FillContext;

  constructor(kind: KindName, data: Data, context: FillContext) {
    this.#kind = kind;
    this.#fields = shapeOf(kind).fields;
    this.#data = data;
    this.#context = context;
  }

  block(block: Block): Filled[] {
    if (block.when !== null && !isThere(this.#data[block.when])) return [];
    const { language } = this.#context;
    const said = (words: Bilingual): string => fillPlaceholders(pick(words, language), (name) => this.#shown(name));
    switch (block.kind) {
      case "text": {
        const text = said(block.text);
        return text === "" ? [] : [{ kind: "text", text, scale: block.scale, bold: block.bold, align: block.align, boxed: block.boxed }];
      }
      case "fields": {
        const facts = block.fields.flatMap((one) => this.#fact(one));
        return facts.length === 0 ? [] : [{ kind: "fields", shape: block.shape, scale: block.scale, facts }];
      }
      case "table": return this.#table(block);
      case "rule": return [{ kind: "rule", style: block.style }];
      case "space": return [{ kind: "space", mm: block.mm }];
      case "code": {
        const data = this.#codeData(block.field);
        return data === "" ? [] : [{ kind: "code", code: block.code, data, mm: block.mm, align: block.align, caption: said(block.caption) }];
      }
      case "logo": return [{ kind: "logo", text: said(block.text), align: block.align }];
      case "footer": return [{ kind: "footer", text: said(block.text), align: block.align }];
      case "beside": return [{ kind: "beside", share: block.share, left: block.left.flatMap((one) => this.block(one)), right: block.right.flatMap((one) => this.block(one)) }];
    }
  }

  #shown(name: string): string {
    const field = this.#fields[name];
    return field === undefined ? "" : this.#show(field, this.#data[name], "symbol");
  }

  #fact({ field: name, label, bold }: { field: string; label: Bilingual | null; bold: boolean }): Fact[] {
    const field = this.#fields[name];
    if (field === undefined || !isThere(this.#data[name], field.type)) return [];
    return [{ label: pick(label ?? field, this.#context.language), value: this.#show(field, this.#data[name], "symbol"), bold }];
  }

  #table(block: Extract<Block, { kind: "table" }>): Filled[] {
    const { columns: offered = {} } = shapeOf(this.#kind).tables[block.table] ?? {};
    const rows = (this.#data[block.table] ?? []) as readonly Data[];
    if (rows.length === 0) return [];
    // A column that is empty on the whole paper leaves its room to the others.
    const columns = block.columns.filter(({ field }) => offered[field] !== undefined && rows.some((row) => isThere(row[field], offered[field]!.type)));
    if (columns.length === 0) return [];
    return [{
      kind: "table", scale: block.scale,
      titles: block.head ? columns.map(({ field, title }) => pick(title ?? offered[field]!, this.#context.language)) : null,
      columns: columns.map(({ field, share }) => ({ share, align: ENDS.has(offered[field]!.type) ? "end" : "start", whole: ENDS.has(offered[field]!.type) || offered[field]!.type === "day" })),
      rows: rows.map((row) => columns.map(({ field }) => this.#show(offered[field]!, row[field], "bare"))),
    }];
  }

  #codeData(name: string): string {
    const value = this.#data[name];
    if (typeof value !== "string" || value === "") return "";
    return this.#fields[name]?.type === "path" ? this.#context.origin + value : value;
  }

  #show(field: Field, value: unknown, money: "symbol" | "bare"): string {
    if (value === null || value === undefined) return "";
    const { language, utcOffsetMinutes } = this.#context;
    switch (field.type) {
      case "money": return moneyText(value as number, String(this.#data["currency"]), money);
      case "count": return grouped(value as number);
      case "amount": return amountText(value as { quantity: number; unit: keyof typeof UNIT_WORDS }, language);
      case "words": return pick(value as Bilingual, language);
      case "flag": return value === true ? pick(field, language) : "";
      case "time": return new Date(Date.parse(value as string) + utcOffsetMinutes * MS_PER_MINUTE).toISOString().slice(0, TO_THE_MINUTE).replace("T", " ");
      default: return value as string;
    }
  }
}

/** In the reader's language, or in the other one when it has no words of its own. */
export const pick = (words: Bilingual, language: Language): string => (language === "en" ? words.en || words.zh : words.zh || words.en);

/** What a condition asks, and whether a fact is worth a line: a sum of nothing is, a flag that is not set is not. */
function isThere(value: unknown, type?: FieldType): boolean {
  if (value === null || value === undefined || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return type !== undefined || value !== 0;
}

function moneyText(minor: number, currency: string, style: "symbol" | "bare"): string {
  if (!(CURRENCIES as readonly string[]).includes(currency)) throw new Error(`No decimals are known for ${currency}.`);
  return formatMoney(minor, currency as Currency, "zh", style);
}

const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");

function amountText({ quantity, unit }: { quantity: number; unit: keyof typeof UNIT_WORDS }, language: Language): string {
  const words = UNIT_WORDS[unit];
  return `${grouped(quantity)} ${language === "zh" ? words.zh : quantity === 1 ? words.en : words.enPlural}`;
}
