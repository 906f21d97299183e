import type { ReactNode } from "react";
import { Link } from "react-router";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import type { PaperLine } from "../views.ts";
import { useAmount } from "./parts.tsx";
import { useItemName, usePageWords, useTerms } from "./words.ts";

export interface LinesProps {
  readonly lines: readonly PaperLine[];
  readonly currency: string;
  readonly caption: string;
  /** The paper's own day; a sale of an earlier day is a correction and counts backwards. */
  readonly own: string;
  /** Where the buyer of a line may complain about its goods. */
  /** Where the lot of a line is opened, for those who may. */
  readonly lotPath?: ((line: PaperLine) => string) | undefined;
  readonly claimPath?: ((line: PaperLine) => string) | undefined;
}

/** Sales on a paper: a table on a sheet, two short lines each on a phone, so that a day fits under a thumb. */
export function Lines({ lines, currency, caption, own, claimPath, lotPath }: LinesProps): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const { columns } = words;
  return (
    <section className="settle-lines">
      <h2>{caption}<small>{lines.length}</small></h2>
      <table>
        <thead><tr><th scope="col">{columns.lot}</th><th scope="col">{columns.item}</th><th scope="col">{columns.grade}</th><th scope="col">{columns.channel}</th><th scope="col">{columns.quantity}</th><th scope="col">{columns.price}</th><th scope="col">{columns.amount}</th></tr></thead>
        <tbody>{lines.map((line) => <Row key={line.saleId} line={line} currency={currency} own={own} channel={terms.channels[line.channel]} claimTo={line.reversed === null ? claimPath?.(line) : undefined} lotTo={lotPath?.(line)} />)}</tbody>
      </table>
    </section>
  );
}

function Row({ line, currency, own, channel, claimTo, lotTo }: { readonly line: PaperLine; readonly currency: string; readonly own: string; readonly channel: string; readonly claimTo: string | undefined; readonly lotTo: string | undefined }): ReactNode {
  const words = usePageWords();
  const itemName = useItemName();
  const amount = useAmount();
  const { reversed } = line;
  const counted = line.businessDate < own ? 0 - line.gross : reversed?.on === own ? 0 : line.gross;
  const regraded = line.firstGrade !== null && line.grade !== null && line.firstGrade !== line.grade;
  const when = reversed === null ? "" : line.businessDate < own ? words.paper.originally(line.businessDate) : reversed.on === own ? words.paper.sameDay : words.paper.taken(reversed.on);
  return (
    <tr data-reversed={reversed !== null || undefined}>
      <td className="settle-lines-lot">{lotTo === undefined ? line.lotNo : <Link to={lotTo}>{line.lotNo}</Link>}</td>
      <td className="settle-lines-item">{itemName(line)}{reversed === null ? null : <small>{when} · {reversed.reason} · {words.paper.goods[reversed.goods]}</small>}{claimTo === undefined ? null : <> <Link className="settle-claim" to={claimTo}>{words.paper.claim}</Link></>}</td>
      <td className="settle-lines-grade" data-changed={regraded || undefined}>{regraded ? words.paper.gradeChange(line.firstGrade ?? "", line.grade ?? "") : line.grade ?? words.common.none}</td>
      <td className="settle-lines-channel">{channel}{line.money === "direct" ? <small> {words.paper.betweenYou}</small> : null}</td>
      <td className="settle-lines-quantity">{amount(line.quantity, line.unit)}</td>
      <td className="settle-lines-price"><MoneyText minor={line.price} currency={currency} bare /></td>
      <td className="settle-lines-amount"><MoneyText minor={counted} currency={currency} bare /></td>
    </tr>
  );
}
