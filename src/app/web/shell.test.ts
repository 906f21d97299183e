import { describe, expect, it } from "vitest";
import { NOBODY } from "../../ui/Viewer.tsx";
import type { PageEntry } from "../../ui/page.ts";
import { faultNumber } from "./ErrorBoundary.tsx";
import { navFor } from "./Shell.tsx";
import { createSession } from "./session.ts";

const page = (path: string, roles: PageEntry["roles"], nav?: number): PageEntry => ({
  path, roles, titleWords: { zh: `中${path}`, en: `en${path}` }, icon: "lots", ...(nav === undefined ? {} : { nav }), load: () => Promise.reject(new Error("not opened here")),
});

describe("the navigation of the shell", () => {
  const pages = [page("/close", ["cashier"], 30), page("/clock", ["buyer"], 10), page("/sheet", "anyone", 20), page("/lots/:id", "anyone")];

  it("shows a buyer the buyer's pages in their order, in the language he reads", () => {
    expect(navFor(pages, { ...NOBODY, roles: ["buyer"] }, "zh").map((item) => item.title)).toEqual(["中/clock", "中/sheet"]);
    expect(navFor(pages, { ...NOBODY, roles: ["cashier"] }, "en").map((item) => item.to)).toEqual(["/sheet", "/close"]);
  });

  it("shows a visitor only what is open to anyone", () => {
    expect(navFor(pages, NOBODY, "zh").map((item) => item.to)).toEqual(["/sheet"]);
  });
});

describe("a page that fails", () => {
  it("has a number short enough for the telephone, the same each time, another elsewhere", () => {
    const number = faultNumber(new Error("no lot"), "/lots/7");
    expect(number).toMatch(/^W-\d{6}$/);
    expect(faultNumber(new Error("no lot"), "/lots/7")).toBe(number);
    expect(faultNumber(new Error("no lot"), "/lots/8")).not.toBe(number);
  });
});

describe("the session", () => {
  it("tells its listeners once a change and keeps its identity in between", () => {
    const session = createSession(NOBODY);
    let told = 0;
    const stop = session.subscribe(() => { told += 1; });
    const before = session.get();
    expect(session.get()).toBe(before);
    session.set({ name: "王小兰", roles: ["buyer"] });
    expect(told).toBe(1);
    expect(session.get()).toMatchObject({ name: "王小兰", roles: ["buyer"] });
    stop();
    session.set({ name: null });
    expect(told).toBe(1);
  });
});
