import { FOOT, column, head, qr, rollHead, rule, shown, space, text, words, type Plain, type Written } from "./blocks.ts";
import { ALLOCATION_SHEET, JUDGEMENT, ORDER, PACKING_LIST } from "./deal-defaults.ts";
import { BULLETIN } from "./bulletin-default.ts";
import { POOLED_INVOICE, POOLED_STATEMENT } from "./pooled-defaults.ts";
import { isRoll, templateSchema, type Size, type Template } from "./template.ts";
import type { KindName } from "./kinds.ts";

function account(party: "grower" | "buyer", zh: string, en: string): Written[] {
  const lines = [column("lotNo", 6), column("item", 8), column("grade", 2), column("channel", 3), column("quantity", 4), column("price", 3), column("amount", 4), column("note", 6)];
  return [
    ...head(zh, en),
    { kind: "fields", shape: "flow", fields: [shown(party, { bold: true }), shown("day"), shown("account"), shown("state")] },
    space(2),
    text("成交", "Sales", { bold: true, when: "lines" }),
    { kind: "table", table: "lines", columns: lines },
    text("另有 {linesLeft} 笔未列出，请在系统里查看。", "{linesLeft} more sales are not listed here; see them on the market's page.", { scale: "small", when: "linesLeft" }),
    text("退回前日成交", "Earlier sales taken back", { bold: true, when: "corrections" }),
    { kind: "table", table: "corrections", columns: [column("day", 4), ...lines.filter(({ field }) => field !== "channel")] },
    text("往来款", "Transfers", { bold: true, when: "transfers" }),
    { kind: "table", table: "transfers", columns: [column("what", 4), column("with", 5), column("memo", 8), column("amount", 3)] },
    space(2),
    {
      kind: "beside", share: 58,
      left: [text("费用", "Fees", { bold: true, when: "charges" }), { kind: "table", table: "charges", head: false, scale: "small", columns: [column("fee", 4), column("how", 8), column("amount", 3)] }],
      right: [
        { kind: "fields", shape: "list", fields: [shown("gross"), shown("corrected"), shown("direct"), shown("transferSum"), shown("fees"), shown("packaging"), shown("total"), shown("carriedIn"), shown("carriedOut")] },
        rule("thick"),
        { kind: "fields", shape: "list", scale: "large", fields: [shown("due", { bold: true })] },
      ],
    },
    space(4),
    text("{example}", "{example}", { scale: "small", when: "example" }),
    text("费用按日合计计算，逐项四舍五入到分一次，任何人都能按上面的数字复算。已出的单据不再改动，更正记在之后的单据里。", "Fees are computed once on the day's sums and rounded once to the minor unit; anybody can compute them again from the figures above. An issued paper never changes; corrections stand on later papers.", { scale: "small" }),
    FOOT,
  ];
}

const LOT_LABEL_A6: Written[] = [
  { kind: "beside", share: 68, left: [text("{market}", "{market}"), text("{shortNo}", "{shortNo}", { scale: "giant", bold: true }), text("{no}", "{no}", { scale: "small" })], right: [text("{grade}", "{grade}", { scale: "giant", bold: true, align: "center", boxed: true, when: "grade" })] },
  rule("thick"),
  text("{item}", "{item}", { scale: "huge", bold: true }),
  space(3),
  {
    kind: "beside", share: 50,
    left: [{ kind: "fields", shape: "stack", scale: "large", fields: [shown("quantity", { bold: true }), shown("grower", { bold: true }), shown("town"), shown("day")] }],
    right: [{ ...qr(44), caption: words("扫码打开", "Scan to open") }],
  },
];
const LOT_LABEL_ROLL: Written[] = [
  text("{market}", "{market}", { align: "center" }),
  text("{shortNo}", "{shortNo}", { scale: "giant", bold: true, align: "center" }),
  text("{no}", "{no}", { align: "center" }),
  rule(),
  text("{item}", "{item}", { scale: "large", bold: true }),
  { kind: "fields", shape: "list", scale: "large", fields: [shown("grade", { bold: true }), shown("quantity", { bold: true })] },
  { kind: "fields", shape: "list", fields: [shown("grower"), shown("town"), shown("day")] },
  qr(28, "center"),
];

