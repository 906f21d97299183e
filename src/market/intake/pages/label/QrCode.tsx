import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { usePageWords } from "../words.ts";
import "./QrCode.css";

/** The code that opens `path` on this market. The address comes from the browser, so it is the one people really use. */
export function QrCode({ path, name }: { readonly path: string; readonly name: string }): ReactNode {
  const words = usePageWords().label;
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void import("./qr.ts").then(({ qrSvg }) => { if (here) setSvg(qrSvg(new URL(path, location.origin).href)); });
    return () => { here = false; };
  }, [path]);
  if (svg === null) return <span className="qr" role="status"><span className="hl-hidden">{words.loading}</span></span>;
  return <img className="qr" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={name} />;
}
