import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { usePageWords } from "./words.ts";

/** The code on a paper; scanning it opens the paper on this market. */
export function PaperCode({ path, name }: { readonly path: string; readonly name: string }): ReactNode {
  const words = usePageWords().common;
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void import("./qr.ts").then(({ qrSvg }) => { if (here) setSvg(qrSvg(new URL(path, location.origin).href)); });
    return () => { here = false; };
  }, [path]);
  if (svg === null) return <span className="settle-code" role="status"><span className="hl-hidden">{words.loading}</span></span>;
  return <img className="settle-code" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={name} />;
}
