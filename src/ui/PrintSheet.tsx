import type { ReactNode } from "react";
import { BrandMark, Wordmark } from "./Brand.tsx";
import "./PrintSheet.css";

export interface PrintSheetProps {
  readonly title: string;
  /** Number of the paper: "JS-20261122-0037". */
  readonly number?: string | undefined;
  /** Right of the title: the QR code that opens this thing. */
  readonly code?: ReactNode;
  /** Two or three lines of who and when under the title. */
  readonly facts?: readonly { readonly label: string; readonly value: ReactNode }[] | undefined;
  /** Under the body: definitions, source, signature lines. */
  readonly footer?: ReactNode;
  readonly demo?: string | undefined;
  readonly children: ReactNode;
}

/** An A4 sheet, black on white, the same on screen and on paper. Several sheets start on a page each. */
export function PrintSheet({ title, number, code, facts, footer, demo, children }: PrintSheetProps): ReactNode {
  return (
    <article className="hl-sheet hl-paper">
      <header>
        <div className="hl-sheet-brand"><BrandMark /><Wordmark /></div>
        <div className="hl-sheet-title"><h1>{title}</h1>{number === undefined ? null : <p>№ {number}</p>}</div>
        {code === undefined ? <span /> : <div className="hl-sheet-code">{code}</div>}
      </header>
      {demo === undefined ? null : <p className="hl-sheet-demo">{demo}</p>}
      {facts === undefined ? null : <dl className="hl-sheet-facts">{facts.map((fact) => <div key={fact.label}><dt>{fact.label}</dt><dd>{fact.value}</dd></div>)}</dl>}
      <div className="hl-sheet-body">{children}</div>
      {footer === undefined ? null : <footer>{footer}</footer>}
    </article>
  );
}
