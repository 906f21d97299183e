/** What stands around an allocation sheet. */
export const zh = {
  everybody: (n: number) => `看 ${n} 户各分多少`, none: "还没有分配", noneWhy: "答复截止后按规则分配，签名的分配单会公布在这里，被问到的人都看得到。", why: "谁分到多少、为什么，全在这张单上。它盖了指纹、签了名、连着上一张；改一个字就对不上。",
  round: (n: number) => `第 ${n} 轮`, made: (who: string, when: string) => `${who} · ${when}`, drop: (day: string, place: string) => `${day} · ${place}`, given: (given: string, of: string) => `分出 ${given}，共要 ${of}`, unplaced: (n: string) => `没着落 ${n}`, clearing: (price: string) => `成交价 ${price}`,
  columns: { grower: "花农", quota: "配额", accepted: "接", extra: "还能多供", ask: "报价", units: "分到", why: "为什么" },
  hash: "分配单指纹 SHA-256", previous: "上一张", first: "第一张", signature: "签名", key: "公钥", verify: "核验", print: "下载 PDF", typed: "纸上的指纹（可不填）", typedBad: "64 位，数字和 a–f",
  sound: "核验通过：按存档的答复重新分一遍，每户份额、指纹、链和签名都对得上。", unsound: "核验不通过：有内容与签名时不同，请不要按它交货，告诉中心。", checks: { shares: "重新分配，份额相同", hash: "指纹相同", chain: "接着上一张", signature: "签名有效", given: "与纸上的指纹相同" }, yes: "对", no: "不对", recomputed: "重新算出",
};
export type SheetWords = typeof zh;
