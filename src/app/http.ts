import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import statics from "@fastify/static";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { access } from "../kernel/access/contract.ts";
import { touchSession } from "../kernel/access/module.ts";
import { MAX_PHOTO_BYTES, files } from "../kernel/files/contract.ts";
import type { Shelf } from "../kernel/files/shelf.ts";
import type { Actor, Origin } from "../kernel/machinery/module.ts";
import type { ServedFile } from "../kernel/machinery/served.ts";
import { Refusal } from "../kernel/machinery/refusal.ts";
import { AS_SYSTEM, type Runtime } from "../kernel/machinery/runtime.ts";
import { openApi } from "./openapi.ts";

export const SESSION_COOKIE = "hualian_session";
const MAX_BODY_BYTES = Math.ceil(MAX_PHOTO_BYTES / 3) * 4 + 64 * 1024;
/** Short enough to read out on the telephone. */
const REQUEST_ID_BYTES = 5;
/** Long enough for a photograph over a poor line; who trickles his request out for longer is let go. */
const REQUEST_TIMEOUT_MS = 120_000;
const LOG_INS_PER_MINUTE = 60;
const REQUESTS_PER_MINUTE = 6_000;
const NOBODY: Actor = { accountId: null, accountName: "nobody", partyId: null, roles: [], delegate: false, system: false };
const TOKEN = /^[\w-]{20,200}$/;
/** All that an account with a one-time password may do. */
const BEFORE_PASSWORD_CHANGE: ReadonlySet<string> = new Set(["access.changePassword", "access.logOut", "access.me"]);
const STATUS: Readonly<Record<string, number>> = { bad_input: 400, not_signed_in: 401, not_allowed: 403, not_found: 404, too_many_requests: 429 };

export interface HttpOptions {
  readonly runtime: Runtime;
  readonly shelf: Shelf;
  /** The built web pages, if there are any. */
  readonly web: string | null;
  readonly log: (line: Record<string, unknown>) => void;
  readonly version: string;
  /** Requests of one address a minute; the default suits people behind one address of a hall. */
  readonly requestsPerMinute?: number;
}

/** One loop over the contracts makes every route; nobody writes controllers. */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { runtime } = options;
  const app = Fastify({ bodyLimit: MAX_BODY_BYTES, logger: false, trustProxy: false, requestTimeout: REQUEST_TIMEOUT_MS, genReqId: () => randomBytes(REQUEST_ID_BYTES).toString("hex"), routerOptions: { maxParamLength: 200 } });
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", "data:", "blob:"], styleSrc: ["'self'", "'unsafe-inline'"], scriptSrc: ["'self'"], connectSrc: ["'self'", "ws:", "wss:"], upgradeInsecureRequests: null } },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinute ?? REQUESTS_PER_MINUTE, timeWindow: 60_000,
    errorResponseBuilder: () => Object.assign(new Refusal("http", "too_many_requests"), { statusCode: 429 }),
  });

  // Set before any route: a route keeps the handler that stood when the next plugin was awaited.
  app.setErrorHandler(async (error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error instanceof Refusal) return reply.code(STATUS[error.code] ?? 409).send(error.body());
    if (error.statusCode !== undefined && error.statusCode < 500) {
      const refusal = new Refusal("http", error.statusCode === 429 ? "too_many_requests" : "bad_input", { reason: error.code ?? "unreadable" });
      return reply.code(error.statusCode).send(refusal.body());
    }
    options.log({ level: "error", number: request.id, path: request.url, error: error.stack ?? String(error) });
    return reply.code(500).send({ fault: true, number: request.id });
  });

  for (const module of runtime.modules) {
    for (const action of Object.values(module.contract.actions)) {
      if (action.who.every((who) => who === "internal")) continue;
      const url = `/api/${action.module}/${action.name}`;
      const config = action.module === "access" && /logIn/i.test(action.name) ? { rateLimit: { max: LOG_INS_PER_MINUTE, timeWindow: 60_000 } } : {};
      const answer = (request: FastifyRequest, reply: FastifyReply, input: unknown) => runAction(options, request, reply, action.module, action.name, input);
      app.post(url, { config, bodyLimit: action.body ?? MAX_BODY_BYTES }, (request, reply) => answer(request, reply, request.body));
      if (action.kind === "read") app.get(url, { config }, (request, reply) => answer(request, reply, queryInput(request)));
      if (action.served !== undefined) app.get(action.served, { config }, (request, reply) => serveFile(options, request, reply, action.module, action.name));
    }
  }

  app.get("/photos/:id", async (request, reply) => {
    const { id } = request.params as { id: string };
    const photo = await runtime.call(files.actions.photo, { photoId: id }, AS_SYSTEM);
    const bytes = options.shelf.read(photo.sha256);
    if (bytes === null) throw new Refusal("files", "not_found", { photo: id });
    return reply.type(photo.mime).header("cache-control", "public, max-age=31536000, immutable").header("x-content-type-options", "nosniff").send(Buffer.from(bytes));
  });
  app.get("/openapi.json", async () => openApi(runtime.modules, options.version));
  app.get("/health", async () => {
    await runtime.market();
    return { ok: true, version: options.version };
  });
  if (options.web !== null && existsSync(options.web)) {
    await app.register(statics, {
      root: options.web, index: "index.html", preCompressed: true, maxAge: "1y", immutable: true, dotfiles: "ignore",
      setHeaders: (reply, path) => { if (/\.html$|-worker\.js$|\.webmanifest$/.test(path)) reply.header("cache-control", "no-cache"); },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const page = request.method === "GET" && !request.url.startsWith("/api/") && !/\.[a-z0-9]+$/i.test(request.url.split("?")[0] ?? "");
    if (page && options.web !== null && existsSync(options.web)) return reply.header("cache-control", "no-cache").sendFile("index.html", { maxAge: 0, immutable: false });
    return reply.code(404).send(new Refusal("http", "not_found", { path: request.url.slice(0, 200) }).body());
  });
  return app;
}

