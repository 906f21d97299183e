import { readFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { Shelf } from "../../kernel/files/shelf.ts";
import type { Action } from "../../kernel/machinery/contract.ts";
import { edition } from "../editions.ts";
import { jsonSchema } from "../openapi.ts";
import { UsageError } from "./usage.ts";

const DEFAULT_URL = "http://localhost:4600";

function outside(): Action[] {
  const shelf = new Shelf(mkdtempSync(join(tmpdir(), "hualian-cli-")));
  return edition("market", shelf).flatMap((module) => Object.values(module.contract.actions)).filter((action) => !action.who.every((who) => who === "internal"));
}

export async function listActions(): Promise<string> {
  const byModule = Map.groupBy(outside(), (action) => action.module);
  return [...byModule].map(([module, actions]) => `  ${module.padEnd(10)} ${actions.map((action) => action.name).join(" ")}`).join("\n");
}

/** Calls one action of a running market, with flags made from the contract's input. */
export async function callAction(module: string, args: string[]): Promise<number> {
  const actions = outside().filter((action) => action.module === module);
  if (actions.length === 0) throw new UsageError(`There is no command or module "${module}". hualian --help lists them.`);
  const action = actions.find(({ name }) => name === args[0] || kebab(name) === args[0]);
  if (action === undefined) {
    process.stdout.write(`hualian ${module} ACTION\n\n${actions.map(({ name, kind, summary }) => `  ${name.padEnd(18)} ${kind.padEnd(6)} ${summary}`).join("\n")}\n`);
    return args[0] === undefined || args[0] === "--help" || args[0] === "-h" ? 0 : 2;
  }
  const schema = jsonSchema(action.input, "input") as { properties?: Record<string, { type?: string }>; required?: string[] };
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(actionHelp(action, schema));
    return 0;
  }
  const { input, url, token, key } = readFlags(args.slice(1), schema.properties ?? {});
  const response = await fetch(`${url}/api/${action.module}/${action.name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json", "x-hualian-client": "program", "idempotency-key": key ?? randomUUID(),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(input),
  }).catch((error: unknown) => {
    throw new Error(`No market answers at ${url} (${String((error as Error).message)}). Start one with: hualian start`);
  });
  const body: unknown = await response.json();
  (response.ok ? process.stdout : process.stderr).write(`${JSON.stringify(body, null, 2)}\n`);
  return response.ok ? 0 : 1;
}

function readFlags(args: string[], properties: Record<string, { type?: string }>): { input: Record<string, unknown>; url: string; token: string | undefined; key: string | undefined } {
  let input: Record<string, unknown> = {};
  let url = process.env["HUALIAN_URL"] ?? DEFAULT_URL;
  let token = process.env["HUALIAN_TOKEN"];
  let key: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const flag = args[at]!;
    if (flag === "--json") continue;
    if (!flag.startsWith("--")) throw new UsageError(`Expected a flag such as --field, not "${flag}".`);
    const name = flag.slice(2);
    const value = args[++at];
    if (value === undefined) throw new UsageError(`${flag} needs a value.`);
    if (name === "input") input = { ...input, ...(JSON.parse(value.startsWith("@") ? readFileSync(value.slice(1), "utf8") : value) as Record<string, unknown>) };
    else if (name === "url") url = value;
    else if (name === "token") token = value;
    else if (name === "key") key = value;
    else {
      const property = Object.keys(properties).find((field) => field === name || kebab(field) === name);
      if (property === undefined) throw new UsageError(`There is no field "${name}". Fields: ${Object.keys(properties).join(", ")}`);
      input[property] = properties[property]?.type === "string" ? value : parseValue(value);
    }
  }
  return { input, url, token, key };
}

function parseValue(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function actionHelp(action: Action, schema: { properties?: Record<string, { type?: string }>; required?: string[] }): string {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => `  --${kebab(name)} ${(property.type ?? "json").toUpperCase()}${schema.required?.includes(name) === true ? "  (needed)" : ""}`);
  return `hualian ${action.module} ${action.name}\n\n${action.summary}\nMay: ${action.who.join(", ")}\nRefuses: ${action.refuses.join(", ") || "–"}\n\n${fields.join("\n")}\n  --input JSON or @FILE\n  --url URL  --token TOKEN (or HUALIAN_URL, HUALIAN_TOKEN)  --key KEY\n`;
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
