import { useEffect, useId, useRef } from "react";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import type { ButtonTone } from "./Button.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Dialog.css";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, main one last. */
  readonly actions?: ReactNode;
  readonly size?: "small" | "normal" | "large" | undefined;
  /** A click beside it does not close: for forms, where nothing typed may be lost. */
  readonly sticky?: boolean | undefined;
}

/** The native modal dialog: focus trap, Escape and inertness come from the browser. On a phone it rises from below. */
export function Dialog({ open, onClose, title, children, actions, size = "normal", sticky = false }: DialogProps): ReactNode {
  const words = useWords(zh, en);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) {
      element.showModal();
      // What React was told to focus could not be while the dialog was shut, and the browser then takes the first button.
      element.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    }
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog} className="hl-dialog" data-size={size} aria-labelledby={titleId}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClick={sticky ? undefined : (event) => { if (event.target === event.currentTarget) onClose(); }}
    >
      {open ? (
        <div className="hl-dialog-body">
          <header><h2 id={titleId}>{title}</h2><Button tone="quiet" icon="close" iconOnly onClick={onClose}>{words.close}</Button></header>
          <div className="hl-dialog-content">{children}</div>
          {actions === undefined ? null : <footer>{actions}</footer>}
        </div>
      ) : null}
    </dialog>
  );
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The verb itself ("撤回批次"), never "确定". */
  readonly action: string;
  readonly tone?: ButtonTone | undefined;
  readonly busy?: boolean | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** A question with one consequence. */
export function ConfirmDialog({ open, title, children, action, tone = "primary", busy = false, onConfirm, onClose }: ConfirmDialogProps): ReactNode {
  const words = useWords(zh, en);
  return (
    <Dialog open={open} onClose={onClose} title={title} size="small" actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone={tone} busy={busy} onClick={onConfirm}>{action}</Button></>}>
      {children}
    </Dialog>
  );
}
