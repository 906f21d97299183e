import type { ReactNode } from "react";
import "./Badge.css";

export type BadgeTone = "plain" | "orchid" | "leaf" | "pollen" | "cinnabar" | "river";

/** A short state beside a noun: 待分级, 已成交, 流拍. */
export function Badge({ tone = "plain", children }: { readonly tone?: BadgeTone | undefined; readonly children: ReactNode }): ReactNode {
  return <span className="hl-badge" data-tone={tone}>{children}</span>;
}

export type LightColour = "green" | "yellow" | "red" | "off";

/** 红黄绿灯. The shape differs as well as the colour: round, triangle, square, ring. The label is always there. */
export function Light({ colour, children }: { readonly colour: LightColour; readonly children: ReactNode }): ReactNode {
  return (
    <span className="hl-light" data-colour={colour}>
      <svg viewBox="0 0 12 12" width="0.85em" height="0.85em" aria-hidden="true">
        {colour === "green" ? <circle cx="6" cy="6" r="5.5" fill="currentColor" /> : null}
        {colour === "yellow" ? <path d="M6 .5 12 11.5H0z" fill="currentColor" /> : null}
        {colour === "red" ? <rect x="1" y="1" width="10" height="10" fill="currentColor" /> : null}
        {colour === "off" ? <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" /> : null}
      </svg>
      {children}
    </span>
  );
}
