import { expect } from "vitest";
import { batches } from "../../src/growing/batches/contract.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { pooled } from "../../src/market/pooled/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { at, type MarketProcess, type User } from "../process.ts";
import type { Cast } from "./cast.ts";

export const GROWERS = 37;
const ORCHIDS = 70_000;
const KALANCHOES = 30_000;
export const POTS = ORCHIDS + KALANCHOES;
const LIMIT = 5_000_000_00;
/** Who takes half, who takes nothing, who fails after the first truck has left. */
const takesHalf = (n: number): boolean => n % 5 === 0;
const REFUSES = 3;
const WITHDRAWS = 7;
const STAYS_AWAY = 12;
const OFF_GRADE = 9;

/** What one step leaves for the next; a step reads everything else from the market, as a person would. */
export interface Story {
  market: MarketProcess;
  readonly cast: Cast;
  day: string;
  orchid: string;
  kalanchoe: string;
  orderId: string;
  firstUnits: number;
}
interface Deed {
  readonly name: string;
  readonly run: (story: Story) => Promise<void>;
}

const by = (story: Story, user: User) => at(story.market.url, user);
const operator = (story: Story) => by(story, story.cast.operator);
const enterprise = (story: Story) => by(story, story.cast.buyers[0]!);
const grower = (story: Story, n: number) => by(story, story.cast.growers[n]!);
const everyGrower = Array.from({ length: GROWERS }, (_, n) => n);

type Terms = Parameters<ReturnType<typeof orders>["saveDraft"]>[0]["terms"];
const orders = (user: User) => user.on(pooled);

function termsOf(story: Story): Terms {
  const sampling = { samplePm: 5, least: 5, most: 20, acceptPm: 100 };
  const drop = (place: string, quantity: number) => ({ dueOn: story.day, place, quantity });
  return {
    lines: [
      {
        itemId: story.orchid, grade: "A", sampling, substitutes: [], quantity: ORCHIDS, tolerance: 2, step: 10, minBatch: 300, price: { kind: "fixed", price: 18_00 }, drops: [drop("济南仓", 40_000), drop("上海仓", 30_000)],
        spec: [{ grade: "A", limits: [{ attribute: "heightCm", min: 55, max: null }, { attribute: "buds", min: 8, max: null }], pricePm: 1_000 }, { grade: "B", limits: [{ attribute: "heightCm", min: 45, max: null }], pricePm: 800 }],
      },
      {
        itemId: story.kalanchoe, grade: "A", sampling, substitutes: [], quantity: KALANCHOES, tolerance: 2, step: 12, minBatch: 240, price: { kind: "fixed", price: 6_50 }, drops: [drop("济南仓", KALANCHOES)],
        spec: [{ grade: "A", limits: [{ attribute: "crownCm", min: 12, max: null }], pricePm: 1_000 }],
      },
    ],
    rule: "equal_awards", weights: { quality: 400, punctuality: 400, distance: 200, price: 0 }, fairnessPm: 500, capPercent: 100, marginPm: 30, deposit: { enterprise: 10, grower: 5 }, answerHours: 24, graceDays: 1,
    penalties: { short: 20, late: 5, withdrawn: 10, sideSold: 20, refused: 20 }, remedies: ["reallocate", "cover", "consent"], note: "春节前十万盆",
  };
}

/** Brings what is open of a grower's promises, and has it counted in and graded. */
async function bringAndGrade(story: Story, n: number, wants: (promise: { dropId: string }) => boolean = () => true): Promise<void> {
  const { promises } = await orders(grower(story, n)).calendar({ from: story.day, open: true });
  for (const promise of promises.filter((one) => one.open > 0 && wants(one))) {
    const parcel = await orders(grower(story, n)).bring({ promiseId: promise.id, quantity: `${promise.open}盆` });
    const good = { heightCm: 60, buds: 10, crownCm: 14 };
    const measured = n === OFF_GRADE && promise.itemId === story.orchid ? { ...good, heightCm: 48 } : good;
    const attributes = new Set(parcel.spec.flatMap((one) => one.limits.map((limit) => limit.attribute)));
    const sample = Object.fromEntries(Object.entries(measured).filter(([name]) => attributes.has(name)));
    const graded = await orders(by(story, story.cast.grader)).inspect({ parcelId: parcel.id, counted: `${promise.open}盆`, samples: Array.from({ length: parcel.sampleSize }, () => sample) });
    expect(graded.grade).toBe(n === OFF_GRADE && promise.itemId === story.orchid ? "B" : "A");
  }
}

async function shipAll(story: Story): Promise<number> {
  let units = 0;
  const { lines } = await orders(operator(story)).order({ orderId: story.orderId });
  const { parcels } = await orders(operator(story)).dock({ on: story.day, state: "accepted", limit: 500 });
  for (const drop of lines.flatMap((line) => line.drops)) {
    const here = parcels.filter((one) => one.dropId === drop.id);
    if (here.length === 0) continue;
    const shipment = await orders(operator(story)).ship({ dropId: drop.id, parcelIds: here.map((one) => one.id), plate: "鲁V12345", driver: "老周" });
    units += shipment.units;
  }
  return units;
}
const isOut = (n: number): boolean => n === WITHDRAWS || n === STAYS_AWAY;
const FIRST_TRUCK = everyGrower.filter((n) => n % 2 === 0 && !isOut(n));

