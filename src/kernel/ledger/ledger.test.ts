import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { ACCOUNTS, ledger } from "./contract.ts";

/** Set HUALIAN_SEED to run a failure again. */
const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_123);
console.log(`ledger.test.ts: seed ${SEED}`);

type Line = { account: (typeof ACCOUNTS)[number]; partyId: string | null; withId?: string | null; currency: string; amount: number };

describe("the ledger", () => {
  let market: TestMarket;
  let grower: Person;
  let buyer: Person;
  let n = 0;
  beforeAll(async () => {
    market = await openTestMarket();
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("花满楼", ["buyer"], 1_000_000);
  });
  afterAll(() => market.close());

  const post = (lines: readonly Partial<Line>[], causeId = `p${++n}`) => market.runtime.call(ledger.actions.post, {
    kind: "sale", cause: "test", causeId, lines: lines.map((line): Line => ({ account: "clearing_in", partyId: null, currency: "CNY", amount: 0, ...line })),
  }, AS_SYSTEM);
  const balances = () => market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
  const owes = (amount: number): Partial<Line>[] => [{ account: "buyer_receivable", partyId: buyer.partyId, amount }, { account: "grower_payable", partyId: grower.partyId, amount: -amount }];

  describe("a posting set", () => {
    test("says who owes whom, and the whole sums to zero", async () => {
      await post(owes(12_345));
      const { balances: all, total, unbalancedSets } = await balances();
      expect(all).toContainEqual(expect.objectContaining({ account: "buyer_receivable", party: "花满楼", amount: 12_345 }));
      expect(all).toContainEqual(expect.objectContaining({ account: "grower_payable", party: "王桂兰", amount: -12_345 }));
      expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
    });

    test("that does not balance is refused by the code, in every currency by itself", async () => {
      await expect(post([{ amount: 100 }, { account: "clearing_out", amount: -99 }])).rejects.toMatchObject({ code: "unbalanced", detail: { currency: "CNY", sum: 1 } });
      await expect(post([{ amount: 100 }, { account: "clearing_out", amount: -100, currency: "USD" }])).rejects.toMatchObject({ code: "unbalanced" });
      await expect(post([{ amount: 0 }, { account: "clearing_out", amount: 0 }])).rejects.toMatchObject({ code: "unbalanced" });
    });

    test("that does not balance is refused by the database at the commit, whoever wrote it", async () => {
      const client = await market.database.pool.connect();
      const set = async (lines: [string, number][]) => {
        await client.query("begin");
        const { rows } = await client.query("insert into kernel.posting_set (id, at, business_date, kind, cause, cause_id) values (gen_random_uuid(), now(), current_date, 'sale', 'raw', $1) returning id", [`raw-${++n}`]);
        const account = await client.query("select id from kernel.ledger_account where currency = 'CNY' limit 1");
        for (const [at, [currency, amount]] of lines.entries()) await client.query("insert into kernel.posting values ($1, $2, $3, $4, $5)", [rows[0].id, at, account.rows[0].id, currency, amount]);
        return rows[0].id as string;
      };
      await set([["CNY", 5], ["CNY", -4]]);
      await expect(client.query("commit")).rejects.toThrow(/posting_set_unbalanced/);
      await set([]);
      await expect(client.query("commit")).rejects.toThrow(/posting_set_unbalanced/);
      await expect(set([["USD", 5]])).rejects.toThrow(/posting_currency/);
      await client.query("rollback");
      const closed = await set([["CNY", 5], ["CNY", -5]]);
      await client.query("commit");
      await expect(client.query("insert into kernel.posting select set_id, 2, ledger_account_id, currency, 1 from kernel.posting where set_id = $1 limit 1", [closed])).rejects.toThrow(/posting_set_closed/);
      client.release();
      expect(await balances()).toMatchObject({ total: 0, unbalancedSets: 0 });
    });

    test("of one cause is written once, even by ten hands at once", async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => post(owes(777), "the-same-cause")));
      expect(new Set(answers.map((answer) => answer.setId)).size).toBe(1);
      expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
      const { rows } = await market.database.pool.query("select count(*) as n from kernel.posting where abs(amount) = 777");
      expect(rows[0].n).toBe(2);
    });

    test("is never changed or removed", async () => {
      for (const table of ["posting_set", "posting", "credit_movement"]) {
        const column = table === "posting_set" ? "memo = 'x'" : "amount = 1";
        for (const statement of [`update kernel.${table} set ${column}`, `delete from kernel.${table}`, `truncate kernel.${table} cascade`]) {
          await expect(market.database.pool.query(statement), statement).rejects.toThrow(/append_only/);
        }
      }
    });

    test("is reversed once", async () => {
      const { setId } = await post(owes(50));
      const back = (causeId: string) => market.runtime.call(ledger.actions.post, { kind: "reversal", cause: "test", causeId, reverses: setId, lines: owes(-50).map((line) => ({ currency: "CNY", ...line })) as Line[] }, AS_SYSTEM);
      await back("r1");
      await expect(back("r2")).rejects.toThrow(/unique/);
    });
  });

  test("property: whatever is posted side by side, balanced sets are written whole and the rest not at all", { timeout: 120_000 }, async () => {
    const account = fc.constantFrom(...ACCOUNTS);
    const line = fc.record({ account, owner: fc.constantFrom("grower", "buyer", "none"), currency: fc.constantFrom("CNY", "KRW"), amount: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }) });
    const set = fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 8 }), balanced: fc.boolean() });
    await fc.assert(fc.asyncProperty(fc.array(set, { minLength: 1, maxLength: 8 }), async (sets) => {
      const run = ++n;
      const wanted = sets.map(({ lines, balanced }) => {
        const owned: Line[] = lines.map(({ owner, ...rest }) => {
          // Debts between two parties need both of them; the market's accounts know one at most.
          const [party, other] = owner === "grower" ? [grower, buyer] : [buyer, grower];
          const between = rest.account === "direct_owed" || rest.account === "direct_due";
          return { ...rest, partyId: owner === "none" && !between ? null : party.partyId, withId: between ? other.partyId : null };
        });
        const sums = new Map<string, number>();
        for (const { currency, amount } of owned) sums.set(currency, (sums.get(currency) ?? 0) + amount);
        // A second line per currency closes the set; one fen too many leaves it open.
        for (const [currency, sum] of sums) owned.push({ account: "adjustment", partyId: null, currency, amount: (balanced ? 0 : 1) - sum });
        return owned;
      });
      const before = (await balances()).sets;
      const done = await Promise.allSettled(wanted.map((lines, at) => post(lines, `property-${run}-${at}`)));
      const should = wanted.map((lines, at) => sets[at]!.balanced && lines.some((one) => one.amount !== 0));
      expect(done.map((one) => one.status === "fulfilled")).toEqual(should);
      expect(await balances()).toMatchObject({ total: 0, unbalancedSets: 0, sets: before + should.filter(Boolean).length });
      const { rows } = await market.database.pool.query("select s.cause_id, count(*) as n, sum(p.amount) as total from kernel.posting_set s join kernel.posting p on p.set_id = s.id where s.cause_id like $1 group by 1", [`property-${run}-%`]);
      for (const row of rows as { cause_id: string; n: number; total: string }[]) {
        const at = Number(row.cause_id.split("-")[2]);
        expect({ n: row.n, total: Number(row.total) }).toEqual({ n: wanted[at]!.filter((one) => one.amount !== 0).length, total: 0 });
      }
    }), { seed: SEED, numRuns: 25 });
  });

  describe("credit", () => {
    const credit = (partyId: string) => market.runtime.call(ledger.actions.credit, { partyId, currency: "CNY" }, AS_SYSTEM);
    type Step = { kind: "hold" | "release" | "capture" | "repay" | "setLimit"; amount: number };
    const step = (partyId: string, { kind, amount }: Step, causeId: string) => (kind === "setLimit"
      ? market.runtime.call(ledger.actions.setLimit, { partyId, currency: "CNY", limit: amount, causeId }, AS_SYSTEM)
      : market.runtime.call(ledger.actions[kind], { partyId, currency: "CNY", amount, cause: "test", causeId }, AS_SYSTEM));

    test("is held, captured and repaid, never beyond the limit", async () => {
      const party = (await market.person("采购商甲", ["buyer"], 1_000)).partyId;
      expect(await step(party, { kind: "hold", amount: 600 }, "h")).toMatchObject({ held: 600, free: 400 });
      await expect(step(party, { kind: "hold", amount: 401 }, "h2")).rejects.toMatchObject({ code: "over_credit" });
      expect(await step(party, { kind: "capture", amount: 500 }, "c")).toMatchObject({ held: 100, used: 500, free: 400 });
      await expect(step(party, { kind: "capture", amount: 101 }, "c2")).rejects.toMatchObject({ code: "not_held" });
      await expect(step(party, { kind: "release", amount: 101 }, "r")).rejects.toMatchObject({ code: "not_held" });
      await expect(step(party, { kind: "repay", amount: 501 }, "p")).rejects.toMatchObject({ code: "not_owed" });
      await expect(step(party, { kind: "setLimit", amount: 599 }, "l")).rejects.toMatchObject({ code: "below_used" });
      expect(await step(party, { kind: "repay", amount: 500 }, "p")).toMatchObject({ used: 0, free: 900 });
      expect(await step(party, { kind: "hold", amount: 600 }, "h"), "the same cause holds once").toMatchObject({ held: 100 });
    });

    test("is told after every movement as the table has it", async () => {
      const party = (await market.person("采购商丁", ["buyer"], 1_000)).partyId;
      for (const [at, one] of ([{ kind: "hold", amount: 700 }, { kind: "release", amount: 100 }, { kind: "capture", amount: 400 }, { kind: "repay", amount: 150 }, { kind: "setLimit", amount: 2_000 }] as const).entries()) {
        expect(await step(party, one, `told-${at}`), one.kind).toEqual(await credit(party));
      }
    });

    test("is guarded by the database as well", async () => {
      await expect(market.database.pool.query("update kernel.credit_line set credit_limit = 99999999")).rejects.toThrow(/credit_moves_by_movement/);
      await expect(market.database.pool.query("insert into kernel.credit_line (party_id, currency, credit_limit) values ($1, 'USD', 5)", [buyer.partyId])).rejects.toThrow(/credit_moves_by_movement/);
      await expect(market.database.pool.query("insert into kernel.credit_movement (party_id, currency, kind, amount, cause, cause_id, at) values ($1, 'CNY', 'hold', 1000001, 'x', 'y', now())", [buyer.partyId])).rejects.toThrow(/never_over_credit/);
    });

    test("is not given to a party that does not exist", async () => {
      await expect(step("00000000-0000-7000-8000-00000000dead", { kind: "setLimit", amount: 5 }, "ghost")).rejects.toMatchObject({ code: "not_found" });
    });

    test("property: no interleaving of many hands passes the limit, and the line is the sum of its movements", { timeout: 180_000 }, async () => {
      const amount = fc.integer({ min: 1, max: 700 });
      const one: fc.Arbitrary<Step> = fc.record({ kind: fc.constantFrom("hold", "hold", "hold", "release", "capture", "repay", "setLimit"), amount });
      await fc.assert(fc.asyncProperty(fc.array(fc.array(one, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 6 }), fc.integer({ min: 200, max: 2_000 }), async (hands, limit) => {
        const party = (await market.person("采购商", ["buyer"], limit)).partyId;
        const run = ++n;
        await Promise.all(hands.map(async (steps, hand) => {
          for (const [at, each] of steps.entries()) await step(party, each, `${run}-${hand}-${at}`).catch((error: { code?: string }) => expect(["over_credit", "not_held", "not_owed", "below_used"]).toContain(error.code));
        }));
        const { rows } = await market.database.pool.query("select kind, amount from kernel.credit_movement where party_id = $1 order by id", [party]);
        const line = { limit: 0, held: 0, used: 0 };
        for (const move of rows as { kind: string; amount: number }[]) {
          if (move.kind === "limit") line.limit = move.amount;
          if (move.kind === "hold") line.held += move.amount;
          if (move.kind === "release" || move.kind === "capture") line.held -= move.amount;
          if (move.kind === "capture") line.used += move.amount;
          if (move.kind === "repay") line.used -= move.amount;
          expect(line.held, "after every movement").toBeGreaterThanOrEqual(0);
          expect(line.used).toBeGreaterThanOrEqual(0);
          expect(line.held + line.used).toBeLessThanOrEqual(line.limit);
        }
        expect(await credit(party)).toMatchObject(line);
      }), { seed: SEED, numRuns: 20 });
    });

    test("moves once for a cause; the same cause with another amount is refused, not taken for done", async () => {
      const party = (await market.person("采购商丙", ["buyer"])).partyId;
      const limit = (amount: number) => market.runtime.call(ledger.actions.setLimit, { partyId: party, currency: "CNY", limit: amount, causeId: "one and the same" }, AS_SYSTEM);
      expect((await limit(500)).limit).toBe(500);
      expect((await limit(500)).limit).toBe(500);
      await expect(limit(900)).rejects.toMatchObject({ code: "key_reused" });
      expect((await credit(party)).limit).toBe(500);
    });

    test("of others is not a trader's business", async () => {
      const other = await market.person("采购商乙", ["buyer"], 5);
      await expect(market.runtime.call(ledger.actions.credit, { partyId: buyer.partyId, currency: "CNY" }, other.call)).rejects.toMatchObject({ code: "not_found" });
      await expect(market.runtime.call(ledger.actions.entries, { partyId: buyer.partyId, from: "2026-01-01", to: "2027-01-01" }, other.call)).rejects.toMatchObject({ code: "not_found" });
      expect((await market.runtime.call(ledger.actions.credit, { partyId: other.partyId, currency: "CNY" }, other.call)).limit).toBe(5);
    });
  });

  describe("the fee sheet", () => {
    const fee = (change: object) => market.runtime.call(ledger.actions.addFee, {
      code: "service", zh: "服务费", en: "Service", payer: "seller", basis: "rate_on_gross", value: 30_000, minMinor: null, maxMinor: null,
      channel: null, currency: "CNY", validFrom: "2026-01-01", validTo: null, example: true, ...change,
    }, AS_SYSTEM);
    const sheet = async (on: string) => (await market.runtime.call(ledger.actions.feeSheet, { on }, AS_SYSTEM)).fees.filter((one) => one.code === "service").map((one) => one.value);

    test("has one value of a code a day; an old line ends before a new one begins", async () => {
      const old = await fee({});
      await expect(fee({ validFrom: "2026-06-01", value: 25_000 })).rejects.toMatchObject({ code: "overlaps" });
      await expect(market.runtime.call(ledger.actions.endFee, { feeId: old.id, lastDay: "2026-01-31" }, AS_SYSTEM), "a day that has passed keeps its fees").rejects.toMatchObject({ code: "cannot_end_then" });
      await market.runtime.call(ledger.actions.endFee, { feeId: old.id, lastDay: "2097-12-31" }, AS_SYSTEM);
      await expect(market.runtime.call(ledger.actions.endFee, { feeId: old.id, lastDay: "2098-12-31" }, AS_SYSTEM)).rejects.toMatchObject({ code: "cannot_end_then" });
      await expect(fee({ validFrom: "2097-12-31", value: 25_000 })).rejects.toMatchObject({ code: "overlaps" });
      await fee({ validFrom: "2098-01-01", value: 25_000 });
      expect([await sheet("2025-12-31"), await sheet("2026-01-01"), await sheet("2097-12-31"), await sheet("2098-01-01")]).toEqual([[], [30_000], [30_000], [25_000]]);
    });

    test("is not overlapped by two operators at once, nor past the code", async () => {
      const tries = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => fee({ code: "race", value: at })));
      expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      await expect(market.database.pool.query("insert into kernel.fee_line (id, code, zh, en, payer, basis, value, currency, valid_from) values (gen_random_uuid(), 'race', 'x', 'x', 'seller', 'per_lot', 1, 'CNY', '2026-05-01')")).rejects.toThrow(/fee_overlaps/);
      expect(await fee({ code: "race", currency: "KRW" })).toMatchObject({ currency: "KRW" });
    });

    test("refuses values that make no sense, by name", async () => {
      await expect(fee({ value: -1 })).rejects.toMatchObject({ code: "bad_input", detail: { fields: "value" } });
      await expect(fee({ validTo: "2025-12-31" })).rejects.toMatchObject({ code: "bad_input", detail: { fields: "validTo" } });
      await expect(fee({ minMinor: 5, maxMinor: 4 })).rejects.toMatchObject({ code: "bad_input", detail: { fields: "maxMinor" } });
      await expect(fee({ validFrom: "2026-02-30" })).rejects.toMatchObject({ code: "bad_input", detail: { fields: "validFrom" } });
    });
  });
});
