import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { normalizePassword, passwordFaults } from "./password-policy.ts";

const CONTEXT = { email: "grace.hopper@example.com", name: "Grace Hopper" };
const codes = (password: string, minLength = 15, context = CONTEXT) => passwordFaults(password, minLength, context).map(({ code }) => code);
const FACES = Array.from("😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗");

describe("length", () => {
  test("counts code points: an astral character is one, a letter with an accent of its own is one", () => {
    expect(codes(FACES.toReversed().slice(0, 14).join(""))).toContain("too_short");
    expect(codes(`${FACES.slice(0, 14).toReversed().join("")}x`)).not.toContain("too_short");
    expect(codes("quite cafe\u0301 bar")).toContain("too_short");
    expect(codes("quite cafe\u0301 bars")).toEqual([]);
  });

  test("is that of the normalised form, in which a ligature is its letters", () => {
    expect(normalizePassword("ﬁ")).toBe("fi");
    expect(codes("ﬁlm under oak")).toContain("too_short");
    expect(codes("ﬁlm under a oak")).toEqual([]);
  });

  test("may be 256 and no more, and of one that is longer nothing else is said", () => {
    const long = Array.from({ length: 256 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 37) % 1_000))).join("");
    expect(codes(long)).toEqual([]);
    expect(codes(`${long}x`)).toEqual(["too_long"]);
    expect(codes("a".repeat(1_024))).toEqual(["too_long"]);
  });

  test("is the one that is configured", () => {
    expect(codes("wry owl", 8)).toEqual(["too_short"]);
    expect(codes("wry owls", 8)).toEqual([]);
    expect(codes("", 8)).toEqual(["too_short"]);
  });
});

test.each(["wet otter hums at noon", "Ужин в тихой гавани", "静かな港で夕食をどうぞとね", "correct horse battery staple!"])(
  "no composition is asked for: %s",
  (password) => {
    expect(codes(password, 13)).toEqual([]);
  },
);

describe("a common or breached password", () => {
  test.each(["password1", "PassWord1", "iloveyou", "ｐａｓｓｗｏｒｄ１", "1q2w3e4r"])("is refused in any form: %s", (password) => {
    expect(codes(password, 8)).toContain("common");
  });

  test.each(["passwordpassword", "monkeydragonsunshine", "MonkeyDragonSunshine", "qwertyuiopasdfghjkl", "letmeinletmeinplease"])(
    "is refused in a row of them: %s",
    (password) => {
      expect(codes(password)).toContain("common");
    },
  );

  test("may stand in one that is more than that", () => {
    expect(codes("monkey eats 7 blue plums")).toEqual([]);
  });
});

describe("one pattern again and again", () => {
  test.each([
    "aaaaaaaaaaaaaaaa",
    "abababababababab",
    "xyz1xyz1xyz1xyz1",
    "abcdefghijklmnop",
    "zyxwvutsrqponmlk",
    "11112222333344441",
    "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
  ])("is refused: %s", (password) => {
    expect(codes(password)).toContain("repetitive");
  });

  test("is refused for every short piece and every number of times", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 5 }), fc.integer({ min: 15, max: 40 }), (piece, times) => {
        expect(codes(piece.normalize("NFKC").repeat(times), 1)).toContain("repetitive");
      }),
    );
  });
});

describe("what is known of the person", () => {
  test.each([
    ["the address", "my grace.hopper@example.com!", ["contains_email", "contains_name"]],
    ["a word of the address", "a HOPPER in the field", ["contains_email", "contains_name"]],
  ])("is refused: %s", (_what, password, expected) => {
    expect(codes(password)).toEqual(expected);
  });

  test("is the name by itself too, in any case and script", () => {
    expect(codes("see ЖЕЛАНИЕ at the sea", 15, { email: "a@example.com", name: "Желание Ко" })).toEqual(["contains_name"]);
    expect(codes("adalovelace rides on", 15, { email: "a@example.com", name: "Ａｄａｌｏｖｅｌａｃｅ" })).toEqual(["contains_name"]);
  });

  test("does not hold words so short that anything may contain them", () => {
    expect(codes("banana leaves drift", 15, { email: "an@example.com", name: "Ann Lea" })).toEqual([]);
  });
});

test("a password has all its faults told at once", () => {
  expect(codes("hopper")).toEqual(["too_short", "common", "contains_email", "contains_name"]);
  expect(codes("aaaaaaaa")).toEqual(["too_short", "repetitive"]);
});

test("judging takes no longer than a moment, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 1_024 }), (password) => {
      const started = performance.now();
      passwordFaults(password, 15, CONTEXT);
      expect(performance.now() - started).toBeLessThan(100);
    }),
  );
});
