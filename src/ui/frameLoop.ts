/**
 * One animation frame for everything that moves: twelve faces share a single requestAnimationFrame, and
 * when nothing listens the loop stops by itself.
 */
type Listener = () => void;

const listeners = new Set<Listener>();
let scheduled = 0;

function turn(): void {
  scheduled = listeners.size === 0 ? 0 : requestAnimationFrame(turn);
  for (const listener of listeners) listener();
}

/** Calls `listener` before every repaint until the returned function is called. */
export function onEveryFrame(listener: Listener): () => void {
  listeners.add(listener);
  if (scheduled === 0) scheduled = requestAnimationFrame(turn);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && scheduled !== 0) {
      cancelAnimationFrame(scheduled);
      scheduled = 0;
    }
  };
}
