import { describe, expect, it } from "vitest";
import { INPUT_KINDS, NEXT_CHANNELS, PASS_REASONS, PRESS_REFUSALS } from "../../engines/clock/types.ts";
import { SPECIES_TYPES } from "../../kernel/catalogue/data/model.ts";
import { COMMON_REFUSALS } from "../../kernel/machinery/contract.ts";
import { clock } from "./contract.ts";
import { LIVE_REFUSALS } from "./wire.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const common = new Set<string>(COMMON_REFUSALS);

describe.each([["中文", zh], ["English", en]] as const)("the words of the clock, %s", (_language, words) => {
  it("has a sentence for whatever the clock, its live channel and its desk may refuse", () => {
    const codes = [...Object.values(clock.actions).flatMap((action) => action.refuses as readonly string[]), ...LIVE_REFUSALS, ...PRESS_REFUSALS].filter((code) => !common.has(code) || code === "not_signed_in");
    expect(codes.filter((code) => !(code in words.refusals))).toEqual([]);
  });

  it("names every action, every act of the desk, every channel and every reason", () => {
    expect(Object.keys(clock.actions).filter((name) => !(name in words.actions))).toEqual([]);
    expect(INPUT_KINDS.filter((kind) => !(kind in words.acts))).toEqual([]);
    expect(NEXT_CHANNELS.filter((channel) => !(channel in words.nextChannels))).toEqual([]);
    expect(PASS_REASONS.filter((reason) => !(reason in words.passReasons))).toEqual([]);
    expect(SPECIES_TYPES.filter((type) => !(type in words.categories))).toEqual([]);
  });
});
