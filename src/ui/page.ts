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
  /** Heading above the page in the side navigation; pages with the same group stand together. */
  readonly group?: Bilingual;
  /** "desk": dense, for staff. "field": large, for wet hands. "wall": no frame, dark. Default "desk". */
  readonly stage?: "desk" | "field" | "wall";
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** May somebody with these roles open this page? */
export function mayOpen(page: Pick<PageEntry, "roles">, roles: readonly string[]): boolean {
  return page.roles === "anyone" || page.roles.some((role) => roles.includes(role));
}
