import { createContext, useCallback, useContext, useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Toast.css";

export type ToastTone = "plain" | "leaf" | "pollen" | "cinnabar";

interface Toast {
  readonly id: number;
  readonly tone: ToastTone;
  readonly text: string;
}

const ICONS: Readonly<Record<ToastTone, IconName>> = { plain: "info", leaf: "check", pollen: "warn", cinnabar: "stop" };

/** Long enough to be read twice; bad news stays until it is dismissed. */
const TOAST_MS = 6_000;
const MAX_TOASTS = 4;

const ToastContext = createContext<(text: string, tone?: ToastTone) => void>(() => undefined);

/** `toast("已保存", "leaf")`. For what needs no answer; a question is a Dialog, a rejected input a Field error. */
export function useToast(): (text: string, tone?: ToastTone) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const words = useWords(zh, en).toast;
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(1);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const toast = useCallback((text: string, tone: ToastTone = "plain") => {
    const id = next.current++;
    setToasts((all) => [...all.slice(1 - MAX_TOASTS), { id, tone, text }]);
    if (tone === "cinnabar") return;
    const timer = setTimeout(() => { timers.current.delete(timer); dismiss(id); }, TOAST_MS);
    timers.current.add(timer);
  }, [dismiss]);
  useEffect(() => {
    const running = timers.current;
    return () => { for (const timer of running) clearTimeout(timer); };
  }, []);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A modal dialog covers everything that was there before it; lifted anew, the message stands above it.
    if (toasts.length === 0 || document.querySelector("dialog:modal") === null) return;
    region.current?.setAttribute("popover", "manual");
    region.current?.showPopover?.();
    const lifted = region.current;
    return () => lifted?.removeAttribute("popover");
  }, [toasts.length]);
  return (
    <ToastContext value={toast}>
      {children}
      <div className="hl-toasts" ref={region} role="region" aria-label={words.region} aria-live="polite">
        {toasts.map((one) => (
          <div key={one.id} className="hl-toast hl-dark" data-tone={one.tone}>
            <Icon name={ICONS[one.tone]} />
            <span>{one.text}</span>
            <button type="button" onClick={() => dismiss(one.id)} aria-label={words.dismiss} title={words.dismiss}><Icon name="close" /></button>
          </div>
        ))}
      </div>
    </ToastContext>
  );
}
