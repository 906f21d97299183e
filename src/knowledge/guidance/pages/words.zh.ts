export const zh = {
  titles: { candidates: "种什么", candidate: "种什么", cost: "我的成本", sell: "怎么卖", ahead: "今后上市" },
  common: { save: "保存", cancel: "不改了", again: "再试一次", print: "打印", none: "—", pot: (unit: string) => `每${unit}`, week: (day: string) => `${day} 那一周`, percent: (n: string) => `${n}%` },
  list: {
    intro: "按您自己的成本、近来的价格和大家已经登记的量来算。不是保证：下面写着它假设了什么。", empty: "还没有可算的商品", emptyWhy: "登记一批在圃、送一批货，或者搜一个商品填上成本，这里就会算给您看。", find: "找别的商品：名称、拼音或首字母", noItem: "没有找到这个商品", left: (n: number) => `还有 ${n} 个商品没有列出，用上面的搜索打开。`, enter: "登记在圃",
    flowers: (week: string) => `现在种，${week} 那一周上市`, breakEven: "保本价", margin: "每盆毛利", marginRest: "大家都照做", perArea: "每平方米每周", band: "十回里八回在", loss: (n: string) => `亏本的可能 ${n}`, example: "成本是示例", thinPrice: (n: number, needed: number) => `卖价只有 ${n} 周，要 ${needed} 周才算`, open: "细看",
  },
  one: {
    week: "上市那一周", today: "从今天种起", past: (day: string) => `这一周要上市，${day} 就该种下：现在只能用大苗。`, plantOn: (day: string) => `${day} 种下`, price: "预计卖价", priceWhy: { own: "您自己估的价", recent: "最近几周的中间价", season: "去年同一时节（春节前后按离春节的天数比）" }, spread: { seen: "上下幅度取自过去同样远的预测错了多少", widened: "历史不够长，幅度按时间放宽了", assumed: "幅度是假定的" }, weeks: (n: number) => `${n} 周有价`, skill: (n: string) => `比只看近价准 ${n}`, error: (n: string) => `平均差 ${n}`,
    thin: "成交不够，算不出价", thinWhy: (n: number, needed: number) => `这个商品有可公开价格的周数是 ${n}，至少要 ${needed}。在成本表里填上您自己估的价，就能先算。`,
    costs: "成本", costOpen: "看、改我的成本", example: "现在用的是示例成本，不是您的。请改成自己的数。", planted: "每种一盆", saleable: "每盆能卖的", breakEven: "保本卖价", fee: (n: string) => `已算市场服务费 ${n}`,
    margin: "毛利（每种一盆）", mean: "平均", band: "十回里八回", loss: "亏本的可能", area: "每平方米每周",
    follow: "如果大家都照做", usual: "供货跟往年一样", herd: "人人按这个价抢种", rest: "人人照这里的建议", followWhy: "价好就多种，种多了价就跌。第二行是大家都信第一行的价会怎样；第三行是大家都按第三行的价来定、谁也不想再改的价。毛利和判断按第三行算。", room: (amount: string) => `离普通成本线还能再种约 ${amount}`, noRoom: "已经没有余地：再种，普通成本的人就不够本",
    committed: (amount: string) => `已算进 ${amount}（登记的、外地来的）`, unknownOthers: "别家登记的量不能公开，这里没有算进去。", bound: "超出了见过的价格范围，只当大概看。", noRegion: (n: number, needed: number) => `这个种可公开成交的周数是 ${n}，至少要 ${needed}，算不出大家照做以后的价。`, usualFrom: { last_year: (amount: string) => `一周通常卖 ${amount}（按去年同一时节）`, last_weeks: (amount: string) => `一周通常卖 ${amount}（按最近几周，没有去年的数）` },
    supply: "别家登记的量", supplyIntro: "登记在圃的预计上市，不含您自己；不到三家、或一家超过八成的不显示，数字取约数。没登记的不在里面。", others: "别家", own: "您", arrivals: "外地", why: { nothing: "无人登记", too_few: "不足三家", one_dominates: "一家独大" }, nowWeek: "这一周", all: "看全部种类",
    quantity: "自己的客户要多少", plant: (amount: string) => `种约 ${amount}`, quantityWhy: { sheet: (usual: string) => `按您填的一周卖 ${usual}`, sales: (usual: string) => `按您近半年一周卖 ${usual}` }, ratio: (n: string) => `缺货与压货相抵的点：${n}`, leftOver: (amount: string) => `平均会剩 ${amount}`, noQuantity: (n: number, needed: number) => `您自己卖过的周数是 ${n}，至少要 ${needed}；也可以在成本表里填一周能卖多少。`,
    assumes: "它假设了什么", elasticity: (n: string) => `价跌一成，买的人多要 ${n}`, costs2: (n: string, spread: string) => `别家保本在平常价的 ${n}，高低相差约 ${spread}`, headroom: (n: string) => `棚里还能比平常多种 ${n}`, source: "来源", usualSource: "花卉大多价跌多买（Hovhannisyan、Khachatryan 2017，Agribusiness 33(2):226）；具体大小、成本和棚里余地是假定的", by: (who: string) => `${who} 填`, promise: "这不是保证。天气、病害、没登记的人、外地的货都可能让它不准。",
  },
  cost: {
    intro: "只有您看得到。别的花农、交易中心都没有看它的入口，操作记录里也不留数字。", example: "下面是示例，请改成自己的数。", perPot: "每盆（元）", seedling: "种苗", pot: "花盆", medium: "基质肥料", labour: "人工", other: "其他", perArea: "每平方米每周（元）", heat: "加温（加温的周）", place: "棚租折旧水电（每周都有）", times: "时间、密度、损耗", growWeeks: "生长周数", heatedWeeks: "其中加温周数", density: "每平方米放几盆", loss: "损耗 %",
    reckon: "您自己的估计（可空着）", ownPrice: "到时卖价（元）", ownPriceHint: "填了就用它，不用历史价", usual: "一周能卖多少", spread: "上下差多少 %", salvage: "卖不掉的还值卖价的 %", bad: (field: string) => `「${field}」没填对`, drop: "改回示例", saved: "已存好，只有您看得到", now: "按这张表", breakEven: (money: string) => `保本卖价 ${money}`, planted: (money: string) => `每种一盆 ${money}`,
  },
  sell: {
    intro: (days: number) => `各渠道近 ${days} 天卖得怎样。不是保证：市场天天在变。`, risk: "您要", risks: { most: "多卖钱", even: "两头顾", safe: "求稳当" }, days: "几天内卖完", dayCount: (n: number) => `${n} 天`, split: "怎么分", send: (amount: string) => amount, left: (amount: string) => `${amount} 近来没有哪个渠道吃得下`, net: "平均到手", about: (money: string, spread: string) => `${money}（上下 ${spread}）`, none: "各渠道成交都不够，分不出来", noneWhy: "下面写着各渠道有几笔。至少五笔、三天才算。",
    channels: "各渠道", price: "成交价", clearance: "成交率", noClearance: "剩货没人数，按卖完算", fee: "服务费", netCol: "到手", aDay: "一天能卖", sales: "笔数", thin: (sales: number, days: number) => `成交不够：${sales} 笔、${days} 天`, withheld: (sales: number) => `卖方太少或太集中，不公开（${sales} 笔）`, anyGrade: "同等级的成交不够，下面是这个商品各等级合起来的。", day: "哪天卖", best: (day: string) => `${day} 比别的日子好`, noBest: (days: number) => `看了 ${days} 天的价，没有哪天明显更好。`, thinDays: (n: number, needed: number) => `成交不够：有价的日子 ${n} 天，至少要 ${needed} 天。`, notUsual: "平常不卖", festival: (name: string) => `赶${name}`, weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"], assumes: "渠道之间当作互不影响；卖不掉的按最好成交价的两成算；一个渠道一天最多卖它平常一天的量。统购订单要等企业下单。",
  },
  ahead: {
    introGrower: "各花农登记的在圃，按上市的周。不含您自己；不到三家、或一家超过八成的不显示，数字取约数。没有登记的周不列。", introDesk: "登记在圃，按上市的周，今后半年，没有登记的周不列；斜纹的格子别的花农看不到（不足三家或一家独大）。", tabs: { supply: "按周上市", arrivals: "外地来货", assumptions: "建议的假设" }, search: "种名，拼音也行", species: "种类", empty: "还没有登记", emptyWhy: "花农登记了在圃，这里就有。", own: (n: string) => `您 ${n}`, arrivals: (n: string) => `外地 ${n}`, hidden: "别人看不到", items: "看各商品",
    arrivalsIntro: "外地来货的估计，写明来源。填错就撤回再填，记录都留着。", add: "登记外地来货", week: "周", units: "数量", unit: "单位", origin: "从哪里来", source: "来源", by: "谁填的", withdraw: "撤回", withdrawAsk: "撤回这条估计？建议会马上按没有它来算。", noArrivals: "没有登记外地来货", bad: "有一格没填对", demo: "演示", speciesFind: "找种类：名称或拼音",
    assumeIntro: "建议要用的假设。没有单独填的种，用第一行。", usual: "没有单独填的", elasticity: "价格弹性", cost: "别家保本 / 平常价", costSpread: "成本高低", headroom: "棚里余地", set: "改一个种", noOwn: "都用第一行",
  },
};
export type PageWords = typeof zh;
