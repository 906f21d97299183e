import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { useMarketTime } from "../../access/pages/admin/useMarketTime.ts";
import { print } from "../contract.ts";
import type { KindName } from "../kinds.ts";
import type { Block, Size } from "../template.ts";
import { usePrintTold } from "./told.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export interface HistoryDialogProps {
  readonly kind: KindName;
  readonly size: Size;
  readonly onClose: () => void;
  readonly onLoad: (version: number, blocks: readonly Block[]) => void;
}

/** Every version there was; one of them can be fetched into the editor and saved anew. */
export function HistoryDialog({ kind, size, onClose, onLoad }: HistoryDialogProps): ReactNode {
  const all = useWords(zh, en);
  const words = all.editor;
  const api = useApi(print);
  const told = usePrintTold();
  const time = useMarketTime();
  const [loading, setLoading] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const { data, error } = useQuery({ queryKey: ["print", "history", kind, size], queryFn: () => api.history({ kind, size }) });
  const load = (version: number): void => {
    setLoading(version);
    api.template({ kind, size, version }).then(({ template }) => onLoad(version, template.blocks), setProblem).finally(() => setLoading(null));
  };
  const failed = error ?? problem;
  return (
    <Dialog open onClose={onClose} title={words.historyTitle}>
      {failed !== null ? <p role="alert">{told(failed).text}</p> : data === undefined ? <Skeleton lines={3} /> : data.versions.length === 0 ? <p>{words.historyNone}</p> : (
        <ul className="print-history">
          {data.versions.map(({ version, own, savedAt, savedBy }) => (
            <li key={version}>
              <span><b>{words.version(version)}</b> {own ? words.ownRow : words.resetRow}<small>{all.home.by(savedBy ?? "", savedAt === null ? "" : time(savedAt))}</small></span>
              <Button size="small" busy={loading === version} onClick={() => load(version)}>{words.load}</Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
