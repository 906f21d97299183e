import { settlement } from "../settlement/contract.ts";
import { addStep, partyOf, type ContractScene } from "./course.ts";
import { otherSide, SIDES, type Side } from "./rules.ts";
import type { Contract } from "./store.ts";

const DEPOSIT = "contracts.deposit";
const ACCOUNT = { market: "contract_deposit" } as const;

const paperOf = (contract: Contract, side: Side) => ({ partyId: partyOf(contract, side), side });

/** Both sides' deposits leave their papers of the day and stand on the market's deposit account under their names. */
export async function putDeposits(scene: ContractScene, contract: Contract): Promise<void> {
  for (const side of SIDES) {
    const amount = side === "seller" ? contract.deposit_seller : contract.deposit_buyer;
    if (amount === 0) continue;
    await move(scene, contract, { side, kind: "put", amount, from: paperOf(contract, side), to: ACCOUNT });
    await addStep(scene, contract.id, { kind: "deposit_put", side, amount, follows: true });
  }
}

/** What was put down goes back in full; a defaulter's is passed on to the other side in the same breath. */
export async function returnDeposits(scene: ContractScene, contract: Contract, defaulter: Side | null): Promise<void> {
  const rows = await scene.tx.selectFrom("contracts.deposit").select(["side", "kind", "amount"]).where("contract_id", "=", contract.id).execute();
  for (const { side, amount } of rows.filter((row) => row.kind === "put")) {
    if (rows.some((row) => row.side === side && row.kind === "back")) continue;
    await move(scene, contract, { side, kind: "back", amount, from: ACCOUNT, to: paperOf(contract, side) });
    if (side === defaulter) await move(scene, contract, { side, kind: "forfeit", amount, from: paperOf(contract, side), to: paperOf(contract, otherSide(side)) });
    await addStep(scene, contract.id, { kind: side === defaulter ? "deposit_forfeit" : "deposit_back", side, amount, follows: true });
  }
}

type End = { readonly partyId: string; readonly side: Side } | typeof ACCOUNT;

const TRANSFER_KIND = { put: "deposit", back: "deposit_back", forfeit: "penalty" } as const;

async function move({ tx, now, ask }: ContractScene, contract: Contract, { side, kind, amount, from, to }: { side: Side; kind: "put" | "back" | "forfeit"; amount: number; from: End; to: End }): Promise<void> {
  const { transferId, businessDate } = await ask(settlement.actions.transfer, {
    kind: TRANSFER_KIND[kind], amount, currency: contract.currency, memo: `${contract.no} 合同定金`, from, to, cause: DEPOSIT, causeId: `${contract.id}:${side}:${kind}`,
  });
  await tx.insertInto("contracts.deposit").values({ contract_id: contract.id, side, kind, amount, transfer_id: transferId, at: now, business_date: businessDate }).execute();
}
