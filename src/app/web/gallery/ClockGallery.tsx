import { useState } from "react";
import type { ReactNode } from "react";
import { Facts } from "../../../ui/Facts.tsx";
import type { Fact } from "../../../ui/Facts.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { ClockFace } from "../../../ui/clock/ClockFace.tsx";
import type { FaceProgramme, FaceState } from "../../../ui/clock/reading.ts";
import { DemoPhoto } from "./DemoPhoto.tsx";
import type { DemoFlower } from "./DemoPhoto.tsx";

export const galleryNow = (): number => performance.now();

const STEP = { stepValue: 25, stepMs: 80 };

/** ¥32.00 → ¥9.00 in 92 steps of 25 fen. */
export function demoProgramme(t0: number, change: Partial<FaceProgramme> = {}): FaceProgramme {
  const line = { startPrice: 3200, floorPrice: 900, ...STEP, ...change };
  return { lastStep: Math.ceil((line.startPrice - line.floorPrice) / line.stepValue), quantity: 1240, t0, ...line };
}

export interface DemoLot {
  readonly number: string;
  readonly zh: string;
  readonly en: string;
  readonly noteZh: string;
  readonly noteEn: string;
  readonly flower: DemoFlower;
}

export const DEMO_LOTS: readonly DemoLot[] = [
  { number: "1-0412", zh: "蝴蝶兰 大辣椒 双梗", en: "Phalaenopsis Big Chili, 2 stems", noteZh: "演示 · 黄楼 · A 级", noteEn: "Demo · Huanglou · grade A", flower: "phalaenopsis" },
  { number: "2-0087", zh: "红掌 阿拉巴马", en: "Anthurium Alabama", noteZh: "演示 · 弥河 · A 级", noteEn: "Demo · Mihe · grade A", flower: "anthurium" },
  { number: "3-0231", zh: "仙客来 哈里奥", en: "Cyclamen Halios", noteZh: "演示 · 王坟 · B 级", noteEn: "Demo · Wangfen · grade B", flower: "cyclamen" },
  { number: "4-0155", zh: "长寿花 橙色", en: "Kalanchoe orange", noteZh: "演示 · 何官 · A 级", noteEn: "Demo · Heguan · grade A", flower: "kalanchoe" },
];

export function DemoFacts({ short = false }: { readonly short?: boolean }): ReactNode {
  const zh = usePreferences().language === "zh";
  const facts: readonly Fact[] = [
    { label: zh ? "等级" : "Grade", value: "A" },
    { label: zh ? "盆径" : "Pot", value: "12 cm" },
    { label: zh ? "株高" : "Height", value: "55–60 cm" },
    { label: zh ? "花梗" : "Stems", value: "2" },
    { label: zh ? "花苞" : "Buds", value: "9–11" },
    { label: zh ? "开放" : "Open", value: "3–5" },
    { label: zh ? "每箱" : "Per box", value: zh ? "8 盆" : "8 pots" },
    { label: zh ? "每车" : "Per trolley", value: zh ? "192 盆" : "192 pots" },
    { label: zh ? "起购" : "Minimum", value: zh ? "8 盆" : "8 pots" },
    { label: zh ? "昨日均价" : "Yesterday", value: <MoneyText minor={1862} />, tone: "river" },
    { label: zh ? "质量指数" : "Quality", value: "97.4", tone: "leaf" },
    { label: zh ? "盆器" : "Pot extra", value: zh ? "另算" : "yes" },
    { label: zh ? "检疫" : "Quarantine", value: zh ? "已检" : "passed", tone: "leaf" },
    { label: zh ? "剩余批次" : "Lots to go", value: "38" },
  ];
  return <Facts dense facts={short ? facts.slice(0, 6) : facts} />;
}

interface Scene {
  readonly key: string;
  readonly state: FaceState;
  readonly programme: FaceProgramme | null;
  readonly limit?: number;
  readonly press?: boolean;
  readonly currency?: string;
}

