import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { currencyFace, formatMoney, parseMoney } from "../../../../ui/money.ts";
import { MAX_QUANTITY } from "../../../../engines/clock/types.ts";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";
import { itemName, unitAfter } from "../lot/facts.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";
import type { Ask } from "./ReasonDialog.tsx";

/** Corrects a lot before its first run; the reason is asked for last. */
export function CorrectDialog({ session, entry, onClose }: { readonly session: SessionView; readonly entry: QueueEntry | null; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).desk;
  const { language } = usePreferences();
  const [ask, setAsk] = useState<Ask | null>(null);
  return (
    <>
      <Dialog open={entry !== null && ask === null} onClose={onClose} title={entry === null ? "" : `${words.queued.correct} · ${entry.lotNo} ${itemName(entry, language)}`} sticky>
        {entry === null ? null : <CorrectForm key={entry.entryId} session={session} entry={entry} onAsk={setAsk} onDone={() => { setAsk(null); onClose(); }} />}
      </Dialog>
      <ReasonDialog ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}

function CorrectForm({ session, entry, onAsk, onDone }: { readonly session: SessionView; readonly entry: QueueEntry; readonly onAsk: (ask: Ask) => void; readonly onDone: () => void }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const api = useApi(clock);
  const queries = useQueryClient();
  const { currency } = session;
  const write = (minor: number): string => formatMoney(minor, currency, { symbol: false }).replaceAll(",", "");
  const [quantity, setQuantity] = useState(entry.quantity);
  const [minPress, setMinPress] = useState(entry.minPress);
  const [start, setStart] = useState(() => write(entry.startPrice));
  const [floor, setFloor] = useState(() => write(entry.floorPrice));
  const startPrice = parseMoney(start, currency);
  const floorPrice = parseMoney(floor, currency);
  const unit = unitAfter(entry.unit, 2, language);
  const run = async (reason: string): Promise<void> => {
    await api.correctEntry({ sessionId: entry.sessionId, lotId: entry.lotId, reason, quantity, minPress, ...(startPrice === null ? {} : { startPrice }), ...(floorPrice === null ? {} : { floorPrice }) });
    await queries.invalidateQueries({ queryKey: ["clock", "queue"] });
    onDone();
  };
  const wrong = words.limits.problems.price;
  return (
    <form
      className="desk-correct"
      onSubmit={(event) => {
        event.preventDefault();
        if (startPrice !== null && floorPrice !== null) onAsk({ title: `${words.desk.queued.correct} · ${entry.lotNo}`, quick: words.desk.reasons.correctEntry, run });
      }}
    >
      <FieldGrid>
        <Field label={words.lot.quantity}><QuantityStepper value={quantity} min={1} max={session.status === "open" ? entry.quantity : MAX_QUANTITY} unit={unit} onChange={setQuantity} /></Field>
        <Field label={words.lot.minPress}><QuantityStepper value={minPress} min={1} max={quantity} unit={unit} onChange={setMinPress} /></Field>
        <Field label={words.lot.start} error={startPrice === null ? wrong : null}><TextInput value={start} onChange={setStart} inputMode="decimal" prefix={currencyFace(currency).symbol} /></Field>
        <Field label={words.lot.floor} error={floorPrice === null ? wrong : null}><TextInput value={floor} onChange={setFloor} inputMode="decimal" prefix={currencyFace(currency).symbol} /></Field>
      </FieldGrid>
      <div className="hl-button-row" data-align="end"><Button type="submit" tone="primary">{words.desk.queued.correct}</Button></div>
    </form>
  );
}
