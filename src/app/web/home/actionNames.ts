import { en as batchesEn } from "../../../growing/batches/words.en.ts";
import { zh as batchesZh } from "../../../growing/batches/words.zh.ts";
import { en as printEn } from "../../../kernel/print/words.en.ts";
import { zh as printZh } from "../../../kernel/print/words.zh.ts";
import type { Language } from "../../../ui/Preferences.tsx";
import { en as collectionEn } from "../../../knowledge/collection/words.en.ts";
import { zh as collectionZh } from "../../../knowledge/collection/words.zh.ts";
import { en as indexEn } from "../../../knowledge/index/words.en.ts";
import { zh as indexZh } from "../../../knowledge/index/words.zh.ts";
import { en as bulletinsEn } from "../../../knowledge/bulletins/words.en.ts";
import { zh as bulletinsZh } from "../../../knowledge/bulletins/words.zh.ts";
import { en as opendataEn } from "../../../knowledge/opendata/words.en.ts";
import { zh as opendataZh } from "../../../knowledge/opendata/words.zh.ts";
import { en as guidanceEn } from "../../../knowledge/guidance/words.en.ts";
import { zh as guidanceZh } from "../../../knowledge/guidance/words.zh.ts";
import { en as pricesEn } from "../../../knowledge/prices/words.en.ts";
import { zh as pricesZh } from "../../../knowledge/prices/words.zh.ts";
import { en as agentsEn } from "../../../market/agents/words.en.ts";
import { zh as agentsZh } from "../../../market/agents/words.zh.ts";
import { en as bankEn } from "../../../market/bank/words.en.ts";
import { zh as bankZh } from "../../../market/bank/words.zh.ts";
import { en as claimsEn } from "../../../market/claims/words.en.ts";
import { zh as claimsZh } from "../../../market/claims/words.zh.ts";
import { en as clockEn } from "../../../market/clock/words.en.ts";
import { zh as clockZh } from "../../../market/clock/words.zh.ts";
import { en as contractsEn } from "../../../market/contracts/words.en.ts";
import { zh as contractsZh } from "../../../market/contracts/words.zh.ts";
import { en as intakeEn } from "../../../market/intake/words.en.ts";
import { zh as intakeZh } from "../../../market/intake/words.zh.ts";
import { en as lossEn } from "../../../market/loss/words.en.ts";
import { zh as lossZh } from "../../../market/loss/words.zh.ts";
import { en as offersEn } from "../../../market/offers/words.en.ts";
import { zh as offersZh } from "../../../market/offers/words.zh.ts";
import { en as packagingEn } from "../../../market/packaging/words.en.ts";
import { zh as packagingZh } from "../../../market/packaging/words.zh.ts";
import { en as paymentsEn } from "../../../market/payments/words.en.ts";
import { zh as paymentsZh } from "../../../market/payments/words.zh.ts";
import { en as pooledEn } from "../../../market/pooled/words.en.ts";
import { zh as pooledZh } from "../../../market/pooled/words.zh.ts";
import { en as settlementEn } from "../../../market/settlement/words.en.ts";
import { zh as settlementZh } from "../../../market/settlement/words.zh.ts";
import { en as stallEn } from "../../../market/stall/words.en.ts";
import { zh as stallZh } from "../../../market/stall/words.zh.ts";

type Names = Readonly<Record<string, string>>;

const MODULES: Record<Language, Names> = {
  zh: { intake: "收货与分级", offers: "供货与订单", contracts: "合同", pooled: "统购订单", clock: "拍卖钟", settlement: "结算", bank: "银行流水", payments: "付款指令", stall: "档口", claims: "质量投诉", loss: "损耗", packaging: "周转箱", agents: "代拍", batches: "在圃", prices: "行情", collection: "价格采集", index: "价格指数", lots: "批次", catalogue: "商品目录", parties: "主体", ledger: "总账", print: "打印中心", files: "照片", calendar: "日历", sheets: "表格导入", access: "账号与权限", bulletins: "行情简报", opendata: "开放数据", guidance: "种什么、怎么卖" },
  en: { intake: "Intake", offers: "Offers and orders", contracts: "Contracts", pooled: "Pooled orders", clock: "Clock", settlement: "Settlement", bank: "Bank statement", payments: "Payments", stall: "Stalls", claims: "Claims", loss: "Loss", packaging: "Packaging", agents: "Agents", batches: "Growing batches", prices: "Prices", collection: "Price collection", index: "Price index", lots: "Lots", catalogue: "Catalogue", parties: "Parties", ledger: "Ledger", print: "Print centre", files: "Photographs", calendar: "Calendar", sheets: "Spreadsheets", access: "Accounts", bulletins: "Bulletins", opendata: "Open data", guidance: "Planting and selling advice" },
};

