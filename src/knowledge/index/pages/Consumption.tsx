import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { LineChart } from "../../../ui/LineChart.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { BASE_VALUE, index } from "../contract.ts";
import { levelText, useIndexWords } from "./words.ts";

/** The consumption index: its newest week, and its line where there is one. Without cover it says so and shows no line. */
export function Consumption(): ReactNode {
  const words = useIndexWords();
  const api = useApi(index);
  const { data } = useQuery({ queryKey: ["index", "consumption"], queryFn: () => api.consumption({}) });
  const newest = data?.points.at(-1);
  const known = data?.points.some((point) => point.value !== null) === true;
  return (
    <Panel title={words.consumptionTitle}>
      <p className="index-faint">{words.consumptionWhy}</p>
      {newest === undefined || data === undefined ? null : (
        <>
          <p><strong>{newest.period}: {newest.value === null ? words.withheldShort : levelText(newest.value)}</strong>{newest.withheld === null ? null : ` — ${words.consumptionWithheld[newest.withheld]}`} · {words.covered(newest.coveredPercent)}{data.basket === null ? null : ` · ${words.basket(data.basket.validFrom, data.basket.source)}`}</p>
          {!known ? null : <LineChart label={words.consumptionTitle} format={levelText} nothing={words.withheldShort} reference={BASE_VALUE} ticks={data.points.map((point, x) => ({ x, label: point.period.slice(2) }))} lines={[{ key: "consumption", name: words.consumptionTitle, points: data.points.map((point, x) => ({ x, label: point.period, value: point.value })) }]} />}
        </>
      )}
    </Panel>
  );
}
