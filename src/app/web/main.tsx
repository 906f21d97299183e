import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../ui/tokens.css";
import "../../ui/base.css";
import { ApiContext } from "../../ui/api.ts";
import { apiOptions, connectSession } from "./connect.ts";
import { Shell } from "./Shell.tsx";
import { pages } from "./pages.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const { source, ready } = connectSession();
// The first picture waits for the log-in to be known, so that nobody is told to sign in who already has.
await ready;
createRoot(root).render(
  <StrictMode>
    <ApiContext value={apiOptions}>
      <Shell pages={pages} session={source} signInPath="/login" />
    </ApiContext>
  </StrictMode>,
);
