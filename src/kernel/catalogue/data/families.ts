/** Plant families (APG IV, PPG I, current gymnosperm families) with their Chinese names. */
export const FAMILIES = {
  Acanthaceae: "爵床科", Acoraceae: "菖蒲科", Aizoaceae: "番杏科", Alstroemeriaceae: "六出花科", Amaranthaceae: "苋科", Amaryllidaceae: "石蒜科", Anacampserotaceae: "回欢草科",
  Anacardiaceae: "漆树科", Apocynaceae: "夹竹桃科", Aquifoliaceae: "冬青科", Araceae: "天南星科", Araliaceae: "五加科", Araucariaceae: "南洋杉科", Arecaceae: "棕榈科",
  Asparagaceae: "天门冬科", Asphodelaceae: "阿福花科", Aspleniaceae: "铁角蕨科", Asteraceae: "菊科", Balsaminaceae: "凤仙花科", Begoniaceae: "秋海棠科", Berberidaceae: "小檗科",
  Bignoniaceae: "紫葳科", Boraginaceae: "紫草科", Brassicaceae: "十字花科", Bromeliaceae: "凤梨科", Buxaceae: "黄杨科", Cactaceae: "仙人掌科", Calceolariaceae: "荷包花科",
  Calycanthaceae: "蜡梅科", Campanulaceae: "桔梗科", Cannabaceae: "大麻科", Cannaceae: "美人蕉科", Caprifoliaceae: "忍冬科", Caryophyllaceae: "石竹科", Cleomaceae: "白花菜科",
  Combretaceae: "使君子科", Commelinaceae: "鸭跖草科", Convolvulaceae: "旋花科", Crassulaceae: "景天科", Cupressaceae: "柏科", Cycadaceae: "苏铁科", Cyperaceae: "莎草科",
  Davalliaceae: "骨碎补科", Didiereaceae: "刺戟木科", Droseraceae: "茅膏菜科", Ebenaceae: "柿科", Elaeagnaceae: "胡颓子科", Ericaceae: "杜鹃花科", Euphorbiaceae: "大戟科",
  Fabaceae: "豆科", Gentianaceae: "龙胆科", Geraniaceae: "牻牛儿苗科", Gesneriaceae: "苦苣苔科", Ginkgoaceae: "银杏科", Hamamelidaceae: "金缕梅科", Hydrangeaceae: "绣球科",
  Iridaceae: "鸢尾科", Lamiaceae: "唇形科", Liliaceae: "百合科", Linderniaceae: "母草科", Lythraceae: "千屈菜科", Magnoliaceae: "木兰科", Malvaceae: "锦葵科",
  Marantaceae: "竹芋科", Melastomataceae: "野牡丹科", Meliaceae: "楝科", Moraceae: "桑科", Myrtaceae: "桃金娘科", Nelumbonaceae: "莲科", Nepenthaceae: "猪笼草科",
  Nephrolepidaceae: "肾蕨科", Nyctaginaceae: "紫茉莉科", Nymphaeaceae: "睡莲科", Oleaceae: "木樨科", Onagraceae: "柳叶菜科", Orchidaceae: "兰科", Oxalidaceae: "酢浆草科",
  Paeoniaceae: "芍药科", Papaveraceae: "罂粟科", Pinaceae: "松科", Piperaceae: "胡椒科", Plantaginaceae: "车前科", Plumbaginaceae: "白花丹科", Poaceae: "禾本科",
  Podocarpaceae: "罗汉松科", Polemoniaceae: "花荵科", Polygonaceae: "蓼科", Polypodiaceae: "水龙骨科", Portulacaceae: "马齿苋科", Primulaceae: "报春花科", Pteridaceae: "凤尾蕨科",
  Ranunculaceae: "毛茛科", Rhamnaceae: "鼠李科", Rosaceae: "蔷薇科", Rubiaceae: "茜草科", Rutaceae: "芸香科", Sapindaceae: "无患子科", Sarraceniaceae: "瓶子草科",
  Saxifragaceae: "虎耳草科", Scrophulariaceae: "玄参科", Selaginellaceae: "卷柏科", Solanaceae: "茄科", Strelitziaceae: "鹤望兰科", Tamaricaceae: "柽柳科", Taxaceae: "红豆杉科",
  Theaceae: "山茶科", Thymelaeaceae: "瑞香科", Ulmaceae: "榆科", Urticaceae: "荨麻科", Verbenaceae: "马鞭草科", Violaceae: "堇菜科", Zamiaceae: "泽米铁科",
  Zingiberaceae: "姜科",
} as const;
export type Family = keyof typeof FAMILIES;
