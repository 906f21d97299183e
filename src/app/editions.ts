import { batchesModule } from "../growing/batches/module.ts";
import { accessModule } from "../kernel/access/module.ts";
import { calendarModule } from "../kernel/calendar/module.ts";
import { catalogueModule } from "../kernel/catalogue/module.ts";
import { filesModule } from "../kernel/files/module.ts";
import type { Shelf } from "../kernel/files/shelf.ts";
import { ledgerModule } from "../kernel/ledger/module.ts";
import { lotsModule } from "../kernel/lots/module.ts";
import type { Module } from "../kernel/machinery/module.ts";
import { partiesModule } from "../kernel/parties/module.ts";
import { printModule } from "../kernel/print/module.ts";
import { Press } from "../kernel/print/press.ts";
import { sheetsModule } from "../kernel/sheets/module.ts";
import { collectionModule } from "../knowledge/collection/module.ts";
import { bulletinsModule } from "../knowledge/bulletins/module.ts";
import { indexModule } from "../knowledge/index/module.ts";
import { opendataModule } from "../knowledge/opendata/module.ts";
import { guidanceModule } from "../knowledge/guidance/module.ts";
import { pricesModule } from "../knowledge/prices/module.ts";
import { agentsModule } from "../market/agents/module.ts";
import { bankModule } from "../market/bank/module.ts";
import { claimsModule } from "../market/claims/module.ts";
import { clockModule } from "../market/clock/module.ts";
import { contractsModule } from "../market/contracts/module.ts";
import { intakeModule } from "../market/intake/module.ts";
import { lossModule } from "../market/loss/module.ts";
import { offersModule } from "../market/offers/module.ts";
import { packagingModule } from "../market/packaging/module.ts";
import { paymentsModule } from "../market/payments/module.ts";
import { NO_PAYER, type Payer } from "../market/payments/payer.ts";
import { pooledModule } from "../market/pooled/module.ts";
import { settlementModule } from "../market/settlement/module.ts";
import { stallModule } from "../market/stall/module.ts";

/** The nouns every edition stands on. */
export function kernelModules(shelf: Shelf): Module[] {
  return [calendarModule, accessModule, partiesModule, catalogueModule, filesModule(shelf), lotsModule, ledgerModule, printModule(new Press()), sheetsModule];
}

export const EDITIONS = ["market"] as const;
export type EditionName = (typeof EDITIONS)[number];

/** What a deployment is made of; `keyFolder` keeps the market's own key. Only this file and its neighbours in app/ know all modules. */
export function edition(_name: EditionName, shelf: Shelf, payer: Payer = NO_PAYER, keyFolder: string | null = null): Module[] {
  return [...kernelModules(shelf), settlementModule, paymentsModule(payer), offersModule, intakeModule, stallModule, clockModule(), claimsModule, contractsModule, pooledModule(keyFolder), lossModule, bankModule, packagingModule, agentsModule, batchesModule, pricesModule, collectionModule, indexModule, bulletinsModule, opendataModule, guidanceModule];
}
