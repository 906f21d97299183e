import type { ReactNode } from "react";
import { BrandMark } from "./Brand.tsx";
import "./EmptyState.css";

export interface EmptyStateProps {
  readonly title: string;
  /** Why there is nothing, and what brings something here. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** It is all there is on the page, so its title is the page's. */
  readonly whole?: boolean | undefined;
}

/** "No data" is a legal state: it says so calmly and offers the next step. */
export function EmptyState({ title, children, actions, whole = false }: EmptyStateProps): ReactNode {
  const Title = whole ? "h1" : "p";
  return (
    <div className="hl-empty">
      <BrandMark />
      <Title className="hl-empty-title">{title}</Title>
      {children === undefined ? null : <div className="hl-empty-text">{children}</div>}
      {actions === undefined ? null : <div className="hl-empty-actions">{actions}</div>}
    </div>
  );
}
