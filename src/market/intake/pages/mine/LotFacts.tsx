import type { ReactNode } from "react";
import { Facts } from "../../../../ui/Facts.tsx";
import type { Fact } from "../../../../ui/Facts.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatCount } from "../../../../ui/money.ts";
import type { LotCard } from "../../contract.ts";
import { useIntakeWords, usePageWords, useTimes, useUnits } from "../words.ts";
import { averagePrice } from "./LotTile.tsx";

/** Everything said, counted and judged about a lot. What was not said is left out. */
export function LotFacts({ lot, dense = false }: { readonly lot: LotCard; readonly dense?: boolean | undefined }): ReactNode {
  const { lot: words, common } = usePageWords();
  const own = useIntakeWords();
  const units = useUnits();
  const times = useTimes();
  const attributes: Readonly<Record<string, string>> = own.attributes;
  const defects: Readonly<Record<string, string>> = own.defects;
  const average = averagePrice(lot);
  const amount = (quantity: number): string => units.amount(quantity, lot.unit);
  const facts: (Fact | null)[] = [
    { label: words.grower, value: lot.grower }, lot.town === null ? null : { label: words.town, value: lot.town },
    { label: words.declared, value: amount(lot.declared) }, lot.written === String(lot.declared) ? null : { label: words.written, value: lot.written },
    lot.counted === null ? null : { label: words.counted, value: amount(lot.counted) },
    lot.difference === null || lot.difference === 0 ? null : { label: words.difference, value: `${lot.difference > 0 ? "+" : "−"}${formatCount(Math.abs(lot.difference))} ${lot.differenceReason}`, tone: "cinnabar" as const },
    { label: words.grade, value: lot.grade === null ? common.ungraded : lot.grade, tone: lot.grade === null ? undefined : ("leaf" as const) },
    ...Object.entries(lot.attributes).map(([key, value]) => ({ label: attributes[key] ?? key, value: String(value) })),
    lot.defects.length === 0 ? null : { label: words.defects, value: lot.defects.map((one) => defects[one] ?? one).join(words.and), wide: true, tone: "pollen" as const },
    { label: words.floor, value: lot.floorPrice === null ? words.floorNone : <MoneyText minor={lot.floorPrice} currency={lot.currency} per={units.unit(lot.unit)} /> },
    { label: words.pot, value: lot.potExtra ? words.potExtra : words.potIn }, { label: words.planned, value: times.day(lot.plannedOn) },
    lot.counted === null ? null : { label: words.onHand, value: amount(lot.onHand) }, lot.held === 0 ? null : { label: words.held, value: amount(lot.held) },
    lot.sold === 0 ? null : { label: words.sold, value: amount(lot.sold), tone: "orchid" as const }, lot.passed === 0 ? null : { label: words.passed, value: amount(lot.passed) },
    average === null ? null : { label: words.average, value: <MoneyText minor={average} currency={lot.currency} per={units.unit(lot.unit)} /> },
    { label: words.by, value: words.by2(lot.declaredBy, own.as[lot.declaredAs]), wide: true },
    lot.note === "" ? null : { label: words.note, value: lot.note, wide: true }, lot.refusal === null ? null : { label: words.refusal, value: lot.refusal, wide: true, tone: "cinnabar" as const },
  ];
  return <Facts dense={dense} facts={facts.filter((fact) => fact !== null)} />;
}