/** Actions of the kernel's older modules; the others name their own. */
const KERNEL: Record<Language, Readonly<Record<string, Names>>> = {
  zh: {
    lots: { create: "建批次", change: "改批次", move: "动库存", get: "看批次", movements: "库存流水" },
    catalogue: { species: "找物种", varieties: "品种", items: "找商品", item: "看商品", addItem: "加商品" },
    parties: { register: "登记主体", suspend: "停牌或恢复", find: "找主体", actsFor: "是否替某主体办事", get: "看主体", payee: "收款账户", names: "主体名称", join: "加入主体", appointDelegate: "委托代办人", dismissDelegate: "停办", members: "谁能代表我", relations: "关联主体" },
    ledger: { post: "记账", setLimit: "改授信额度", hold: "冻结额度", release: "解冻额度", capture: "冻结转欠款", repay: "还款放开额度", setPartyLimit: "改赊账额度", matchDirect: "核对赊账", owed: "看客户欠款", credit: "看额度", freeCredit: "看可用额度", credits: "所有额度", balances: "总账余额", entries: "往来账", feeSheet: "收费标准", addFee: "加费目", endFee: "结束费目" },
    files: { keepPhoto: "存照片", photo: "取照片" },
    calendar: { today: "业务日与节日", setMarket: "设定市场" },
    sheets: { progress: "导入进度", cancel: "停止导入" },
    access: {
      logIn: "登录", demoLogIn: "演示登录", demoLogIns: "演示账号", logOut: "退出", me: "我是谁", actFor: "换代表的主体", changePassword: "改密码", openAccount: "开账号", setRoles: "授予岗位", disable: "停用或恢复账号",
      accounts: "账号列表", named: "账号名称", authenticate: "认出会话", trail: "看留痕", checkTrail: "核对留痕链",
    },
  },
  en: {
    lots: { create: "Open a lot", change: "Change a lot", move: "Move stock", get: "See a lot", movements: "Stock movements" },
    catalogue: { species: "Find species", varieties: "Varieties", items: "Find items", item: "See an item", addItem: "Add an item" },
    parties: { register: "Register a party", suspend: "Suspend or restore", find: "Find parties", actsFor: "Whether somebody acts for a party", get: "See a party", payee: "Where a party is paid", names: "Names of parties", join: "Join an account", appointDelegate: "Appoint a delegate", dismissDelegate: "Dismiss a delegate", members: "Who acts for me", relations: "Related parties" },
    ledger: { post: "Post", setLimit: "Set a credit limit", hold: "Hold credit", release: "Release credit", capture: "Turn a hold into debt", repay: "Free credit by payment", setPartyLimit: "Set a seller's credit", matchDirect: "Match direct credit", owed: "See direct debts", credit: "See credit", freeCredit: "See free credit", credits: "All credit", balances: "Balances", entries: "Entries", feeSheet: "Fee sheet", addFee: "Add a fee", endFee: "End a fee" },
    files: { keepPhoto: "Keep a photograph", photo: "Fetch a photograph" },
    calendar: { today: "Business date and festivals", setMarket: "Set the market" },
    sheets: { progress: "Progress of an import", cancel: "Stop an import" },
    access: {
      logIn: "Log in", demoLogIn: "Demonstration log-in", demoLogIns: "Demonstration accounts", logOut: "Log out", me: "Who am I", actFor: "Choose the party", changePassword: "Change password", openAccount: "Open an account", setRoles: "Give roles", disable: "Close or reopen an account",
      accounts: "All accounts", named: "Names of accounts", authenticate: "Recognise a session", trail: "Read the trail", checkTrail: "Check the trail",
    },
  },
};
const OWN: Record<Language, Readonly<Record<string, Names>>> = {
  zh: { intake: intakeZh.actions, offers: offersZh.actions, contracts: contractsZh.actions, pooled: pooledZh.actions, clock: clockZh.actions, settlement: settlementZh.actions, bank: bankZh.actions, payments: paymentsZh.actions, stall: stallZh.actions, claims: claimsZh.actions, loss: lossZh.actions, packaging: packagingZh.actions, agents: agentsZh.actions, batches: batchesZh.actions, prices: pricesZh.actions, collection: collectionZh.actions, index: indexZh.actions, print: printZh.actions, bulletins: bulletinsZh.actions, opendata: opendataZh.actions, guidance: guidanceZh.actions },
  en: { intake: intakeEn.actions, offers: offersEn.actions, contracts: contractsEn.actions, pooled: pooledEn.actions, clock: clockEn.actions, settlement: settlementEn.actions, bank: bankEn.actions, payments: paymentsEn.actions, stall: stallEn.actions, claims: claimsEn.actions, loss: lossEn.actions, packaging: packagingEn.actions, agents: agentsEn.actions, batches: batchesEn.actions, prices: pricesEn.actions, collection: collectionEn.actions, index: indexEn.actions, print: printEn.actions, bulletins: bulletinsEn.actions, opendata: opendataEn.actions, guidance: guidanceEn.actions },
};

export const moduleName = (module: string, language: Language): string => MODULES[language][module] ?? module;

/** What an action is called on screen; one without a name shows its code, and a test names it. */
export function actionName(module: string, action: string, language: Language): string {
  return OWN[language][module]?.[action] ?? KERNEL[language][module]?.[action] ?? `${module}.${action}`;
}
