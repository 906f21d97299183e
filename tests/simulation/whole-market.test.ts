import { expect, test } from "vitest";
import { addDays } from "../../src/engines/calendar/day.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { DEEDS as TRADE, firstSales } from "./deeds.ts";
import { MORE_DEEDS, signAndStock } from "./deeds-beside.ts";
import { agree, dayBooksAgree } from "./totals.ts";
import { Draw, Town } from "./town.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_127);
const COUNT = Number(process.env["HUALIAN_DEEDS"] ?? 300);
const DEEDS = [...TRADE, ...MORE_DEEDS];
const LOOK_AT_BOOKS_EVERY = 10;
const RESTART_EVERY = 60;
const CUT_EVERY = 45;
/** A pool of a dozen connections has to notice that all of them are gone. */
const MAX_TRIES = 30;

/** A deed is drawn by weight. */
function drawn(draw: Draw): (typeof DEEDS)[number] {
  let at = draw.whole(1, DEEDS.reduce((sum, [, weight]) => sum + weight, 0));
  return DEEDS.find(([, weight]) => (at -= weight) <= 0)!;
}

test(`on random days bills, statements, sales, lots × price, ledger and bank say the same after every deed (seed ${SEED}, ${COUNT} deeds)`, { timeout: 1_800_000 }, async () => {
  const town = await Town.open(SEED, "2026-11-27T00:30:00Z");
  const draw = new Draw(SEED);
  let [restarts, cuts] = [0, 0];
  try {
    town.begin("opening-sale");
    await firstSales(town);
    await signAndStock(town);
    for (let n = 0; n < COUNT; n++) {
      const [name, , deed] = drawn(draw);
      const seed = draw.whole(0, 2_000_000_000);
      town.begin(`deed-${n}`);
      try {
        if (n % CUT_EVERY === CUT_EVERY - 1) {
          const under = town.attempt(name, () => deed(town, new Draw(seed), n)).then(() => null, (error: unknown) => error);
          await new Promise((wake) => setTimeout(wake, draw.whole(0, 25)));
          await town.cut();
          cuts += (await under) === null ? 0 : 1;
          await sameAgain(town, n, () => town.attempt(name, () => deed(town, new Draw(seed), n)), await under);
        } else await town.attempt(name, () => deed(town, new Draw(seed), n));
        if (n % RESTART_EVERY === RESTART_EVERY - 1) {
          await town.restart();
          restarts++;
        }
        await agree(town);
        if (n % LOOK_AT_BOOKS_EVERY === 0) await dayBooksAgree(town);
      } catch (error) {
        throw new Error(`deed ${n}, ${name}, of seed ${SEED}`, { cause: error });
      }
    }
    await endOfSeason(town);
    console.log(JSON.stringify({ seed: SEED, restarts, cuts, done: Object.fromEntries([...town.done].toSorted()), refused: Object.fromEntries([...town.refused].toSorted()) }));
    expect(restarts).toBeGreaterThan(0);
    for (const channel of ["clock", "presale", "catalogue", "offer", "contract", "stall"]) {
      const [row] = await town.rows<{ n: number }>("select count(*)::int as n from settlement.sale where channel = $1", [channel]);
      expect(row!.n, `sales by ${channel}`).toBeGreaterThan(0);
    }
  } finally {
    await town.close();
  }
});

/** The database has lost its connections in the middle; whoever was cut off does the same again under the same keys, as a telephone does. */
async function sameAgain(town: Town, n: number, deed: () => Promise<void>, lost: unknown): Promise<void> {
  for (let error = lost, tries = 0; error !== null; tries++) {
    if (tries > MAX_TRIES || !isCutOff(error)) throw error;
    town.begin(`deed-${n}`);
    error = await deed().then(() => null, (again: unknown) => again);
  }
  await town.mend();
}

const CUT_OFF = new Set(["ECONNRESET", "EPIPE", "57P01"]);
const isCutOff = (error: unknown): boolean => error instanceof Error && (CUT_OFF.has(String((error as { code?: unknown }).code)) || /terminat|not queryable|Connection ended/i.test(error.message));

/** Everything still open runs out, every day is closed and every paper paid; then nobody owes the market, and the market owes nobody. */
async function endOfSeason(town: Town): Promise<void> {
  const money = settlement.actions;
  town.begin("last-arrivals");
  for (const lot of await town.rows<{ id: string; declared: number }>("select id, declared from kernel.lot where status = 'declared' order by no")) {
    await town.attempt("last arrival", () => town.call(intake.actions.receive, { lotId: lot.id, counted: String(Math.ceil(lot.declared * 0.8)), reason: "最后一车" }, town.staff.grader));
  }
  await agree(town);
  for (let days = 0; days < 30; days++) {
    town.later(24 * 60);
    await town.settle();
  }
  town.begin("end-of-season");
  const last = addDays(town.today(), -1);
  for (;;) {
    const [day] = await town.rows<{ date: string; state: string }>("select business_date::text as date, state from settlement.day where state in ('open', 'closing') and business_date <= $1 order by business_date limit 1", [last]);
    if (day === undefined) break;
    if (day.state === "open") await town.call(money.closeDay, { businessDate: day.date, despiteHeldStock: true }, town.staff.cashier);
    else await town.call(money.closeStep, { businessDate: day.date }, AS_SYSTEM);
    await agree(town);
  }
  for (;;) {
    const open = await town.rows<{ id: string }>("select s.id from settlement.statement s join settlement.day d using (business_date) left join settlement.payment p on p.statement_id = s.id where s.due > 0 and p.at is null and d.state = 'closed' limit 100");
    if (open.length === 0) break;
    await town.call(money.markPaid, { statementIds: open.map((row) => row.id) }, town.staff.cashier);
  }
  await agree(town);
  await dayBooksAgree(town);
}
