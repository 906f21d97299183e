import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    not_enough_free: "Of lot {lot}, {free} are free ({held} more are ordered or held), not {asked}. Only free stock can be dealt with here.",
    not_lower: "Lot {lot} is grade {grade}; a downgrade goes down, not to {wanted}.",
    not_cheaper: "Lot {lot}: the new price has to be below the present one.",
    no_price: "Lot {lot} has no floor price and was never sold, so there is nothing to go down from. Set a price in the supply first.",
    receiver_needed: "Say who receives the donation.",
    say_what: "You chose “other”: say what it is.",
    waits_already: "Something about lot {lot} already waits for a second person ({no}).",
    decided_before: "{no} was decided already; read it again.",
    second_person_needed: "{name} proposed this; another person has to confirm it.",
    no_donation: "{no} is no donation that was done; there is no slip.",
    window_too_long: "Choose a first day before the last one, and {most} days at most.",
    too_many_rows: "{rows} rows are more than the {most} of one table; choose fewer days.",
  },
  actions: {
    ofGrowers: "Rates of every grower", terms: "Rules of loss", setTerms: "Change the rules of loss", ageing: "Ageing stock", receivers: "Find a receiver", record: "Downgrade, mark down, write off, donate", decide: "Confirm a loss", acts: "What was done", act: "See one", rates: "Clearance and loss rates", rateLines: "What a rate is made of",
    printDonation: "Print a donation slip", exportAgeing: "Export ageing stock", exportActs: "Export what was done", exportRates: "Export the rates",
  },
  acts: { downgrade: "Downgrade", markdown: "Mark down", write_off: "Write off", donation: "Donate" },
  reasons: { fading: "Past its best", unsold: "Does not sell", broken: "Broken", disease: "Pests or disease", cold: "Frost", heat: "Heat", dry: "Dried out", old_stock: "Kept too long", other: "Other" },
  states: { proposed: "Waits for a second person", done: "Done", declined: "Declined", withdrawn: "Withdrawn" },
  sources: { floor: "floor price", lot_sale: "last sale of the lot", item_sale: "last sale of the item", none: "no price" },
  dimensions: { grower: "Grower", item: "Item", channel: "Channel", day: "Day" },
  measures: { received: "Received", sold: "Sold", lost: "Written off or donated", downgraded: "Downgraded", marked: "Marked down" },
  kinds: { intake: "Received", split_in: "Split in", split_out: "Split off", count_up: "Counted more", count_down: "Counted less", take_back: "Given back", sale: "Sold", direct_sale: "Sold directly", return_in: "Returned", write_off: "Written off", donation: "Donated", downgrade: "Downgraded", markdown: "Marked down" },
  channels: { clock: "Clock", presale: "Presale", catalogue: "Catalogue", offer: "Offer", contract: "Contract", stall: "Stall", pooled: "Pooled", live: "Live" },
  total: "All",
} satisfies Words;