async function runAction(options: HttpOptions, request: FastifyRequest, reply: FastifyReply, module: string, name: string, input: unknown): Promise<unknown> {
  const { runtime } = options;
  const { actor, origin, byCookie, mustChange } = await identify(runtime, request);
  const shape = runtime.action(module, name);
  const keyHeader = request.headers["idempotency-key"];
  const key = typeof keyHeader === "string" ? keyHeader : undefined;
  if (shape?.kind === "write") {
    // The key cannot be set by a foreign page's form, so asking for it also stops forged requests; so does the origin check.
    if (key === undefined || key.length < 8 || key.length > 200) throw new Refusal(module, "bad_input", { fields: "Idempotency-Key" }, [{ path: "Idempotency-Key", code: "missing", message: "a header of 8 to 200 characters, the same for every repetition of the same request" }]);
    const from = request.headers.origin;
    if (byCookie && from !== undefined && hostOf(from) !== request.headers.host) throw new Refusal(module, "not_allowed", { needs: "the market's own page" });
  }
  if (mustChange && !BEFORE_PASSWORD_CHANGE.has(`${module}.${name}`) && shape?.who.includes("public") !== true) throw new Refusal(module, "not_allowed", { needs: "a password of your own 先修改初始密码" });
  const output = await runtime.run(module, name, input, { actor, origin, exact: true, ...(key === undefined ? {} : { key }) });
  return sendToken(request, reply, module, name, output);
}

/** The address a request came to; a host that is none is left out, so that nothing strange gets into a file. */
const originOf = (request: FastifyRequest): string => (/^[A-Za-z0-9.:[\]-]{1,150}$/.test(request.host) ? `${request.protocol}://${request.host}` : "");

/** A file at an address of its own, with what a cache needs to know; open to pages of other origins where everybody may read it. */
async function serveFile(options: HttpOptions, request: FastifyRequest, reply: FastifyReply, module: string, name: string): Promise<unknown> {
  const path = (request.params as { "*": string })["*"];
  const query = Object.fromEntries(Object.entries(request.query as Record<string, unknown>).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  const file = (await runAction(options, request, reply, module, name, { path, query, origin: originOf(request) })) as ServedFile;
  const open = options.runtime.action(module, name)?.who.includes("public") === true;
  const etag = `"${file.hash}"`;
  reply.header("etag", etag).header("cache-control", `${open ? "public" : "private"}, max-age=${file.maxAge}`).header("x-content-type-options", "nosniff");
  if (open) reply.header("access-control-allow-origin", "*").header("cross-origin-resource-policy", "cross-origin");
  if (file.modified !== null) reply.header("last-modified", new Date(file.modified).toUTCString());
  if (request.headers["if-none-match"]?.split(",").some((one) => one.trim().replace(/^W\//, "") === etag) === true) return reply.code(304).send();
  if (file.name !== null) reply.header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  return reply.type(file.mime).send(file.text ?? Buffer.from(file.base64 ?? "", "base64"));
}

/** The host of an Origin header; a page without an origin of its own sends "null", which is nobody's host. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** A browser gets its token as a cookie that scripts cannot read; a program that asks for it gets it in the answer. */
function sendToken(request: FastifyRequest, reply: FastifyReply, module: string, name: string, output: unknown): unknown {
  if (module !== "access") return output;
  if (name === "logOut") reply.clearCookie(SESSION_COOKIE, { path: "/" });
  if (name !== "logIn" && name !== "demoLogIn") return output;
  const { token, who } = output as { token: string; who: unknown };
  if (request.headers["x-hualian-client"] === "program") return output;
  reply.setCookie(SESSION_COOKIE, token, { path: "/", httpOnly: true, sameSite: "strict", secure: request.protocol === "https" });
  return { token: "", who };
}

function queryInput(request: FastifyRequest): unknown {
  const { q } = request.query as { q?: string };
  if (q === undefined) return {};
  try {
    return JSON.parse(q) as unknown;
  } catch {
    throw new Refusal("http", "bad_input", { fields: "q" }, [{ path: "q", code: "json", message: "the query parameter q holds the input as JSON" }]);
  }
}

export interface Identified {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly byCookie: boolean;
  /** True while the account still has the one-time password it was opened with. */
  readonly mustChange: boolean;
}

/** Who stands behind a cookie or a bearer token. */
export async function identify(runtime: Runtime, request: { headers: FastifyRequest["headers"]; id?: string; ip?: string; cookies?: Record<string, string | undefined> }): Promise<Identified> {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const token = [bearer, request.cookies?.[SESSION_COOKIE]].find((one) => one !== undefined && TOKEN.test(one));
  const origin: Origin = { requestId: request.id ?? "live", address: request.ip ?? "unknown", agent: String(request.headers["user-agent"] ?? "").slice(0, 200), sessionHash: null };
  if (token === undefined) return { actor: NOBODY, origin, byCookie: false, mustChange: false };
  const { who, tokenHash } = await runtime.call(access.actions.authenticate, { token }, AS_SYSTEM);
  if (who === null || tokenHash === null) return { actor: NOBODY, origin, byCookie: false, mustChange: false };
  await touchSession(runtime.db as never, tokenHash, runtime.world.now());
  const actor: Actor = { accountId: who.accountId, accountName: who.name, partyId: who.party?.id ?? null, roles: who.mustChange ? [] : who.roles, delegate: who.party?.delegate ?? false, system: false };
  return { actor, origin: { ...origin, sessionHash: tokenHash }, byCookie: token !== bearer, mustChange: who.mustChange };
}
