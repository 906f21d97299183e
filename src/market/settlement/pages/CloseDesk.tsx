import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { settlement } from "../contract.ts";
import type { Overview } from "../views.ts";
import { useAct } from "./useAct.ts";
import { usePageWords } from "./words.ts";

/** Begins a close, shows how far it is, and resumes one that stopped. */
export function CloseDesk({ data }: { readonly data: Overview }): ReactNode {
  const words = usePageWords();
  const api = useApi(settlement);
  const { busy, act } = useAct();
  const [asking, setAsking] = useState(false);
  const [held, setHeld] = useState<string | null>(null);
  const { businessDate, day, can } = data;
  const begin = (despiteHeldStock: boolean): void => void act(
    () => api.closeDay({ businessDate, despiteHeldStock }),
    () => { setAsking(false); setHeld(null); },
    (told) => {
      if (told.code !== "stock_still_held") return false;
      setHeld(told.text);
      return true;
    },
  );
  /** Goes on until the day is closed or the reader leaves the page; each call is one short step. */
  const resume = (): void => void act(async () => {
    for (;;) {
      const { state, differences } = await api.closeStep({ businessDate });
      if (state !== "closing" || differences > 0) return;
    }
  });
  if (day?.state === "closing") {
    const share = day.papersTotal === 0 ? 1 : day.papersDone / day.papersTotal;
    return (
      <Panel title={words.day.closing} actions={can.includes("resume") ? <Button icon="play" busy={busy} onClick={resume}>{words.day.resume}</Button> : undefined}>
        <div className="settle-progress"><progress value={share} aria-label={words.day.closing} /><span>{words.day.papersOf(day.papersDone, day.papersTotal)}</span></div>
        <p className="settle-faint">{words.day.resumeWhy}</p>
      </Panel>
    );
  }
  if (!can.includes("close")) return null;
  return (
    <>
      <ButtonRow><Button tone="primary" size="large" icon="ledger" onClick={() => setAsking(true)}>{words.day.close}</Button></ButtonRow>
      <Dialog
        open={asking} onClose={() => setAsking(false)} title={words.day.closeTitle(businessDate)} size="small"
        actions={<><Button onClick={() => setAsking(false)}>{words.common.cancel}</Button><Button tone={held === null ? "primary" : "danger"} busy={busy} onClick={() => begin(held !== null)}>{held === null ? words.day.close : words.day.closeDespite}</Button></>}
      >
        <p>{words.day.closeWhy}</p>
        {held === null ? null : <p role="alert" className="settle-warn">{held}</p>}
      </Dialog>
    </>
  );
}
