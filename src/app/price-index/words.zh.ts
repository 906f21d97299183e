import type { IndexFaultCode } from "../../engines/price-index/fault.ts";

type Where = Readonly<Record<string, string | number>>;

export const zh = {
  title: (formula: string) => `价格指数 ${formula}`,
  period: "时期", value: "指数", change: "比上期",
  base: (period: string) => `基期 ${period} = 1`,
  link: { fixed: "定基", chained: "链式", period: "环比" },
  window: (periods: number, splice: string) => `窗口 ${periods} 期，拼接 ${splice}`,
  wholeWindow: (periods: number) => `全部 ${periods} 期为一个窗口`,
  counted: (rows: string, items: string) => `${rows} 行，${items} 个品项`,
  skipped: (rows: string) => `${rows} 行数量为 0，没有成交，未计入`,
  at: (row: number, column: string, value: string) => `第 ${row} 行 ${column} “${value}”`,
  atRow: (row: number) => `第 ${row} 行`,
  bad: (count: number) => `文件有 ${count} 处不能用，没有计算：`,
  more: (count: number) => `还有 ${count} 处`,
  header: { missing: (column: string) => `第 1 行缺少 ${column} 列。表头应为 period,item,price,quantity（数量可缺）。`, repeated: (column: string) => `第 1 行 ${column} 列出现两次，请留一个。`, empty: "文件是空的。请给出表头和数据。" },
  problems: {
    "label-missing": "没有填写。请补上。",
    "not-a-number": "不是数。请写成 1234.5 的样子，不带千分位和单位。",
    "price-not-positive": "价格必须大于 0。没有价格就删去这一行。",
    "quantity-negative": "数量不能是负数。退货请从当期数量里减去。",
    "quantity-missing": "别的行有数量，这一行没有。请补上，或整列去掉数量。",
    "too-many-cells": "这一行的格子比表头多。数里的逗号请去掉，或加引号。",
    "quote-open": "引号没有结束。请补上引号。",
    "quote-junk": "引号后面还有字。引号里的引号请写两次。",
  },
  faults: {
    "no-observations": () => "没有一行可以计算。请给出时期、品项和价格。",
    "bad-observation": ({ period, what, value }) => `${period} 的 ${what} ${value} 不大于 0。请改正或删去。`,
    "needs-quantities": ({ formula }) => `${formula} 要按成交加权，而没有数量。请给出数量，或用不加权的公式：jevons、dutot、carli、harmonic、cswd、geks-jevons、utpd。`,
    "unknown-period": ({ period, first, last }) => `没有时期 ${period}；文件从 ${first} 到 ${last}。`,
    "ambiguous-dates": ({ value }) => `日期“${value}”分不清日和月。请写成 2026-12-31。`,
    "no-match": ({ from, to }) => `${from} 和 ${to} 没有一个共同成交的品项，价格无法相比。请把品项分得粗些，时期取得长些，或去掉其中一期。`,
    "not-connected": ({ from, to }) => `从 ${from} 到 ${to} 没有共同品项相连，定不出同一水平。请把品项分得粗些，时期取得长些，或分开计算。`,
    "bad-window": ({ window, least, most }) => `窗口 ${window} 期不行，应为 ${least} 到 ${most} 期。`,
    "bad-sigma": ({ sigma }) => `替代弹性 ${sigma} 不行，应为一个有限的数。`,
    "bad-hedonic": () => "特征回归无法计算。",
    "bad-sample": () => "抽样的次数里能算出指数的太少。",
  } satisfies Record<IndexFaultCode, (where: Where) => string>,
};