const BOX_LABEL_A6: Written[] = [
  { kind: "beside", share: 66, left: [text("{market}", "{market}"), text("{shortNo}", "{shortNo}", { scale: "giant", bold: true }), text("{no}", "{no}", { scale: "small" })], right: [{ ...qr(28) }] },
  rule("thick"),
  text("{item}", "{item}", { scale: "huge", bold: true }),
  { kind: "beside", share: 50, left: [{ kind: "fields", shape: "stack", scale: "large", fields: [shown("quantity", { bold: true }), shown("grade", { bold: true })] }], right: [{ kind: "fields", shape: "stack", fields: [shown("lotNo"), shown("grower"), shown("day")] }] },
  rule(),
  { kind: "fields", shape: "list", scale: "large", fields: [shown("buyer", { bold: true }), shown("trolleyNo", { bold: true })] },
  space(2),
  { kind: "code", code: "gs1", field: "sscc", mm: 16, align: "center", when: "sscc" },
];
const BOX_LABEL_ROLL: Written[] = [
  text("{market}", "{market}", { align: "center" }),
  text("{shortNo}", "{shortNo}", { scale: "giant", bold: true, align: "center" }),
  text("{no}", "{no}", { align: "center" }),
  rule(),
  text("{item}", "{item}", { scale: "large", bold: true }),
  { kind: "fields", shape: "list", scale: "large", fields: [shown("quantity", { bold: true }), shown("grade")] },
  { kind: "fields", shape: "list", fields: [shown("lotNo"), shown("grower"), shown("buyer"), shown("trolleyNo"), shown("day")] },
  qr(26, "center"),
  { kind: "code", code: "gs1", field: "sscc", mm: 12, align: "center", caption: words("{sscc}", "{sscc}"), when: "sscc" },
];

const LOAD: Plain = { kind: "table", table: "contents", columns: [column("item", 8), column("boxes", 2), column("quantity", 3)] };
const TROLLEY_LABEL_A6: Written[] = [
  { kind: "beside", share: 66, left: [text("{market}", "{market}"), text("{shortNo}", "{shortNo}", { scale: "giant", bold: true }), text("{no}", "{no}", { scale: "small" })], right: [qr(30)] },
  rule("thick"),
  text("{destination}", "{destination}", { scale: "huge", bold: true, when: "destination" }),
  text("{buyer}", "{buyer}", { scale: "large", bold: true, when: "buyer" }),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("line"), shown("dock", { bold: true }), shown("leavesAt", { bold: true })] },
  rule(),
  LOAD,
  { kind: "fields", shape: "list", scale: "large", fields: [shown("boxes", { bold: true }), shown("day")] },
];
const TROLLEY_LABEL_ROLL: Written[] = [
  text("{market}", "{market}", { align: "center" }),
  text("{shortNo}", "{shortNo}", { scale: "giant", bold: true, align: "center" }),
  text("{no}", "{no}", { align: "center" }),
  rule(),
  text("{destination}", "{destination}", { scale: "huge", bold: true, when: "destination" }),
  text("{buyer}", "{buyer}", { scale: "large", bold: true, when: "buyer" }),
  { kind: "fields", shape: "list", fields: [shown("line"), shown("dock", { bold: true }), shown("leavesAt", { bold: true })] },
  rule(),
  LOAD,
  { kind: "fields", shape: "list", scale: "large", fields: [shown("boxes", { bold: true })] },
  qr(26, "center"),
];

