/** Believable prices in yuan per sales unit, by the beginning of an item's code. Invented for the demonstration and nowhere shown as quotations. */
const YUAN: readonly (readonly [code: string, yuan: number])[] = [
  ["phalaenopsis/9", 14], ["phalaenopsis/15", 128], ["phalaenopsis/fullers", 20], ["phalaenopsis/huo-niao", 19], ["phalaenopsis/v3", 18], ["phalaenopsis", 18],
  ["cymbidium-hybrid/24", 130], ["cymbidium-hybrid", 85], ["cymbidium-sinense", 58], ["cymbidium-goeringii", 66], ["dendrobium-nobile", 26], ["oncidium", 30], ["paphiopedilum", 24],
  ["anthurium-andraeanum/dakota", 25], ["anthurium-andraeanum/alabama", 18], ["anthurium-andraeanum", 22], ["spathiphyllum", 16], ["zantedeschia", 19],
  ["epipremnum-aureum/26", 68], ["epipremnum-aureum/12", 4.5], ["epipremnum-aureum", 15], ["zamioculcas", 32], ["aglaonema", 17], ["monstera", 36], ["guzmania", 17], ["lutheria", 18],
  ["pachira-glabra/30", 150], ["pachira-glabra", 9], ["radermachera", 38], ["dracaena-trifasciata", 13], ["ficus-lyrata", 98], ["ficus-elastica", 32], ["heptapleurum", 26], ["chrysalidocarpus", 88], ["nephrolepis", 9],
  ["cyclamen-persicum/9", 5.5], ["cyclamen", 15], ["euphorbia-pulcherrima/prestige", 19], ["euphorbia-pulcherrima/tian", 13], ["euphorbia", 10], ["kalanchoe-blossfeldiana/calandiva", 6.5], ["kalanchoe", 4.2],
  ["schlumbergera", 16], ["primula", 4], ["begonia-hiemalis", 11], ["gerbera", 9.5], ["chrysanthemum", 12], ["pelargonium", 7.5], ["pericallis", 6.5], ["hippeastrum", 24], ["clivia", 66], ["narcissus", 18], ["hyacinthus", 5.5],
  ["hydrangea", 42], ["rhododendron", 32], ["camellia", 58], ["paeonia", 128], ["rosa", 9], ["gardenia", 12.5], ["bougainvillea", 34], ["citrus", 98], ["ardisia", 19],
  ["echeveria", 2.6], ["haworthia", 3.4], ["crassula", 22], ["kroenleinia", 19], ["ficus-microcarpa", 28], ["podocarpus", 320], ["viola", 1.6], ["brassica", 2.4],
];

/** Fen per sales unit. */
export function demoPrice(code: string): number {
  return Math.round((YUAN.find(([start]) => code.startsWith(start))?.[1] ?? 12) * 100);
}
