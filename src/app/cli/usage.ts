/** The command was called wrongly; the message says how to call it. */
export class UsageError extends Error {}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function integer(values: Values, name: string, fallback: number, low: number, high: number): number {
  const value = text(values, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < low || number > high) throw new UsageError(`--${name} takes a whole number from ${low} to ${high}, not "${value}"`);
  return number;
}

export const flag = (values: Values, name: string): boolean => values[name] === true;

/** The answer of a command: a line of JSON for a program, a sentence for a person. */
export function print(json: boolean, result: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${text}\n`);
}
