/**
 * The stock channel, as plain JSON over one WebSocket at /live/stock. The server speaks, screens listen: what is left of lots,
 * items and supply lines, and which orders and requests of the listener have changed. Figures are whole and not differences, so a
 * message that was missed does no harm; a screen that comes back reads its page again.
 */
export const STOCK_PATH = "/live/stock";

export type StockMessage =
  | { readonly k: "hello"; readonly protocol: 1 }
  /** [id, left]: lots and lines by id, items over all that is offered of them. */
  | { readonly k: "left"; readonly lots: readonly (readonly [string, number])[]; readonly items: readonly (readonly [string, number])[]; readonly lines: readonly (readonly [string, number])[] }
  /** A supply line is new, has other prices, or has ended. */
  | { readonly k: "line"; readonly line: string }
  | { readonly k: "order"; readonly order: string; readonly state: string }
  | { readonly k: "request"; readonly request: string; readonly state: string };

/** Codes with which a socket is closed. */
export const STOCK_CLOSE = { shutdown: 1001, tooManyHere: 4001, tooMany: 4003, slow: 4004, silent: 4005, signedOut: 4007 } as const;
