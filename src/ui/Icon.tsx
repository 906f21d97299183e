import type { ReactNode } from "react";

/** Drawn on a 24 grid with a 1.75 stroke; round joints like the wordmark. */
const PATHS = {
  home: "M4 11.5 12 4.5l8 7M6 10v9.5h12V10M12 19.5V14",
  clock: "M12 3.5a8.5 8.5 0 1 1-8.4 9.8M12 7.5V12l-3.2 3M3.5 6v4h4",
  pot: "M6.5 13h11l-1.4 7.5H7.9zM12 13V8M12 8c0-3 2-4.5 5-4.5 0 3-2 4.5-5 4.5ZM12 10c0-2.2-1.6-3.6-4.5-3.6 0 2.2 1.6 3.6 4.5 3.6Z",
  lots: "M4 7.5 12 3.5l8 4-8 4zM4 12l8 4 8-4M4 16.5l8 4 8-4",
  money: "M7.5 4 12 11l4.5-7M12 11v9M7 12.5h10M7 16h10",
  ledger: "M5 4h11.5a2.5 2.5 0 0 1 2.5 2.5V20H7.5A2.5 2.5 0 0 1 5 17.5ZM9 9h6M9 13h6M5 17.5A2.5 2.5 0 0 1 7.5 15H19",
  sheet: "M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3.5",
  chart: "M4 4v16h16M7.5 15.5l3.5-5 3.5 2.5L20 6.5",
  wall: "M3.5 5h17v11.5h-17zM9 20h6M12 16.5V20",
  replay: "M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4.5 9M4.5 4.5V9H9",
  grade: "M12 3.5l2.5 5.3 5.8.7-4.3 4 1.1 5.8L12 16.4l-5.1 2.9L8 13.5l-4.3-4 5.8-.7z",
  hammer: "M13 4.5l6 6M10.5 7l6 6M12.5 9.5 4 18l2 2 8.5-8.5M14.5 20.5H21",
  buyer: "M4 5h2.5l2 10.5h9L20 8H7.3M9.5 19.5h.01M16.5 19.5h.01",
  list: "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5M16 4.8a3.4 3.4 0 0 1 0 6.5M18 14.3c2 .7 3.2 2.5 3.5 5.2",
  truck: "M3 6.5h11V17H3zM14 10h4l3 3.5V17h-7M7 19.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM17.5 19.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z",
  camera: "M4 8h3.5l1.5-2.5h6L16.5 8H20v11.5H4zM12 16.8a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z",
  photo: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5h.01",
  print: "M7 9V4h10v5M7 16.5H4V9h16v7.5h-3M7 14h10v6H7z",
  download: "M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14",
  upload: "M12 16V4.5M7.5 9 12 4.5 16.5 9M5 20h14",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20.5 20.5",
  filter: "M4 5.5h16l-6.5 7.5v5.5l-3 1.5v-7z",
  calendar: "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V7M15.5 3.5V7",
  check: "M4.5 12.5 10 18 19.5 6.5",
  warn: "M12 4 21 19.5H3zM12 10v4.5M12 17.2v.01",
  stop: "M8.2 3.5h7.6l4.7 4.7v7.6l-4.7 4.7H8.2l-4.7-4.7V8.2zM12 8v5M12 16v.01",
  info: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5.5M12 7.8v.01",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  up: "M6 14.5 12 8.5l6 6",
  down: "M6 9.5 12 15.5l6-6",
  left: "M14.5 6 8.5 12l6 6",
  right: "M9.5 6 15.5 12l-6 6",
  sort: "M8.5 9.5 12 6l3.5 3.5M8.5 14.5 12 18l3.5-3.5",
  backspace: "M9 5.5h11.5v13H9L3 12zM12 9.5l5 5M17 9.5l-5 5",
  play: "M8 5v14l11-7z",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  previous: "M18 6v12l-9-6zM6 6v12",
  next: "M6 6v12l9-6zM18 6v12",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
  type: "M3.5 18.5 8 6.5l4.5 12M5 14.5h6M14 18.5l3-8 3 8M15 16h4",
  globe: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  gear: "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M6 18l2.1-2.1M15.9 8.1 18 6",
  signal: "M5 19.5v-3M10 19.5v-7M15 19.5v-11M20 19.5v-15",
  offline: "M3.5 3.5l17 17M5 12.5c1.2-1.2 2.7-2 4.3-2.4M2.5 9c1-.9 2-1.6 3.2-2.2M12.5 5c3.5.1 6.6 1.6 9 4M15.5 10.8c1.3.4 2.5 1 3.5 1.9M12 18.5v.01",
  leave: "M10 4H5v16h5M14.5 8l4 4-4 4M18.5 12H9.5",
  key: "M3.5 6.5h17v11h-17zM7 10h.01M12 10h.01M17 10h.01M8 14h8",
  shield: "M12 3.5 19.5 6v6c0 4.5-3 7.2-7.5 8.5-4.5-1.3-7.5-4-7.5-8.5V6zM9 12l2.2 2.2L15.5 10",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v6h-6M20 17.5h-2",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10.5 20.5h3",
} as const;

export type IconName = keyof typeof PATHS;
export const ICON_NAMES = Object.keys(PATHS) as readonly IconName[];

/** Decorative unless `label` is given; text beside it says what it means. */
export function Icon({ name, label, size = "1.25em" }: { readonly name: IconName; readonly label?: string | undefined; readonly size?: string | undefined }): ReactNode {
  return (
    <svg
      className="hl-icon" viewBox="0 0 24 24" width={size} height={size} fill="none" stroke="currentColor"
      strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" style={{ flex: "none" }}
      role={label === undefined ? undefined : "img"} aria-label={label} aria-hidden={label === undefined}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
