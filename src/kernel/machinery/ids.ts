import { randomBytes } from "node:crypto";

/** The product's only source of time and chance; tests and replays pass their own. */
export interface World {
  now(): Date;
  random(bytes: number): Uint8Array;
}

export const realWorld: World = {
  now: () => new Date(),
  random: (bytes) => randomBytes(bytes),
};

/** A time-ordered UUID (RFC 9562, version 7), so that rows written together lie together. */
export function uuid7(world: World): string {
  const bytes = Buffer.from(world.random(16));
  bytes.writeUIntBE(world.now().getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
