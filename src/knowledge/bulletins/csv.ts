import type { BulletinData } from "../../engines/bulletin/data.ts";
import { isShown } from "../../engines/bulletin/data.ts";
import { csvOfRows } from "../../engines/open-data/csv.ts";
import { formatMoney } from "../../engines/fees/money.ts";

const HEAD = ["period", "line", "item_zh", "item_en", "mark", "unit", "mean", "sold", "unsold", "value", "deals", "mean_before", "mean_last_year", "currency", "withheld"] as const;

/** The lines that an edition stands on; a withheld one keeps its name and reason and leaves every number empty. */
export function csvOf(data: BulletinData): string {
  const money = (minor: number | null | undefined): string => (minor === null || minor === undefined ? "" : formatMoney(minor, data.currency, "en", "plain"));
  const count = (value: number | null): string => (value === null ? "" : String(value));
  const meanOf = (lines: BulletinData["now"]["lines"] | undefined, key: string): number | null => lines?.find((line) => line.key === key && isShown(line))?.mean ?? null;
  const rows = data.now.lines.map((line) => [
    data.now.period, line.key, line.item.zh, line.item.en, line.mark.en, line.unit, money(line.mean), count(line.sold), count(line.unsold), money(line.value), count(line.deals),
    isShown(line) ? money(meanOf(data.before?.lines, line.key)) : "", isShown(line) ? money(meanOf(data.lastYear?.lines, line.key)) : "", data.currency, line.withheld ?? "",
  ]);
  return csvOfRows([HEAD, ...rows]);
}