const GOODS = [column("item", 8), column("grade", 2), column("potExtra", 3), column("quantity", 3), column("price", 3), column("amount", 4)];
const STALL_SUMS: Plain[] = [
  { kind: "fields", shape: "list", fields: [shown("gross"), shown("pots"), shown("discount")] },
  { kind: "fields", shape: "list", scale: "large", fields: [shown("total", { bold: true })] },
  { kind: "fields", shape: "list", fields: [shown("paid"), shown("paidBy"), shown("owed", { bold: true })] },
];
const STALL_BALANCE: Plain = { kind: "fields", shape: "list", fields: [shown("debt", { bold: true }), shown("credit", { bold: true })] };
const STALL_SLIP_ROLL: Written[] = [
  text("{stall}", "{stall}", { scale: "huge", bold: true, align: "center" }),
  text("{market} {phone}", "{market} {phone}", { align: "center" }),
  { kind: "fields", shape: "list", fields: [shown("no"), shown("at"), shown("seller"), shown("buyer", { bold: true })] },
  rule(),
  { kind: "table", table: "lines", columns: GOODS },
  rule(),
  ...STALL_SUMS,
  rule("dashed"),
  STALL_BALANCE,
  text("{note}", "{note}", { when: "note" }),
  qr(26, "center"),
  { kind: "footer", text: words("扫码看这张小票；质量问题请当天提出", "Scan to open this slip. Please report defects on the same day.") },
];
const STALL_SLIP_A5: Written[] = [
  { kind: "beside", share: 74, left: [text("{stall}", "{stall}", { scale: "huge", bold: true }), text("{market} {phone}", "{market} {phone}"), { kind: "fields", shape: "flow", fields: [shown("no"), shown("at"), shown("seller")] }], right: [qr(22)] },
  rule("thick"),
  { kind: "fields", shape: "list", scale: "large", fields: [shown("buyer", { bold: true })] },
  { kind: "table", table: "lines", columns: GOODS },
  space(2),
  { kind: "beside", share: 40, left: [text("{note}", "{note}", { when: "note" })], right: [...STALL_SUMS, rule(), STALL_BALANCE] },
  { kind: "footer", text: words("扫码看这张小票；质量问题请当天提出", "Scan to open this slip. Please report defects on the same day.") },
];

const PICKED = [column("picked", 1), column("lotNo", 6), column("item", 8), column("potExtra", 3), column("grade", 2), column("grower", 4), column("place", 4), column("quantity", 4)];
const DISTRIBUTION_SHEET: Written[] = [
  ...head("配货单", "Distribution slip"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("buyer", { bold: true }), shown("day"), shown("lots")] },
  space(2),
  { kind: "table", table: "lines", columns: PICKED },
  space(2),
  { kind: "beside", share: 50, left: [text("取货人签字：____________________", "Collected by: ____________________")], right: [text("合计", "Sums", { bold: true }), { kind: "table", table: "sums", columns: [column("quantity", 4), column("lots", 3)] }] },
  FOOT,
];
const DISTRIBUTION_ROLL: Written[] = [
  ...rollHead("配货单", "Distribution slip"),
  { kind: "fields", shape: "list", fields: [shown("no"), shown("day"), shown("buyer", { bold: true }), shown("lots")] },
  rule(),
  { kind: "table", table: "lines", columns: PICKED },
  rule(),
  { kind: "table", table: "sums", columns: [column("quantity", 4), column("lots", 3)] },
  qr(26, "center"),
  { kind: "footer", text: words("扫码打开这张单据", "Scan to open this paper") },
];

const MANIFEST: Written[] = [
  ...head("装车清单", "Manifest"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("line", { bold: true }), shown("day"), shown("leavesAt", { bold: true }), shown("dock")] },
  { kind: "fields", shape: "flow", fields: [shown("carrier"), shown("plate", { bold: true }), shown("driver"), shown("phone"), shown("seal"), shown("temperature")] },
  space(2),
  { kind: "table", table: "stops", columns: [column("stop", 1), column("destination", 5), column("buyer", 6), column("phone", 4), column("trolleys", 2), column("boxes", 2), column("quantity", 3), column("signed", 4)] },
  space(2),
  {
    kind: "beside", share: 62,
    left: [text("{note}", "{note}", { when: "note" }), space(4), text("装车：______________　司机：______________　收货：______________", "Loaded: ______________  Driver: ______________  Received: ______________")],
    right: [{ kind: "fields", shape: "list", scale: "large", fields: [shown("trolleys", { bold: true }), shown("boxes", { bold: true })] }],
  },
  FOOT,
];

