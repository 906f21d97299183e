import type { ReactNode } from "react";
import { BrandMark } from "./Brand.tsx";
import "./EmptyState.css";

export interface EmptyStateProps {
  readonly title: string;
  /** Why there is nothing, and what brings something here. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** "No data" is a legal state: it says so calmly and offers the next step. */
export function EmptyState({ title, children, actions }: EmptyStateProps): ReactNode {
  return (
    <div className="hl-empty">
      <BrandMark />
      <p className="hl-empty-title">{title}</p>
      {children === undefined ? null : <div className="hl-empty-text">{children}</div>}
      {actions === undefined ? null : <div className="hl-empty-actions">{actions}</div>}
    </div>
  );
}
