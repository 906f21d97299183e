import { percent } from "./rules.ts";
import type { ChargeView } from "./views.ts";
import type { zh } from "./pages/words.zh.ts";

/** A charge as a sum one can check with a pocket calculator; the same on the screen and on paper. */
export function howOf(charge: ChargeView, words: (typeof zh)["how"], money: (minor: number) => string): string {
  if (charge.basisAmount === 0 && charge.charged === 0) return words.was(money(charge.was), money(0));
  const rate = charge.basis === "rate_on_gross" ? percent(charge.value) : money(charge.value);
  const figure = charge.basis === "rate_on_gross" ? money(charge.basisAmount) : String(charge.basisAmount).replace(/\B(?=(?:\d{3})+$)/g, ",");
  return [
    words[charge.basis](rate, figure, money(charge.computed)),
    ...(charge.limited === "min" ? [words.min(money(charge.charged))] : charge.limited === "max" ? [words.max(money(charge.charged))] : []),
    ...(charge.corrects === null ? [] : [words.was(money(charge.was), money(charge.charged))]),
  ].join(" · ");
}
