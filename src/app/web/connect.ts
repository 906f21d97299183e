import { access } from "../../kernel/access/contract.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { client, type ClientOptions } from "../../kernel/machinery/client.ts";
import type { Role } from "../../kernel/machinery/contract.ts";
import { NOBODY, type Bilingual, type ConnectionQuality, type Viewer } from "../../ui/Viewer.tsx";
import { createSession } from "./session.ts";

const LOOK_EVERY_MS = 60_000;
const LOOK_PATIENCE_MS = 5_000;
const FAIR_ABOVE_MS = 150;
const POOR_ABOVE_MS = 400;

export const ROLE_WORDS: Readonly<Record<Role, Bilingual>> = {
  grower: { zh: "花农", en: "Grower" },
  merchant: { zh: "档口商户", en: "Stall keeper" },
  buyer: { zh: "采购商", en: "Buyer" },
  agent: { zh: "代拍人", en: "Agent" },
  operator: { zh: "市场经理", en: "Market manager" },
  auctioneer: { zh: "拍卖师", en: "Auctioneer" },
  grader: { zh: "质检员", en: "Grader" },
  cashier: { zh: "结算员", en: "Cashier" },
  collector: { zh: "采价员", en: "Price collector" },
  system_admin: { zh: "系统管理员", en: "System administrator" },
  security_admin: { zh: "安全管理员", en: "Security administrator" },
  auditor: { zh: "审计员", en: "Auditor" },
};

/** The page's own way to the market: cookies carry the session, a fresh key carries every write. */
export const apiOptions: ClientOptions = {
  base: "",
  newKey: () => crypto.randomUUID(),
  fetch: (url, init) => fetch(url, { ...init, credentials: "same-origin" }),
};

const who = client(access, apiOptions);
const days = client(calendar, apiOptions);

/** Who is looking, kept true: asked at the start, after every log-in or change of party, and once a minute. */
export function connectSession() {
  const source = createSession(NOBODY, async () => {
    await who.logOut({});
    remember(null);
    window.location.assign("/");
  });
  const look = async (): Promise<void> => {
    const began = performance.now();
    try {
      const [{ who: me }, today] = await Promise.all([who.me({}), days.today({})]);
      const roundTrip = Math.round(performance.now() - began);
      const viewer: Viewer = {
        name: me?.name ?? null,
        roles: me?.roles ?? [],
        roleTitle: me === null ? null : (ROLE_WORDS[me.roles[0] ?? "buyer"] ?? null),
        actingFor: me?.party != null && me.party.name !== me.name ? me.party.name : null,
        businessDate: today.businessDate,
        lunar: { zh: today.lunarZh, en: `lunar ${today.lunarEn}` },
        connection: quality(roundTrip),
        roundTrip,
        demo: today.market.demo,
      };
      source.set(viewer);
      remember(viewer);
    } catch {
      // Opened without a network: whoever was here last may go on with what waits for the network. The market decides later, as always.
      source.set({ ...(source.get().name === null ? remembered() : {}), connection: "offline", roundTrip: null });
    }
  };
  window.addEventListener("online", () => void look());
  window.addEventListener("offline", () => source.set({ connection: "offline" }));
  // Pages that log in or change the party tell the shell by this event, so that no page knows the shell.
  window.addEventListener("hualian:session-changed", () => void look());
  setInterval(() => void look(), LOOK_EVERY_MS);
  // A network that swallows everything must not keep a remembered reader from his page.
  const impatient = new Promise<void>((resolve) => setTimeout(() => {
    if (source.get().name === null) source.set({ ...remembered(), connection: "offline" });
    resolve();
  }, LOOK_PATIENCE_MS));
  return { source, ready: Promise.race([look(), impatient]) };
}

const REMEMBERED = "hualian.viewer";

function remember(viewer: Viewer | null): void {
  try {
    if (viewer === null || viewer.name === null) localStorage.removeItem(REMEMBERED);
    else localStorage.setItem(REMEMBERED, JSON.stringify(viewer));
  } catch {
    // Storage may be forbidden; the page then knows nobody until the network is back.
  }
}

function remembered(): Partial<Viewer> {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? "{}") as Partial<Viewer>;
  } catch {
    return {};
  }
}

function quality(roundTrip: number): ConnectionQuality {
  if (roundTrip > POOR_ABOVE_MS) return "poor";
  return roundTrip > FAIR_ABOVE_MS ? "fair" : "good";
}
