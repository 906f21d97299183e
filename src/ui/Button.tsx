import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link } from "react-router";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Button.css";

export type ButtonTone = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "small" | "normal" | "large";

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "style"> {
  readonly tone?: ButtonTone | undefined;
  readonly size?: ButtonSize | undefined;
  readonly icon?: IconName | undefined;
  /** Work under way: the button keeps its width, cannot be pressed again, and says so. */
  readonly busy?: boolean | undefined;
  /** Fills the line; for phones. */
  readonly wide?: boolean | undefined;
  /** Shows only the icon; the children become the name read aloud and the tooltip. */
  readonly iconOnly?: boolean | undefined;
  /** A key that does the same, shown at the end of the button. */
  readonly hint?: string | undefined;
}

/** Presses while busy are swallowed rather than disabled, so that the focus stays where it was. */
export function Button({ tone = "plain", size = "normal", icon, busy = false, wide = false, iconOnly = false, hint, children, onClick, type = "button", ...rest }: ButtonProps): ReactNode {
  const words = useWords(zh, en);
  const name = iconOnly && typeof children === "string" ? { "aria-label": children, title: children } : {};
  return (
    <button
      {...name} {...rest} type={type} className="hl-button" data-tone={tone} data-size={size} data-wide={wide || undefined}
      data-icon-only={iconOnly || undefined} aria-busy={busy || undefined} aria-disabled={busy || undefined} aria-keyshortcuts={hint}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className="hl-button-bud" aria-hidden="true" /> : icon === undefined ? null : <Icon name={icon} />}
      {iconOnly ? null : <span className="hl-button-text">{children}</span>}
      {hint === undefined ? null : <kbd className="hl-button-hint" aria-hidden="true">{hint}</kbd>}
      {busy ? <span className="hl-hidden" role="status">{words.busy}</span> : null}
    </button>
  );
}

export interface ButtonLinkProps {
  readonly to: string;
  readonly tone?: ButtonTone | undefined;
  readonly size?: ButtonSize | undefined;
  readonly icon?: IconName | undefined;
  readonly wide?: boolean | undefined;
  readonly children: ReactNode;
}

/** Going somewhere is a link, even when it looks like a button. */
export function ButtonLink({ to, tone = "plain", size = "normal", icon, wide = false, children }: ButtonLinkProps): ReactNode {
  return (
    <Link to={to} className="hl-button" data-tone={tone} data-size={size} data-wide={wide || undefined}>
      {icon === undefined ? null : <Icon name={icon} />}
      <span className="hl-button-text">{children}</span>
    </Link>
  );
}

/** A file of the market to open or save: a plain link, because the router knows pages only. */
export function FileLink({ href, tone = "plain", size = "normal", icon, children }: Omit<ButtonLinkProps, "to" | "wide"> & { readonly href: string }): ReactNode {
  return (
    <a href={href} className="hl-button" data-tone={tone} data-size={size}>
      {icon === undefined ? null : <Icon name={icon} />}
      <span className="hl-button-text">{children}</span>
    </a>
  );
}

/** Buttons that belong together; the first one is the main one. On a phone they stack. */
export function ButtonRow({ children, align = "start" }: { readonly children: ReactNode; readonly align?: "start" | "end" | undefined }): ReactNode {
  return <div className="hl-button-row" data-align={align}>{children}</div>;
}
