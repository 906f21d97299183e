import { z } from "zod";
import { COMMON_REFUSALS, type Action, type Schema } from "../kernel/machinery/contract.ts";
import type { Module } from "../kernel/machinery/module.ts";

/** The OpenAPI 3.1 description of every action that can be reached from outside, made from the contracts. */
export function openApi(modules: readonly Module[], version: string): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const module of modules) {
    for (const action of Object.values(module.contract.actions)) {
      if (action.who.every((who) => who === "internal")) continue;
      paths[`/api/${action.module}/${action.name}`] = { post: operation(action) };
      if (action.served !== undefined) paths[action.served.replace("*", "{path}")] = { get: served(action) };
    }
  }
  return {
    openapi: "3.1.0",
    info: { title: "Hualian 花链", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" }, description: "Every action of the market. Reads may also be asked by GET with the input as JSON in the query parameter `q`." },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: { session: { type: "http", scheme: "bearer" }, cookie: { type: "apiKey", in: "cookie", name: "hualian_session" } },
      schemas: {
        Refusal: {
          type: "object", required: ["refused", "module", "detail"],
          properties: { refused: { type: "string" }, module: { type: "string" }, detail: { type: "object" }, problems: { type: "array", items: { type: "object" } } },
        },
      },
    },
  };
}

/** A file at an address of its own. */
function served(action: Action): Record<string, unknown> {
  return {
    operationId: `${action.module}.${action.name}.served`, tags: [action.module], summary: action.summary,
    parameters: [{ name: "path", in: "path", required: true, schema: { type: "string", maxLength: 200 } }, { name: "If-None-Match", in: "header", required: false, schema: { type: "string" } }],
    responses: {
      "200": { description: "the file, with its ETag and for how long it may be kept", content: { "*/*": { schema: { type: "string" } } } },
      "304": { description: "not changed since the ETag" },
      default: { description: "a refusal", content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } } },
    },
  };
}

function operation(action: Action): Record<string, unknown> {
  const refusals = [...action.refuses, ...COMMON_REFUSALS];
  return {
    operationId: `${action.module}.${action.name}`,
    tags: [action.module],
    summary: action.summary,
    description: `May: ${action.who.join(", ")}. Refuses: ${action.refuses.length === 0 ? "nothing of its own" : action.refuses.join(", ")}.`,
    ...(action.who.includes("public") ? {} : { security: [{ session: [] }, { cookie: [] }] }),
    ...(action.kind === "write" ? { parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string", minLength: 8, maxLength: 200 } }] } : {}),
    requestBody: { content: { "application/json": { schema: jsonSchema(action.input, "input") } } },
    responses: {
      "200": { description: "done", content: { "application/json": { schema: jsonSchema(action.output, "output") } } },
      default: { description: `a refusal: ${refusals.join(", ")}`, content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } } },
    },
  };
}

export function jsonSchema(schema: Schema, io: "input" | "output"): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema as unknown as z.ZodType, { io, unrepresentable: "any" }) as Record<string, unknown>;
  return rest;
}
