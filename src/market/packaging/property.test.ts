import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { realWorld } from "../../kernel/machinery/ids.ts";
import { Refusal } from "../../kernel/machinery/refusal.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { packaging } from "./contract.ts";

const seed = Number(process.env["SEED"] ?? 20261127);
console.log(`packaging properties: seed ${seed}`);
const { actions } = packaging;
const DAY_MS = 86_400_000;

/** One thing that happens at the dock, with whom, of what, how many. */
const step = fc.record({
  do: fc.constantFrom("issue", "issue", "issue", "sound", "sound", "damaged", "lost", "found", "handOver", "repaired", "scrap", "count", "value", "day", "twice"),
  who: fc.nat(2), other: fc.nat(2), kind: fc.nat(1), quantity: fc.integer({ min: 1, max: 9 }), charge: fc.constantFrom("none" as const, "deposit" as const, "replacement" as const), deposit: fc.integer({ min: 0, max: 120_01 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The book as anybody would keep it on paper. */
interface Paper {
  readonly held: Map<string, number[]>;
  readonly value: Map<string, { deposit: number; day: string }>;
}

describe("whatever happens at the dock", { timeout: 240_000 }, () => {
  const clock = { now: new Date("2026-03-01T02:00:00Z") };
  let market: TestMarket;
  let people: Person[] = [];
  let operator: Person;
  let kinds: string[] = [];
  const paper: Paper = { held: new Map(), value: new Map() };

  beforeAll(async () => {
    market = await openTestMarket({ world: { ...realWorld, now: () => clock.now } });
    people = [await market.person("甲", ["grower"]), await market.person("乙", ["buyer"], 1_000_000_00), await market.person("丙", ["buyer", "merchant"])];
    operator = await market.staff("经理", ["operator", "grader"]);
    for (const [n, code] of ["A", "B"].entries()) {
      const { id } = await market.runtime.call(actions.setKind, { code, zh: code, en: code, family: "crate" }, operator.call);
      await market.runtime.call(actions.setValue, { kindId: id, validFrom: "2026-01-01", deposit: 10_00 + n, replacement: 150_00, reason: "开账" }, operator.call);
      await market.runtime.call(actions.buy, { kindId: id, quantity: 60 }, operator.call);
      kinds.push(id);
      paper.value.set(id, { deposit: 10_00 + n, day: "2026-01-01" });
    }
  });
  afterAll(() => market.close());

  const layersOf = (who: string, kind: string): number[] => {
    const key = `${who} ${kind}`;
    if (!paper.held.has(key)) paper.held.set(key, []);
    return paper.held.get(key)!;
  };
  const give = (who: string, kind: string, n: number): void => { for (let i = 0; i < n; i++) layersOf(who, kind).push(paper.value.get(kind)!.deposit); };
  const take = (who: string, kind: string, n: number): number => layersOf(who, kind).splice(0, n).reduce((sum, one) => sum + one, 0);
  const run: TestMarket["runtime"]["call"] = (action, input, call) => market.runtime.call(action, input, call);

  /** Does it, and says what the paper says of the money that came back; a refusal is one only where the paper has too little. */
  async function act(one: Step): Promise<void> {
    const [person, other, kind] = [people[one.who]!, people[one.other]!, kinds[one.kind]!];
    const [who, n] = [person.partyId, one.quantity];
    const has = layersOf(who, kind).length;
    if (one.do === "day") clock.now = new Date(clock.now.getTime() + DAY_MS);
    else if (one.do === "value") {
      const day = clock.now.toISOString().slice(0, 10);
      if (paper.value.get(kind)!.day === day) return;
      await run(actions.setValue, { kindId: kind, validFrom: day, deposit: one.deposit, replacement: 150_00, reason: "改价" }, operator.call);
      paper.value.set(kind, { deposit: one.deposit, day });
    } else if (one.do === "issue" || one.do === "twice") {
      const call = { ...operator.call, key: `issue-${clock.now.getTime()}-${Math.floor(n)}-${one.who}-${one.kind}-${[...paper.held.values()].flat().length}` };
      const input = { partyId: who, kindId: kind, quantity: n };
      await run(actions.issue, input, call);
      // The same request again, as after a lost answer, changes nothing.
      if (one.do === "twice") await run(actions.issue, input, call);
      give(who, kind, n);
    } else if (one.do === "sound" || one.do === "damaged" || one.do === "lost") {
      const charge = one.do === "lost" ? one.charge : "none";
      const back = await run(actions.takeBack, { partyId: who, kindId: kind, parts: [{ state: one.do, quantity: n, charge, reason: "试验" }] }, operator.call);
      const deposit = take(who, kind, n);
      expect(has).toBeGreaterThanOrEqual(n);
      expect(back.movements[0]).toMatchObject({ depositBack: deposit, charge: charge === "none" ? 0 : charge === "deposit" ? deposit : n * 150_00 });
    } else if (one.do === "handOver") {
      const proposed = await run(actions.proposeHandOver, { toPartyId: other.partyId, kindId: kind, quantity: n }, person.call);
      await run(actions.decideHandOver, { handOverId: proposed.id, decision: "confirm" }, other.call);
      take(who, kind, n);
      give(other.partyId, kind, n);
    } else if (one.do === "found") await run(actions.takeBack, { partyId: who, kindId: kind, parts: [{ state: "found", quantity: n, reason: "捡的" }] }, operator.call);
    else if (one.do === "count") await run(actions.count, { kindId: kind, counted: 20 + n }, operator.call);
    else await run(actions.depotMove, { kindId: kind, act: one.do, from: "depot", quantity: n, reason: "试验" }, operator.call);
  }

  async function agrees(): Promise<void> {
    const all = await run(actions.pool, {}, operator.call);
    for (const row of all.kinds) expect(row.depot + row.out + row.repair + row.scrapped + row.lost, row.kindZh).toBe(row.bought);
    const onPaper = [...paper.held.values()].flat().reduce((sum, one) => sum + one, 0);
    const { balances, total } = await run(ledger.actions.balances, {}, AS_SYSTEM);
    expect(total).toBe(0);
    const booked = -balances.filter((row) => row.account === "packaging_deposit").reduce((sum, row) => sum + row.amount, 0);
    expect([all.deposits, all.booked, booked]).toEqual([onPaper, onPaper, onPaper]);
    for (const person of people) {
      const mine = await run(actions.mine, {}, person.call);
      const his = [...paper.held].filter(([key]) => key.startsWith(person.partyId)).flatMap(([, layers]) => layers);
      expect([mine.deposit, mine.balances.reduce((sum, row) => sum + row.quantity, 0)]).toEqual([his.reduce((sum, one) => sum + one, 0), his.length]);
    }
    const { rows } = await market.database.pool.query<{ wrong: number }>(`
      select (select count(*) from packaging.balance b full join packaging.recount r on r.kind_id = b.kind_id and r.place = b.place and r.party_id is not distinct from b.party_id where coalesce(b.quantity, 0) <> coalesce(r.quantity, 0))
        + (select count(*) from (select kind_id from packaging.balance group by kind_id having sum(quantity) <> 0) x)
        + (select count(*) from packaging.balance where quantity < 0 and place <> 'outside')
        + (select count(*) from packaging.layer l where left_over <> quantity - coalesce((select sum(u.quantity) from packaging.layer_use u where u.layer_id = l.id), 0)) as wrong`);
    expect(Number(rows[0]!.wrong)).toBe(0);
  }

  test("the pool adds up, deposits are exact to the fen, and the ledger says the same", async () => {
    let refused = 0;
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
      for (const one of steps) {
        try {
          await act(one);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(["not_there", "to_himself"]).toContain(error.code);
          refused += 1;
        }
      }
      await agrees();
    }), { seed, numRuns: 8, endOnFailure: true });
    expect(refused).toBeGreaterThan(0);
    const day = clock.now.toISOString().slice(0, 10);
    expect((await run(settlement.actions.dayOverview, { businessDate: day }, operator.call)) !== null).toBe(true);
  });

  test("two docks at once give out no more than there is", async () => {
    const { id } = await run(actions.setKind, { code: "RACE", zh: "抢", en: "Race", family: "tray" }, operator.call);
    await run(actions.setValue, { kindId: id, validFrom: "2026-01-01", deposit: 5_00, replacement: 20_00, reason: "开账" }, operator.call);
    await run(actions.buy, { kindId: id, quantity: 25 }, operator.call);
    const done = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => run(actions.issue, { partyId: people[n % 3]!.partyId, kindId: id, quantity: 1 }, operator.call)));
    expect(done.filter((one) => one.status === "fulfilled")).toHaveLength(25);
    expect((await run(actions.pool, {}, operator.call)).kinds.find((row) => row.kindId === id)).toMatchObject({ depot: 0, out: 25, deposit: 125_00 });
  });
});
