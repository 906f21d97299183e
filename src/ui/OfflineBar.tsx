import { useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./OfflineBar.css";

function watchNetwork(onChange: () => void): () => void {
  addEventListener("online", onChange);
  addEventListener("offline", onChange);
  return () => { removeEventListener("online", onChange); removeEventListener("offline", onChange); };
}

/** What the device says about its network; the live channel knows better when it is open. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchNetwork, () => navigator.onLine, () => true);
}

export interface OfflineBarProps {
  /** Leave out to go by what the device says. */
  readonly online?: boolean | undefined;
  /** Records kept on this device, waiting to be sent. */
  readonly queued?: number | undefined;
}

/** Shown while offline, and while a queue is being sent. Calm: work goes on. */
export function OfflineBar({ online, queued = 0 }: OfflineBarProps): ReactNode {
  const words = useWords(zh, en).offline;
  const device = useOnline();
  const connected = online ?? device;
  return (
    <div role="status" className="hl-offline-region">
      {connected && queued === 0 ? null : (
        <p className="hl-offline" data-sending={connected || undefined}>
          <Icon name={connected ? "upload" : "offline"} />
          {connected ? words.sending(queued) : <><strong>{words.title}</strong><span>{words.queued(queued)}</span></>}
        </p>
      )}
    </div>
  );
}
