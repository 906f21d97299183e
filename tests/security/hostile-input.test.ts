import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jsonSchema } from "../../src/app/openapi.ts";
import type { Action } from "../../src/kernel/machinery/contract.ts";
import { openDoor, outside, sample, withAt, type Answer, type Door, type Leaf } from "./harness.ts";

const TEXTS = [
  "' or 1=1 --", "'; drop table kernel.party; --", "') union select password_hash from kernel.account --", "\\'; select pg_sleep(9); --", "%' or '%'='", "$1", "{1,2}", "\"}]",
  "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "../../../../etc/passwd", "${7*7}{{7*7}}", "=cmd|'/c calc'!A1", "\u202e\u2028\u0007", "𝕏".repeat(30),
  "a\0b", "\ud800", "x".repeat(200_000), "__proto__", "constructor", "null", "NaN", "0", "",
] as const;
const ONE_BY_ONE = ["'; drop table kernel.party; --", "a\0b"] as const;
const NUMBERS = ["-1", "9007199254740993", "null", "0", "-9007199254740993", "1e308", "1e999", "0.5", "\"7\"", "[]", "{}", "true", "2147483648"] as const;
const IDS = ["00000000-0000-0000-0000-000000000000", "not-an-id", "' or 1=1 --", "../x", "", "018f3b6e-0000-7000-8000-000000000000"] as const;
/** Actions tried side by side. */
/** So many that the limit of one address answers nothing here; it has a story of its own. */
const MANY = 1_000_000;
const VISITORS = 4;
/** What only the inside of the product says; none of the texts above does. */
const INSIDE_TALK = /argon2|syntax error|violates|node_modules|\.ts:\d+/;

/** Says what a hostile answer is; an empty text means that all is well. */
const complaint = (answer: Answer): string => {
  if (answer.status >= 500) return `fault ${answer.text.slice(0, 200)}`;
  if (answer.status >= 400 && typeof answer.body["refused"] !== "string") return `an unnamed refusal: ${answer.text.slice(0, 200)}`;
  if (INSIDE_TALK.test(answer.text)) return `shows what is inside: ${answer.text.slice(0, 300)}`;
  return "";
};

describe("no input from outside is a fault, a hole or a silent success", () => {
  let door: Door;
  let actions: Action[];
  beforeAll(async () => {
    door = await openDoor(null, MANY);
    // Log-ins have a tighter limit of their own; they are tried in doors.test.ts.
    actions = outside(door.market).filter((action) => !/logIn$/i.test(action.name));
  });
  afterAll(() => door.close());

  /** Sends many bodies to one action, each with the rights of somebody who may call it, and returns what is wrong with the answers. */
  const send = async (action: Action, bodies: readonly string[]): Promise<{ wrong: string[]; statuses: number[] }> => {
    const caller = door.caller(action);
    const wrong: string[] = [];
    const statuses: number[] = [];
    let token = caller === null || bodies.length === 0 ? null : await door.token(caller);
    for (const body of bodies) {
      const answer = await door.post(`/api/${action.module}/${action.name}`, body, token === null ? {} : { authorization: `Bearer ${token}` });
      statuses.push(answer.status);
      if (complaint(answer) !== "") wrong.push(`${action.module}.${action.name} ${body.slice(0, 160)} → ${complaint(answer)}`);
      // An action may end its own session; the next body comes from a new one.
      if (caller !== null && answer.status === 401) token = await door.token(caller);
    }
    return { wrong, statuses };
  };
  const sampleOf = (action: Action) => sample(jsonSchema(action.input, "input"), door.ids);
  const everywhere = async (bodiesOf: (action: Action) => string[]) => {
    const wrong: string[] = [];
    const statuses = new Map<number, number>();
    const waiting = [...actions];
    const visitor = async (): Promise<void> => {
      for (let action = waiting.shift(); action !== undefined; action = waiting.shift()) {
        const answers = await send(action, bodiesOf(action));
        wrong.push(...answers.wrong);
        for (const status of answers.statuses) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: VISITORS }, visitor));
    return { wrong, statuses };
  };

  test("the samples reach the handlers: the contracts accept them", { timeout: 180_000 }, async () => {
    const { wrong, statuses } = await everywhere((action) => [JSON.stringify(sampleOf(action).input)]);
    expect(wrong).toEqual([]);
    const reached = (statuses.get(200) ?? 0) + (statuses.get(409) ?? 0) + (statuses.get(404) ?? 0);
    console.log(`${actions.length} actions; answers: ${[...statuses].map(([status, n]) => `${status} × ${n}`).join(", ")}`);
    expect(reached / actions.length).toBeGreaterThan(0.8);
  });

  test("text that means something to a database, a browser, a spreadsheet or a file system", { timeout: 600_000 }, async () => {
    const { wrong, statuses } = await everywhere((action) => {
      const { input, leaves } = sampleOf(action);
      const texts = leaves.filter((leaf) => leaf.kind === "text");
      if (texts.length === 0) return [];
      const all = TEXTS.map((text) => texts.reduce((made, leaf) => withAt(made, leaf.path, text), input));
      const single = texts.length === 1 ? [] : ONE_BY_ONE.flatMap((text) => texts.map((leaf) => withAt(input, leaf.path, text)));
      return [...all, ...single].map((one) => JSON.stringify(one));
    });
    expect(wrong).toEqual([]);
    expect(statuses.get(429), "nothing was answered by the limit instead of the action").toBeUndefined();
    expect(await door.request("/health")).toMatchObject({ status: 200 });
    const { rows } = await door.market.database.pool.query("select count(*) as n from kernel.party");
    expect(rows[0].n).toBeGreaterThan(4);
  });

  test("ids of nothing, and numbers beyond all bounds", { timeout: 600_000 }, async () => {
    const { wrong, statuses } = await everywhere((action) => {
      const { input, leaves } = sampleOf(action);
      const numbers = leaves.filter((leaf) => leaf.kind === "number");
      const ids = leaves.filter((leaf) => leaf.kind === "id");
      const raw = (places: readonly Leaf[], value: string) => JSON.stringify(places.reduce((made, leaf) => withAt(made, leaf.path, "@@HERE@@"), input)).replaceAll('"@@HERE@@"', value);
      return [
        ...(numbers.length > 0 ? NUMBERS.map((value) => raw(numbers, value)) : []),
        ...(numbers.length > 1 ? numbers.flatMap((leaf) => NUMBERS.slice(0, 3).map((value) => raw([leaf], value))) : []),
        ...ids.flatMap((leaf) => IDS.map((id) => raw([leaf], JSON.stringify(id)))),
      ];
    });
    expect(wrong).toEqual([]);
    expect(statuses.get(429), "nothing was answered by the limit instead of the action").toBeUndefined();
  });

  test("bodies that are not an object, or not JSON, or missing", { timeout: 180_000 }, async () => {
    const bodies = ["null", "[]", "7", "\"text\"", "{", "{\"a\":1,}", "", "[".repeat(20_000), '{"__proto__":{"roles":["operator"]}}', '{"constructor":{"prototype":{"admin":true}}}'];
    const { wrong } = await everywhere(() => bodies);
    expect(wrong).toEqual([]);
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
    expect(door.faults).toEqual([]);
  });
});
