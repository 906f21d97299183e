import { createContext, useContext } from "react";
import type { ReactNode } from "react";

/** A word in both languages, for names that travel as data (page titles, role names). */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type ConnectionQuality = "good" | "fair" | "poor" | "offline";

/** Who is looking, when, and how well connected. The app fills it; pages and the frame only read. */
export interface Viewer {
  /** null: nobody has signed in. */
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly roleTitle: Bilingual | null;
  /** For whom a delegate acts, when not for himself. */
  readonly actingFor: string | null;
  /** The market's business date, ISO (2026-11-22); a night market's sales after midnight belong to the day before. */
  readonly businessDate: string | null;
  /** "十月十三 · 小雪" / "10th month, day 13". */
  readonly lunar: Bilingual | null;
  readonly connection: ConnectionQuality;
  /** Measured round trip in milliseconds, or null before the first measurement. */
  readonly roundTrip: number | null;
  readonly demo: boolean;
}

/** For whom he acts, when his own name does not say it: "Luzhong Flowers, purchasing" acts for Luzhong Flowers. */
export function othersName({ name, actingFor }: Viewer): string | null {
  return actingFor === null || name?.startsWith(actingFor) === true ? null : actingFor;
}

export const NOBODY: Viewer = {
  name: null,
  roles: [],
  roleTitle: null,
  actingFor: null,
  businessDate: null,
  lunar: null,
  connection: "good",
  roundTrip: null,
  demo: false,
};

const ViewerContext = createContext<Viewer>(NOBODY);

export function ViewerProvider({ viewer, children }: { readonly viewer: Viewer; readonly children: ReactNode }): ReactNode {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

export function useViewer(): Viewer {
  return useContext(ViewerContext);
}
