/**
 * Stands in for Zod in the browser. Pages need a contract's names and constants; its schemas are checked on the
 * server, which never trusts a page, so shipping the checker would only make a phone wait.
 */
const nothing: unknown = new Proxy(() => nothing, { get: () => nothing, apply: () => nothing });
export const z = nothing;