/** Every state once, frozen where it can be so that two looks show the same thing. */
function scenes(language: "zh" | "en"): readonly Scene[] {
  const zh = language === "zh";
  const start = galleryNow();
  return [
    { key: "coming", state: { kind: "live" }, programme: demoProgramme(start + 600_000), limit: 1800 },
    { key: "running", state: { kind: "live" }, programme: demoProgramme(start - 20_000, { stepMs: 1_000 }), limit: 1800, press: true },
    { key: "hold", state: { kind: "hold", step: 53 }, programme: demoProgramme(0) },
    { key: "mine", state: { kind: "sold", price: 1875, quantity: 240, to: "me" }, programme: demoProgramme(0), limit: 1800 },
    { key: "other", state: { kind: "sold", price: 1900, quantity: 480, to: "other", beatenBy: { ms: 38 } }, programme: demoProgramme(0) },
    { key: "steps", state: { kind: "sold", price: 1950, quantity: 480, to: "other", beatenBy: { steps: 1 } }, programme: demoProgramme(0) },
    { key: "passed", state: { kind: "passed", reason: zh ? "转目录价" : "to the catalogue" }, programme: demoProgramme(0) },
    { key: "paused", state: { kind: "paused", at: 3_000, reason: zh ? "核对照片" : "checking the photo" }, programme: demoProgramme(0) },
    { key: "reconnecting", state: { kind: "reconnecting" }, programme: demoProgramme(0) },
    { key: "floor", state: { kind: "live" }, programme: demoProgramme(-60_000) },
    { key: "waiting", state: { kind: "waiting", note: zh ? "13:40 继续" : "continues 13:40" }, programme: null },
    { key: "won", state: { kind: "live" }, programme: demoProgramme(start - 4_000, { startPrice: 12500, floorPrice: 4000, stepValue: 100, stepMs: 400 }), currency: "KRW", limit: 9000 },
  ];
}

export function ClockStates(): ReactNode {
  const { language } = usePreferences();
  const [all] = useState(() => ({ zh: scenes("zh"), en: scenes("en") }));
  const [pressed, setPressed] = useState<string | null>(null);
  return (
    <>
      <div className="gallery-clocks">
        {all[language].map((scene, index) => {
          const lot = DEMO_LOTS[index % DEMO_LOTS.length];
          return (
            <ClockFace
              key={scene.key} name={language === "zh" ? `${index + 1} 号钟` : `Clock ${index + 1}`} lotNumber={lot?.number} lotTitle={lot?.[language]} lotNote={language === "zh" ? lot?.noteZh : lot?.noteEn}
              programme={scene.programme} state={scene.state} now={galleryNow} unit={language === "zh" ? "盆" : "pots"} per={language === "zh" ? "盆" : "pot"} currency={scene.currency} myLimit={scene.limit} active={scene.press}
              photo={lot && index !== 4 ? <DemoPhoto flower={lot.flower} /> : undefined}
              onPress={scene.press === true ? (step) => setPressed(`step ${step}`) : undefined} pressKey={scene.press === true ? "F2" : undefined}
            />
          );
        })}
      </div>
      {pressed === null ? null : <p role="status">{pressed}</p>}
    </>
  );
}

/** The face wide enough for its facts, as on a buyer's second screen. */
export function ClockDesk(): ReactNode {
  const { language } = usePreferences();
  const [programme] = useState(() => demoProgramme(galleryNow() - 30_000, { stepMs: 1_000 }));
  const lot = DEMO_LOTS[0];
  if (!lot) return null;
  return (
    <ClockFace
      name={language === "zh" ? "1 号钟" : "Clock 1"} lotNumber={lot.number} lotTitle={lot[language]} lotNote={language === "zh" ? lot.noteZh : lot.noteEn}
      programme={programme} state={{ kind: "live" }} now={galleryNow} unit={language === "zh" ? "盆" : "pots"} per={language === "zh" ? "盆" : "pot"} myLimit={1800}
      photo={<DemoPhoto flower="phalaenopsis" />} facts={<DemoFacts />} onPress={() => undefined} pressKey="Space"
    />
  );
}