const ASSET_A6: Written[] = [
  text("{market}", "{market}", { align: "center" }),
  text("{shortNo}", "{shortNo}", { scale: "giant", bold: true, align: "center" }),
  text("{what}", "{what}", { scale: "huge", bold: true, align: "center" }),
  rule("thick"),
  qr(52, "center"),
  text("{no}", "{no}", { align: "center" }),
  text("周转器具，押金归还时退。扫码看它在谁手里。", "Returnable: the deposit comes back with it. Scan to see whose it is.", { scale: "small", align: "center" }),
];
const ASSET_ROLL: Written[] = [
  text("{market}", "{market}", { align: "center" }),
  text("{shortNo}", "{shortNo}", { scale: "giant", bold: true, align: "center" }),
  text("{what}", "{what}", { scale: "large", bold: true, align: "center" }),
  qr(28, "center"),
  text("{no}", "{no}", { align: "center" }),
];

const PACKAGING_LINES: Plain = { kind: "table", table: "lines", columns: [column("no", 6), column("what", 5), column("kind", 5), column("quantity", 2), column("amount", 4), column("note", 6)] };
const PACKAGING_HOLDS: Plain = { kind: "table", table: "holds", columns: [column("kind", 6), column("quantity", 2), column("deposit", 4)] };
const PACKAGING_SUMS: Plain = { kind: "fields", shape: "list", fields: [shown("taken"), shown("back"), shown("charge")] };
const PACKAGING_A5: Written[] = [
  ...head("周转箱收发单", "Packaging slip"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("party", { bold: true }), shown("day")] },
  space(2), PACKAGING_LINES, space(2),
  { kind: "beside", share: 52, left: [text("现在手里", "Now held", { bold: true }), PACKAGING_HOLDS], right: [PACKAGING_SUMS, rule(), { kind: "fields", shape: "list", scale: "large", fields: [shown("held", { bold: true })] }] },
  space(3),
  text("经手：______________　领还人：______________", "For the market: ______________  Party: ______________"),
  FOOT,
];
const PACKAGING_ROLL: Written[] = [
  // The market's name in letters of one size: as a logo it would break on the narrow roll.
  text("{market}", "{market}", { bold: true, align: "center" }), text("周转箱收发单", "Packaging slip", { scale: "large", bold: true, align: "center" }),
  { kind: "fields", shape: "list", fields: [shown("no"), shown("day"), shown("party", { bold: true })] },
  rule(), PACKAGING_LINES, rule(), PACKAGING_SUMS, rule("dashed"),
  text("现在手里", "Now held", { bold: true }), PACKAGING_HOLDS,
  { kind: "fields", shape: "list", scale: "large", fields: [shown("held", { bold: true })] },
  qr(26, "center"),
  { kind: "footer", text: words("有出入当天提出；扫码看全部收发", "Say the same day if something is wrong. Scan for the whole account.") },
];

const DONATION_WHAT: Plain = { kind: "fields", shape: "list", scale: "large", fields: [shown("receiver", { bold: true }), shown("giver"), shown("item", { bold: true }), shown("quantity", { bold: true })] };
const DONATION_MORE: Plain = { kind: "fields", shape: "list", fields: [shown("lotNo"), shown("grade"), shown("reason"), shown("day")] };
const DONATION_A5: Written[] = [
  ...head("捐赠单", "Donation slip"), DONATION_WHAT, space(2), DONATION_MORE, text("{note}", "{note}", { when: "note" }), space(4),
  text("捐赠经手：______________　受赠签收：______________", "Given by: ______________  Received by: ______________"), FOOT,
];
const DONATION_ROLL: Written[] = [
  ...rollHead("捐赠单", "Donation slip"), text("№ {no}", "№ {no}", { align: "center" }), rule(), DONATION_WHAT, DONATION_MORE, text("{note}", "{note}", { when: "note" }), rule(),
  text("受赠签收：______________", "Received by: ______________"), qr(26, "center"),
  { kind: "footer", text: words("扫码打开这张单据", "Scan to open this paper") },
];

