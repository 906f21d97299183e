import { afterAll, beforeAll, describe, test } from "vitest";
import { startProcess } from "../process.ts";
import { appoint } from "./cast.ts";
import { DEEDS, GROWERS, type Story } from "./enterprise-order.ts";

/** J2: one enterprise's order of 100,000 pots, thirty-seven growers, one invoice. The second time the server is killed between any two steps. */
describe.each([{ how: "in one run", kills: false }, { how: "with kill -9 between any two steps", kills: true }])("J2, $how", ({ kills }) => {
  let story: Story;
  beforeAll(async () => {
    const market = await startProcess();
    story = { market, cast: await appoint(market, { growers: GROWERS, buyers: 1 }), day: new Date(Date.now() + 4 * 3_600_000).toISOString().slice(0, 10), orchid: "", kalanchoe: "", orderId: "", firstUnits: 0 };
  }, 240_000);
  afterAll(() => story.market.stop());

  for (const [n, deed] of DEEDS.entries()) {
    test(deed.name, async () => {
      if (kills && n > 0) {
        await story.market.kill();
        story.market = await story.market.again();
      }
      await deed.run(story);
    }, 180_000);
  }
});
