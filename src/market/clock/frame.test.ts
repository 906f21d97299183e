import type { Writable } from "node:stream";
import { expect, test } from "vitest";
import * as ws from "ws";
import { textFrame } from "./frame.ts";

// The package exports it; its types do not say so.
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable };

/** Reads frames with the receiver of `ws`, as a client does. */
async function received(frames: Buffer): Promise<string[]> {
  const texts: string[] = [];
  const receiver = new Receiver({ isServer: false });
  receiver.on("message", (data: Buffer) => texts.push(data.toString("utf8")));
  receiver.write(frames);
  await new Promise((resolve) => setImmediate(resolve));
  return texts;
}

test("frames of every length, and several on end, are read as they were written", async () => {
  const texts = ["{}", "x".repeat(125), "x".repeat(126), "花".repeat(200), "x".repeat(65_535), "x".repeat(65_536), "蝴蝶兰".repeat(30_000)];
  const expected: string[] = [];
  for (const text of texts) {
    expected.push(text);
    expect(await received(textFrame(text))).toEqual([text]);
  }
  const all = Buffer.concat(texts.slice(0, 4).map(textFrame));
  expect(await received(all)).toEqual(expected.slice(0, 4));
});
