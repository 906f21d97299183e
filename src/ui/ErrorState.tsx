import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./ErrorState.css";

export interface ErrorStateProps {
  readonly title?: string | undefined;
  /** What happened and what to do, in the reader's words. */
  readonly children?: ReactNode;
  /** The number under which the server logged it; shown large enough to be read out over the telephone. */
  readonly number?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly actions?: ReactNode;
}

export function ErrorState({ title, children, number, onRetry, actions }: ErrorStateProps): ReactNode {
  const words = useWords(zh, en);
  return (
    <div className="hl-error" role="alert">
      <span className="hl-error-sign"><Icon name="stop" size="1.75rem" /></span>
      <div className="hl-error-body">
        <p className="hl-error-title">{title ?? words.error.title}</p>
        {children === undefined ? null : <div>{children}</div>}
        {number === undefined ? null : (
          <p className="hl-error-number"><span>{words.error.number}</span><output>{number}</output><small>{words.error.readOut}</small></p>
        )}
        {onRetry === undefined && actions === undefined ? null : (
          <div className="hl-error-actions">{onRetry === undefined ? null : <Button icon="replay" onClick={onRetry}>{words.retry}</Button>}{actions}</div>
        )}
      </div>
    </div>
  );
}
