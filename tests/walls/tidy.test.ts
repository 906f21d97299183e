import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { migrations, purity, shapes } from "../../scripts/tidy/habits.ts";
import { modules } from "../../scripts/tidy/modules.ts";
import { readTree } from "../../scripts/tidy/tree.ts";
import { cycles, walls } from "../../scripts/tidy/walls.ts";

/** Each wall gets a planted hole; a checker that does not see it is no checker. */
describe("the walls bite", () => {
  const planted: string[] = [];
  afterEach(() => planted.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  const plant = (files: Record<string, string>): string => {
    const root = mkdtempSync(join(tmpdir(), "hualian-walls-"));
    planted.push(root);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  };
  const wallsOf = (files: Record<string, string>) => walls(readTree(plant(files)));

  test.each([
    ["a module reads another module's store", "src/market/clock/module.ts", `import { sale } from "../settlement/store.ts";`],
    ["a module reads another module's rules, lazily", "src/market/clock/module.ts", `const rules = await import("../settlement/rules.ts");`],
    ["a module reaches into the kernel", "src/market/clock/module.ts", `import type { LedgerTables } from "../../kernel/ledger/store.ts";`],
    ["the office looks into the market", "src/office/plan/module.ts", `import { clock } from "../../market/clock/contract.ts";`],
    ["an engine leaves the engines", "src/engines/clock/run.ts", `import { uuid7 } from "../../kernel/machinery/ids.ts";`],
    ["an engine uses Node", "src/engines/clock/run.ts", `import { createHash } from "node:crypto";`],
    ["a contract uses Node", "src/market/clock/contract.ts", `import { readFileSync } from "node:fs";`],
    ["the kit knows a module", "src/ui/Table.tsx", `import { clock } from "../market/clock/contract.ts";`],
    ["somebody imports the composition", "src/market/clock/module.ts", `import { open } from "../../app/open.ts";`],
    ["a handler draws a page", "src/market/clock/module.ts", `import { Table } from "../../ui/Table.tsx";`],
    ["the product imports a test", "src/market/clock/module.ts", `import { openTestMarket } from "../../../tests/market.ts";`],
  ])("%s", (_what, path, text) => {
    const findings = wallsOf({ [path]: `${text}\n` });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule: "wall", file: path, line: 1 });
  });

  test("what is allowed passes", () => {
    expect(wallsOf({
      "src/market/clock/module.ts": `import { settlement } from "../settlement/contract.ts";\nimport { defineModule } from "../../kernel/machinery/module.ts";\nimport { takeIn } from "../../kernel/sheets/exchange.ts";\nimport type { KernelNouns } from "../../kernel/nouns.ts";\nimport { priceAt } from "../../engines/clock/programme.ts";\n`,
      "src/market/clock/pages/Wall.tsx": `import { Table } from "../../../ui/Table.tsx";\n`,
    })).toEqual([]);
  });

  test("imports in a circle are named with the whole circle", () => {
    const root = plant({ "src/app/a.ts": `import { b } from "./b.ts";\n`, "src/app/b.ts": `import { c } from "./c.ts";\n`, "src/app/c.ts": `import { a } from "./a.ts";\n` });
    expect(cycles(readTree(root))).toMatchObject([{ rule: "cycle", message: "imports run in a circle: src/app/a.ts → src/app/b.ts → src/app/c.ts → src/app/a.ts" }]);
  });

  test("time, chance and the network are seen in pure code, but not in its comments", () => {
    const root = plant({ "src/engines/x/x.ts": "// Date.now() is banned here\nexport const x = () => Date.now();\nexport const y = () => Math.random();\n/* new Date() */ export const z = new Date();\n" });
    expect(purity(readTree(root)).map(({ line }) => line).toSorted()).toEqual([2, 3, 4]);
  });

  test("a migration that writes in another module's schema is named", () => {
    const root = plant({
      "src/market/clock/contract.ts": "",
      "src/market/clock/migrations/2026-11-22-20-clock.sql": "create table clock.session (id uuid references kernel.party);\nalter table kernel.lot add column x int;\n",
    });
    expect(migrations(root)).toMatchObject([{ rule: "schema", line: 2 }]);
  });

  test("barrels, vague rooms and overgrown files are named", () => {
    const root = plant({ "src/market/clock/index.ts": "", "src/market/utils/x.ts": "", "src/market/clock/long.ts": "\n".repeat(500) });
    expect(shapes(readTree(root)).map(({ file }) => file).toSorted()).toEqual(["src/market/clock/index.ts", "src/market/clock/long.ts", "src/market/utils/x.ts"]);
  });

  test("a refusal without words and a module without README are named; so is a stale module map", async () => {
    const contract = `export const c = { module: "x", events: {}, actions: { a: { refuses: ["no_words_for_me"] } } };\n`;
    const root = plant({
      "src/market/x/contract.ts": contract, "src/market/x/module.ts": "", "src/market/x/words.zh.ts": "export const zh = { refusals: {} };\n",
      "src/market/x/words.en.ts": "export const en = { refusals: {} };\n", "ARCHITECTURE.md": "`src/market/gone`\n",
    });
    const said = (await modules(root)).map(({ file, message }) => `${file} ${message}`);
    expect(said).toEqual(expect.arrayContaining([
      "src/market/x/README.md is missing",
      'src/market/x/words.zh.ts has no words for the refusal "no_words_for_me"',
      "ARCHITECTURE.md does not name src/market/x",
      "ARCHITECTURE.md names src/market/gone, which is not there",
    ]));
  });
});
