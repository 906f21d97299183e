import type { ComponentType } from "react";
import type { IconName } from "./Icon.tsx";
import type { Bilingual } from "./Viewer.tsx";

/**
 * How a module offers a page to the shell. `load` imports the page lazily; the page is the module's default export.
 * A page without `nav` is reached by links only (a lot, a statement).
 */
export interface PageEntry {
  /** React Router pattern: "/lots/:id". */
  readonly path: string;
  /** Roles that may open it; "anyone" needs no log-in. */
  readonly roles: readonly string[] | "anyone";
  readonly titleWords: Bilingual;
  readonly icon: IconName;
  /** Place in the navigation, low first. Phones show the first four and put the others under "more". */
  readonly nav?: number;
  /** Roles for whom it stands right after the home page: what they do all day is under the thumb. */
  readonly first?: readonly string[];
  /** Heading above the page in the side navigation; pages with the same group stand together. */
  readonly group?: Bilingual;
  /** "desk": dense, for staff. "field": large, for wet hands. "wall": no frame, dark. Default "desk". */
  readonly stage?: "desk" | "field" | "wall";
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** Where a page stands in the navigation of somebody with these roles; the home page has place 0. */
export const placeOf = ({ nav = 0, first = [] }: Pick<PageEntry, "nav" | "first">, roles: readonly string[]): number => (first.some((role) => roles.includes(role)) ? nav / 1_000 : nav);

/** May somebody with these roles open this page? */
export function mayOpen(page: Pick<PageEntry, "roles">, roles: readonly string[]): boolean {
  return page.roles === "anyone" || page.roles.some((role) => roles.includes(role));
}
