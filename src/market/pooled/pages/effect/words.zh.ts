/** The yearly effect report. */
export const zh = {
  title: "统购成效", year: "年份", intro: (year: number) => `${year} 年参加统购的花农，和自己上一年比、和没参加的比。数从总账、批次和损耗记录算出，不报名字。`, complete: "全年", partial: "这一年还没过完，和上一年同期不完全可比。", participants: (n: number) => `参加 ${n} 户`, others: (n: number) => `没参加 ${n} 户`,
  measures: { income: "每户收入", unsold: "没卖出的比例", loss: "损耗比例" }, good: { income: "高为好", unsold: "低为好", loss: "低为好" }, before: "上一年", during: "这一年", change: "变化", in: "参加的", out: "没参加的", parties: "户数", difference: "参加比没参加多变化", interval: (low: string, high: string) => `90% 区间 ${low} 至 ${high}`, straddles: "区间跨过 0，看不出差别。", noData: "没有足够的记录",
  withheld: "户数太少，不公布", withheldWhy: "参加的或没参加的少于可公布的户数，写出来就等于写出某一户。等户数够了再看。", method: "怎么算的",
  methodText: ["参加：这一年里有货经统购订单卖出的花农。没参加：这两年里卖过货或交过货、这一年没有经统购卖出的花农。", "每户先算自己这一年和上一年的差，再取各组的平均；“多变化”是两组平均差之差（双重差分）。区间是把各组花农反复放回抽样、取中间九成得出的；少于 3 户不给数。", "收入是卖出的货款减去投诉退赔，还没减各项扣款；没卖出是摆出来卖而没卖掉的占比；损耗是扔掉或送掉的占收进来的比例。"],
  caveats: "要当心什么", caveatText: { self_selection: "参加是自愿的：本来就做得好的可能更愿意参加，差别不全是统购带来的。", first_year: "第一年，花农还在学，数不代表以后。", few_parties: "户数少，一两户的好坏就能带动平均。", spot_outside: "在市场外卖掉的货没有记录，收入可能算低、没卖出可能算高。", weather: "两年天气不同，寒潮和雨水对各镇影响不一样。", no_past: "有的花农没有上一年的记录，没有算进比较。" },
  excel: "下载算这些数的记录（不含名字）", records: "每一个数都能从这份表重新算出来。", print: "打印", none: "没有可看的年份", source: "总账、批次、损耗登记",
};
export type EffectWords = typeof zh;
