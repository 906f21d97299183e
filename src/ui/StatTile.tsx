import type { ReactNode } from "react";
import { Link } from "react-router";
import { Icon } from "./Icon.tsx";
import { Provenance } from "./Provenance.tsx";
import type { Origin } from "./Provenance.tsx";
import "./StatTile.css";

export interface StatTileProps {
  readonly label: string;
  /** The number, already formatted, or null: "no data" is a legal state and shows a dash. */
  readonly value: ReactNode;
  readonly unit?: string | undefined;
  /** Beside the number: change, target, a Sparkline. */
  readonly note?: ReactNode;
  readonly origin?: Origin | undefined;
  readonly tone?: "plain" | "orchid" | "leaf" | "pollen" | "cinnabar" | undefined;
  /** Where the records behind the number are. Every number should have one. */
  readonly to?: string | undefined;
  readonly onOpen?: (() => void) | undefined;
}

/** A number one can click down to its records. */
export function StatTile({ label, value, unit, note, origin, tone = "plain", to, onOpen }: StatTileProps): ReactNode {
  const body = (
    <>
      <span className="hl-stat-label">{label}{to !== undefined || onOpen !== undefined ? <Icon name="right" size="1em" /> : null}</span>
      <span className="hl-stat-value">{value ?? "—"}{unit === undefined || value === null ? null : <small>{unit}</small>}</span>
      {note === undefined ? null : <span className="hl-stat-note">{note}</span>}
      {origin === undefined ? null : <Provenance origin={origin} />}
    </>
  );
  if (to !== undefined) return <Link className="hl-stat" data-tone={tone} to={to}>{body}</Link>;
  if (onOpen !== undefined) return <button type="button" className="hl-stat" data-tone={tone} onClick={onOpen}>{body}</button>;
  return <div className="hl-stat" data-tone={tone}>{body}</div>;
}

export function StatRow({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="hl-stat-row">{children}</div>;
}
