import { defineModule, hear } from "../../kernel/machinery/module.ts";
import { intake } from "../intake/contract.ts";
import { advanceHandlers } from "./advance.ts";
import { ageingHandlers } from "./ageing.ts";
import { agencyHandlers } from "./agency.ts";
import { bankHandlers } from "./bank.ts";
import { bookedHandlers } from "./booked.ts";
import { claimHandlers } from "./claim.ts";
import { closeHandlers, stepHeard } from "./close.ts";
import { settlement } from "./contract.ts";
import { correctionHandlers } from "./correction.ts";
import { declarationHandlers } from "./declarations.ts";
import { directHandlers } from "./direct.ts";
import { exchangeHandlers } from "./exchange.ts";
import { dueFileHandlers } from "./due-file.ts";
import { monthHandlers } from "./month.ts";
import { overviewHandlers } from "./overview.ts";
import { paperHandlers } from "./papers.ts";
import { paymentBackHandlers } from "./payment-back.ts";
import { payerHandlers } from "./payer.ts";
import { paymentHandlers } from "./payment.ts";
import { printHandlers } from "./print.ts";
import { reversalHandlers } from "./reversal.ts";
import { saleHandlers } from "./sale.ts";
import { slipHandlers } from "./slip.ts";
import type { Tables } from "./store.ts";
import { termExchangeHandlers } from "./term-exchange.ts";
import { termHandlers } from "./terms.ts";
import { transferHandlers } from "./transfer.ts";
import { wholeDayHandlers } from "./whole-day.ts";
import { voucherHandlers } from "./vouchers.ts";
import { workbookHandlers } from "./workbook.ts";

export const settlementModule = defineModule<typeof settlement, Tables>(settlement, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: {
    ...saleHandlers, ...bookedHandlers, ...directHandlers, ...transferHandlers, ...agencyHandlers, ...claimHandlers, ...overviewHandlers, ...closeHandlers, ...reversalHandlers, ...paperHandlers, ...slipHandlers, ...printHandlers, ...workbookHandlers, ...bankHandlers, ...paymentHandlers, ...paymentBackHandlers, ...monthHandlers,
    ...termHandlers, ...termExchangeHandlers, ...dueFileHandlers, ...ageingHandlers, ...advanceHandlers, ...payerHandlers, ...correctionHandlers, ...wholeDayHandlers,
    ...declarationHandlers, ...voucherHandlers,
    ...exchangeHandlers,
  },
  hears: [
    stepHeard,
    /** The grade column of a statement tells what the grading desk changed. */
    hear(intake, "lotGraded", async ({ tx }, { payload }) => {
      await tx.insertInto("settlement.lot_grade").values({ lot_id: payload.lotId, first: payload.before ?? payload.grade, latest: payload.grade })
        .onConflict((conflict) => conflict.column("lot_id").doUpdateSet({ latest: payload.grade })).execute();
    }),
  ],
});
