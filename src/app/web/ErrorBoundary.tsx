import { Component, useEffect, useRef } from "react";
import type { ErrorInfo, ReactNode } from "react";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { useOnline } from "../../ui/OfflineBar.tsx";
import { useWords } from "../../ui/Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

interface Props {
  /** When this changes (the path), a broken page gets another chance. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
  readonly resetKey: string;
}

/** A page that could not be fetched: the network was away, or the server was updated under an open tab. */
function isMissingChunk(error: Error): boolean {
  return /dynamically imported module|module script failed|error loading dynamically|unable to preload/i.test(error.message);
}

/** Short enough to be read out; the same fault on the same page gives the same number. */
export function faultNumber(error: Error, path: string): string {
  let hash = 0x811c9dc5;
  for (const char of `${path}|${error.name}|${error.message}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return `W-${((hash >>> 0) % 1_000_000).toString().padStart(6, "0")}`;
}

/** A bug in one page never takes the frame down with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(faultNumber(error, this.props.resetKey), error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <BrokenPage error={error} path={this.props.resetKey} onRetry={() => this.setState({ error: null })} />;
  }
}

function BrokenPage({ error, path, onRetry }: { readonly error: Error; readonly path: string; readonly onRetry: () => void }): ReactNode {
  const words = useWords(zh, en);
  const online = useOnline();
  const missing = isMissingChunk(error);
  const cutOff = useRef(!online);
  useEffect(() => {
    // A page that failed to load is only fetched anew when the document is.
    if (missing && online && cutOff.current) location.reload();
    if (!online) cutOff.current = true;
  }, [missing, online]);
  if (missing && !online) return <ErrorState title={words.cutOff}>{words.cutOffWhy}</ErrorState>;
  if (missing) {
    return (
      <ErrorState title={words.newVersion} actions={<Button tone="primary" icon="replay" onClick={() => location.reload()}>{words.reload}</Button>}>
        {words.newVersionWhy}
      </ErrorState>
    );
  }
  return (
    <ErrorState title={words.pageBroke} number={faultNumber(error, path)} onRetry={onRetry} actions={<ButtonLink to="/">{words.goHome}</ButtonLink>}>
      {words.pageBrokeWhy}
    </ErrorState>
  );
}
