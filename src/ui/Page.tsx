import type { ReactNode } from "react";
import "./Page.css";

export interface PageProps {
  readonly title: string;
  /** One line under the title: what this page is for, or where its figures come from. */
  readonly intro?: ReactNode;
  /** At the right of the title, main one last. */
  readonly actions?: ReactNode;
  /** Narrow: a form or a letter; otherwise the page uses the width. */
  readonly narrow?: boolean | undefined;
  readonly children: ReactNode;
}

/** The heading of a page and the rhythm of what stands below it. */
export function Page({ title, intro, actions, narrow = false, children }: PageProps): ReactNode {
  return (
    <div className="hl-page" data-narrow={narrow || undefined}>
      <header className="hl-page-head">
        <div><h1>{title}</h1>{intro === undefined ? null : <div className="hl-page-intro">{intro}</div>}</div>
        {actions === undefined ? null : <div className="hl-page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface PanelProps {
  readonly title?: string | undefined;
  readonly actions?: ReactNode;
  /** Takes the padding away, for a table or a photo that fills it. */
  readonly flush?: boolean | undefined;
  readonly children: ReactNode;
}

/** A sheet on the desk: things that belong together. */
export function Panel({ title, actions, flush = false, children }: PanelProps): ReactNode {
  return (
    <section className="hl-panel" data-flush={flush || undefined}>
      {title === undefined && actions === undefined ? null : <header>{title === undefined ? <span /> : <h2>{title}</h2>}{actions}</header>}
      <div>{children}</div>
    </section>
  );
}

/** Two columns on a wide screen, one below 900 px; the second is the narrower one. */
export function Split({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="hl-split">{children}</div>;
}
