import type { ReactNode } from "react";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { PrintSheet } from "../../../../ui/PrintSheet.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { useAmount, useItemName, usePooledWords } from "../words.ts";
import { hourOf, traysOf, type Round } from "./round.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One round on paper: stop after stop, with a line for whoever hands the goods over. */
export function DriverSheet({ round, onBack }: { readonly round: Round; readonly onBack: () => void }): ReactNode {
  const words = useWords(zh, en);
  const common = usePooledWords();
  const amount = useAmount();
  const itemName = useItemName();
  const { columns } = words;
  return (
    <Page title={words.print} actions={<ButtonRow><Button icon="left" onClick={onBack}>{common.back}</Button><Button tone="primary" icon="print" onClick={() => window.print()}>{common.print}</Button></ButtonRow>}>
      <div className="hl-sheets">
        <PrintSheet title={words.title} number={round.no} facts={[{ label: words.plate, value: round.plate }, { label: words.driver, value: round.driver }, { label: round.on, value: words.leaves(hourOf(round.leavesAt), hourOf(round.backAt)) }]} footer={<p>{words.rough}</p>}>
          <table className="pooled-driver">
            <thead><tr><th>{columns.n}</th><th>{columns.time}</th><th>{columns.grower}</th><th>{columns.goods}</th><th>{columns.trays}</th><th>{columns.units}</th><th>{columns.signed}</th></tr></thead>
            <tbody>
              {round.stops.flatMap((stop) => stop.goods.map((one, at) => (
                <tr key={one.lotNo}>
                  <td>{at === 0 ? stop.n : ""}</td><td>{at === 0 ? hourOf(stop.arrivesAt) : ""}</td><td>{at === 0 ? [stop.grower, stop.town].filter((part) => part !== null).join(" · ") : ""}</td>
                  <td>{itemName(one)} · {one.lotNo}</td><td>{traysOf(one)}</td><td>{amount(one.units, one.unit)}</td><td aria-label={columns.signed} />
                </tr>
              )))}
            </tbody>
            <tfoot><tr><td colSpan={4}>{words.total}</td><td /><td>{formatCount(round.load)}</td><td /></tr></tfoot>
          </table>
        </PrintSheet>
      </div>
    </Page>
  );
}
