import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { ComponentType, ReactNode } from "react";
import { BrowserRouter, Route, Routes, useLocation } from "react-router";
import { ButtonLink } from "../../ui/Button.tsx";
import { DemoRibbon } from "../../ui/DemoWatermark.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Frame } from "../../ui/Frame.tsx";
import type { NavItem } from "../../ui/Frame.tsx";
import { PreferencesProvider, usePreferences, useWords } from "../../ui/Preferences.tsx";
import type { Language } from "../../ui/Preferences.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { ToastProvider } from "../../ui/Toast.tsx";
import { useViewer, ViewerProvider } from "../../ui/Viewer.tsx";
import type { Viewer } from "../../ui/Viewer.tsx";
import { mayOpen, placeOf } from "../../ui/page.ts";
import type { PageEntry } from "../../ui/page.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import type { SessionSource } from "./session.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export interface ShellProps {
  readonly pages: readonly PageEntry[];
  readonly session: SessionSource;
  readonly signInPath?: string | undefined;
}

/** Short: a trading screen must not show yesterday's truth, yet turning a page should not flash. */
const STALE_AFTER_MS = 5_000;

const queries = new QueryClient({
  // A refusal is an answer, not a hiccup: the typed client decides what may be tried again.
  defaultOptions: { queries: { staleTime: STALE_AFTER_MS, retry: 1, refetchOnWindowFocus: true }, mutations: { retry: false } },
});

export function Shell({ pages, session, signInPath }: ShellProps): ReactNode {
  const viewer = useSyncExternalStore(session.subscribe, session.get, session.get);
  return (
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <ViewerProvider viewer={viewer}>
          <BrowserRouter>
            <ToastProvider>
              <ShellRoutes pages={pages} session={session} signInPath={signInPath} />
            </ToastProvider>
          </BrowserRouter>
        </ViewerProvider>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

function ShellRoutes({ pages, session, signInPath }: ShellProps): ReactNode {
  const viewer = useViewer();
  const { language } = usePreferences();
  const { pathname } = useLocation();
  const nav = useMemo(() => navFor(pages, viewer, language), [pages, viewer, language]);
  const inFrame = (stage: PageEntry["stage"], body: ReactNode): ReactNode =>
    stage === "wall" ? (
      <ErrorBoundary resetKey={pathname}>{body}{viewer.demo ? <DemoRibbon /> : null}</ErrorBoundary>
    ) : (
      <Frame viewer={viewer} nav={nav} density={stage ?? "desk"} onSignOut={viewer.name === null ? undefined : session.signOut} signInPath={signInPath}>
        <ErrorBoundary resetKey={pathname}>{body}</ErrorBoundary>
      </Frame>
    );
  return (
    <Routes>
      {pages.map((page) => (
        <Route key={page.path} path={page.path} element={inFrame(page.stage, <Gate page={page} signInPath={signInPath} />)} />
      ))}
      <Route path="*" element={inFrame("desk", <NotFound path={pathname} />)} />
    </Routes>
  );
}

/** What the viewer may open and what belongs in the navigation, in its order. */
export function navFor(pages: readonly PageEntry[], viewer: Viewer, language: Language): NavItem[] {
  return pages
    .filter((page) => page.nav !== undefined && mayOpen(page, viewer.roles))
    .toSorted((a, b) => placeOf(a, viewer.roles) - placeOf(b, viewer.roles))
    .map((page) => ({ to: page.path, title: page.titleWords[language], icon: page.icon, group: page.group?.[language] }));
}

function useTitle(title: string): void {
  const { product } = useWords(zh, en);
  useEffect(() => { document.title = title === product ? product : `${title} · ${product}`; }, [title, product]);
}

/** The server decides who may do what; the gate only spares the visitor a page of refusals. */
function Gate({ page, signInPath }: { readonly page: PageEntry; readonly signInPath: string | undefined }): ReactNode {
  const viewer = useViewer();
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const { pathname, search } = useLocation();
  const title = page.titleWords[language];
  useTitle(title);
  if (mayOpen(page, viewer.roles)) return <LazyPage key={page.path} page={page} />;
  if (viewer.name === null) {
    const back = signInPath === undefined ? undefined : `${signInPath}?to=${encodeURIComponent(pathname + search)}`;
    return <EmptyState whole title={words.signInFirst} actions={back === undefined ? undefined : <ButtonLink tone="primary" to={back}>{words.signIn}</ButtonLink>}>{words.signInWhy(title)}</EmptyState>;
  }
  return <EmptyState whole title={words.notAllowed} actions={<ButtonLink to="/">{words.goHome}</ButtonLink>}>{words.notAllowedWhy(title)}</EmptyState>;
}

const loaded = new Map<PageEntry["load"], ComponentType>();

function LazyPage({ page }: { readonly page: PageEntry }): ReactNode {
  const [Page] = useState(() => {
    const known = loaded.get(page.load);
    if (known) return known;
    const fresh = lazy(page.load);
    loaded.set(page.load, fresh);
    return fresh;
  });
  return <Suspense fallback={<Skeleton lines={6} />}><Page /></Suspense>;
}

function NotFound({ path }: { readonly path: string }): ReactNode {
  const words = useWords(zh, en);
  useTitle(words.notFound);
  return <EmptyState whole title={words.notFound} actions={<ButtonLink tone="primary" to="/">{words.goHome}</ButtonLink>}>{words.notFoundWhy(path)}</EmptyState>;
}
