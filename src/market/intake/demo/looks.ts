import type { Look } from "./plants.ts";

const GREEN = ["1f5a35", "4f9a56"] as const;
const FRESH = ["2f7a3c", "7cc46a"] as const;
const GREY = ["4c6b58", "9dbfa4"] as const;
const DARK = ["153f2c", "2f6e47"] as const;
const look = (habit: Look["habit"], bloom: Look["bloom"], heart: string, pot: number, count: number, leaf: Look["leaf"] = GREEN): Look => ({ habit, bloom, heart, pot, count, leaf });

/** How each species or variety of the demonstration looks; a variety's own entry goes before its species'. */
export const LOOKS: Readonly<Record<string, Look>> = {
  "phalaenopsis--big-chili": look("spray", ["8e0f54", "c92a7d"], "f2c24b", 128, 12), "phalaenopsis--man-tian-hong": look("spray", ["a8256f", "df6aa6"], "ffd7a0", 124, 14),
  "phalaenopsis--v3": look("spray", ["f3efe6", "ffffff"], "e8b93a", 128, 9), "phalaenopsis--fullers-sunset": look("spray", ["e9a93c", "f8dc84"], "b8324a", 128, 8),
  "phalaenopsis--hong-tian-e": look("spray", ["b4113e", "e2486a"], "ffe08a", 128, 12), "phalaenopsis--huo-niao": look("spray", ["c23a1d", "f0804a"], "ffd35c", 124, 8), phalaenopsis: look("spray", ["b05fb5", "e3b1e6"], "8e2a6e", 116, 16),
  "cymbidium-hybrid": look("spray", ["c58f2c", "ecd079"], "a83246", 150, 13), "cymbidium-sinense": look("spray", ["6e3a3a", "a86a5a"], "e8d8a0", 136, 8, DARK), "cymbidium-goeringii": look("spray", ["8ea83e", "cfe08a"], "f6f2e6", 128, 5),
  "dendrobium-nobile": look("spray", ["a14cc0", "efd2f4"], "5c1f66", 120, 15, FRESH), oncidium: look("spray", ["c7c11e", "f2ee72"], "b8a614", 120, 15), paphiopedilum: look("spray", ["7d8f2e", "c9d67a"], "7a3a4e", 120, 3),
  "anthurium-andraeanum": look("spathe", ["b01020", "e43a3a"], "f2d25a", 138, 7), "anthurium-andraeanum--dakota": look("spathe", ["a30a1a", "de2b30"], "f4dc74", 142, 8),
  "anthurium-andraeanum--pink-champion": look("spathe", ["d8587e", "f7a8c0"], "f4e3a0", 136, 8), "anthurium-andraeanum--alabama": look("spathe", ["c02a3a", "ee6a63"], "f8e8b0", 136, 6),
  "anthurium-andraeanum--white-champion": look("spathe", ["ece9dc", "ffffff"], "f2c8c0", 136, 8), spathiphyllum: look("spathe", ["eef2ea", "ffffff"], "e8e6b4", 140, 6, DARK), "zantedeschia-hybrid": look("spathe", ["d07a1e", "f8c24a"], "f6d768", 132, 5),
  "epipremnum-aureum": look("trailing", ["e8e28a", "f4efb0"], "d9d67a", 132, 0, FRESH), "zamioculcas-zamiifolia": look("fans", ["2f6e47", "4f9a56"], "4f9a56", 136, 0, DARK), "aglaonema-hybrid": look("trailing", ["c23a4e", "e8707a"], "e0566a", 132, 0, DARK),
  "monstera-deliciosa": look("trailing", ["2f7a3c", "4f9a56"], "2f7a3c", 144, 0, DARK), "guzmania--denise": look("vase", ["c81e24", "f0503c"], "ffd45a", 126, 1), "guzmania--ostara": look("vase", ["b4103e", "ec4a6e"], "ffe08a", 126, 1),
  "lutheria-splendens": look("vase", ["cf4a12", "f49a2e"], "ffd45a", 122, 1, DARK), "pachira-glabra": look("tree", ["4f9a56", "7cc46a"], "7cc46a", 146, 0, FRESH), "radermachera-sinica": look("tree", ["2f7a3c", "4f9a56"], "4f9a56", 140, 0, DARK),
  "dracaena-trifasciata": look("swords", ["d9c64a", "f2e58a"], "d8cf6a", 128, 0, DARK), "ficus-lyrata": look("tree", ["2f6e47", "6aa864"], "6aa864", 140, 0), "ficus-elastica": look("tree", ["3a2a2c", "5e3a3a"], "5e3a3a", 138, 0, ["1c2a22", "3e5a44"]),
  "heptapleurum-arboricola": look("tree", ["2f7a3c", "8ec25a"], "8ec25a", 138, 0, FRESH), "chrysalidocarpus-lutescens": look("palm", ["7cc46a", "a8d87a"], "c8c85a", 146, 0, FRESH), "nephrolepis-exaltata": look("palm", ["5ea84e", "8ecf6a"], "8ecf6a", 136, 0, FRESH),
  "cyclamen-persicum": look("mound", ["c2185b", "f06292"], "7a1040", 132, 26), "cyclamen-persicum--halios": look("mound", ["b3124f", "ea5a8e"], "f7d0de", 136, 30), "euphorbia-pulcherrima": look("star", ["b0121a", "e23a2e"], "e8c83a", 140, 7),
  "euphorbia-pulcherrima--tian-e-rong": look("star", ["8e0a1a", "c8202e"], "e8c83a", 136, 6, DARK), "euphorbia-pulcherrima--winter-rose": look("roses", ["a80f1e", "dd3336"], "e8c83a", 128, 6), "kalanchoe-blossfeldiana": look("mound", ["e0651c", "fba24a"], "fbe08a", 120, 52),
  "kalanchoe-blossfeldiana--calandiva": look("mound", ["d12a5e", "f684a4"], "fbd0dc", 124, 48), "schlumbergera-truncata": look("mound", ["c41266", "f25a9e"], "fff0f4", 128, 34), "primula-vulgaris": look("mound", ["5a3bb0", "8f72d8"], "ffd94a", 112, 24, FRESH),
  "begonia-hiemalis": look("roses", ["e0482a", "fb9474"], "fbd26a", 128, 9), "gerbera-jamesonii": look("daisies", ["e85a24", "fba05a"], "5a3a1c", 126, 6, FRESH), "chrysanthemum-morifolium": look("daisies", ["e2b714", "fbe46a"], "c8a410", 142, 34), "pelargonium-hortorum": look("globes", ["c81e2e", "f25a52"], "f8d0c8", 122, 5),
  "pericallis-hybrida": look("daisies", ["3b46b8", "7a86ea"], "f4f2fa", 128, 28), hippeastrum: look("scapes", ["a80c1c", "de2a2e"], "c8e07a", 118, 8), "clivia-miniata": look("scapes", ["d4561a", "f79a4a"], "f8d85a", 140, 7, DARK),
  "narcissus-tazetta-chinensis": look("scapes", ["f2f0e4", "ffffff"], "f2b21e", 124, 6, FRESH), "hyacinthus-orientalis": look("column", ["3f4db8", "7f90ea"], "c8d0f8", 104, 1, FRESH), "hydrangea-macrophylla": look("globes", ["5a78c8", "a4bcf2"], "c87ac0", 142, 6),
  "rhododendron-simsii": look("roses", ["d8366e", "fb92b4"], "fff0f4", 138, 15), "camellia-japonica": look("roses", ["e6a0b0", "fce0e6"], "f8e8b0", 138, 6, DARK), "paeonia-suffruticosa": look("roses", ["b0185e", "e85a9a"], "f8d85a", 150, 5),
  "rosa-chinensis": look("roses", ["d0182e", "f25560"], "a80f24", 122, 6), "gardenia-jasminoides": look("roses", ["f0ead6", "ffffff"], "f6e8a8", 126, 7, DARK), bougainvillea: look("mound", ["b0127a", "ec4ab0"], "fffbe8", 132, 58),
  "citrus-japonica": look("fruits", ["e88a0a", "fbb83a"], "fbb83a", 142, 30), "ardisia-crenata": look("fruits", ["a8101c", "e0323a"], "e0323a", 128, 34, DARK), "echeveria-elegans": look("rosette", ["d88aa0", "f4c4d0"], "f4c4d0", 150, 3, GREY),
  "haworthia-cooperi": look("rosette", ["7ab88a", "cdeccc"], "cdeccc", 140, 3, FRESH), "crassula-ovata": look("bonsai", ["c84a3a", "e88a6a"], "e88a6a", 136, 1, FRESH), "kroenleinia-grusonii": look("ball", ["e8d05a", "fbeea0"], "f4dc8a", 150, 1, ["2f6a3a", "5fa860"]),
  "ficus-microcarpa": look("bonsai", ["2f7a3c", "4f9a56"], "4f9a56", 140, 1), "podocarpus-macrophyllus": look("bonsai", ["2f6e47", "4f9a56"], "4f9a56", 172, 0, DARK), "viola-wittrockiana": look("mound", ["5a2a9a", "f2c83a"], "2a1040", 112, 22, FRESH),
  "brassica-oleracea-acephala": look("rosette", ["b84a9a", "f2e0ee"], "f2e0ee", 128, 1, ["3f7a5a", "8ec29a"]),
};

const ANY: Look = look("mound", ["b05fb5", "e3b1e6"], "f8d85a", 128, 24);

export function lookOf(speciesId: string | null, varietyId: string | null): Look {
  return LOOKS[varietyId ?? ""] ?? LOOKS[speciesId ?? ""] ?? ANY;
}
