import type { ReactNode } from "react";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import type { LotCard } from "../../contract.ts";
import { QrCode } from "../label/QrCode.tsx";
import { shortNo, useItemName, usePageWords, useTimes, useUnits } from "../words.ts";

export interface LotSentProps {
  readonly lot: LotCard;
  readonly onAgain: () => void;
  readonly onSame: () => void;
  readonly atDesk: boolean;
}

/** The number as large as it is said at the dock, and the code for those who scan. */
export function LotSent({ lot, onAgain, onSame, atDesk }: LotSentProps): ReactNode {
  const words = usePageWords().form;
  const units = useUnits();
  const times = useTimes();
  const name = useItemName();
  return (
    <section className="lot-sent" aria-live="polite">
      <p className="lot-sent-done"><Icon name="check" size="1.5em" /> {words.sent}</p>
      <p className="lot-sent-what">{name(lot)} · {units.amount(lot.declared, lot.unit)} · {times.day(lot.plannedOn)}</p>
      <p className="lot-sent-number"><small>{words.number}</small><output>{shortNo(lot.no)}</output><small>{lot.no}</small></p>
      <div className="lot-sent-code"><QrCode path={`/l/${lot.no}`} name={lot.no} /></div>
      <p className="lot-sent-hint">{words.sentHint}</p>
      <div className="lot-sent-next">
        <Button tone="primary" size="large" wide icon="plus" onClick={onAgain}>{words.again}</Button>
        <Button wide icon="replay" onClick={onSame}>{words.same}</Button>
        <ButtonLink wide icon="print" to={`/labels/${lot.id}`}>{words.printLabel}</ButtonLink>
        {atDesk ? null : <ButtonLink wide icon="lots" to="/lots">{words.toLots}</ButtonLink>}
      </div>
    </section>
  );
}

/** The lot could not be sent: it waits on the device and goes by itself. */
export function LotKept({ what, onAgain }: { readonly what: string; readonly onAgain: () => void }): ReactNode {
  const words = usePageWords().form;
  return (
    <section className="lot-sent" data-kept aria-live="polite">
      <p className="lot-sent-done"><Icon name="offline" size="1.5em" /> {words.kept}</p>
      <p className="lot-sent-what">{what}</p>
      <p className="lot-sent-hint">{words.keptHint}</p>
      <div className="lot-sent-next">
        <Button tone="primary" size="large" wide icon="plus" onClick={onAgain}>{words.again}</Button>
        <ButtonLink wide icon="lots" to="/lots">{words.toLots}</ButtonLink>
      </div>
    </section>
  );
}
