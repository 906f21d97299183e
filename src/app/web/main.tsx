import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../ui/tokens.css";
import "../../ui/base.css";
import { Shell } from "./Shell.tsx";
import { pages } from "./pages.ts";
import { NO_SESSION } from "./session.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Shell pages={pages} session={NO_SESSION} />
  </StrictMode>,
);
