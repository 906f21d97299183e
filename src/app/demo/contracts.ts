import type { ItemView } from "../../kernel/catalogue/contract.ts";
import { access } from "../../kernel/access/contract.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, INSIDE, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { seedContracts } from "../../market/contracts/seed.ts";
import type { Region } from "../../market/intake/seed.ts";

const DESK: Call = { ...AS_SYSTEM, actor: { ...SYSTEM_ACTOR, accountName: "质检员 韩雪（演示）" } };

/** The demonstration's contracts, between people who have log-ins, so that a visitor can take either side. */
export async function plantContracts(runtime: Runtime, { growers, buyers }: Region, items: readonly ItemView[]): Promise<number> {
  const { accounts } = await runtime.call(access.actions.accounts, {}, AS_SYSTEM);
  const buying = buyers.flatMap((buyer): Call[] => {
    const account = accounts.find((one) => one.login === buyer.login);
    return account === undefined ? [] : [{ origin: INSIDE, actor: { accountId: account.id, accountName: account.name, partyId: buyer.partyId, roles: [...buyer.roles], delegate: false, system: false } }];
  });
  const selling = growers.flatMap((grower) => {
    const itemIds = items.filter((item) => grower.grows.includes(item.speciesId ?? "")).map((item) => item.id);
    return grower.login === undefined || itemIds.length === 0 ? [] : [{ call: grower.call, itemIds }];
  });
  const [first, second, ...more] = selling;
  const [one, other] = buying;
  if (first === undefined || second === undefined || one === undefined || other === undefined) return 0;
  return seedContracts(runtime, { growers: [first, second, ...more], buyers: [one, other], desk: DESK });
}