export const DEEDS: readonly Deed[] = [
  {
    name: "thirty-seven growers enter what stands on their benches",
    run: async (story) => {
      const pots = (await operator(story).on(catalogue).items({ query: "hdl" })).items.filter((item) => item.unit === "pot");
      const others = (await operator(story).on(catalogue).items({ query: "csh" })).items.filter((item) => item.unit === "pot");
      story.orchid = pots[0]!.id;
      story.kalanchoe = others.find((item) => item.id !== story.orchid)!.id;
      for (const n of everyGrower) {
        const growing = grower(story, n).on(batches);
        const first = await growing.plant({ itemId: story.orchid, expected: `${2_100 + 60 * (n % 20)}盆`, readyFrom: story.day, attributes: { heightCm: 60, buds: 10 }, grade: "A" });
        if (n % 2 === 1) await growing.plant({ itemId: story.kalanchoe, expected: "2400盆", readyFrom: story.day, attributes: { crownCm: 14 }, grade: "A" });
        story.day = first.readyFrom;
      }
    },
  },
  {
    name: "an enterprise orders 100,000 pots, and the hub asks all thirty-seven",
    run: async (story) => {
      await operator(story).on(ledger).setLimit({ partyId: story.cast.buyers[0]!.partyId!, currency: "CNY", limit: LIMIT, causeId: "j02" });
      const { id } = await orders(enterprise(story)).saveDraft({ title: "春节十万盆", terms: termsOf(story) });
      story.orderId = id;
      await orders(enterprise(story)).askHub({ orderId: id });
      const asked = await orders(operator(story)).publish({ orderId: id });
      expect(asked).toMatchObject({ state: "open", ordered: POTS, growers: GROWERS });
    },
  },
  {
    name: "every grower sees all quotas and answers by a tap: most in full, eight by half, one not all of his goods",
    run: async (story) => {
      const seen = await orders(grower(story, 0)).quotas({ orderId: story.orderId });
      expect(new Set(seen.drops.flatMap((drop) => drop.candidates.map((one) => one.growerId))).size).toBe(GROWERS);
      expect(seen.drops.reduce((sum, drop) => sum + drop.candidates.reduce((all, one) => all + one.quota, 0), 0)).toBe(POTS);
      for (const n of everyGrower) {
        const { invitations } = await orders(grower(story, n)).invitations({ orderId: story.orderId });
        const answers = invitations.map(({ id, itemId, quota, available, step, minBatch }) => {
          if (n === REFUSES && itemId === story.orchid) return { invitationId: id, accepted: 0 };
          const half = Math.floor(quota / 2 / step) * step;
          if (takesHalf(n)) return { invitationId: id, accepted: half >= minBatch ? half : quota };
          return { invitationId: id, accepted: quota, extra: Math.floor((available - quota) / step) * step };
        });
        await orders(grower(story, n)).answer({ orderId: story.orderId, answers });
      }
    },
  },
  {
    name: "the order is divided; the sheet is public and can be recomputed",
    run: async (story) => {
      const divided = await orders(operator(story)).allocate({ orderId: story.orderId });
      expect(divided).toMatchObject({ state: "allocated", promised: POTS });
      const sheet = await orders(grower(story, 0)).sheet({ orderId: story.orderId });
      expect(sheet.drops.reduce((sum, drop) => sum + drop.given, 0)).toBe(POTS);
      expect(sheet.drops.every((drop) => drop.unplaced === 0 && drop.shares.every((one) => one.units % drop.step === 0))).toBe(true);
      expect(await orders(grower(story, 1)).verifySheet({ orderId: story.orderId, hash: sheet.hash })).toMatchObject({ sound: true, given: "same" });
      expect((await orders(grower(story, REFUSES)).calendar({ from: story.day })).promises.map((one) => one.itemId)).toEqual([story.kalanchoe]);
    },
  },
  {
    name: "half of the growers come to the dock, are graded by a neutral grader, and the first truck leaves",
    run: async (story) => {
      for (const n of FIRST_TRUCK) await bringAndGrade(story, n);
      story.firstUnits = await shipAll(story);
      expect(story.firstUnits).toBeGreaterThan(0);
    },
  },
  {
    name: "after the first truck one grower withdraws and another stays away; the gap goes to those who could bring more",
    run: async (story) => {
      const before = (await orders(operator(story)).order({ orderId: story.orderId })).order.promised;
      for (const promise of (await orders(grower(story, WITHDRAWS)).calendar({ from: story.day, open: true })).promises) await orders(grower(story, WITHDRAWS)).withdraw({ promiseId: promise.id, quantity: promise.open, reason: "夜里冻了" });
      for (const promise of (await orders(operator(story)).calendar({ from: story.day, growerId: story.cast.growers[STAYS_AWAY]!.partyId!, open: true })).promises) await orders(operator(story)).declareDefault({ promiseId: promise.id, reason: "电话不接，车没来" });
      const { drops } = await orders(operator(story)).gaps({ orderId: story.orderId });
      const missing = drops.reduce((sum, drop) => sum + drop.missing, 0);
      expect(missing).toBeGreaterThan(0);
      expect((await orders(operator(story)).order({ orderId: story.orderId })).order.promised).toBe(before - missing);
      for (const { drop } of drops.filter((one) => one.missing > 0)) await orders(operator(story)).reallocate({ dropId: drop.id });
      expect((await orders(operator(story)).order({ orderId: story.orderId })).order.promised).toBe(POTS);
      expect((await orders(operator(story)).verifySheet({ orderId: story.orderId })).sound).toBe(true);
    },
  },
  {
    name: "the others come too, one of them with shorter plants, and the rest is shipped and received",
    run: async (story) => {
      for (const n of everyGrower.filter((one) => !isOut(one))) await bringAndGrade(story, n);
      expect(story.firstUnits + (await shipAll(story))).toBe(POTS);
      for (const drop of (await orders(operator(story)).order({ orderId: story.orderId })).lines.flatMap((line) => line.drops)) expect(drop).toMatchObject({ shipped: drop.ordered, gap: 0 });
    },
  },
  {
    name: "the order is settled: one invoice, a statement for every grower, every fen in the ledger",
    run: async (story) => {
      const { lines } = await orders(operator(story)).order({ orderId: story.orderId });
      for (const drop of lines.flatMap((line) => line.drops)) await orders(operator(story)).settleDrop({ dropId: drop.id });
      expect((await orders(operator(story)).order({ orderId: story.orderId })).order.state).toBe("closed");
      const money = await orders(operator(story)).settlement({ orderId: story.orderId });
      expect(money).toMatchObject({ balanced: true, differences: [] });
      expect(money.invoice!.lines.reduce((sum, line) => sum + line.units, 0)).toBe(POTS);
      expect(money.invoice!.gross).toBe(money.statements.reduce((sum, one) => sum + one.gross, 0));
      // Everybody who had a share has a statement, also those who failed.
      expect(money.statements).toHaveLength(GROWERS);
      expect(money.statements.find((one) => one.growerId === story.cast.growers[STAYS_AWAY]!.partyId!)!.deductions.map((one) => one.kind)).toContain("short");
      expect(money.statements.find((one) => one.growerId === story.cast.growers[OFF_GRADE]!.partyId!)!.lines.some((line) => line.grade === "B" && line.downgrade > 0)).toBe(true);
      expect(money.margin).toBeGreaterThan(0);
      const mine = await orders(grower(story, 0)).settlement({ orderId: story.orderId });
      expect(mine.statements).toHaveLength(1);
    },
  },
  {
    name: "the day is closed, the enterprise pays, the growers are paid, and the ledger stands at zero",
    run: async (story) => {
      const cashier = by(story, story.cast.cashier).on(settlement);
      await cashier.closeDay({ businessDate: story.day });
      await expect.poll(async () => (await cashier.closeStep({ businessDate: story.day }).catch(() => ({ state: "closed" }))).state, { timeout: 60_000 }).toBe("closed");
      const { statements } = await orders(operator(story)).settlement({ orderId: story.orderId });
      for (const side of ["buyer", "seller"] as const) {
        const { papers } = await cashier.papers({ businessDate: story.day, side, limit: 2_000 });
        expect(papers).toHaveLength(side === "buyer" ? 1 : GROWERS);
        await cashier.markPaid({ statementIds: papers.filter((paper) => paper.can.includes("mark_paid")).map((paper) => paper.id), reference: "j02" });
      }
      const { total, unbalancedSets, balances } = await by(story, story.cast.cashier).on(ledger).balances({});
      expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
      expect(balances.filter((one) => one.account === "buyer_receivable" && one.amount !== 0)).toEqual([]);
      // Who brought nothing owes his penalty; it is carried to his next paper. Everybody else has been paid to the fen.
      const owing = statements.filter((one) => one.net < 0).map((one) => [one.growerId, -one.net] as const);
      expect(owing.map(([id]) => id).toSorted()).toEqual([WITHDRAWS, STAYS_AWAY].map((n) => story.cast.growers[n]!.partyId!).toSorted());
      expect(balances.filter((one) => one.account === "grower_payable" && one.amount !== 0).map((one) => [one.partyId, one.amount]).toSorted()).toEqual(owing.map((one) => [...one]).toSorted());
    },
  },
  {
    name: "the purchase-voucher data names every grower's own production, to the fen",
    run: async (story) => {
      const cashier = by(story, story.cast.cashier).on(settlement);
      const { buyers } = await cashier.voucherBuyers({ from: story.day, to: story.day });
      const money = await orders(operator(story)).settlement({ orderId: story.orderId });
      expect(buyers).toHaveLength(1);
      expect(buyers[0]!.billed).toBe(money.invoice!.gross);
    },
  },
];
