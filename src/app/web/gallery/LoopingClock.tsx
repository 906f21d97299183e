import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { ClockFace } from "../../../ui/clock/ClockFace.tsx";
import type { FaceState } from "../../../ui/clock/reading.ts";
import { DEMO_LOTS, DemoFacts, demoProgramme, galleryNow } from "./ClockGallery.tsx";
import { DemoPhoto } from "./DemoPhoto.tsx";

const COMING_MS = 3_500;
const RUN_MS = 5_000;
const SHOW_MS = 1_800;

/** A clock that runs by itself: comes up, descends, sells, begins again. Its offset keeps several out of step. */
export function LoopingClock({ index, size, press = false }: { readonly index: number; readonly size: "compact" | "desk" | "wall"; readonly press?: boolean }): ReactNode {
  const { language } = usePreferences();
  const [round, setRound] = useState(0);
  const [programme, setProgramme] = useState(() => demoProgramme(galleryNow() + 500 + index * 900));
  const [state, setState] = useState<FaceState>({ kind: "live" });
  useEffect(() => {
    const t0 = programme.t0;
    const sale = setTimeout(() => {
      const step = 30 + ((index * 17 + round * 11) % 40);
      const mine = (index + round) % 3 === 0;
      setState(round % 5 === 4 ? { kind: "passed" } : { kind: "sold", price: programme.startPrice - step * programme.stepValue, quantity: 96 + 48 * (index % 4), to: mine ? "me" : "other", beatenBy: mine ? undefined : { ms: 12 + index * 7 } });
    }, t0 - galleryNow() + Math.min(RUN_MS, programme.lastStep * programme.stepMs * 0.7));
    const next = setTimeout(() => {
      setState({ kind: "live" });
      setProgramme(demoProgramme(galleryNow() + COMING_MS));
      setRound((value) => value + 1);
    }, t0 - galleryNow() + RUN_MS + SHOW_MS);
    return () => { clearTimeout(sale); clearTimeout(next); };
  }, [programme, index, round]);
  const lot = DEMO_LOTS[(index + round) % DEMO_LOTS.length];
  return (
    <ClockFace
      name={language === "zh" ? `${index + 1} 号钟` : `Clock ${index + 1}`} lotNumber={lot?.number} lotTitle={lot?.[language]} lotNote={language === "zh" ? lot?.noteZh : lot?.noteEn}
      programme={programme} state={state} now={galleryNow} unit={language === "zh" ? "盆" : "pots"} per={language === "zh" ? "盆" : "pot"} myLimit={index % 2 === 0 ? 1800 : null} size={size}
      photo={lot ? <DemoPhoto flower={lot.flower} /> : undefined} facts={size === "compact" ? undefined : <DemoFacts short={size === "wall"} />}
      onPress={press ? (step) => setState({ kind: "hold", step }) : undefined}
    />
  );
}
