import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { Shelf } from "../../kernel/files/shelf.ts";
import type { Action } from "../../kernel/machinery/contract.ts";
import { edition } from "../editions.ts";
import { jsonSchema } from "../openapi.ts";
import { UsageError } from "./usage.ts";

const DEFAULT_URL = "http://localhost:4600";

interface FieldSchema {
  readonly type?: string;
  readonly anyOf?: readonly FieldSchema[];
}
type Fields = Readonly<Record<string, FieldSchema>>;

/** Only the contracts are read, so no shelf is opened. */
function outside(): Action[] {
  return edition("market", new Shelf("")).flatMap((module) => Object.values(module.contract.actions)).filter((action) => !action.who.every((who) => who === "internal"));
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
    if (args[0] !== undefined && args[0] !== "--help" && args[0] !== "-h") throw new UsageError(`${module} has no action "${args[0]}". Actions: ${actions.map(({ name }) => name).join(", ")}`);
    process.stdout.write(`hualian ${module} ACTION\n\n${actions.map(({ name, kind, summary }) => `  ${name.padEnd(18)} ${kind.padEnd(6)} ${summary}`).join("\n")}\n`);
    return 0;
  }
  const schema = jsonSchema(action.input, "input") as { properties?: Fields; required?: string[] };
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(actionHelp(action, schema));
    return 0;
  }
  const { input, url, token, key } = readFlags(args.slice(1), schema.properties ?? {});
  if (!URL.canParse(url)) throw new UsageError(`--url takes an address like ${DEFAULT_URL}, not "${url}".`);
  const response = await fetch(`${url}/api/${action.module}/${action.name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json", "x-hualian-client": "program", "idempotency-key": key ?? randomUUID(),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(input),
  }).catch((error: unknown) => {
    throw new Error(`No market answers at ${url} (${reasonOf(error as Error)}). Start one with: hualian start`);
  });
  const body: unknown = await response.json().catch(() => {
    throw new Error(`What answers at ${url} is no market (status ${response.status}).`);
  });
  // A program that asked for JSON finds a refusal where it would have found the answer.
  (response.ok || args.includes("--json") ? process.stdout : process.stderr).write(`${JSON.stringify(body, null, 2)}\n`);
  return response.ok ? 0 : 1;
}

function readFlags(args: string[], properties: Fields): { input: Record<string, unknown>; url: string; token: string | undefined; key: string | undefined } {
  let input: Record<string, unknown> = {};
  let url = process.env["HUALIAN_URL"] ?? DEFAULT_URL;
  let token = process.env["HUALIAN_TOKEN"];
  let key: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const flag = args[at]!;
    if (flag === "--json") continue;
    if (!flag.startsWith("--")) throw new UsageError(`Expected a flag such as --field, not "${flag}".`);
    const [name, joined] = split(flag.slice(2));
    const value = joined ?? args[++at];
    if (value === undefined) throw new UsageError(`${flag} needs a value.`);
    if (name === "input") input = { ...input, ...wholeInput(value) };
    else if (name === "url") url = value;
    else if (name === "token") token = value;
    else if (name === "key") key = value;
    else {
      const property = Object.keys(properties).find((field) => field === name || kebab(field) === name);
      if (property === undefined) throw new UsageError(`There is no field "${name}". Fields: ${Object.keys(properties).join(", ")}`);
      input[property] = fieldValue(properties[property]!, value);
    }
  }
  return { input, url, token, key };
}

/** `--field=value` in one word, as well as in two. */
function split(flag: string): [name: string, value: string | undefined] {
  const equals = flag.indexOf("=");
  return equals < 0 ? [flag, undefined] : [flag.slice(0, equals), flag.slice(equals + 1)];
}

function wholeInput(value: string): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(value.startsWith("@") ? readFileSync(value.slice(1), "utf8") : value);
    if (typeof input === "object" && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`--input takes a JSON object or @FILE with one: ${(error as Error).message}`);
  }
  throw new UsageError(`--input takes a JSON object, such as {"field": 1}, not ${value}`);
}

/** A text field takes its value as it stands, though it look like a number; where null is possible the word null means it. */
function fieldValue({ type, anyOf = [] }: FieldSchema, value: string): unknown {
  const types = [type, ...anyOf.map((one) => one.type)];
  if (types.includes("string") && !(value === "null" && types.includes("null"))) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function actionHelp(action: Action, schema: { properties?: Fields; required?: string[] }): string {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => `  --${kebab(name)} ${typeOf(property).toUpperCase()}${schema.required?.includes(name) === true ? "  (needed)" : ""}`);
  return `hualian ${action.module} ${action.name}\n\n${action.summary}\nMay: ${action.who.join(", ")}\nRefuses: ${action.refuses.join(", ") || "–"}\n\n${fields.join("\n")}\n  --input JSON or @FILE\n  --url URL  --token TOKEN (or HUALIAN_URL, HUALIAN_TOKEN)  --key KEY\n  --json  print a refusal on standard output too\n`;
}

/** `fetch failed` says nothing; its cause says what did. */
const reasonOf = ({ message, cause }: Error): string => (cause instanceof Error && cause.message !== "" ? cause.message : message);
const typeOf = ({ type, anyOf = [] }: FieldSchema): string => type ?? (anyOf.map(typeOf).join("|") || "json");
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
