import type { Handlers } from "../../kernel/machinery/module.ts";
import { giveOut, giveTemplate, takeIn } from "../../kernel/sheets/exchange.ts";
import type { agents } from "./contract.ts";
import { CLIENTS, FILLS, LINES, contextOf, planningOf, unitText, writtenLine, type KnownItem, type Wish } from "./list.ts";
import { changeLine, openList, openedList, whose, writeLines } from "./lists.ts";
import { MAX_LINES_A_LIST } from "./rules.ts";
import { packingOf, type AgentScene } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { LineInput, ListView } from "./views.ts";
import { agents as contract } from "./contract.ts";

type Noun = Pick<Handlers<typeof agents, Tables>, "exportClients" | "exportFills" | "exportList" | "listTemplate" | "importList">;

export const exchangeHandlers: Noun = {
  async exportClients(scene, { language }) {
    const { clients } = await scene.ask(contract.actions.clients, { limit: 500 });
    return giveOut(CLIENTS, clients, await contextOf(scene, language), scene.businessDate);
  },

  async exportFills(scene, { listId, language }) {
    const list = await scene.ask(contract.actions.list, { listId });
    const rows = list.items.flatMap((line) => line.fills.map((fill) => ({
      ...fill, line: line.place, item: language === "en" && fill.itemEn !== "" ? fill.itemEn : fill.itemZh, unit: unitText(fill.unit, language), back: fill.backAt === null ? null : fill.backReason,
    })));
    return giveOut(FILLS, rows, await contextOf(scene, language), list.no);
  },

  async exportList(scene, { listId, language }) {
    const list = await scene.ask(contract.actions.list, { listId });
    const items = await itemsOf(scene);
    return giveOut(LINES, list.items.map((line) => writtenLine(line, items)), await contextOf(scene, language), list.no);
  },

  async listTemplate(scene, { language }) {
    return giveTemplate(LINES, await contextOf(scene, language));
  },

  async importList(scene, { listId, clientId, agentId, note, ...file }) {
    const known = await scene.tx.selectFrom("agents.list").select("id").where("id", "=", listId).executeTakeFirst();
    if (known !== undefined) await openedList(scene, listId);
    else if (clientId === undefined && agentId === undefined) return scene.refuse("unknown_agent", { agent: "" });
    const before: ListView | null = known === undefined ? null : await scene.ask(contract.actions.list, { listId });
    const items = await itemsOf(scene);
    return takeIn(scene, file, {
      list: LINES, context: await contextOf(scene, "zh"), most: MAX_LINES_A_LIST,
      planning: async () => planningOf({ lines: before?.items ?? [], items }),
      apply: async ({ changes, creates }, done) => {
        for (const { after } of changes) {
          const line = await scene.tx.selectFrom("agents.line").selectAll().where("id", "=", after.lineId!).forUpdate().executeTakeFirstOrThrow();
          await changeLine(scene, line, { quantity: after.written, limitPrice: after.limitPrice, grade: after.grade, priority: after.priority, substitute: after.substitute });
          done();
        }
        if (creates.length === 0) return;
        const fresh = creates.map(({ value }) => inputOf(value));
        if (before === null) {
          const { client, as } = await whose(scene, clientId, agentId);
          await openList(scene, { listId, client, as, wantedOn: scene.businessDate, source: "", note }, fresh);
        } else await writeLines(scene, listId, fresh);
        for (const _ of fresh) done();
      },
    });
  },
};

const inputOf = (wish: Wish): LineInput => ({ said: "", itemId: wish.itemId, spec: wish.spec, grade: wish.grade, quantity: wish.written, limitPrice: wish.limitPrice, priority: wish.priority, substitute: wish.substitute });

async function itemsOf({ tx }: AgentScene): Promise<KnownItem[]> {
  const rows = await tx.selectFrom("kernel.trade_item").select(["id", "code", "zh", "unit", "packing"]).execute();
  return rows.map((row) => ({ ...row, packing: packingOf(row.packing) }));
}
