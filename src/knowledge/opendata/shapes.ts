import { OBS_STATUS, type DatasetColumn, type DatasetShape, type Name } from "../../engines/open-data/dataset.ts";
import { UNITS, UNIT_WORDS } from "../../engines/units/units.ts";
import { GRADES } from "../../kernel/lots/contract.ts";

const name = (zh: string, en: string): Name => ({ zh, en });
const column = (id: string, type: DatasetColumn["type"], role: DatasetColumn["role"], title: Name, description: Name, codes?: DatasetColumn["codes"]): DatasetColumn => ({ name: id, type, role, title, description, ...(codes === undefined ? {} : { codes }) });
const STATUS = column("obs_status", "string", "attribute", name("观测状态", "Observation status"), name("SDMX 代码：数缺的时候写明原因。", "SDMX code; where a number is missing it says why."), OBS_STATUS);
export const UNGRADED = "ungraded";
export const OTHER_VENUES = "market";

const price = (id: string, zh: string, en: string, how: Name): DatasetColumn => column(id, "decimal", "measure", name(zh, en), how);

export const PRICES: DatasetShape = {
  id: "prices", version: "1.0.0",
  title: name("每日行情", "Daily price sheet"),
  description: name("每个业务日、商品、等级、场所一行的成交价格与数量。", "Prices and quantities of each business day, item, grade and venue."),
  method: [
    name("每个数都由成交记录算出，没有人填数。", "Every number is computed from records of sales; nobody types one in."),
    name("上价、中价、下价：按价格从高到低，最贵的 20%、中间的 60%、最便宜的 20% 数量的加权平均价。平均价 = 成交额 ÷ 成交量。", "Upper, middle, lower: weighted means of the dearest 20 %, the next 60 % and the cheapest 20 % of the units. Mean = value ÷ volume."),
    name("卖方不足三家，或一家超过成交量的 80%：不公布，数为空，obs_status 为 Q。没有成交：价格为空，obs_status 为 M，不是零。", "Fewer than three sellers, or one above 80 % of the volume: withheld, empty, obs_status Q. Nothing sold: no price, obs_status M, and not zero."),
    name("未日结的日子 obs_status 为 P，数字还会变；冲销会更正以前的日子，vintage 说明数据的时间。", "Days that are not closed have obs_status P and may still change; sales taken back correct earlier days, and the vintage says as of when."),
  ],
  columns: [
    column("date", "date", "dimension", name("业务日", "Business date"), name("在市场的日界切换。", "Turns at the market's own hour.")),
    column("item", "string", "dimension", name("商品编号", "Item"), name("不变的编号。", "An id that never changes.")),
    column("grade", "string", "dimension", name("等级", "Grade"), name("A 最好；ungraded 未分级。", "A is best; ungraded was not graded."), [...GRADES.map((grade) => ({ id: grade, name: name(`${grade} 级`, `Grade ${grade}`) })), { id: UNGRADED, name: name("未分级", "Ungraded") }]),
    column("venue", "string", "dimension", name("场所", "Venue"), name("stall 档口；market 其他各渠道。", "stall: the stalls; market: every other channel."), [{ id: OTHER_VENUES, name: name("档口以外", "All but the stalls") }, { id: "stall", name: name("档口", "Stalls") }]),
    column("item_zh", "string", "attribute", name("商品", "Item, Chinese"), name("中文名。", "Chinese name.")),
    column("item_en", "string", "attribute", name("商品（英文）", "Item, English"), name("英文名，可能为空。", "English name, may be empty.")),
    column("category", "string", "attribute", name("类别", "Category"), name("目录中的类别。", "Category of the catalogue.")),
    column("unit", "string", "attribute", name("销售单位", "Sales unit"), name("价格和数量的单位。", "The unit of prices and quantities."), UNITS.map((unit) => ({ id: unit, name: name(UNIT_WORDS[unit].zh, UNIT_WORDS[unit].en) }))),
    column("currency", "string", "attribute", name("币种", "Currency"), name("ISO 4217。", "ISO 4217.")),
    price("max", "最高价", "Highest price", name("一笔成交的最高单价。", "The highest price of a sale.")),
    price("upper", "上价", "Upper price", name("最贵的 20% 数量的加权平均价。", "Weighted mean of the dearest 20 %.")),
    price("middle", "中价", "Middle price", name("中间 60% 数量的加权平均价。", "Weighted mean of the next 60 %.")),
    price("lower", "下价", "Lower price", name("最便宜的 20% 数量的加权平均价。", "Weighted mean of the cheapest 20 %.")),
    price("min", "最低价", "Lowest price", name("一笔成交的最低单价。", "The lowest price of a sale.")),
    price("mean", "平均价", "Mean price", name("成交额 ÷ 成交量。", "Value ÷ volume.")),
    column("sold", "integer", "measure", name("成交量", "Sold"), name("售出的销售单位数。", "Sales units sold.")),
    column("unsold", "integer", "measure", name("余货", "Left over"), name("流拍后到日终未售出的销售单位数。", "Sales units that passed and were not sold by the end of the day.")),
    price("value", "成交额", "Value", name("价格 × 数量之和。", "Sum of price × quantity.")),
    column("deals", "integer", "measure", name("笔数", "Deals"), name("成交笔数。", "Number of sales.")),
    STATUS,
  ],
};

