/**
 * Every number the simulation stands on, with its unit and where it comes from. Nothing here was chosen by what came out.
 * "assumed" means: a round figure within what the trade would call ordinary, not a measurement.
 */

export interface Assumptions {
  readonly warmUpWeeks: number;
  readonly weeks: number;
  readonly growers: number;
  readonly items: number;
  readonly towns: number;
  readonly leastItems: number;
  readonly mostItems: number;
  readonly valuePerGrower: number;
  readonly sizeSpread: number;
  readonly headroom: number;
  readonly elasticity: number;
  readonly enterpriseElasticity: number;
  readonly enterpriseShare: number;
  readonly shockPersistence: number;
  readonly shockDeviation: number;
  readonly commonShare: number;
  readonly needRevision: number;
  readonly floorPrice: number;
  readonly capPrice: number;
  readonly spotFee: number;
  readonly agentFee: number;
  readonly cobweb: number;
  readonly leastAdaption: number;
  readonly mostAdaption: number;
  readonly plantingError: number;
  readonly creditShare: number;
  readonly coldWaves: number;
  readonly coldKill: number;
  readonly storms: number;
  readonly stormKill: number;
  readonly townHit: number;
  readonly delayFrom: number;
  readonly ordinaryLoss: number;
  readonly heatFen: number;
  readonly placeFen: number;
  readonly pooledShare: number;
  readonly contractLink: number;
  readonly contractFloor: number;
  readonly leastAccepted: number;
  readonly mostAccepted: number;
  readonly riskPremium: number;
  readonly hubMargin: number;
  readonly hubHandling: number;
  readonly defaultRate: number;
  readonly penalty: number;
  readonly offGrade: number;
  readonly banWeeks: number;
}

export const USUAL: Assumptions = {
  warmUpWeeks: 52, weeks: 156, growers: 300, items: 60, towns: 12, leastItems: 4, mostItems: 8, valuePerGrower: 40_000_000, sizeSpread: 0.6, headroom: 1.2,
  elasticity: 1.3, enterpriseElasticity: 0.4, enterpriseShare: 0.3, shockPersistence: 0.8, shockDeviation: 0.12, commonShare: 0.3, needRevision: 0.1,
  floorPrice: 0.6, capPrice: 3, spotFee: 0.04, agentFee: 0.04,
  cobweb: 1, leastAdaption: 0.3, mostAdaption: 0.99, plantingError: 0.25, creditShare: 0.3,
  coldWaves: 0.12, coldKill: 0.35, storms: 0.05, stormKill: 0.1, townHit: 0.6, delayFrom: 0.5, ordinaryLoss: 0.05, heatFen: 0.3, placeFen: 0.3,
  pooledShare: 0.6, contractLink: 0.5, contractFloor: 0.85, leastAccepted: 0.2, mostAccepted: 0.9, riskPremium: 0.15,
  hubMargin: 0.08, hubHandling: 0.05, defaultRate: 0.15, penalty: 0.1, offGrade: 0.1, banWeeks: 26,
};

export interface Said {
  readonly what: string;
  readonly unit: string;
  readonly source: string;
}

