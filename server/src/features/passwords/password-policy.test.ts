import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { SEED_PASSWORD, STORY } from "../../seed/story.ts";
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

test.each(["wet otter hums at noon", "Ужин в тихой гавани", "静かな港で夕食をどうぞとね", "orchid walnut glacier piano!"])(
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

  test.each([
    "Password123456789!",
    "1q2w3e4r5t6y7u8i9o",
    "!QAZ2wsx#EDC4rfv",
    "correcthorsebatterystaple",
    "correct horse battery staple!",
    "P@ssw0rdP@ssw0rd",
    "P4$$w0rd-P4$$w0rd",
    "thisismypassword",
    "administrator123",
    "letmeinletmein123",
    "let-me-in, let-me-in!!",
    "adminadminadmin1",
    "987654321987654321",
    "p a s s w o r d 1 2 3",
    "Summer2026Summer2026",
    "gatehousegatehouse",
    "Welcome to Gatehouse 1",
  ])("is refused with little around it, with separators, and with symbols for letters: %s", (password) => {
    expect(codes(password)).toEqual(["common"]);
  });

  test.each([
    "copper lantern by the gate",
    "another lantern, another gate",
    "the first of two new ones",
    "silver kettle on the hill",
    "Grüne Äpfel schmecken im Herbst",
    "tiger hockey summer winter dragon cookie",
  ])("is none of several words that are not a likely row: %s", (password) => {
    expect(codes(password)).toEqual([]);
  });

  test.each([15, 20])("is what chance makes of %i characters in fewer than one of a thousand", (length) => {
    const anyCharacter = fc.integer({ min: 0x20, max: 0x7e }).map((unit) => String.fromCharCode(unit));
    const samples = fc.sample(fc.string({ unit: anyCharacter, minLength: length, maxLength: length }), 5_000);
    expect(samples.filter((password) => codes(password).includes("common")).length).toBeLessThan(5);
  });

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

  test.each([
    ["Ada", "my name is ada and so"],
    ["Ada", "ADA1984 rides far out"],
    ["Ann Lee", "annleeannlee tea party"],
    ["Ann Lee", "tea party of ann-lee"],
    ["AnnLee", "tea party of Ann Lee"],
    ["Li Wei", "li wei li wei li wei 77"],
    ["Groß", "how GROSS is my house"],
    ["小明", "我是小明今天在静かな港で夕食"],
  ])("is a short name too, where it stands by itself: %s in %s", (name, password) => {
    expect(codes(password, 13, { email: "someone@example.org", name })).toContain("contains_name");
  });

  test.each([
    ["bob@example.org", "bob is my local part"],
    ["a.b.c@ex.org", "a.b.c is my local part"],
    ["a.b.c@ex.org", "abc is what they say"],
    ["jo_77@example.org", "rows of jo77 by a gate"],
    ["x1984@example.org", "back in 1984 by a gate"],
  ])("is a short address too: %s in %s", (email, password) => {
    expect(codes(password, 15, { email, name: "Someone Else" })).toEqual(["contains_email"]);
  });

  test("does not hold a short name within a longer word, nor one that words only make together", () => {
    const email = "x@example.com";
    for (const name of ["Al", "Ada", "Ed", "Theo", "Al Ba", "王", "A", ""]) {
      expect(codes("metal bar, copper on the oak", 15, { email, name })).toEqual([]);
    }
    expect(codes("copper lantern by the gate", 15, { email: "by77@example.com", name: "X 26" })).toEqual(["contains_email"]);
  });

  test("of the people of the story is not in their password", () => {
    for (const { email, name } of STORY) expect(codes(SEED_PASSWORD, 15, { email, name })).toEqual([]);
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