export const INDEX: DatasetShape = {
  id: "index", version: "1.0.0",
  title: name("花卉价格指数", "Flower price index"),
  description: name("按周和按日公布的价格指数，基期 100 点；公布以后不改。", "The published weekly and daily price index, 100 points in its base period; never changed once published."),
  method: [
    name("滚动窗口 CCDI（GEKS-Törnqvist），按“平均拼接（已公布）”延长；方法随每个序列公布。", "Rolling-window CCDI (GEKS-Törnqvist), extended by the mean splice on published; the method is published with every series."),
    name("change_points 是两期指数之差（点），change_percent 是相对变化（百分比），两者不同。", "change_points is the difference of two levels, change_percent the relative change: two things."),
    name("不公布的期数为空，obs_status 为 Q，从不用别期的数代替。以后的更正另列，不改已公布的数。", "A withheld period is empty with obs_status Q and never given another's number. Later corrections are listed apart and do not change what was published."),
  ],
  columns: [
    column("period", "period", "dimension", name("期", "Period"), name("ISO 周（2026-W47）或业务日。", "ISO week (2026-W47) or business date.")),
    column("group", "string", "dimension", name("组", "Group"), name("all 为全部，其余为目录中的类别。", "all is everything; the others are categories of the catalogue.")),
    column("value", "decimal", "measure", name("指数", "Index"), name("点；基期为 100。", "Points; 100 in the base period.")),
    column("change_points", "decimal", "measure", name("变动（点）", "Change in points"), name("与上一个公布期之差。", "Against the published period before.")),
    column("change_percent", "decimal", "measure", name("变动（%）", "Change in per cent"), name("与上一个公布期的相对变化。", "Relative to the published period before.")),
    column("standard_error", "decimal", "measure", name("标准误", "Standard error"), name("变动百分比的自助法标准误。", "Of the change in per cent, by bootstrap.")),
    column("coverage", "decimal", "measure", name("覆盖率", "Coverage"), name("纳入的成交额占全部成交额的比例。", "Value inside as a part of the value traded.")),
    column("vintage", "integer", "attribute", name("版本", "Vintage"), name("公布时的数据版本。", "The vintage it was published with.")),
    column("published_at", "string", "attribute", name("公布时间", "Published at"), name("ISO 8601，UTC。", "ISO 8601, UTC.")),
    STATUS,
  ],
};

export const SHAPES = { prices: PRICES, index: INDEX } as const;