const CLIENT_MANIFEST: Written[] = [
  ...head("代拍清单", "Client's manifest"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("client", { bold: true }), shown("town"), shown("day"), shown("until"), shown("agent")] },
  space(2),
  {
    kind: "table", table: "lines",
    columns: [column("checked", 1), column("lotNo", 6), column("item", 8), column("grade", 2), column("supplier", 4), column("stand", 4), column("quantity", 4), column("trolleys", 2), column("boxes", 2), column("price", 3), column("amount", 4)],
  },
  space(2),
  {
    kind: "beside", share: 55,
    left: [{ kind: "table", table: "sums", columns: [column("quantity", 4), column("lots", 3)] }, { kind: "fields", shape: "flow", fields: [shown("trolleys", { bold: true }), shown("boxes", { bold: true })] }, space(4), text("装车：______________　收货：______________", "Loaded: ______________  Received: ______________")],
    right: [{ kind: "fields", shape: "list", fields: [shown("goods"), shown("commission")] }, rule("thick"), { kind: "fields", shape: "list", scale: "large", fields: [shown("total", { bold: true })] }],
  },
  FOOT,
];

const CONTRACT: Written[] = [
  ...head("供货合同", "Supply contract"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("seller", { bold: true }), shown("buyer", { bold: true })] },
  { kind: "fields", shape: "flow", fields: [shown("state"), shown("proposedAt")] },
  space(2),
  { kind: "table", table: "clauses", head: false, columns: [column("title", 3), column("text", 17)] },
  space(4),
  text("双方以各自账号在线签署", "Signed online, each under his own account", { bold: true, when: "signatures" }),
  { kind: "table", table: "signatures", columns: [column("side", 2), column("party", 6), column("account", 5), column("at", 5)] },
  space(4),
  rule(),
  { kind: "fields", shape: "stack", scale: "small", fields: [shown("hash"), shown("seal")] },
  text("指纹是上面中文条款（逐条一行）的 SHA-256。扫码打开合同，点「核验」即由系统从存档条款重新生成文本并比对；文本改动一个字，指纹就不同。", "The fingerprint is the SHA-256 of the Chinese clauses, one a line. Scan the code and press Verify: the text is made again from the stored terms and compared. Any change of the text changes the fingerprint.", { scale: "small" }),
  FOOT,
];

const SHEETS: Readonly<Record<KindName, Written[]>> = {
  lot_label: LOT_LABEL_A6, box_label: BOX_LABEL_A6, trolley_label: TROLLEY_LABEL_A6, stall_slip: STALL_SLIP_A5, distribution_slip: DISTRIBUTION_SHEET,
  statement: account("grower", "花农结算单", "Grower's statement"), bill: account("buyer", "采购商账单", "Buyer's bill"), manifest: MANIFEST, client_manifest: CLIENT_MANIFEST, contract: CONTRACT,
  asset_label: ASSET_A6, packaging_slip: PACKAGING_A5, donation_slip: DONATION_A5,
  pooled_invoice: POOLED_INVOICE, pooled_statement: POOLED_STATEMENT, bulletin: BULLETIN,
  order: ORDER, packing_list: PACKING_LIST, judgement: JUDGEMENT, allocation_sheet: ALLOCATION_SHEET,
};
const ROLLS: Readonly<Partial<Record<KindName, Written[]>>> = {
  lot_label: LOT_LABEL_ROLL, box_label: BOX_LABEL_ROLL, trolley_label: TROLLEY_LABEL_ROLL, stall_slip: STALL_SLIP_ROLL, distribution_slip: DISTRIBUTION_ROLL,
  asset_label: ASSET_ROLL, packaging_slip: PACKAGING_ROLL, donation_slip: DONATION_ROLL,
};

/** What a paper looks like until the operator makes it his own. */
export function defaultTemplate(kind: KindName, size: Size): Template {
  return templateSchema.parse({ blocks: (isRoll(size) ? ROLLS[kind] : undefined) ?? SHEETS[kind] });
}
