import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { usePriceWords } from "./words.ts";

const LOAD_AFTER_MS = 2_000;

/** The code on a printed sheet, which opens the same day on a screen. Fetched after the prices are there: nobody waits for it. */
export function PrintCode({ businessDate }: { readonly businessDate: string }): ReactNode {
  const words = usePriceWords();
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    const waiting = setTimeout(() => {
      void import("./qr.ts").then(({ qrSvg }) => { if (here) setSvg(qrSvg(new URL(`/prices?on=${businessDate}`, location.origin).href)); });
    }, LOAD_AFTER_MS);
    return () => { here = false; clearTimeout(waiting); };
  }, [businessDate]);
  return svg === null ? null : <img className="price-code" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={words.scan} />;
}
