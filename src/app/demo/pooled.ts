import type { ItemView } from "../../kernel/catalogue/contract.ts";
import { access } from "../../kernel/access/contract.ts";
import { AS_SYSTEM, INSIDE, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import type { Region } from "../../market/intake/seed.ts";
import { seedPooled } from "../../market/pooled/seed.ts";

/** So many growers take the orders; the others who could grow the item decline. */
const TAKING = 5;

/** The demonstration's pooled orders, with people who have log-ins on every side, so that a visitor can take any. */
export async function plantPooled(runtime: Runtime, { growers, buyers }: Region, items: readonly ItemView[]): Promise<number> {
  const { accounts } = await runtime.call(access.actions.accounts, {}, AS_SYSTEM);
  const as = (login: string | undefined, partyId: string | null, roles: Call["actor"]["roles"]): Call | null => {
    const account = accounts.find((one) => one.login === login);
    return account === undefined ? null : { origin: INSIDE, actor: { accountId: account.id, accountName: account.name, partyId, roles: [...roles], delegate: false, system: false } };
  };
  const [operator, grader] = [as("operator", null, ["operator"]), as("grader", null, ["grader"])];
  const enterprise = buyers.map((one) => as(one.login, one.partyId, one.roles)).find((one) => one !== null);
  const visited = growers.filter((one) => one.login !== undefined);
  const item = items.find((one) => one.unit === "pot" && visited[0]?.grows.includes(one.speciesId ?? "") === true);
  const sorted = [...visited, ...growers.filter((one) => one.login === undefined)].map((one) => one.call);
  const [first, second, third, ...more] = sorted.slice(0, TAKING);
  if (operator === null || grader === null || enterprise === undefined || item === undefined || first === undefined || second === undefined || third === undefined) return 0;
  return seedPooled(runtime, { growers: [first, second, third, ...more], others: sorted.slice(TAKING), enterprise, operator, grader, itemId: item.id });
}
