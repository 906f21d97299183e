import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { z } from "zod";
import { lots } from "../src/kernel/lots/contract.ts";
import { contract, read, write } from "../src/kernel/machinery/contract.ts";
import { defineModule, hear, type Module } from "../src/kernel/machinery/module.ts";

interface MemoTables {
  "memo.heard": { n: number; lot_id: string; kind: string; quantity: number; at: Date };
  "memo.sum": { lot_id: string; moved: number };
}

const text = z.string().max(100);
export const memo = contract("memo", {
  note: write({ summary: "Notes a word; the word 'bad' is refused and 'bug' breaks.", who: ["grower", "internal"], input: z.object({ word: text, pin: text.default("") }), output: z.object({ word: text, n: z.int() }), refuses: ["bad_word"], secret: ["pin"] }),
  circle: write({ summary: "Asks itself for ever.", who: ["grower"], input: z.object({}), output: z.object({}), refuses: [] }),
  whisper: read({ summary: "Reads and tells a fact all the same, which a read may not.", who: ["grower"], input: z.object({}), output: z.object({}), refuses: [] }),
  count: read({ summary: "How often I heard.", who: ["signed_in"], input: z.object({}), output: z.object({ heard: z.int() }), refuses: [] }),
}, {
  noted: z.object({ word: text }),
});

const SCHEMA = `create schema memo;
create table memo.heard (n bigint generated always as identity primary key, lot_id uuid not null, kind text not null, quantity integer not null, at timestamptz not null);
create table memo.sum (lot_id uuid primary key, moved bigint not null);
`;

export interface Memo {
  readonly module: Module;
  readonly folder: { module: string; folder: URL };
  /** Set to an event's quantity, it makes the listener fail at that event. */
  stumbleAt: number | null;
}

/** A small module of the tests' own: it hears what lots do, derives two tables, and can be made to stumble. */
export function memoModule(): Memo {
  const folder = mkdtempSync(join(tmpdir(), "hualian-memo-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "2026-11-22-90-memo.sql"), SCHEMA);
  let notes = 0;
  const made: Memo = {
    stumbleAt: null,
    folder: { module: "memo", folder: pathToFileURL(`${folder}/`) },
    module: defineModule<typeof memo, MemoTables>(memo, {
      derived: ["memo.heard", "memo.sum"],
      migrations: pathToFileURL(`${folder}/`),
      handlers: {
        async note({ emit, refuse }, { word }) {
          if (word === "bad") return refuse("bad_word");
          if (word === "bug") throw new Error("a bug");
          await emit("noted", { word });
          return { word, n: ++notes };
        },
        circle: ({ ask }) => ask(memo.actions.circle, {}),
        async whisper({ emit }) {
          await emit("noted", { word: "psst" });
          return {};
        },
        async count({ tx }) {
          const { heard } = await tx.selectFrom("memo.heard").select((of) => of.fn.countAll<number>().as("heard")).executeTakeFirstOrThrow();
          return { heard };
        },
      },
      hears: [
        hear(lots, "lotMoved", async ({ tx }, { payload, at }) => {
          if (payload.quantity === made.stumbleAt) throw new Error(`stumbles at ${payload.quantity}`);
          await tx.insertInto("memo.sum").values({ lot_id: payload.lotId, moved: payload.quantity })
            .onConflict((conflict) => conflict.column("lot_id").doUpdateSet({ moved: sql<number>`memo.sum.moved + ${payload.quantity}` })).execute();
          await sql`insert into memo.heard (lot_id, kind, quantity, at) values (${payload.lotId}, ${payload.kind}, ${payload.quantity}, ${at})`.execute(tx);
        }),
      ],
    }),
  };
  return made;
}
