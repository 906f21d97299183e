import { z } from "zod";
import { contract } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { orderActions } from "./contract-orders.ts";
import { FAULTS, STATES } from "./rules.ts";
import { id } from "./views.ts";

export const pooled = contract("pooled", {
  ...orderActions,
}, {
  orderMoved: z.object({ orderId: id, no: z.string(), enterpriseId: id, hubId: id.nullable(), state: z.enum(STATES), step: z.string() }),
  growersAsked: z.object({ orderId: id, no: z.string(), round: z.int(), growerIds: z.array(id), answerBy: z.string() }),
  answered: z.object({ orderId: id, no: z.string(), growerId: id, accepted: z.int(), extra: z.int() }),
  allocated: z.object({ orderId: id, no: z.string(), round: z.int(), hash: z.string(), growerIds: z.array(id), given: z.int(), unplaced: z.int() }),
  parcelMoved: z.object({ parcelId: id, orderId: id, no: z.string(), growerId: id, lotId: id, state: z.string(), quantity: z.int() }),
  gapOpened: z.object({ orderId: id, no: z.string(), dropId: id, missing: z.int(), why: z.string() }),
  faulted: z.object({ orderId: id, no: z.string(), growerId: id.nullable(), kind: z.enum(FAULTS), units: z.int(), amount: z.int(), currency: z.string(), dueOn: day }),
  dropSettled: z.object({ orderId: id, no: z.string(), dropId: id, gross: z.int(), margin: z.int(), currency: z.string() }),
});
