import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { BrandMark } from "../../../ui/Brand.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { PrintSheet } from "../../../ui/PrintSheet.tsx";
import { Sparkline } from "../../../ui/Sparkline.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import type { Translate } from "./translate.ts";

interface Row {
  readonly item: string;
  readonly grade: string;
  readonly high: number;
  readonly upper: number;
  readonly middle: number;
  readonly lower: number;
  readonly average: number;
  readonly volume: number;
  readonly unsold: number;
  readonly week: readonly (number | null)[];
}

const ROWS: readonly Row[] = [
  { item: "蝴蝶兰 大辣椒", grade: "A", high: 2450, upper: 2310, middle: 1890, lower: 1420, average: 1874, volume: 3840, unsold: 96, week: [16, 17, 17, 18, 19, 18, 19] },
  { item: "蝴蝶兰 大辣椒", grade: "B", high: 1800, upper: 1690, middle: 1340, lower: 980, average: 1339, volume: 2112, unsold: 0, week: [14, 13, 13, 12, 13, 14, 13] },
  { item: "红掌 阿拉巴马", grade: "A", high: 2200, upper: 2140, middle: 1765, lower: 1325, average: 1752, volume: 1536, unsold: 192, week: [19, 18, null, 18, 17, 17, 17] },
  { item: "仙客来 哈里奥", grade: "A", high: 980, upper: 925, middle: 770, lower: 585, average: 764, volume: 5280, unsold: 240, week: [7, 7, 8, 8, 8, 7, 8] },
  { item: "长寿花 橙色", grade: "A", high: 460, upper: 435, middle: 372, lower: 290, average: 368, volume: 9600, unsold: 0, week: [3, 4, 4, 4, 3, 3, 4] },
  { item: "一品红 天鹅绒", grade: "C", high: 620, upper: 590, middle: 455, lower: 330, average: 457, volume: 768, unsold: 384, week: [null, null, 5, 5, 4, 4, 4] },
];

function money(key: "high" | "upper" | "middle" | "lower" | "average", title: string): Column<Row> {
  return { key, title, align: "end", sortBy: (row) => row[key], text: (row) => formatMoney(row[key], "CNY", { symbol: false }), cell: (row) => <MoneyText minor={row[key]} bare /> };
}

const keyOf = (row: Row): string => `${row.item}${row.grade}`;

function columnsFor(t: Translate): readonly Column<Row>[] {
  return [
    { key: "item", title: t("商品", "Item"), cell: (row) => row.item, text: (row) => row.item, sortBy: (row) => row.item, phone: "title" },
    { key: "grade", title: t("等级", "Grade"), align: "center", cell: (row) => <Badge tone={row.grade === "A" ? "leaf" : row.grade === "B" ? "river" : "plain"}>{row.grade}</Badge>, text: (row) => row.grade, sortBy: (row) => row.grade },
    money("high", t("最高", "High")), money("upper", t("上", "Upper")), money("middle", t("中", "Middle")), money("lower", t("下", "Lower")), money("average", t("平均", "Average")),
    { key: "volume", title: t("成交量（盆）", "Volume (pots)"), align: "end", cell: (row) => formatCount(row.volume), text: (row) => String(row.volume), sortBy: (row) => row.volume, total: formatCount(ROWS.reduce((sum, row) => sum + row.volume, 0)) },
    { key: "unsold", title: t("余货（盆）", "Unsold (pots)"), align: "end", cell: (row) => formatCount(row.unsold), text: (row) => String(row.unsold), sortBy: (row) => row.unsold, total: formatCount(ROWS.reduce((sum, row) => sum + row.unsold, 0)) },
    { key: "week", title: t("七日", "7 days"), cell: (row) => <Sparkline values={row.week} width={72} height={20} />, phone: "wide-only" },
  ];
}

export function TableGallery({ t }: { readonly t: Translate }): ReactNode {
  const [open, setOpen] = useState<string>();
  const columns = columnsFor(t);
  return (
    <>
      <Table
        caption={t("当日行情（元/盆）", "Price sheet of the day (yuan per pot)")} columns={columns} rows={ROWS} rowKey={keyOf} csvName="price-sheet" printable maxHeight="22rem"
        sorting={{ key: "volume", direction: "descending" }} selectedKey={open} onOpen={(row) => setOpen(keyOf(row))} tone={(row) => (row.unsold > 200 ? "cinnabar" : undefined)}
        origin={{ source: t("拍卖成交 · 演示", "clock deals · demo"), coverage: t("12 口钟中的 12 口", "12 of 12 clocks"), age: t("3 分钟前", "3 minutes ago") }}
      />
      <Table caption={t("正在读取的表", "A table being read")} columns={columns} rows={undefined} rowKey={keyOf} />
      <Table caption={t("空表", "An empty table")} columns={columns} rows={[]} rowKey={keyOf} />
      <Table caption={t("读取失败的表", "A table that failed")} columns={columns} rows={undefined} rowKey={keyOf} error={{ message: t("行情服务没有回答。", "The price service did not answer."), number: "E-31007", onRetry: () => undefined }} />
    </>
  );
}

export function SheetGallery({ t }: { readonly t: Translate }): ReactNode {
  return (
    <PrintSheet
      title={t("花农结算单", "Statement of a grower")} number="JS-20261122-0037" code={<BrandMark />} demo={t("演示数据，不作凭证", "Demo data, not a voucher")}
      facts={[{ label: t("花农", "Grower"), value: t("演示花农甲", "Demo grower A") }, { label: t("业务日期", "Business date"), value: "2026-11-21" }, { label: t("付款日", "Paid on"), value: "2026-11-22" }]}
      footer={t("毛额 − 降级 − 损耗 − 费用 − 周转容器 = 净额。每一行可扫码回查。", "Gross − grade change − loss − fees − packaging = net. Every line can be traced by its code.")}
    >
      <Table caption={t("成交明细", "Deals")} captionHidden columns={columnsFor(t).filter((column) => ["item", "grade", "average", "volume"].includes(column.key))} rows={ROWS.slice(0, 3)} rowKey={keyOf} />
    </PrintSheet>
  );
}
