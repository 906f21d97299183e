import { batches } from "../../../growing/batches/contract.ts";
import { access } from "../../../kernel/access/contract.ts";
import { calendar } from "../../../kernel/calendar/contract.ts";
import { catalogue } from "../../../kernel/catalogue/contract.ts";
import { files } from "../../../kernel/files/contract.ts";
import { ledger } from "../../../kernel/ledger/contract.ts";
import { lots } from "../../../kernel/lots/contract.ts";
import type { Contract } from "../../../kernel/machinery/contract.ts";
import { parties } from "../../../kernel/parties/contract.ts";
import { print } from "../../../kernel/print/contract.ts";
import { sheets } from "../../../kernel/sheets/contract.ts";
import { guidance } from "../../../knowledge/guidance/contract.ts";
import { prices } from "../../../knowledge/prices/contract.ts";
import { agents } from "../../../market/agents/contract.ts";
import { bank } from "../../../market/bank/contract.ts";
import { claims } from "../../../market/claims/contract.ts";
import { clock } from "../../../market/clock/contract.ts";
import { contracts } from "../../../market/contracts/contract.ts";
import { intake } from "../../../market/intake/contract.ts";
import { loss } from "../../../market/loss/contract.ts";
import { offers } from "../../../market/offers/contract.ts";
import { packaging } from "../../../market/packaging/contract.ts";
import { payments } from "../../../market/payments/contract.ts";
import { pooled } from "../../../market/pooled/contract.ts";
import { settlement } from "../../../market/settlement/contract.ts";
import { stall } from "../../../market/stall/contract.ts";

/** Every module of the market edition, in the order of a lot's life; a test compares it with what the server runs. */
export const CONTRACTS: readonly Contract[] = [intake, offers, contracts, pooled, clock, stall, settlement, bank, payments, claims, loss, packaging, agents, batches, prices, guidance, lots, catalogue, parties, ledger, print, files, calendar, access, sheets];
