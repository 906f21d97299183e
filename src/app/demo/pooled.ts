import { access } from "../../kernel/access/contract.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { AS_SYSTEM, INSIDE, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import type { Region } from "../../market/intake/seed.ts";
import { seedPooled } from "../../market/pooled/seed.ts";

/** So many growers take the orders. */
const TAKING = 5;
/** An item of its own: whoever else had it would be asked too, and the orders would wait for him. */
const ITEM = { code: "demo-pooled-phalaenopsis", speciesId: null, zh: "蝴蝶兰 大辣椒 双梗 统购装", en: "Phalaenopsis Big Chili, two spikes, for pooled orders", category: "orchid", unit: "pot" as const, packing: { box: 8, layer: 32, trolley: 160 } };

/** The demonstration's pooled orders, with people who have log-ins on every side, so that a visitor can take any. */
export async function plantPooled(runtime: Runtime, { growers, buyers }: Region): Promise<number> {
  const { accounts } = await runtime.call(access.actions.accounts, {}, AS_SYSTEM);
  const as = (login: string | undefined, partyId: string | null, roles: Call["actor"]["roles"]): Call | null => {
    const account = accounts.find((one) => one.login === login);
    return account === undefined ? null : { origin: INSIDE, actor: { accountId: account.id, accountName: account.name, partyId, roles: [...roles], delegate: false, system: false } };
  };
  const [operator, grader] = [as("operator", null, ["operator"]), as("grader", null, ["grader"])];
  const enterprise = buyers.map((one) => as(one.login, one.partyId, one.roles)).find((one) => one !== null);
  const sorted = [...growers.filter((one) => one.login !== undefined), ...growers.filter((one) => one.login === undefined)].map((one) => one.call);
  const [first, second, third, ...more] = sorted.slice(0, TAKING);
  if (operator === null || grader === null || enterprise === undefined || first === undefined || second === undefined || third === undefined) return 0;
  const { id: itemId } = await runtime.call(catalogue.actions.addItem, ITEM, AS_SYSTEM);
  return seedPooled(runtime, { growers: [first, second, third, ...more], enterprise, operator, grader, itemId });
}
