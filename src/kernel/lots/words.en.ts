import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    unknown_item: "There is no such trade item. Choose one from the list.",
    lot_closed: "Lot {lot} is closed and cannot be changed.",
    not_enough_stock: "Lot {lot} has too little left: {free} free, {held} held, {asked} asked.",
  },
} satisfies Words;
