import { useId } from "react";
import type { ReactNode } from "react";
import "./Brand.css";

/** Five links of a chain, each passing under the next: a flower that does not come apart. */
export function BrandMark({ label }: { readonly label?: string | undefined }): ReactNode {
  const mask = useId();
  return (
    <svg className="hl-mark" viewBox="-50 -50 100 100" fill="none" role={label === undefined ? undefined : "img"} aria-label={label} aria-hidden={label === undefined}>
      <mask id={mask} maskUnits="userSpaceOnUse" x="-50" y="-50" width="100" height="100">
        <rect x="-50" y="-50" width="100" height="100" fill="#fff" />
        <ellipse rx="16" ry="20" cy="-25" transform="rotate(72)" stroke="#000" strokeWidth="12.5" />
      </mask>
      {[0, 72, 144, 216, 288].map((turn) => (
        <g key={turn} transform={`rotate(${turn})`}>
          <ellipse className="hl-mark-link" rx="16" ry="20" cy="-25" strokeWidth="6.5" mask={`url(#${mask})`} />
        </g>
      ))}
      <circle className="hl-mark-heart" r="4.5" />
    </svg>
  );
}

/** 花链, drawn stroke by stroke; the last stroke of each sign is the orchid's. */
export function Wordmark(): ReactNode {
  return (
    <svg className="hl-wordmark" viewBox="-4 0 226 100" fill="none" strokeWidth="7.5" strokeLinecap="round" strokeLinejoin="round" role="img" aria-label="花链 Hualian">
      <path d="M8 20H92M33 6V32M67 6V32M38 38C34 54 24 66 8 74M25 62V95M88 48C78 60 64 68 48 72" stroke="currentColor" />
      <path className="hl-wordmark-last" d="M56 40V82Q56 92 66 92H82Q92 92 92 80V76" />
      <g transform="translate(110 0)">
        <path stroke="currentColor" d="M24 5C20 20 13 30 3 38M19 24H38M11 44H37M5 63H38M23 44V83Q23 93 31 88L39 82M68 17H102M84 5L71 37H102M66 56H106M86 37V79M51 10L57 21M47 40H57V72M57 72C54 80 51 85 46 90" />
        <path className="hl-wordmark-last" d="M57 74C62 88 70 92 82 92H106" />
      </g>
    </svg>
  );
}

export function Brand(): ReactNode {
  return (
    <span className="hl-brand">
      <BrandMark />
      <Wordmark />
    </span>
  );
}
