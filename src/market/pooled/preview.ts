import type { Handlers } from "../../kernel/machinery/module.ts";
import type { pooled } from "./contract.ts";
import type { PooledScene } from "./course.ts";
import { marginOf } from "./delivery-rules.ts";
import { percentOf } from "./deposits.ts";
import { indexNow } from "./pricing.ts";
import { valueOf, type Line, type Terms } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { PreviewView } from "./views.ts";

type Shown = Pick<PreviewView["drops"][number], "price" | "way" | "bound" | "publishedOn">;

export const previewHandlers: Pick<Handlers<typeof pooled, Tables>, "previewPrice"> = {
  async previewPrice(scene, { terms: given }) {
    const terms = given as Terms;
    const drops: PreviewView["drops"] = [];
    for (const [at, line] of terms.lines.entries()) for (const drop of line.drops) {
      const shown = await shownAt(scene as unknown as PooledScene, line, drop.dueOn);
      const gross = shown.price * drop.quantity;
      drops.push({ line: at + 1, ...drop, ...shown, gross, margin: marginOf(gross, terms.marginPm) });
    }
    const sum = (of: (drop: PreviewView["drops"][number]) => number): number => drops.reduce((total, drop) => total + of(drop), 0);
    return { drops, gross: sum((drop) => drop.gross), margin: sum((drop) => drop.margin), deposit: percentOf(valueOf(terms), terms.deposit.enterprise) };
  },
};

async function shownAt(scene: PooledScene, { price }: Line, dueOn: string): Promise<Shown> {
  if (price.kind === "fixed") return { price: price.price, way: "fixed", bound: "none", publishedOn: null };
  if (price.kind === "sealed") return { price: price.ceiling, way: "ceiling", bound: "none", publishedOn: null };
  const made = await indexNow(scene, price, dueOn);
  return { price: made.price, way: made.way, bound: made.bound, publishedOn: made.figures.at(-1)?.date ?? null };
}
