import type { zh } from "./words.zh.ts";

export const en = {
  refusals: {
    not_an_outlier: "This price is no outlier and needs no reason.", already_so: "It is so already.", nothing_to_keep: "This observation has no usable price.", no_such_series: "The source has no such item.",
    unknown_account: "There is no such log-in.", repeated_line: "Line {n} of the list stands there twice.", code_taken: "This code belongs to a source of files; choose another.",
    not_your_point: "You do not collect for this point.", point_closed: "This point is closed.", too_late: "Prices are entered for today and the {days} days before, never for later.", no_such_line: "The list has no line {n}; load it again.",
    outlier_needs_reason: "The price of {item} is far from the recent ones. Look again; if it is so, choose a reason.",
  },
  actions: {
    sources: "Sources of prices", observations: "Prices for statistics", rows: "Observations", versions: "Versions", batches: "Batches", problems: "Problems of a batch", explain: "Explain an outlier", exclude: "Exclude or restore a price", setMarket: "Origin or destination",
    unmapped: "Items of the sources", map: "Map an item", mapGrade: "Map a grade", grades: "Grades of a source", points: "Collection points", setPoint: "Set a collection point", myPoints: "My points", enter: "Enter prices", excludedSales: "Sales left out of statistics", beside: "Origin beside destination", takeStaged: "Merge staged prices",
  },
  units: { pot: "pot", stem: "stem", bunch: "bunch", plant: "plant", spike: "spike", piece: "piece", box: "box", layer: "layer", trolley: "trolley", kilogram: "kg" },
  channels: { auction: "Auction", wholesale: "Wholesale", retail: "Retail", ecommerce: "E-commerce", contract: "Contract", stall: "Stall", own: "This market" },
  sides: { origin: "Origin", destination: "Destination" },
  statuses: { kept: "Counted", missing: "No price", named: "Problem", excluded: "Excluded", outlier: "Needs a reason" },
  problems: {
    negative_quantity: "negative quantity", zero_quantity: "a price without quantity (zero)", negative_price: "negative price", min_above_max: "lowest above highest", min_above_mean: "lowest above the mean", mean_above_max: "mean above the highest", conflicting_rows: "two different prices for one item and day",
  },
  outlierReasons: { festival: "Festival", short_supply: "Short supply", glut: "Glut", weather: "Weather", quality_high: "Outstanding quality", quality_low: "Poor quality", small_lot: "Very few sold", new_variety: "New variety", confirmed: "Checked, it is so" },
  exclusions: { withdrawn: "Sale taken back", wash: "Sold back and forth", related_party: "Related parties", wrong_item: "Wrong item", typing_error: "Typing error" },
  because: { same_party: "buyer and seller are one", owner: "the same people", phone: "the same phone", bank_account: "the same bank account" },
  batchKinds: { file: "File", entry: "Entry", desk: "Desk" },
  mends: {
    missing: "Fill this cell.", missing_column: "Add the column, or say it with an option.", bad_day: "Write a day like 2026-05-29.", bad_unit: "Use pot, stem, bunch, plant, spike, piece, box or kilogram.", bad_channel: "Use auction, wholesale, retail, ecommerce, contract or stall.",
    bad_reason: "Use a reason code of the standard.", bad_currency: "Write three letters such as CNY, KRW, TWD.", not_a_number: "Write a number.", too_many_decimals: "A price has at most three decimals.", too_large: "Too large; look again.", too_small: "Too small; look again.", not_whole: "Write a whole quantity.",
    too_long: "Shorten the text.", formula: "Put the value in place of the formula.", bad_text: "Remove line breaks and other unseen signs.",
  },
} satisfies typeof zh;
