import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Stepper.css";

export interface StepperProps {
  readonly steps: readonly { readonly key: string; readonly title: string; readonly note?: string | undefined }[];
  /** Index of the present step; steps before it are done, `steps.length` means all are. */
  readonly current: number;
  readonly label: string;
}

/** Where a thing stands on its way: 交货 → 分级 → 上钟 → 结算. */
export function Stepper({ steps, current, label }: StepperProps): ReactNode {
  const words = useWords(zh, en).stepper;
  return (
    <ol className="hl-stepper" aria-label={label}>
      {steps.map((step, index) => {
        const state = index < current ? "done" : index === current ? "now" : "later";
        return (
          <li key={step.key} data-state={state} aria-current={state === "now" ? "step" : undefined}>
            <span className="hl-stepper-bud" aria-hidden="true">{state === "done" ? <Icon name="check" size="0.9em" /> : index + 1}</span>
            <span><span className="hl-hidden">{words.step(index + 1, steps.length)}: </span>{step.title}{state === "done" ? <span className="hl-hidden">, {words.done}</span> : null}{step.note === undefined ? null : <small>{step.note}</small>}</span>
          </li>
        );
      })}
    </ol>
  );
}
