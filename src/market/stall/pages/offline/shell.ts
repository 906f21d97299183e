/** The pages themselves without a network: a service worker for /stall, told which files this build consists of. */
const WORKER = "/stall-worker.js";
const SCOPE = "/stall";
let kept = "";

/** The worker once it works. Not `serviceWorker.ready`: that never comes on a page which was opened as another one, such as the log-in. */
function active(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const coming = registration.installing ?? registration.waiting ?? registration.active;
  if (coming === null) return Promise.reject(new Error("no worker"));
  if (coming.state === "activated") return Promise.resolve(coming);
  return new Promise((resolve, reject) => coming.addEventListener("statechange", () => {
    if (coming.state === "activated") resolve(coming);
    if (coming.state === "redundant") reject(new Error("the worker was not installed"));
  }));
}

/** Registers the worker once, loads every page of the stall, and has the worker keep what was loaded. Over plain http there is no worker: pages then live as long as their tab. */
export async function keepShell(photos: readonly string[]): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const worker = await active(await navigator.serviceWorker.register(WORKER, { scope: SCOPE }));
    const { stallPages } = await import("../entries.ts");
    await Promise.all(stallPages.filter((page) => page.path.startsWith(SCOPE)).map((page) => page.load()));
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name)).filter((url) => url.origin === location.origin && url.pathname.startsWith("/assets/")).map((url) => url.pathname);
    const linked = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>("link[href], script[src]")].map((element) => new URL("href" in element ? element.href : element.src)).filter((url) => url.origin === location.origin).map((url) => url.pathname);
    const files = [...new Set([...loaded, ...linked, ...photos])].toSorted();
    if (files.join() === kept) return;
    kept = files.join();
    worker.postMessage({ keep: files });
    await navigator.storage?.persist?.();
  } catch {
    // A browser that forbids workers still writes bills; it only cannot be opened without a network.
  }
}
