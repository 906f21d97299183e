import { print } from "../../kernel/print/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { MAX_LINES_PRINTED, settlement } from "./contract.ts";
import { accountData, slipData } from "./paper-data.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "printPaper" | "printSlip">;

/** Whoever may read a paper may print it: both ask the reading action, with its own rules about whose it is. */
export const printHandlers: Noun = {
  async printPaper({ ask }, { statementId, ...wanted }) {
    const detail = await ask(settlement.actions.paper, { statementId, limit: MAX_LINES_PRINTED });
    const { paper } = detail;
    const data = accountData(detail);
    return paper.side === "seller"
      ? ask(print.actions.render, { ...wanted, name: paper.no, paper: { kind: "statement", papers: [{ ...data, grower: paper.party }] } })
      : ask(print.actions.render, { ...wanted, name: paper.no, paper: { kind: "bill", papers: [{ ...data, buyer: paper.party }] } });
  },

  async printSlip({ ask }, { businessDate, buyerId, ...wanted }) {
    const slip = await ask(settlement.actions.slip, { businessDate, ...(buyerId === undefined ? {} : { buyerId }) });
    return ask(print.actions.render, { ...wanted, name: slip.no, paper: { kind: "distribution_slip", papers: [slipData(slip)] } });
  },
};
