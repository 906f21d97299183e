import type { ReactNode } from "react";
import "./Facts.css";

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** Takes two columns. */
  readonly wide?: boolean | undefined;
  readonly tone?: "orchid" | "leaf" | "pollen" | "cinnabar" | "river" | undefined;
}

/** Many small facts about one thing, in as many columns as fit: the eighteen items beside a clock. */
export function Facts({ facts, dense = false }: { readonly facts: readonly Fact[]; readonly dense?: boolean | undefined }): ReactNode {
  return (
    <div className="hl-facts" data-dense={dense || undefined}>
      <dl>
        {facts.map((fact) => (
          <div key={fact.label} data-wide={fact.wide || undefined} data-tone={fact.tone}><dt>{fact.label}</dt><dd>{fact.value}</dd></div>
        ))}
      </dl>
    </div>
  );
}
