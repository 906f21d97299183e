import type { ClockWords } from "./words.zh.ts";

export const en = {
  phase: {
    waiting: "Next lot soon",
    coming: "Coming up",
    running: "Descending",
    floor: "At the floor",
    hold: "Pressed",
    sold: "Sold",
    passed: "Passed",
    paused: "Paused",
    reconnecting: "Reconnecting",
  },
  over: "Finished",
  mine: "Mine",
  anonymous: "Anonymous buyer",
  press: "Press",
  pressAt: (price: string) => `Press at ${price}`,
  start: "Start",
  floor: "Floor",
  myLimit: "My limit",
  left: "",
  of: (quantity: string, unit: string) => `${quantity} ${unit}`,
  noPhoto: "No photo",
  beaten: (ms: number | undefined, steps: number | undefined) =>
    steps !== undefined && steps > 0 ? `Beaten by ${steps} ${steps === 1 ? "step" : "steps"}` : ms === undefined ? "Beaten narrowly" : `Same step, beaten by ${ms} ms`,
  holdHint: "waiting for the window…",
  lostPrice: "The price counts again once reconnected",
  announceSold: (price: string, quantity: string, mine: boolean) => `${mine ? "Mine" : "Sold"}, ${price}, ${quantity}`,
} satisfies ClockWords;
