import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { commands, type Command } from "./commands.ts";
import { callAction, listActions } from "./actions.ts";
import { UsageError } from "./usage.ts";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

async function main(argv: string[]): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    process.stdout.write(await help());
    return first === undefined ? EXIT_USAGE : 0;
  }
  if (first === "--version") {
    process.stdout.write(`${(JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { version: string }).version}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, first) ? commands[first] : undefined;
  if (command === undefined) return callAction(first, rest);
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(commandHelp(first, command));
    return 0;
  }
  const parsed = parse(command, rest);
  return command.run(parsed.values, parsed.positionals);
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...command.options, json: { type: "boolean", default: false } }, allowPositionals: command.positionals !== undefined, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function commandHelp(name: string, command: Command): string {
  const options = Object.entries(command.options).map(([flag, option]) => `  --${flag}${option.type === "string" ? " VALUE" : ""}  ${option.help}`);
  return `hualian ${name}${command.positionals === undefined ? "" : ` ${command.positionals}`}\n\n${command.summary}\n\n${[...options, "  --json  print JSON"].join("\n")}\n`;
}

async function help(): Promise<string> {
  const own = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(10)} ${command.summary}`);
  return `花链 Hualian\n\nhualian COMMAND [options]        --help after any command\n\n${own.join("\n")}\n\nActions of a running market: hualian MODULE ACTION [--field value …] [--input JSON] [--json]\n${await listActions()}\n`;
}

/** A person reads what went wrong on standard error; a program that asked for JSON finds it on standard output. */
function fail(error: unknown, json: boolean): number {
  const usage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  const traced = !usage && error instanceof Error && process.env["HUALIAN_DEBUG"] !== undefined ? (error.stack ?? message) : message;
  process.stderr.write(`${traced}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: usage ? "usage" : "failed", message } })}\n`);
  return usage ? EXIT_USAGE : EXIT_FAILED;
}

const argv = process.argv.slice(2);
try {
  process.exitCode = await main(argv);
} catch (error) {
  process.exitCode = fail(error, argv.includes("--json"));
}
