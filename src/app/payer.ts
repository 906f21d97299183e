import { readFileSync } from "node:fs";
import type { Pool } from "pg";
import { utf8 } from "../engines/signing/bytes.ts";
import type { Verifier } from "../engines/signing/envelope.ts";
import { readPublicKey } from "../engines/signing/rsa.ts";
import type { Payer } from "../market/payments/payer.ts";
import { LicensedRail, type Signer } from "../market/payments/rail-licensed.ts";
import { Simulator } from "../market/payments/rail-simulator.ts";

/** production: real money; what only plays with it is refused. trial is everything else, and what is meant when nothing is said. */
export const ENVIRONMENTS = ["production", "trial"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
const CHOICES = ["bank_file", "simulator", "licensed"] as const;
type Env = Readonly<Record<string, string | undefined>>;

const MIN_SECRET_CHARS = 32;
const MS = 1_000;

/** Who moves this market's money, from the environment. Throws with words that say what is wrong and how to mend it. */
export function payerFrom(env: Env): { readonly environment: Environment; readonly payer: Payer } {
  const said = env["HUALIAN_ENV"] ?? "trial";
  const environment = ENVIRONMENTS.find((one) => one === said);
  if (environment === undefined) throw new Error(`HUALIAN_ENV is "${said}"; it is production or trial. HUALIAN_ENV 只能是 production（正式）或 trial（试用）。`);
  const wanted = env["HUALIAN_PAYMENTS"];
  const choice = wanted === undefined ? undefined : CHOICES.find((one) => one === wanted);
  if (wanted !== undefined && choice === undefined) throw new Error(`HUALIAN_PAYMENTS is "${wanted}"; it is ${CHOICES.join(", ")}. HUALIAN_PAYMENTS 只能是 bank_file、licensed 或 simulator。`);
  if (choice === "simulator") {
    if (environment === "production") {
      throw new Error("Production does not start on the payment simulator: it would mark papers as paid although no money moves. Set HUALIAN_PAYMENTS=bank_file or licensed. 正式环境不能用模拟支付启动：单据会标成已付，钱却没有动。请设 HUALIAN_PAYMENTS=bank_file 或 licensed。");
    }
    return { environment, payer: { rail: new Simulator(), demoOnly: false } };
  }
  if (choice === "licensed") return { environment, payer: { rail: licensedFrom(env), demoOnly: false } };
  // Nothing was said: a demonstration shows how it works, and no other market is touched by it.
  return { environment, payer: choice === undefined && environment === "trial" ? { rail: new Simulator(), demoOnly: true } : { rail: null, demoOnly: false } };
}

function licensedFrom(env: Env): LicensedRail {
  const url = needed(env, "HUALIAN_PAYER_URL");
  const host = URL.canParse(url) ? new URL(url) : null;
  const local = host !== null && ["localhost", "127.0.0.1", "[::1]"].includes(host.hostname);
  if (host === null || !(host.protocol === "https:" || (host.protocol === "http:" && local))) throw new Error(`HUALIAN_PAYER_URL is "${url}"; it must be an https address. HUALIAN_PAYER_URL 必须是 https 地址。`);
  const algorithm = env["HUALIAN_PAYER_SIGNATURE"] ?? "hmac-sha256";
  const keys = { keyId: needed(env, "HUALIAN_PAYER_KEY_ID"), payerKeyId: needed(env, "HUALIAN_PAYER_THEIR_KEY_ID") };
  let sign: Signer;
  let verify: Verifier;
  if (algorithm === "hmac-sha256") {
    const secret = fileOf(env, "HUALIAN_PAYER_SECRET_FILE").trim();
    if (secret.length < MIN_SECRET_CHARS) throw new Error(`The secret in HUALIAN_PAYER_SECRET_FILE has fewer than ${MIN_SECRET_CHARS} characters. 密钥太短，至少 ${MIN_SECRET_CHARS} 个字符。`);
    [sign, verify] = [{ algorithm, secret }, { algorithm, secret: utf8(secret) }];
  } else if (algorithm === "rsa-sha256") {
    sign = { algorithm, privateKey: fileOf(env, "HUALIAN_PAYER_PRIVATE_KEY_FILE") };
    verify = { algorithm, key: readPublicKey(fileOf(env, "HUALIAN_PAYER_PUBLIC_KEY_FILE")) };
  } else throw new Error(`HUALIAN_PAYER_SIGNATURE is "${algorithm}"; it is hmac-sha256 or rsa-sha256. 签名算法只能是 hmac-sha256 或 rsa-sha256。`);
  return new LicensedRail({ url, ...keys, sign, verify, clock: () => Math.floor(Date.now() / MS) });
}

function needed(env: Env, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`${name} is missing; the licensed payer needs it. 缺少 ${name}，接持牌支付机构必须填写。`);
  return value;
}

/** Secrets come from files, so that they stand in no list of processes. */
function fileOf(env: Env, name: string): string {
  const path = needed(env, name);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`${name} cannot be read (${(error as Error).message}). ${name} 指定的文件读不了。`);
  }
}

/** Production does not go on with what a simulator holds open: its papers wait for an answer that will never be real. */
export async function assertNoSimulatedMoney(pool: Pool): Promise<void> {
  const { rows: [found] } = await pool.query<{ n: number }>("select count(*)::int as n from payments.instruction where rail = 'simulator' and state in ('prepared', 'submitted')");
  if (found !== undefined && found.n > 0) {
    throw new Error(`Production does not start: ${found.n} payment instructions are open with the simulator. Start once with HUALIAN_ENV=trial HUALIAN_PAYMENTS=simulator and call them off, or take a database of its own. 正式环境不能启动：还有 ${found.n} 条付款指令在模拟支付里没有结果。`);
  }
}
