import { createChance, whole } from "../../engines/clock/chance.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, INSIDE, Runtime, type Call } from "../../kernel/machinery/runtime.ts";
import { settlement, type SaleView } from "../settlement/contract.ts";
import { claims } from "./contract.ts";
import { FAULTS } from "./rules.ts";

export interface PastClaims {
  /** Closed days with trade. */
  readonly days: readonly string[];
  readonly perDay: number;
  /** Photographs that may stand for evidence. */
  readonly photoIds: readonly string[];
  readonly seed: number;
}

const HOUR_MS = 3_600_000;
const HOURS_TO_FILE = 3;
const HOURS_TO_ANSWER = 5;
const PLACES = ["济南 堤口路仓库", "北京 莱太花卉城", "郑州 陈砦花市", "青州 本市提货区"] as const;
const SAID = ["开箱时三盆折枝", "下面一层萎蔫", "叶背有虫", "比标的低一级", "路上冻了"] as const;
/** Most growers make it good, some offer part, a few contest. */
const ANSWERS = ["accept", "accept", "accept", "offer", "contest"] as const;

const as = (partyId: string, accountName: string): Call => ({ origin: INSIDE, actor: { ...SYSTEM_ACTOR, accountName, partyId } });

/** Plants complaints about the sales of some past days, each step at its hour and through the actions. Done once. */
export async function seedClaims(runtime: Runtime, { days, perDay, photoIds, seed }: PastClaims): Promise<number> {
  const { total } = await runtime.call(claims.actions.desk, { limit: 1 }, AS_SYSTEM);
  if (total > 0 || photoIds.length === 0) return 0;
  const chance = createChance(seed);
  let filed = 0;
  for (const businessDate of days) {
    const { sales } = await runtime.call(settlement.actions.sales, { businessDate, limit: 500 }, AS_SYSTEM);
    const step = Math.max(1, Math.floor(sales.length / perDay));
    for (const sale of sales.filter((one, n) => n % step === 0 && one.money === "market").slice(0, perDay)) {
      await seedClaim(runtime, sale, photoIds[whole(chance, 0, photoIds.length - 1)]!, chance);
      filed += 1;
    }
  }
  return filed;
}

async function seedClaim(runtime: Runtime, sale: SaleView, photoId: string, chance: ReturnType<typeof createChance>): Promise<void> {
  const clock = { now: new Date(new Date(sale.at).getTime() + HOURS_TO_FILE * HOUR_MS) };
  const then = new Runtime(runtime.db, runtime.modules, { now: () => clock.now, random: (bytes) => runtime.world.random(bytes) });
  const units = whole(chance, 1, Math.min(3, sale.quantity));
  const pick = <T>(from: readonly T[]): T => from[whole(chance, 0, from.length - 1)]!;
  const answer = pick(ANSWERS);
  const claim = await then.call(claims.actions.file, {
    saleId: sale.id, units, fault: pick(FAULTS), text: pick(SAID), photos: [{ photoId, takenAt: clock.now.toISOString(), place: { text: pick(PLACES) } }], ask: { kind: "refund", amount: units * sale.price },
  }, as(sale.buyerId, "采购（演示）"));
  clock.now = new Date(clock.now.getTime() + HOURS_TO_ANSWER * HOUR_MS);
  await then.call(claims.actions.answer, {
    claimId: claim.id, answer, ...(answer === "offer" ? { amount: Math.ceil(claim.askAmount / 2) } : {}), text: answer === "contest" ? "出库时照片上是好的" : "",
  }, as(sale.growerId, "花农（演示）"));
  if (answer === "offer") await then.call(claims.actions.reply, { claimId: claim.id, accept: true }, as(sale.buyerId, "采购（演示）"));
}
