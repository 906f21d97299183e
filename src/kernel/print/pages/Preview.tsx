import type { ReactNode } from "react";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import type { Output } from "../../machinery/contract.ts";
import type { print } from "../contract.ts";
import type { KindName } from "../kinds.ts";
import type { Size } from "../template.ts";
import { Drawing } from "./Drawing.tsx";
import { usePrintTold, useProblemWords } from "./told.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export interface PreviewProps {
  readonly kind: KindName;
  readonly size: Size;
  readonly data: Output<typeof print.actions.preview.output> | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly actions: ReactNode;
}

const BYTES_IN_BASE64 = 3 / 4;

/** The paper as it would come out, and what has to be mended before it may. */
export function Preview({ kind, size, data, error, onRetry, actions }: PreviewProps): ReactNode {
  const words = useWords(zh, en).editor;
  const told = usePrintTold();
  const say = useProblemWords();
  return (
    <div className="print-preview">
      <Panel title={words.preview} actions={<span className="print-tools">{actions}</span>}>
        {error !== null && error !== undefined ? <ErrorState number={told(error).number} onRetry={onRetry}>{told(error).text}</ErrorState> : data === undefined ? <Skeleton lines={10} /> : (
          <>
            {data.problems.length === 0 ? null : (
              <div className="print-problems" role="alert">
                <b>{words.problems(data.problems.length)}</b>
                <ul>{data.problems.map((problem) => <li key={`${problem.code} ${problem.block} ${problem.field}`}>{say(kind, problem)}</li>)}</ul>
              </div>
            )}
            {data.lacking === "" ? null : <p className="print-lacking">{words.lacking(data.lacking)}</p>}
            <div className="print-pages" data-size={size} tabIndex={0} role="group" aria-label={words.preview}>
              {data.pages.map((page, at) => <Drawing key={at} page={page} name={words.page(at + 1, data.pages.length)} />)}
            </div>
            <p className="print-facts">{words.pages(data.pages.length)}{data.bytes === null ? null : ` · ${words.bytes(Math.round(data.bytes.length * BYTES_IN_BASE64))}`} · {words.sample}</p>
          </>
        )}
      </Panel>
    </div>
  );
}
