import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { access } from "../../src/kernel/access/contract.ts";
import { files } from "../../src/kernel/files/contract.ts";
import type { Action, Role } from "../../src/kernel/machinery/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { buildHttp } from "../../src/app/http.ts";
import { openTestMarket, type Person, type TestMarket } from "../market.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}
export interface Door {
  readonly market: TestMarket;
  readonly url: string;
  /** What the server logged as faults. */
  readonly faults: Record<string, unknown>[];
  readonly people: Record<"grower" | "grower2" | "merchant" | "buyer" | "agent" | "staff" | "system_admin" | "security_admin" | "auditor", Person>;
  readonly ids: Readonly<Record<string, string>>;
  request(path: string, init?: RequestInit): Promise<Answer>;
  post(path: string, input: unknown, headers?: Record<string, string>): Promise<Answer>;
  token(person: Person): Promise<string>;
  /** Somebody who may call this action, or null when everybody may. */
  caller(action: Action): Person | null;
  close(): Promise<void>;
}

/** What a grower tells the market and nobody else; unlike anything else on a page. */
export const FLOOR_PRICE = 98_765_432;
export const SECRET_NOTE = "only-for-the-desk-4711";

/** The smallest whole PNG header; the product reads no further. */
export const PHOTO = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex");

/** A market behind its real HTTP server on a free port, with somebody in every role and something to reach for. */
export async function openDoor(web: string | null = null, requestsPerMinute?: number): Promise<Door> {
  const market = await openTestMarket();
  const people = {
    grower: await market.person("王桂兰", ["grower"]),
    grower2: await market.person("李秀英", ["grower"]),
    merchant: await market.person("顺发花行", ["merchant"]),
    buyer: await market.person("花满楼", ["buyer"], 10_000_000),
    agent: await market.person("代拍人小陈", ["agent"], 10_000_000),
    staff: await market.staff("市场经理", ["operator", "auctioneer", "grader", "cashier", "collector"]),
    system_admin: await market.staff("系统管理员", ["system_admin"]),
    security_admin: await market.staff("安全管理员", ["security_admin"]),
    auditor: await market.staff("审计员", ["auditor"]),
  };
  const victim = await market.person("张三", ["buyer"]);
  const item = await market.item("红掌 14 cm");
  const lot = await market.runtime.call(intake.actions.declareLot, { itemId: item.id, quantity: "100", floorPrice: FLOOR_PRICE, note: SECRET_NOTE }, people.grower.call);
  await market.runtime.call(intake.actions.receive, { lotId: lot.id, counted: "100" }, people.staff.call);
  const photo = await market.runtime.call(files.actions.keepPhoto, { base64: PHOTO.toString("base64") }, people.grower.call);
  const faults: Record<string, unknown>[] = [];
  const app: FastifyInstance = await buildHttp({ runtime: market.runtime, shelf: market.shelf, web, version: "test", log: (line) => faults.push(line), ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }) });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const address = app.server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;

  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, { redirect: "manual", ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  return {
    market, url, faults, people, request,
    ids: { lotId: lot.id, itemId: item.id, photoId: photo.id, partyId: people.grower.partyId, growerId: people.grower.partyId, buyerId: people.buyer.partyId, accountId: victim.accountId, feeId: randomUUID() },
    post: (path, input, headers = {}) => request(path, { method: "POST", headers: { "content-type": "application/json", "idempotency-key": randomUUID(), ...headers }, body: typeof input === "string" ? input : JSON.stringify(input) }),
    async token(person) {
      const { token } = await market.runtime.call(access.actions.demoLogIn, { login: person.login }, AS_SYSTEM);
      return token;
    },
    caller: (action) => (action.who.includes("public") ? null : people[ROLE_HOLDER[action.who.find((who) => who !== "internal") as Role | "signed_in"]]),
    async close() {
      await app.close();
      await market.close();
    },
  };
}

const ROLE_HOLDER: Record<Role | "signed_in", keyof Door["people"]> = {
  grower: "grower", merchant: "merchant", buyer: "buyer", agent: "agent", operator: "staff", auctioneer: "staff", grader: "staff", cashier: "staff", collector: "staff",
  system_admin: "system_admin", security_admin: "security_admin", auditor: "auditor", signed_in: "grower",
};

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Every action that can be reached from outside. */
export const outside = (market: TestMarket): Action[] =>
  market.modules.flatMap((module) => Object.values(module.contract.actions)).filter((action) => !action.who.every((who) => who === "internal"));

interface Json {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly additionalProperties?: Json | boolean;
  readonly propertyNames?: Json;
}

export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly kind: "text" | "id" | "number";
}

/** An input that fits a contract's JSON schema, and the places in it that can hold text, ids and numbers. */
export function sample(schema: Json, ids: Readonly<Record<string, string>>): { input: unknown; leaves: Leaf[] } {
  const leaves: Leaf[] = [];
  return { input: valueOf(schema, "", [], leaves, ids), leaves };
}

function valueOf(schema: Json, name: string, path: (string | number)[], leaves: Leaf[], ids: Readonly<Record<string, string>>): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  // Credit of the market itself, which is what most people have; a stall's has stories of its own.
  if (name === "creditorId" && schema.anyOf?.some((one) => one.type === "null") === true) return null;
  if (schema.anyOf !== undefined) return valueOf(schema.anyOf.find((one) => one.type !== "null") ?? {}, name, path, leaves, ids);
  if (schema.type === "object") {
    const fields = Object.entries(schema.properties ?? {}).map(([field, inner]) => [field, valueOf(inner, field, [...path, field], leaves, ids)]);
    return Object.fromEntries(fields);
  }
  if (schema.type === "array") return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, (_, at) => valueOf(schema.items ?? {}, name, [...path, at], leaves, ids));
  if (schema.type === "integer" || schema.type === "number") {
    leaves.push({ path, kind: "number" });
    return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
  }
  if (schema.type === "boolean") return false;
  if (schema.type !== "string") return null;
  if (schema.format === "uuid") {
    leaves.push({ path, kind: "id" });
    return ids[name] ?? ids[name.replace(/s$/, "")] ?? randomUUID();
  }
  leaves.push({ path, kind: "text" });
  return textFor(schema, name);
}

const PATTERNS: readonly [RegExp, string][] = [
  [/\\d\{4\}-\\d\{2\}-\\d\{2\}/, "2026-11-23"], [/A-Z\]\{3\}/, "CNY"], [/1\\d\{10\}/, "13800138000"], [/\\d\{8,30\}/, "62280000123"], [/a-z0-9\._-/, "somebody"], [/0-9a-f/, "0".repeat(64)],
];
function textFor(schema: Json, name: string): string {
  if (schema.format === "date-time") return "2026-11-23T02:00:00.000Z";
  if (name === "password" || name === "fresh") return "peony-2026-garden";
  const known = PATTERNS.find(([pattern]) => schema.pattern !== undefined && pattern.test(schema.pattern));
  return known?.[1] ?? "x".repeat(Math.max(2, schema.minLength ?? 2));
}

/** A copy of `input` with another value at one place. */
export function withAt(input: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(input)) return input.map((item, at) => (at === first ? withAt(item, rest, value) : item));
  return { ...(input as object), [first]: withAt((input as Record<string, unknown>)[first], rest, value) };
}
