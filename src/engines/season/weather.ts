import type { Assumptions } from "./assumptions.ts";
import { drawAt, LUCK, normalAt } from "./chance.ts";
import type { Week } from "./year.ts";

/** The weather of a seed, shared by all growers of a town and by both worlds. [week × towns + town] where a town is named. */
export interface Weather {
  readonly towns: number;
  /** Outdoor mean of the week, °C. */
  readonly temperature: Float64Array;
  /** Severity of a cold wave or a storm, 0 (none) to 1. */
  readonly cold: Float64Array;
  readonly storm: Float64Array;
}

const WINTER_BELOW = 3;
const STORM_MONTHS = [6, 7, 8];
/** Weekly anomalies of temperature: deviation 2 °C, half of it left a week later; a cold wave takes up to 6 °C more. */
const ANOMALY_DEVIATION = 2;
const ANOMALY_PERSISTENCE = 0.5;
const WAVE_DEGREES = 6;

/**
 * Waves and storms come over the whole region; each town is reached with the same chance and a severity of its own below the
 * region's. Severity is drawn evenly from 0 to 1.
 */
export function drawWeather(seed: number, weeks: readonly Week[], assumptions: Assumptions): Weather {
  const { towns, coldWaves, storms, townHit } = assumptions;
  const temperature = new Float64Array(weeks.length);
  const cold = new Float64Array(weeks.length * towns);
  const storm = new Float64Array(weeks.length * towns);
  let anomaly = 0;
  weeks.forEach((week, w) => {
    anomaly = ANOMALY_PERSISTENCE * anomaly + ANOMALY_DEVIATION * Math.sqrt(1 - ANOMALY_PERSISTENCE ** 2) * normalAt(seed, LUCK.anomaly, w);
    const winter = week.temperature < WINTER_BELOW;
    const comes = drawAt(seed, LUCK.wave, w) < (winter ? coldWaves : STORM_MONTHS.includes(week.month) ? storms : 0);
    const severity = comes ? drawAt(seed, LUCK.severity, w) : 0;
    temperature[w] = week.temperature + anomaly - (winter ? WAVE_DEGREES * severity : 0);
    for (let town = 0; comes && town < towns; town += 1) {
      if (drawAt(seed, LUCK.town, w, town) >= townHit) continue;
      (winter ? cold : storm)[w * towns + town] = severity * (0.5 + 0.5 * drawAt(seed, LUCK.town, w, town, 1));
    }
  });
  return { towns, temperature, cold, storm };
}
