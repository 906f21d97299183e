import type { ReactNode } from "react";
import { Page } from "../../../ui/Page.tsx";
import { Reversals } from "./Reversals.tsx";
import { usePageWords } from "./words.ts";
import "./settlement.css";

/** /reversals: everything that was taken back, and what waits for a second person. */
export default function ReversalsPage(): ReactNode {
  const words = usePageWords();
  return <Page title={words.titles.reversals} intro={words.reversal.intro}><Reversals /></Page>;
}
