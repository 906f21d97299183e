import { useEffect, useState } from "react";
import type { ReactNode } from "react";

/** The code on an order; scanning it opens the order on this market. */
export function OrderCode({ path, name }: { readonly path: string; readonly name: string }): ReactNode {
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void import("./qr.ts").then(({ qrSvg }) => { if (here) setSvg(qrSvg(new URL(path, location.origin).href)); });
    return () => { here = false; };
  }, [path]);
  return svg === null ? <span className="offers-code" /> : <img className="offers-code" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={name} />;
}
