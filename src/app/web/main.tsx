import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../ui/tokens.css";
import "../../ui/base.css";
import { ApiContext } from "../../ui/api.ts";
import { apiOptions, connectSession } from "./connect.ts";
import { Shell } from "./Shell.tsx";
import { pages } from "./pages.ts";
import { createSession } from "./session.ts";
import type { SessionSource } from "./session.ts";

/** The gallery is for those who build and judge the kit; `vite build --mode gallery` makes it alone. */
async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  let shown = pages;
  const connected = connectSession();
  // The first picture waits for the log-in to be known, so that nobody is told to sign in who already has.
  await connected.ready;
  let session: SessionSource = connected.source;
  if (import.meta.env.DEV || import.meta.env.MODE === "gallery") {
    const { galleryPages } = await import("./gallery.tsx");
    shown = [...pages, ...galleryPages];
    if (location.pathname.startsWith("/_gallery")) {
      session = createSession({
        name: "王小兰", roles: [], roleTitle: { zh: "采购商", en: "Buyer" }, actingFor: null, businessDate: "2026-11-22",
        lunar: { zh: "十月十四 · 小雪", en: "10th month, day 14" }, connection: "good", roundTrip: 18, demo: true,
      }, () => undefined);
    }
  }
  createRoot(root).render(
    <StrictMode>
      <ApiContext value={apiOptions}>
        <Shell pages={shown} session={session} signInPath="/login" />
      </ApiContext>
    </StrictMode>,
  );
}

void start();
