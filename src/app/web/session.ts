import { NOBODY } from "../../ui/Viewer.tsx";
import type { Viewer } from "../../ui/Viewer.tsx";

/**
 * Where the shell learns who is looking. The app injects one made from the log-in and the live channel;
 * `get` must return the same object until something changes (React compares by identity).
 */
export interface SessionSource {
  readonly get: () => Viewer;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Absent while nobody can sign out. */
  readonly signOut?: () => void | Promise<void>;
}

/** A shell without a server: nobody is signed in and nothing changes. */
export const NO_SESSION: SessionSource = {
  get: () => NOBODY,
  subscribe: () => () => undefined,
};

/** A source that is told: for the app's own wiring and for the gallery. */
export function createSession(first: Viewer, signOut?: () => void | Promise<void>): SessionSource & { readonly set: (change: Partial<Viewer>) => void } {
  let viewer = first;
  const listeners = new Set<() => void>();
  return {
    get: () => viewer,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    set: (change) => {
      viewer = { ...viewer, ...change };
      for (const listener of listeners) listener();
    },
    ...(signOut === undefined ? {} : { signOut }),
  };
}
