import { addDays } from "../../engines/calendar/day.ts";
import { demoCitizenId } from "../../engines/identity/demo.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, INSIDE, type Runtime } from "../../kernel/machinery/runtime.ts";
import { settlement } from "./contract.ts";

const BACK_DAYS = 30;
const VALID_DAYS = 365;
/** Every so many growers one has not declared yet, so that the work list has something on it. */
const ONE_LACKS_IN = 4;
const SEEDED = "演示";

/** Most growers who are people have declared their own production; some are still to be asked. Done once. */
export async function seedDeclarations(runtime: Runtime, growers: readonly { partyId: string; name: string; kind: string; town: string | null }[]): Promise<number> {
  const { total } = await runtime.call(settlement.actions.declarations, { limit: 1 }, AS_SYSTEM);
  if (total > 0) return 0;
  const { businessDate } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
  let given = 0;
  for (const [n, grower] of growers.entries()) {
    if (grower.kind !== "person" || n % ONE_LACKS_IN === ONE_LACKS_IN - 1) continue;
    const from = addDays(businessDate, -BACK_DAYS);
    // The number on record was made of the grower's place in the list.
    await runtime.call(settlement.actions.declareOwnProduction, { validFrom: from, validTo: addDays(from, VALID_DAYS), goods: `盆栽花卉（${SEEDED}）`, place: grower.town ?? "青州", citizenId: demoCitizenId(n) }, { origin: INSIDE, actor: { ...SYSTEM_ACTOR, accountName: grower.name, partyId: grower.partyId } });
    given += 1;
  }
  return given;
}