/** A line for each number, printed with every result. */
export const SAID: Record<keyof Assumptions, Said> = {
  warmUpWeeks: { what: "weeks run before anything is measured, each world with its own mechanism", unit: "weeks", source: "assumed" },
  weeks: { what: "weeks measured", unit: "weeks", source: "the question: 3 years" },
  growers: { what: "growers", unit: "growers", source: "the question" },
  items: { what: "trade items, of eight kinds", unit: "items", source: "the question" },
  towns: { what: "towns; weather hits a town as a whole", unit: "towns", source: "towns of Qingzhou, public documents 2021-2024" },
  leastItems: { what: "items a grower knows, at least", unit: "items", source: "assumed" },
  mostItems: { what: "items a grower knows, at most", unit: "items", source: "assumed" },
  valuePerGrower: { what: "average yearly sales a grower at reference prices", unit: "fen", source: "assumed: a family greenhouse of 1-10 mu" },
  sizeSpread: { what: "deviation of the logarithm of growers' size", unit: "log", source: "assumed" },
  headroom: { what: "greenhouse area above the most a normal year needs", unit: "ratio", source: "assumed" },
  elasticity: { what: "price elasticity of consumers, ± 0.3 by item", unit: "-", source: "ornamentals are mostly price-elastic: Hovhannisyan and Khachatryan 2017, Agribusiness 33(2):226" },
  enterpriseElasticity: { what: "how enterprises cut a need when it is dearer than the reference", unit: "-", source: "assumed: a planned need bends little" },
  enterpriseShare: { what: "share of demand that is enterprises' needs, in BOTH worlds", unit: "share", source: "assumed" },
  shockPersistence: { what: "autoregression of consumers' demand from week to week", unit: "-", source: "assumed; AR(1) in logarithms" },
  shockDeviation: { what: "weekly shock of consumers' demand", unit: "log", source: "assumed; weekly wholesale prices of lilies are forecast to 12-24 %: MDPI Electronics 13(18):3646" },
  commonShare: { what: "part of the shock's variance that all items share", unit: "share", source: "assumed" },
  needRevision: { what: "what enterprises really need differs from what they planned", unit: "log", source: "assumed" },
  floorPrice: { what: "floor of the spot market; below it goods stay unsold", unit: "of reference", source: "the clock has a floor (保护价); height set once, on spot-only worlds, so that they throw away some of what is ready (about 95 % clear at auctions)" },
  capPrice: { what: "price above which nobody buys", unit: "of reference", source: "assumed" },
  spotFee: { what: "market fee taken from the grower's spot sales", unit: "share", source: "assumed; the law allows 5 % a side if not agreed (拍卖法 art. 56)" },
  agentFee: { what: "buying agent's fee paid by enterprises at spot", unit: "share", source: "assumed" },
  cobweb: { what: "elasticity of plantings to the expected price (0: no cobweb)", unit: "-", source: "Ezekiel 1938, QJE 52(2):255; size assumed" },
  leastAdaption: { what: "part of the gap to the seen price that a grower closes in 7 weeks, least", unit: "share", source: "Nerlove 1958, QJE 72(2):227; size assumed" },
  mostAdaption: { what: "the same, most (1 would be naive: the last price)", unit: "share", source: "the same" },
  plantingError: { what: "private error of each planting", unit: "log", source: "assumed" },
  creditShare: { what: "credit for inputs, of a year's working capital", unit: "share", source: "assumed" },
  coldWaves: { what: "chance of a cold wave in a week with a mean below 3 °C", unit: "a week", source: "assumed" },
  coldKill: { what: "share killed by the worst wave, tender item, open grower", unit: "share", source: "assumed" },
  storms: { what: "chance of a storm in a week of June to August", unit: "a week", source: "assumed" },
  stormKill: { what: "share killed by the worst storm, open grower", unit: "share", source: "assumed" },
  townHit: { what: "chance that a wave or storm reaches a town", unit: "share", source: "assumed" },
  delayFrom: { what: "severity from which a cold wave delays what grows by a week", unit: "0-1", source: "assumed" },
  ordinaryLoss: { what: "plants that never become saleable in good weather", unit: "share", source: "assumed" },
  heatFen: { what: "heating, per dm² of heated bench, °C below the item's minimum and week", unit: "fen", source: "1,000 m² at 13 °C burned 50 t of coal in 3 months (chla.com.cn 2010), coal at 1,000 yuan assumed" },
  placeFen: { what: "rent and hired labour, per dm² of greenhouse and week", unit: "fen", source: "assumed" },
  pooledShare: { what: "share of enterprises' needs ordered ahead, in the pooled world", unit: "share", source: "assumed" },
  contractLink: { what: "part of the contract price that follows the last spot price", unit: "share", source: "assumed: floor + index" },
  contractFloor: { what: "floor of the contract price", unit: "of its reference", source: "assumed" },
  leastAccepted: { what: "part of his normal output a grower would promise, least", unit: "share", source: "assumed" },
  mostAccepted: { what: "the same, most", unit: "share", source: "assumed" },
  riskPremium: { what: "price a grower gives up for certainty, at most", unit: "share", source: "assumed" },
  hubMargin: { what: "kept by the hub of what enterprises pay", unit: "share", source: "assumed: about market fee and agent's fee together" },
  hubHandling: { what: "what collecting and grading costs the hub", unit: "of value", source: "assumed" },
  defaultRate: { what: "who breaks a promise when that pays him (growers sell beside it, enterprises refuse)", unit: "chance", source: "assumed; up to 80 % in one paper of 2012" },
  penalty: { what: "penalty for what is short or refused", unit: "of contract value", source: "assumed" },
  offGrade: { what: "off-grade pots an enterprise takes, at the price of their grade", unit: "of a quota", source: "assumed" },
  banWeeks: { what: "weeks without new quotas after a broken promise", unit: "weeks", source: "assumed" },
};

/** Throws RangeError when a number is not finite or negative, a count not whole, or a share above 1. */
export function assertAssumptions(given: Assumptions): void {
  for (const [name, value] of Object.entries(given) as [keyof Assumptions, number][]) {
    const { unit } = SAID[name];
    const counted = unit === "weeks" || unit === "growers" || unit === "items" || unit === "towns";
    if (!Number.isFinite(value) || value < 0 || (counted && !Number.isInteger(value))) throw new RangeError(`${name} must be ${counted ? "a whole number" : "a number"} of at least 0, not ${value}`);
    if ((unit === "share" || unit === "chance" || unit === "a week") && value > 1) throw new RangeError(`${name} is a share and at most 1, not ${value}`);
  }
  for (const name of ["weeks", "growers", "items", "towns", "leastItems"] as const) if (given[name] < 1) throw new RangeError(`${name} must be at least 1`);
  if (given.mostItems > given.items || given.leastItems > given.mostItems) throw new RangeError("items a grower knows must lie between leastItems and all items");
  if (given.shockPersistence >= 1) throw new RangeError("a shock that never fades has no average");
}
