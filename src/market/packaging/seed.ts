import { createChance, whole } from "../../engines/clock/chance.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, INSIDE, Runtime, type Call } from "../../kernel/machinery/runtime.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { packaging } from "./contract.ts";

export interface DemoPool {
  readonly growers: readonly string[];
  readonly buyers: readonly string[];
  readonly on: string;
  readonly seed: number;
}
const { actions } = packaging;
const DAY_MS = 86_400_000;
/** The pool is older than its deposits: what went out before today was given on trust. */
const OPENED_DAYS_AGO = 70;
const OLD_VISITS = 26;
const KINDS = [
  { code: "CC", zh: "花车", en: "Trolley", family: "trolley", numbered: false, overdueDays: 21, deposit: 80_00, replacement: 620_00, bought: 420, usual: 3 },
  { code: "CC-SHELF", zh: "层板", en: "Shelf", family: "shelf", numbered: false, overdueDays: 21, deposit: 15_00, replacement: 90_00, bought: 1_600, usual: 9 },
  { code: "CRATE", zh: "周转箱", en: "Crate", family: "crate", numbered: false, overdueDays: 30, deposit: 10_00, replacement: 28_00, bought: 3_000, usual: 16 },
  { code: "TRAY", zh: "托盘", en: "Tray", family: "tray", numbered: false, overdueDays: 45, deposit: 2_00, replacement: 6_00, bought: 5_000, usual: 30 },
  { code: "CC-RFID", zh: "编号花车", en: "Numbered trolley", family: "trolley", numbered: true, overdueDays: 14, deposit: 120_00, replacement: 880_00, bought: 24, usual: 1 },
] as const;
/** The example fee sheet takes a crate's deposit from growers already. */
const FEE_OF_CRATES = "packaging_crate";
const TODAY_VISITS = 6;

const as = (accountName: string, partyId: string | null = null): Call => ({ origin: INSIDE, actor: { ...SYSTEM_ACTOR, accountName, partyId } });
const DOCK = as("收发台 赵强（演示）");

/** Plants a pool that has been about for some weeks, every movement through the actions at its hour. Done once. */
export async function seedPackaging(runtime: Runtime, { growers, buyers, on, seed }: DemoPool): Promise<number> {
  if ((await runtime.call(actions.kinds, {}, AS_SYSTEM)).kinds.length > 0 || growers.length === 0 || buyers.length < 2) return 0;
  const chance = createChance(seed);
  const base = runtime.world.now().getTime();
  const at = (daysAgo: number): Runtime => new Runtime(runtime.db, runtime.modules, { now: () => new Date(base - daysAgo * DAY_MS), random: (bytes) => runtime.world.random(bytes) });
  const kinds = [];
  for (const { code, zh, en, family, numbered, overdueDays, replacement, bought, ...rest } of KINDS) {
    const kind = await runtime.call(actions.setKind, { code, zh, en, family, numbered, overdueDays, feeCode: code === "CRATE" ? FEE_OF_CRATES : null }, AS_SYSTEM);
    await runtime.call(actions.setValue, { kindId: kind.id, validFrom: addDays(on, -OPENED_DAYS_AGO), deposit: 0, replacement, reason: "开账：押金实行以前" }, as("市场经理 刘建国（演示）"));
    await at(OPENED_DAYS_AGO).call(actions.buy, { kindId: kind.id, quantity: bought, reason: "期初盘点" }, DOCK);
    kinds.push({ ...rest, id: kind.id, numbered, replacement });
  }
  const people = [...growers, ...buyers];
  let moved = 0;
  for (let n = 0; n < OLD_VISITS; n++) {
    const ago = 60 - n * 2;
    const party = people[whole(chance, 0, people.length - 1)]!;
    const kind = kinds[whole(chance, 0, kinds.length - 2)]!;
    const quantity = whole(chance, 1, kind.usual);
    await at(ago).call(actions.issue, { partyId: party, kindId: kind.id, quantity }, DOCK);
    moved += 1;
    // Most come back within the fortnight; a few are broken or never seen again.
    if (whole(chance, 0, 9) < 3 || ago < 12) continue;
    const [bad, gone] = [whole(chance, 0, 5) === 0 ? 1 : 0, whole(chance, 0, 7) === 0 ? 1 : 0];
    const sound = quantity - bad - gone;
    const parts = [
      ...(sound > 0 ? [{ state: "sound" as const, quantity: sound }] : []), ...(bad > 0 && quantity >= bad ? [{ state: "damaged" as const, quantity: bad, reason: "轮子断" }] : []),
      ...(gone > 0 && quantity >= bad + gone ? [{ state: "lost" as const, quantity: gone, reason: "客户处找不到" }] : []),
    ];
    if (parts.length === 0) continue;
    await at(ago - whole(chance, 3, 11)).call(actions.takeBack, { partyId: party, kindId: kind.id, parts }, DOCK);
    moved += 1;
  }
  return moved + (await seedToday(runtime, { growers, buyers, on, seed }, kinds, chance));
}

async function seedToday(runtime: Runtime, { growers, buyers, on }: DemoPool, kinds: readonly { id: string; deposit: number; replacement: number; usual: number; numbered: boolean }[], chance: ReturnType<typeof createChance>): Promise<number> {
  for (const kind of kinds) await runtime.call(actions.setValue, { kindId: kind.id, validFrom: on, deposit: kind.deposit, replacement: kind.replacement, reason: "押金制实行" }, as("市场经理 刘建国（演示）"));
  const people = [...growers, ...buyers];
  const first = kinds[0]!;
  for (let n = 0; n < TODAY_VISITS; n++) {
    const kind = kinds[n % (kinds.length - 1)]!;
    await runtime.call(actions.issue, { partyId: people[(n * 3) % people.length]!, kindId: kind.id, quantity: whole(chance, 1, kind.usual) }, DOCK);
  }
  const tagged = kinds.find((kind) => kind.numbered)!;
  const { pieces } = await runtime.call(actions.pieces, { kindId: tagged.id, place: "depot", limit: 4 }, AS_SYSTEM);
  for (const [n, piece] of pieces.entries()) await runtime.call(actions.issue, { partyId: buyers[n % buyers.length]!, kindId: tagged.id, quantity: 1, numbers: [piece.no] }, DOCK);
  const [grower, buyer, other] = [growers[0]!, buyers[0]!, buyers[1]!];
  await runtime.call(actions.issue, { partyId: grower, kindId: first.id, quantity: 4, reason: "送货用" }, DOCK);
  const { movements: [issued] } = await runtime.call(actions.issue, { partyId: buyer, kindId: first.id, quantity: 5, reason: "提货用" }, DOCK);
  await runtime.call(actions.takeBack, { partyId: grower, kindId: first.id, parts: [{ state: "sound", quantity: 2 }] }, DOCK);
  await runtime.call(actions.proposeHandOver, { toPartyId: other, kindId: first.id, quantity: 2, note: "顺车带走" }, as("采购（演示）", buyer));
  await runtime.call(actions.question, { movementId: issued!.id, text: "我只推走四辆，请看录像" }, as("采购（演示）", buyer));
  const { balances: [late] } = await runtime.call(actions.balances, { overdue: true, limit: 1 }, AS_SYSTEM);
  if (late !== undefined) await runtime.call(actions.remind, { partyId: late.partyId, kindId: late.kindId }, DOCK);
  return TODAY_VISITS + pieces.length + 3;
}
