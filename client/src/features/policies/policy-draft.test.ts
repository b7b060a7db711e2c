import { describe, expect, test } from "@jest/globals";
import { describeField, durationChoices, tellLacking } from "./describe-policy.ts";
import { changedFields, isStricter, type PolicyDraft, rebaseDraft } from "./policy-draft.ts";

const base: PolicyDraft = {
  secondFactor: "optional",
  allowedMethods: null,
  allowedDomains: ["northwind.example", "contoso.example"],
  idleSeconds: null,
  absoluteSeconds: 3_600,
  ipRanges: [],
};

describe("what saving a policy would change", () => {
  test("does not depend on the order of a list", () => {
    expect(changedFields(base, { ...base, allowedDomains: ["contoso.example", "northwind.example"] })).toEqual([]);
    expect(changedFields(base, { ...base, ipRanges: ["192.0.2.1"], absoluteSeconds: null })).toEqual(["absoluteSeconds", "ipRanges"]);
  });

  test("is laid on top of what somebody else has saved, field by field", () => {
    const mine = { ...base, secondFactor: "required" as const };
    const theirs = { ...base, secondFactor: "passkey_only" as const, idleSeconds: 900 };
    expect(rebaseDraft(base, mine, theirs)).toEqual({ ...theirs, secondFactor: "required" });
  });

  test("gives a grace only where the demand becomes stricter", () => {
    expect(isStricter(base, { ...base, secondFactor: "required" })).toBe(true);
    expect(isStricter({ ...base, secondFactor: "passkey_only" }, { ...base, secondFactor: "required" })).toBe(false);
    expect(isStricter({ ...base, secondFactor: "off" }, base)).toBe(false);
  });
});

describe("a policy in words", () => {
  test("says what holds where nothing is set", () => {
    expect(describeField("ipRanges", base)).toBe("From everywhere");
    expect(describeField("allowedMethods", base)).toBe("All that this Gatehouse offers");
    expect(describeField("idleSeconds", base)).toBe("As this Gatehouse says");
    expect(describeField("absoluteSeconds", base)).toBe("1 hour");
  });

  test("calls the ways in by their names", () => {
    const draft = { ...base, allowedMethods: ["password", "github", "own"] };
    expect(describeField("allowedMethods", draft, [{ id: "github", name: "GitHub" }])).toBe("Password, GitHub, own");
  });

  test("counts who does not meet it", () => {
    expect(tellLacking({ demand: "passkey", members: 1 })).toBe("1 member has no passkey");
    expect(tellLacking({ demand: "second_factor", members: 1_200 })).toBe("1,200 members have no second factor");
  });

  test("offers durations within what the instance allows, and the one that is set", () => {
    const labels = durationChoices(86_400, 5_400).map(({ label }) => label);
    expect(labels[0]).toBe("As this Gatehouse says: 1 day");
    expect(labels).toContain("1 hour 30 minutes");
    expect(labels).not.toContain("7 days");
  });
});
