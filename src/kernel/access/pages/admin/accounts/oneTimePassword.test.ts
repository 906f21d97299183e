import { describe, expect, test } from "vitest";
import { passwordFault } from "../../../rules.ts";
import { oneTimePassword } from "./oneTimePassword.ts";

describe("a one-time password", () => {
  test("always passes the market's own rules and can be read out", () => {
    for (let n = 0; n < 500; n += 1) {
      const password = oneTimePassword((bytes) => crypto.getRandomValues(bytes));
      expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(?:-[a-hjkmnp-z2-9]{4}){2}$/);
      expect(passwordFault(password, "wang.lan")).toBeNull();
    }
  });

  test("throws bytes away that would make some letters likelier", () => {
    const given = [255, 254, 253, 0];
    let asked = 0;
    const password = oneTimePassword((bytes) => { bytes[0] = given[asked] ?? 0; asked += 1; });
    expect(password).toBe("aaa2-aaaa-aaaa");
    expect(asked).toBeGreaterThan(12);
  });
});
