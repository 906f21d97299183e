/**
 * What an exponential smoothing model expects and how sure it is: exact means and variances (Hyndman et al. 2008, chapter 6). With
 * additive errors and with multiplicative errors on a sum the mean is the path without errors; where level and season are multiplied,
 * both feel the same error, and mean and variance follow from the second moments of their product.
 */
import type { EtsFit } from "./ets.ts";
import { path, type Path } from "./naive.ts";

export function etsPath(fit: EtsFit, horizon: number): Path {
  const { shape, parameters: { alpha, beta, gamma, phi }, run, sigma2, period, count } = fit;
  const seasonal = shape.season !== "N";
  const damping = Float64Array.from({ length: horizon }, () => 0);
  for (let h = 0, sum = 0, power = 1; h < horizon; h += 1) {
    power *= phi;
    sum += power;
    damping[h] = sum;
  }
  if (shape.season === "M") return productPath(fit, horizon);
  const mean = damping.map((damp, h) => run.level + damp * run.slope + (seasonal ? (run.seasonal[(count + h) % period] as number) : 0));
  // The weight of an error j steps back: level, slope and, whole seasons back, the season.
  const weight = (j: number): number => alpha + (shape.trend === "N" ? 0 : beta * (damping[j - 1] as number)) + (seasonal && j % period === 0 ? gamma : 0);
  const variance = new Float64Array(horizon);
  if (shape.error === "A") {
    for (let h = 0, sum = 1; h < horizon; h += 1) {
      variance[h] = sigma2 * sum;
      sum += weight(h + 1) ** 2;
    }
  } else {
    const square = new Float64Array(horizon);
    for (let h = 0; h < horizon; h += 1) {
      let sum = (mean[h] as number) ** 2;
      for (let j = 1; j <= h; j += 1) sum += sigma2 * weight(j) ** 2 * (square[h - j] as number);
      square[h] = sum;
      variance[h] = (1 + sigma2) * sum - (mean[h] as number) ** 2;
    }
  }
  return path(horizon, (step) => mean[step - 1] as number, (step) => Math.sqrt(variance[step - 1] as number));
}

/**
 * Mean and variance where level and season are multiplied and share one error ε ~ N(0, σ²). The products of (level, slope) with each
 * figure of the season are the state v; it moves as v' = (A + Bε + Cε²) v, so that E v and E vvᵀ follow step by step.
 */
function productPath({ shape, parameters: { alpha, beta, gamma, phi }, run, sigma2, period, count }: EtsFit, horizon: number): Path {
  const trend = shape.trend !== "N";
  const size = trend ? 2 : 1;
  const total = size * period;
  // The season's next place comes first.
  const [move, push] = trend ? [[1, phi, 0, phi], [alpha, alpha * phi, beta, beta * phi]] : [[1], [alpha]];
  const first = new Float64Array(total);
  for (let k = 0; k < period; k += 1) {
    first[k * size] = run.level * (run.seasonal[(count + k) % period] as number);
    if (trend) first[k * size + 1] = run.slope * (run.seasonal[(count + k) % period] as number);
  }
  // The level block's factor that an error of power 0, 1, 2 has on the rotating place (season moves too) and on the others.
  const blocks = { still: [move, push, move.map(() => 0)], turned: [move, push.map((p, i) => p + gamma * (move[i] as number)), push.map((p) => gamma * p)] };
  let mean = first;
  let second = outer(first);
  const means = new Float64Array(horizon);
  const variances = new Float64Array(horizon);
  for (let h = 0; h < horizon; h += 1) {
    const row = trend ? [1, phi] : [1];
    let [m, s] = [0, 0];
    for (let i = 0; i < size; i += 1) {
      m += (row[i] as number) * (mean[i] as number);
      for (let j = 0; j < size; j += 1) s += (row[i] as number) * (row[j] as number) * (second[i * total + j] as number);
    }
    means[h] = m;
    variances[h] = (1 + sigma2) * s - m * m;
    mean = advanceMean(mean, size, period, blocks, sigma2);
    second = advanceSecond(second, size, period, blocks, sigma2);
  }
  return path(horizon, (step) => means[step - 1] as number, (step) => Math.sqrt(variances[step - 1] as number));
}

interface Blocks {
  /** Matrices (size × size) that multiply 1, ε and ε². */
  readonly still: readonly (readonly number[])[];
  readonly turned: readonly (readonly number[])[];
}

function outer(v: Float64Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(v.length * v.length);
  for (let i = 0; i < v.length; i += 1) for (let j = 0; j < v.length; j += 1) out[i * v.length + j] = (v[i] as number) * (v[j] as number);
  return out;
}

/** Place k moves to k − 1; the used one, 0, to the end. */
const movedTo = (place: number, period: number): number => (place + period - 1) % period;

function advanceMean(mean: Float64Array, size: number, period: number, blocks: Blocks, sigma2: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(mean.length);
  for (let place = 0; place < period; place += 1) {
    const [zero, , two] = place === 0 ? blocks.turned : blocks.still;
    for (let i = 0; i < size; i += 1) {
      let sum = 0;
      for (let j = 0; j < size; j += 1) sum += ((zero?.[i * size + j] as number) + sigma2 * (two?.[i * size + j] as number)) * (mean[place * size + j] as number);
      out[movedTo(place, period) * size + i] = sum;
    }
  }
  return out;
}

/** E[(A + Bε + Cε²) v vᵀ (A + Bε + Cε²)ᵀ] with E ε² = σ², E ε⁴ = 3σ⁴. */
function advanceSecond(second: Float64Array, size: number, period: number, blocks: Blocks, sigma2: number): Float64Array<ArrayBuffer> {
  const total = size * period;
  const out = new Float64Array(total * total);
  const moments = [1, 0, sigma2, 0, 3 * sigma2 * sigma2];
  for (let a = 0; a < period; a += 1) {
    const left = a === 0 ? blocks.turned : blocks.still;
    for (let b = 0; b < period; b += 1) {
      const right = b === 0 ? blocks.turned : blocks.still;
      for (let p = 0; p < 3; p += 1) {
        for (let q = 0; q < 3; q += 1) {
          const moment = moments[p + q] as number;
          if (moment === 0) continue;
          for (let i = 0; i < size; i += 1) {
            for (let j = 0; j < size; j += 1) {
              let sum = 0;
              for (let k = 0; k < size; k += 1) for (let l = 0; l < size; l += 1) sum += (left[p]?.[i * size + k] as number) * (second[(a * size + k) * total + b * size + l] as number) * (right[q]?.[j * size + l] as number);
              const at = (movedTo(a, period) * size + i) * total + movedTo(b, period) * size + j;
              out[at] = (out[at] as number) + moment * sum;
            }
          }
        }
      }
    }
  }
  return out;
}
