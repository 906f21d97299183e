/**
 * Every place of the product where an amount, a price, a share or a quantity is rounded, and how. A rule that is not in
 * this table does not exist: sums, differences and quantity × price are exact. `docs/guide/rounding.md` prints the
 * table, and a test holds each line against the code on figures at the border.
 *
 * half_up: half away from zero (四舍五入) · down, up: towards zero, away from it · fair: largest remainder, the parts sum
 * exactly to the whole · inwards: the lower bound up, the upper one down · refused: what does not fit is not rounded but sent back.
 */
export const ROUNDING_RULES = ["half_up", "down", "up", "fair", "inwards", "refused"] as const;

export interface RoundingPlace {
  readonly code: string;
  readonly rule: (typeof ROUNDING_RULES)[number];
  /** The file whose code rounds. */
  readonly file: string;
  readonly zh: string;
  readonly en: string;
}

export const ROUNDING_PLACES = [
  { code: "fee_rate", rule: "half_up", file: "engines/fees/fees.ts", zh: "按成交额的费用：一方一天、每项一次，全天合计乘费率后到分", en: "A fee by rate: once for each line over a party's whole day, the day's sum times the rate, to the fen" },
  { code: "fee_limits", rule: "half_up", file: "engines/fees/fees.ts", zh: "最低、最高：先到分，再套最低最高；没有成交不收最低额", en: "Minimum and maximum: rounded first, bounded then; without a sale no minimum is charged" },
  { code: "fee_correction", rule: "half_up", file: "market/settlement/rules.ts", zh: "冲销后的费用：原来那天整天重算，到分后取差额", en: "Fees after a sale was taken back: the whole earlier day is computed again and rounded, then the difference is taken" },
  { code: "advance", rule: "down", file: "market/settlement/rules.ts", zh: "预付比例：新成交额乘比例，舍去不足一分的", en: "An advance: fresh sales times the share, whatever is below a fen dropped" },
  { code: "stall_price", rule: "half_up", file: "market/stall/rules.ts", zh: "档口按别的单位计价：整行合计到分", en: "A stall's price in another unit: the line's total, to the fen" },
  { code: "stall_lump", rule: "fair", file: "market/stall/rules.ts", zh: "档口一口价：拆成相差一分的两种单价，合计一分不差", en: "A stall's lump price: two unit prices one fen apart, and the sum is exact" },
  { code: "stall_return", rule: "half_up", file: "market/stall/rules.ts", zh: "一口价退一部分：留下的按比例到分，每件不低于一分", en: "Part of a lump goes back: what stays is in proportion, to the fen, never below a fen a piece" },
  { code: "stall_pots", rule: "up", file: "market/stall/rules.ts", zh: "盆器另算的盆数：不满一盆算一盆", en: "Pots charged extra: a pot that is not full counts as one" },
  { code: "claim_regrade", rule: "half_up", file: "market/claims/rules.ts", zh: "改等级：低等级单价到分，再乘数量", en: "A regrade: the lower grade's unit price to the fen, then times the units" },
  { code: "quality_share", rule: "up", file: "market/claims/rules.ts", zh: "投诉率：进到百万分之一，有投诉就不会是零", en: "The share of claims: up to the millionth, so that a fault never disappears" },
  { code: "presale_share", rule: "down", file: "market/offers/rules.ts", zh: "钟前预售的数量：批次乘比例，舍去不满一单位的", en: "What may be presold: the lot times the share, whole units only" },
  { code: "cut_fairly", rule: "fair", file: "market/offers/rules.ts", zh: "不够分的货：按申请比例取整，剩下的给小数最大的", en: "Too little for all claims: whole parts in proportion, the rest to the largest fractions" },
  { code: "split_amount", rule: "fair", file: "engines/fees/rounding.ts", zh: "一笔钱分给几方：按权重取整，剩下的分给余数最大的，合计一分不差", en: "One amount over several: whole parts by weight, the rest to the largest remainders; the sum is exact" },
  { code: "contract_price", rule: "half_up", file: "engines/contract-price/contract-price.ts", zh: "合同公式价：参考价的平均乘系数一次到分，再加升贴水，最后套保底和封顶", en: "A contract's price by formula: mean reference times factor rounded once, to the fen; then the premium, then floor and cap" },
  { code: "contract_band", rule: "inwards", file: "market/contracts/rules.ts", zh: "合同数量的浮动范围：向里取整，不会让谁因为取整多担一盆", en: "The band around a contract's quantity: rounded inwards, so that nobody is held to a pot that rounding made" },
  { code: "contract_penalty", rule: "half_up", file: "market/contracts/rules.ts", zh: "违约金：数量乘单价乘百分比，一次到分", en: "A penalty: units times price times per cent, once, to the fen" },
  { code: "agent_commission", rule: "half_up", file: "market/agents/rules.ts", zh: "代拍佣金：每行清单按货款乘费率到分，再加按件的，最后套最低和封顶", en: "An agent's commission: for each line of a list the goods times the rate, to the fen; then by the piece; then minimum and cap" },
  { code: "agent_rebate", rule: "half_up", file: "market/agents/rules.ts", zh: "返佣：一个月的货款乘所到档的费率，一次到分", en: "A rebate: a month's goods times the rate of the tier they reach, once, to the fen" },
  { code: "mark_down", rule: "half_up", file: "market/loss/rules.ts", zh: "降价：原价减百分之几，到分，至少一分", en: "A mark-down: the price less so many per cent, to the fen, a fen at least" },
  { code: "clearance_rate", rule: "down", file: "market/loss/rules.ts", zh: "成交率：舍到百万分之一，不往好里算", en: "The clearance rate: down to the millionth, so that it never flatters" },
  { code: "loss_rate", rule: "up", file: "market/loss/rules.ts", zh: "损耗率：进到百万分之一，不往好里算", en: "The loss rate: up to the millionth, so that it never flatters" },
  { code: "crate_loss", rule: "up", file: "market/packaging/rules.ts", zh: "周转箱丢损率：进到百万分之一", en: "The loss rate of crates: up to the millionth" },
  { code: "unit_price", rule: "half_up", file: "engines/units/price.ts", zh: "换算单位的单价：到分，仅供比较，不据以结算", en: "A price told in another unit: to the fen, to compare by and never to settle by" },
  { code: "sheet_mean", rule: "half_up", file: "engines/price-sheet/price-sheet.ts", zh: "行情的均价：金额除以数量，到分，仅供参考", en: "Mean prices of the price sheet: value over volume, to the fen, to look at only" },
  { code: "clock_start", rule: "up", file: "market/clock/rules.ts", zh: "建议起拍价：近期中位价加成后进到整步", en: "The proposed start of a clock: recent median and margin, up to a whole step" },
  { code: "clock_floor", rule: "down", file: "market/clock/rules.ts", zh: "花农没定保护价时：起拍价的几分之一，舍去，至少一分", en: "The floor when the grower set none: a part of the start, rounded down, a fen at least" },
  { code: "typed_money", rule: "refused", file: "engines/fees/money.ts", zh: "输入的金额：多于两位小数的退回重填，不替人取舍", en: "Money that is typed: more than two decimals are sent back, never rounded for anybody" },
  { code: "sheet_money", rule: "refused", file: "engines/table/figure-columns.ts", zh: "表格里的金额：按表格的十五位数字读，恰好是整分才收，3.3 就是 3.30", en: "Money in a workbook: read with the fifteen digits a spreadsheet has, taken when it is a whole number of fen, 3.3 being 3.30" },
] as const satisfies readonly RoundingPlace[];
