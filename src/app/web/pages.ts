import { batchPages } from "../../growing/batches/pages/entries.ts";
import { adminPages } from "../../kernel/access/pages/admin/entries.ts";
import { accessPages } from "../../kernel/access/pages/entries.ts";
import { ledgerPages } from "../../kernel/ledger/pages/entries.ts";
import { partyPages } from "../../kernel/parties/pages/entries.ts";
import { printPages } from "../../kernel/print/pages/entries.ts";
import { guidancePages } from "../../knowledge/guidance/pages/entries.ts";
import { pricePages } from "../../knowledge/prices/pages/entries.ts";
import { bankPages } from "../../market/bank/pages/entries.ts";
import { agentPages } from "../../market/agents/pages/entries.ts";
import { claimPages } from "../../market/claims/pages/entries.ts";
import { clockPages } from "../../market/clock/pages/entries.ts";
import { contractPages } from "../../market/contracts/pages/entries.ts";
import { intakePages } from "../../market/intake/pages/entries.ts";
import { lossPages } from "../../market/loss/pages/entries.ts";
import { offersPages } from "../../market/offers/pages/entries.ts";
import { paymentPages } from "../../market/payments/pages/entries.ts";
import { packagingPages } from "../../market/packaging/pages/entries.ts";
import { pooledPages } from "../../market/pooled/pages/entries.ts";
import { settlementPages } from "../../market/settlement/pages/entries.ts";
import { stallPages } from "../../market/stall/pages/entries.ts";
import type { PageEntry } from "../../ui/page.ts";
import { homePages } from "./home/entries.ts";

/** Every page of the market edition. A module exports its own `PageEntry[]`; only this file lists the modules. */
export const pages: readonly PageEntry[] = [...homePages, ...intakePages, ...offersPages, ...contractPages, ...pooledPages, ...stallPages, ...clockPages, ...settlementPages, ...bankPages, ...paymentPages, ...claimPages, ...lossPages, ...packagingPages, ...agentPages, ...batchPages, ...guidancePages, ...pricePages, ...ledgerPages, ...partyPages, ...printPages, ...adminPages, ...accessPages];
