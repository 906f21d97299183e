/** What the forecast command says to a person. */
const zh = {
  working: "回测",
  model: (name: string, origins: number): string => `方法 ${name}：在最近 ${origins} 个起点的回测中误差最小`,
  none: (origins: number): string => `不作预测：最近 ${origins} 个起点的回测中，没有方法胜过最好的朴素法`,
  skill: (naive: string, seasonal: string, best: string): string => `误差比朴素法小 ${naive}，比季节朴素法小 ${seasonal}，比事后最好的朴素法小 ${best}`,
  information: (method: string): string => `供参考，${method} 的数值（不是有把握的预测）：`,
  columns: "日期           中值        80 % 区间                 95 % 区间",
  chosenFrom: (day: string, name: string): string => `${day} 起选用 ${name}（按当日已知的误差）`,
  noneFrom: (day: string, naive: string): string => `${day} 起不作预测：按当日已知的误差，没有方法胜过朴素法；下列误差用 ${naive} 的数值`,
  span: (from: string, to: string, origins: number, step: number): string => `测试 ${from} 至 ${to}，${origins} 个起点，每 ${step} 个数据一个`,
  errors: "步长   个数  MAPE %      MAE    MASE  朴素 %  比 MAPE  比 MAE  80% 覆盖  95% 覆盖  最好的朴素法",
  faults: (file: string, count: number, lines: string): string => `${file} 有 ${count} 行读不懂：\n${lines}\n请改成两列：日期（2017-03-01 或 106/03/01），数值；没有数值就留空。`,
  tooShort: (file: string, found: number, least: number): string => `${file} 只有 ${found} 个数值，至少要 ${least} 个。零和空白按缺数处理；零是真实数值时请加 --zeros。`,
  badDate: (text: string): string => `--from 要写成 2017-01-01 这样的日期，不是“${text}”`,
  fault: {
    date: (line: number, text: string): string => `第 ${line} 行：日期读不懂：${text}`,
    value: (line: number, text: string): string => `第 ${line} 行：数值读不懂：${text}`,
    columns: (line: number, text: string): string => `第 ${line} 行：缺少数值一列：${text}`,
    repeated: (line: number, text: string): string => `第 ${line} 行：这一天已经有数值：${text}`,
  },
};

const en = {
  working: "backtest",
  model: (name, origins) => `model ${name}: least error in a backtest of the last ${origins} origins`,
  none: (origins) => `no forecast: in a backtest of the last ${origins} origins nothing beat the best naive method`,
  skill: (naive, seasonal, best) => `error less than naive by ${naive}, than seasonal naive by ${seasonal}, than the naive method best afterwards by ${best}`,
  information: (method) => `for information, what ${method} says (no forecast with skill):`,
  columns: "date           middle        80 % interval             95 % interval",
  chosenFrom: (day, name) => `from ${day}: ${name} (chosen by errors known on that day)`,
  noneFrom: (day, naive) => `from ${day}: no forecast, by errors known on that day nothing beat the naive methods; figures of ${naive} are counted below`,
  span: (from, to, origins, step) => `test ${from} to ${to}, ${origins} origins, one every ${step} values`,
  errors: "step  count  MAPE %      MAE    MASE naive % r.MAPE   r.MAE  80 % in  95 % in  best naive",
  faults: (file, count, lines) => `${count} lines of ${file} cannot be read:\n${lines}\nGive two columns: date (2017-03-01 or 106/03/01) and value; leave a missing value empty.`,
  tooShort: (file, found, least) => `${file} holds ${found} values; at least ${least} are needed. Zero and empty are missing; add --zeros where zero is a value.`,
  badDate: (text) => `--from takes a date such as 2017-01-01, not "${text}"`,
  fault: {
    date: (line, text) => `line ${line}: no date: ${text}`,
    value: (line, text) => `line ${line}: no number: ${text}`,
    columns: (line, text) => `line ${line}: the value is missing: ${text}`,
    repeated: (line, text) => `line ${line}: this day has a value already: ${text}`,
  },
} satisfies typeof zh;

export const forecastWords = (language: string): typeof zh => (language === "en" ? en : zh);
