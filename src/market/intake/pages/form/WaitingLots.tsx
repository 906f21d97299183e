import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { OfflineBar } from "../../../../ui/OfflineBar.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { usePageWords } from "../words.ts";
import type { WaitingLots as Waiting } from "./useWaiting.ts";

/** What is kept on the device, and what the market did not take. */
export function WaitingLots({ waiting }: { readonly waiting: Waiting }): ReactNode {
  const words = usePageWords().form;
  const { language } = usePreferences();
  const stuck = waiting.lots.filter((one) => one.problem !== null);
  return (
    <>
      <OfflineBar queued={waiting.lots.length - stuck.length} />
      {stuck.map((one) => (
        <div key={one.key} className="lot-stuck" role="alert">
          <Icon name="warn" />
          <span><strong>{words.outboxProblem}: {language === "zh" ? one.draft.item?.zh : one.draft.item?.en} {one.draft.written}</strong><span>{one.problem}</span></span>
          <Button size="small" onClick={waiting.retry}>{words.retry}</Button>
          <Button size="small" tone="danger" onClick={() => waiting.drop(one.key)}>{words.drop}</Button>
        </div>
      ))}
    </>
  );
}
