import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { calendar } from "../calendar/contract.ts";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { lots } from "../lots/contract.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { memo, memoModule, type Memo } from "../../../tests/memo.ts";
import { realWorld } from "./ids.ts";
import { hear, defineModule } from "./module.ts";
import { contract } from "./contract.ts";
import { AS_SYSTEM, INSIDE, Runtime, type Call } from "./runtime.ts";

describe("how a request runs", () => {
  let market: TestMarket;
  let listening: Memo;
  let runtime: Runtime;
  let grower: Person;
  let buyer: Person;

  beforeAll(async () => {
    market = await openTestMarket();
    listening = memoModule();
    await migrate(market.database.pool, [listening.folder]);
    runtime = new Runtime(market.database.db, [...market.modules, listening.module], realWorld);
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("花满楼", ["buyer"]);
  });
  afterAll(() => market.close());

  const note = (word: string, call: Call) => runtime.call(memo.actions.note, { word, pin: "1234" }, call);
  const query = async (text: string, values: unknown[] = []) => (await market.database.pool.query(text, values)).rows as Record<string, unknown>[];
  const trailOf = (word: string) => query("select outcome, code, account_name, party_id, input from kernel.audit where module = 'memo' and input->>'word' = $1 order by id", [word]);

  describe("a repeated request", () => {
    test("with the same key is done once and answered alike, even side by side", async () => {
      const call = { ...grower.call, key: "a-key-of-mine-1" };
      const answers = await Promise.all(Array.from({ length: 10 }, () => note("once", call)));
      expect(new Set(answers.map((answer) => answer.n)).size).toBe(1);
      expect(await query("select payload from kernel.event where name = 'noted' and payload->>'word' = 'once'")).toHaveLength(1);
      expect(await trailOf("once")).toHaveLength(1);
    });

    test("with the same key but other input, or for another action, is refused", async () => {
      const call = { ...grower.call, key: "a-key-of-mine-2" };
      await note("first", call);
      await expect(note("second", call)).rejects.toMatchObject({ code: "key_reused", detail: { action: "memo.note" } });
      await expect(runtime.call(memo.actions.circle, {}, call)).rejects.toMatchObject({ code: "key_reused" });
      expect(await query("select 1 from kernel.event where payload->>'word' = 'second'")).toHaveLength(0);
    });

    test("whose first try was refused may be tried again with the same key", async () => {
      const call = { ...grower.call, key: "a-key-of-mine-3" };
      await expect(note("bad", call)).rejects.toMatchObject({ code: "bad_word" });
      await expect(note("bad", call)).rejects.toMatchObject({ code: "bad_word" });
    });

    test("of the same person for another party is another request, which the first one's answer does not answer", async () => {
      const sister = await market.person("王桂芳", ["grower"]);
      const call = { ...grower.call, key: "a-key-for-two-parties" };
      await note("for whom", call);
      await expect(note("for whom", { ...call, actor: { ...call.actor, partyId: sister.partyId } })).rejects.toMatchObject({ code: "key_reused" });
    });

    test("of somebody else with the same key is another request", async () => {
      const other = await market.person("李秀英", ["grower"]);
      const key = "a-key-of-two-people";
      const [mine, hers] = [await note("mine", { ...grower.call, key }), await note("hers", { ...other.call, key })];
      expect(hers.word).toBe("hers");
      expect(hers.n).not.toBe(mine.n);
    });
  });

  test("a request needs one connection and no second one, so that many at once do not wait for each other for ever", async () => {
    const narrow = connect(market.databaseUrl, 1);
    const fresh = new Runtime(narrow.db, market.modules, realWorld);
    expect(await fresh.call(calendar.actions.today, {}, AS_SYSTEM)).toMatchObject({ market: { nameZh: "试验市场" } });
    await narrow.close();
  });

  describe("the trail", () => {
    test("tells what was done, what was refused and what broke, by whom and for whom, and keeps secrets", async () => {
      await note("fine", grower.call);
      await expect(note("bad", grower.call)).rejects.toMatchObject({ code: "bad_word" });
      await expect(note("bug", grower.call)).rejects.toThrow("a bug");
      const who = { account_name: "王桂兰", party_id: grower.partyId };
      expect(await trailOf("fine")).toMatchObject([{ outcome: "done", code: null, ...who, input: { word: "fine", pin: "•••" } }]);
      expect((await trailOf("bad")).at(-1)).toMatchObject({ outcome: "refused", code: "bad_word", ...who });
      expect(await trailOf("bug")).toMatchObject([{ outcome: "failed", code: null, ...who }]);
      expect(await query("select 1 from kernel.audit where input::text like '%1234%'")).toHaveLength(0);
    });

    test("shows who reached for what is not his, and does not fill up with the knocking of nobody", async () => {
      const nobody = { accountId: null, accountName: "nobody", partyId: null, roles: [], delegate: false, system: false };
      const lines = async () => (await query("select 1 from kernel.audit where module = 'memo'")).length;
      const before = await lines();
      await expect(note("mine too", buyer.call)).rejects.toMatchObject({ code: "not_allowed" });
      expect(await lines()).toBe(before + 1);
      await expect(note("let me in", { actor: nobody, origin: INSIDE })).rejects.toMatchObject({ code: "not_signed_in" });
      expect(await lines()).toBe(before + 1);
    });
  });

  describe("input", () => {
    test("is refused with every field that is wrong, before anything happens", async () => {
      await expect(runtime.run("memo", "note", { word: 7, pin: "x".repeat(101) }, grower.call)).rejects.toMatchObject({
        code: "bad_input", detail: { fields: "word, pin" }, problems: [{ path: "word" }, { path: "pin" }],
      });
    });

    test("that no column could hold is refused and not a fault", async () => {
      for (const [word, code] of [["a\0b", "nul"], ["half \ud83c", "half_character"]] as const) {
        await expect(note(word, grower.call)).rejects.toMatchObject({ code: "bad_input", problems: [{ path: "word", code }] });
      }
      const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`) as unknown;
      await expect(runtime.run("memo", "note", { word: "x", deep }, grower.call)).rejects.toMatchObject({ code: "bad_input", problems: [{ code: "too_deep" }] });
      expect(await note("绣球 🌺", grower.call)).toMatchObject({ word: "绣球 🌺" });
    });

    test("with a field the contract does not name is refused from outside, and the field named", async () => {
      const outside = { ...grower.call, exact: true };
      await expect(runtime.run("memo", "note", { word: "x", wrod: "y" }, outside)).rejects.toMatchObject({ code: "bad_input", problems: [{ path: "wrod", code: "unknown_field" }] });
      expect(await runtime.run("memo", "note", { word: "x" }, outside)).toMatchObject({ word: "x" });
    });
  });

  describe("the facts of one transaction", () => {
    const words = Array.from({ length: 1_200 }, (_, n) => `fact ${n}`);
    const logged = () => query("select payload->>'word' as word from kernel.event where name = 'noted' and payload->>'word' like 'fact %' order by xid, id");

    test("stand in the log as they were told and in that order, or not at all", async () => {
      const tell = (fails: boolean) => runtime.inScene(listening.module, async ({ emit }) => {
        const said = { word: "" };
        for (said.word of words) await (emit as (name: string, payload: object) => Promise<void>)("noted", said);
        if (fails) throw new Error("after all");
      });
      await expect(tell(true)).rejects.toThrow("after all");
      expect(await logged()).toEqual([]);
      await tell(false);
      expect((await logged()).map(({ word }) => word)).toEqual(words);
    });

    test("are none where something is only read", async () => {
      await expect(runtime.call(memo.actions.whisper, {}, grower.call)).rejects.toThrow("memo.whisper is a read and emits noted");
    });
  });

  test("asking in circles ends, and nothing of it stays", async () => {
    await expect(runtime.call(memo.actions.circle, {}, grower.call)).rejects.toThrow(/circles/);
  });

  test("an action that nobody has is not found", async () => {
    await expect(runtime.run("memo", "sing", {}, AS_SYSTEM)).rejects.toMatchObject({ code: "not_found" });
    await expect(runtime.run("__proto__", "toString", {}, AS_SYSTEM)).rejects.toMatchObject({ code: "not_found" });
  });

  describe("listeners", () => {
    let lotId: string;
    let n = 0;
    beforeAll(async () => {
      const item = await market.item("红掌");
      lotId = (await runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 1000 }, AS_SYSTEM)).id;
      await move("intake", 1000);
      await runtime.settle();
    });
    afterEach(async () => {
      listening.stumbleAt = null;
      await runtime.settle();
    });
    const move = (kind: "intake" | "direct_sale", quantity: number) => runtime.call(lots.actions.move, { lotId, kind, quantity, cause: "test", causeId: `m${++n}` }, AS_SYSTEM);
    const heard = async () => (await query("select quantity from memo.heard where lot_id = $1 order by n", [lotId])).map((row) => row["quantity"]);

    test("hear every event once, however often they are woken, even side by side", async () => {
      for (const quantity of [1, 2, 3]) await move("direct_sale", quantity);
      const before = (await heard()).length;
      await Promise.all([runtime.pump(), runtime.pump(), runtime.pump(2)]);
      await runtime.settle();
      expect(await heard()).toHaveLength(before + 3);
      expect((await heard()).slice(-3)).toEqual([1, 2, 3]);
    });

    test("never skip the event of a transaction that began early and ended late", async () => {
      const late = await market.database.pool.connect();
      await late.query("begin; select pg_current_xact_id()");
      await move("direct_sale", 21);
      await runtime.pump();
      expect((await heard()).at(-1), "an event behind a running transaction waits").not.toBe(21);
      await late.query("insert into kernel.event (at, business_date, module, name, payload) values (now(), current_date, 'lots', 'lotMoved', $1)", [JSON.stringify({ lotId, kind: "regrade", quantity: 20 })]);
      await runtime.pump();
      expect((await heard()).at(-1)).not.toBe(21);
      await late.query("commit");
      late.release();
      await runtime.settle();
      expect((await heard()).slice(-2), "in the order in which the transactions began").toEqual([20, 21]);
    });

    test("are not disturbed by a transaction that began early and was rolled back", async () => {
      const late = await market.database.pool.connect();
      await late.query("begin; select pg_current_xact_id()");
      await move("direct_sale", 22);
      await late.query("rollback");
      late.release();
      await runtime.settle();
      expect((await heard()).at(-1)).toBe(22);
    });

    test("that stumble keep what came before, hold up nobody else, and go on when mended", async () => {
      const counter = { heard: 0 };
      const other = contract("other", {}, {});
      const second = defineModule(other, { handlers: {}, hears: [hear(lots, "lotMoved", async () => void counter.heard++)] });
      const both = new Runtime(market.database.db, [...market.modules, listening.module, second], realWorld);
      await both.settle();
      counter.heard = 0;
      const before = (await heard()).length;
      listening.stumbleAt = 32;
      for (const quantity of [31, 32, 33]) await move("direct_sale", quantity);
      await expect(both.settle()).rejects.toThrow("stumbles at 32");
      expect((await heard()).slice(before)).toEqual([31]);
      expect(counter.heard).toBe(3);
      listening.stumbleAt = null;
      await both.settle();
      expect((await heard()).slice(before)).toEqual([31, 32, 33]);
      expect(counter.heard).toBe(3);
    });
  });
});
