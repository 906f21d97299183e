import type { zh } from "./words.zh.ts";

export const en = {
  refusals: {
    grower_needed: "This is for growers; open it with a grower's account.", week_is_past: "This week is past.", too_far: "Too far ahead; {weeks} weeks at most.", heated_too_long: "Heated for {heated} weeks, longer than the {grow} it grows.",
    nothing_left: "Nothing of {no} is left to sell.", unknown_species: "There is no such species.", withdrawn_before: "This estimate has been withdrawn.",
  },
  actions: {
    candidates: "What to plant", candidate: "What to plant (one item)", cost: "My costs", setCost: "Change my costs", dropCost: "Drop my costs", selling: "How to sell", ahead: "Supply ahead", arrivals: "Expected from elsewhere", enterArrival: "Enter what comes from elsewhere", withdrawArrival: "Withdraw an estimate", assumptions: "What advice assumes", assume: "Change what advice assumes",
  },
  verdicts: { plant: "Worth it", careful: "With care", full: "No more", losing: "Below cost", unknown: "Cannot tell" },
  channels: { clock: "Clock", presale: "Presale", catalogue: "Catalogue", stall: "Stall", pooled: "Pooled orders", live: "Live" },
} satisfies typeof zh;
