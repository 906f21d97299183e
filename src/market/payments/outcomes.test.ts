import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { payments } from "./contract.ts";
import type { Answer, PaymentRail, Prepared } from "./rail.ts";
import { askPayer } from "./runner.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_127);
const RUNS = Number(process.env["HUALIAN_RUNS"] ?? 4);
const START = Date.parse("2026-11-23T10:00:00+08:00");

/** A payer that says whatever it was told to say next, in any order and as often as it likes. */
class Fickle implements PaymentRail {
  readonly name = "licensed";
  readonly simulated = false;
  readonly online = true;
  readonly amounts = new Map<string, number>();
  next: readonly number[] = [];
  #said = 0;

  prepare({ no, amount }: { no: string; amount: number }): Prepared {
    this.amounts.set(no, amount);
    return { no, text: String(amount) };
  }
  submit = async ({ no }: Prepared): Promise<Answer> => this.#say(no);
  poll = async (no: string): Promise<Answer> => this.#say(no);
  cancel = async (no: string): Promise<Answer> => this.#say(no);
  callback = (): { ok: false; fault: "no_callbacks" } => ({ ok: false, fault: "no_callbacks" });

  #say(no: string): Answer {
    const way = this.next[this.#said++ % Math.max(1, this.next.length)] ?? 0;
    const amount = this.amounts.get(no) ?? null;
    const state = (["accepted", "paid", "failed", "cancelled", "unknown", "paid", "paid"] as const)[way % 8];
    if (state === undefined) return { no, state: "no_answer", problem: "silent" };
    return { no, state, externalNo: `X-${no}`, amount: amount === null || way % 8 === 5 ? amount === null ? null : amount + 1 : amount, currency: "CNY", reason: state === "failed" ? "退回" : "" };
  }
}

type Deed = { readonly kind: "sell" | "close" | "instruct" | "work" | "cancel" | "advance" | "wait"; readonly n: number; readonly says: readonly number[] };
const deed: fc.Arbitrary<Deed> = fc.record({ kind: fc.constantFrom("sell" as const, "sell" as const, "close" as const, "instruct" as const, "work" as const, "work" as const, "work" as const, "cancel" as const, "advance" as const, "wait" as const), n: fc.nat(1_000), says: fc.array(fc.nat(7), { minLength: 1, maxLength: 5 }) });

describe("whatever a payer says", () => {
  test(`instructed = paid + failed + open at every step, and the books say the same (seed ${SEED}, ${RUNS} runs)`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 40 }), async (deeds) => {
      const rail = new Fickle();
      let now = new Date(START);
      const market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) }, payer: { rail, demoOnly: false } });
      try {
        const story = await begin(market);
        let sold = 0;
        for (const { kind, n, says } of deeds) {
          rail.next = says;
          if (kind === "sell") await story.sell(n, ++sold);
          else if (kind === "close") {
            now = new Date(now.getTime() + 86_400_000);
            await story.close();
          } else if (kind === "instruct") await market.runtime.call(payments.actions.instructDue, {}, story.sun.call);
          else if (kind === "work") await askPayer(market.runtime, rail);
          else if (kind === "wait") now = new Date(now.getTime() + 1_800_000);
          else if (kind === "cancel") {
            const { instructions } = await market.runtime.call(payments.actions.instructions, { state: "open" }, story.sun.call);
            const one = instructions[n % Math.max(1, instructions.length)];
            if (one?.can.includes("cancel") === true) await market.runtime.call(payments.actions.cancel, { instructionId: one.id }, story.sun.call);
          } else await story.advance(n);
          await agree(market, story.sun);
        }
      } finally {
        await market.close();
      }
    }), { seed: SEED, numRuns: RUNS, endOnFailure: true });
  }, 400_000);
});

async function begin(market: TestMarket) {
  const { runtime } = market;
  const growers = [await market.person("王", ["grower"]), await market.person("李", ["grower"])];
  const buyer = await market.person("鲁花", ["buyer"], 1_000_000_000_00);
  const sun = await market.staff("孙丽", ["cashier"]);
  const term = { kind: "days" as const, days: 0, counting: "calendar" as const, way: "split" as const };
  for (const side of ["seller", "buyer"] as const) await runtime.call(settlement.actions.setTerm, { partyId: null, side, term, validFrom: "2026-11-23", reason: "持牌分账" }, AS_SYSTEM);
  await runtime.call(settlement.actions.setMoneyRules, { rules: { advanceShare: 500_000, advanceAfterMinutes: 0, correctionLimit: 0 }, validFrom: "2026-11-23", reason: "预付" }, AS_SYSTEM);
  const item = await market.item("蝴蝶兰");
  const lotIds: string[] = [];
  for (const grower of growers) {
    const { id } = await runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 100_000 }, AS_SYSTEM);
    await runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity: 100_000, cause: "test", causeId: "dock" }, AS_SYSTEM);
    lotIds.push(id);
  }
  return {
    sun,
    async sell(n: number, causeId: number): Promise<void> {
      await runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: lotIds[n % 2]!, buyerId: buyer.partyId, quantity: 1 + (n % 40), price: 1 + n * 7, currency: "CNY", fromHold: false, creditHeld: false, cause: "sale", causeId: String(causeId) }, AS_SYSTEM);
    },
    async close(): Promise<void> {
      const { rows } = await market.database.pool.query<{ date: string }>("select business_date::text as date from settlement.day where state = 'open' order by business_date limit 1");
      if (rows[0] === undefined) return;
      await runtime.call(settlement.actions.closeDay, { businessDate: rows[0].date }, sun.call);
      await runtime.settle();
    },
    async advance(n: number): Promise<void> {
      const { partyId } = growers[n % 2]!;
      const { most } = await runtime.call(settlement.actions.advanceOffer, { partyId }, sun.call);
      if (most > 0) await runtime.call(settlement.actions.takeAdvance, { partyId, amount: 1 + (n % most) }, sun.call).catch((error: { code?: string }) => { if (error.code !== "day_is_closing") throw error; });
    },
  };
}

async function agree(market: TestMarket, sun: Person): Promise<void> {
  const { sums } = await market.runtime.call(payments.actions.instructions, {}, sun.call);
  expect(sums.instructed).toBe(sums.paid + sums.failed + sums.open);
  const { balances, total } = await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
  expect(total).toBe(0);
  expect(balances.filter((row) => row.account === "clearing_in" || row.account === "clearing_out").reduce((sum, row) => sum + Math.abs(row.amount), 0), "the books say paid what the payer said was paid").toBe(sums.paid);
  const { rows: [found] } = await market.database.pool.query<{ doubled: number; stray: number; unsaid: number }>(`
    select (select count(*)::int from (select 1 from payments.instruction where state <> 'failed' group by subject, subject_id having count(*) > 1) d) as doubled,
      (select count(*)::int from settlement.handover h where h.ended_at is null and not exists (select from payments.instruction i where i.subject = 'statement' and i.subject_id = h.statement_id and i.state in ('prepared', 'submitted'))) as stray,
      (select count(*)::int from payments.instruction i where i.state = 'paid' and not exists (select from payments.said s where s.instruction_id = i.id and s.state = 'paid' and s.amount = i.amount and s.effect = 'changed')) as unsaid`);
  expect(found).toEqual({ doubled: 0, stray: 0, unsaid: 0 });
}
