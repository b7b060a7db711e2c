import { expect, test } from "@jest/globals";
import { codeIn, cutAtLinks, linkIn } from "./mail-parts.ts";

const text =
  "Ada, type this code:\n\n    0482 1993\n\nor open\n\nhttps://gate.example/confirm#a.b.c\n\n-- \nGatehouse, https://gate.example\n";

test("a mail's code is found without the space it is printed with, and no other number is taken for one", () => {
  expect(codeIn(text)).toBe("04821993");
  expect(codeIn("Signed in from 203.0.113.7 on 2026-11-21 with 12345678 keys")).toBeNull();
});

test("a mail's link is the one that leads further than to the front page", () => {
  expect(linkIn(text)).toBe("https://gate.example/confirm#a.b.c");
  expect(linkIn("Gatehouse, https://gate.example\n")).toBeNull();
});

test("a text is cut at its links, and nothing of it is lost", () => {
  const parts = cutAtLinks(text);
  expect(parts.map((part) => ("link" in part ? part.link : part.text)).join("")).toBe(text);
  expect(parts.filter((part) => "link" in part)).toEqual([
    { link: "https://gate.example/confirm#a.b.c" },
    { link: "https://gate.example" },
  ]);
});

test.each(["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x"])("nothing but the web is a link: %s", (link) => {
  expect(cutAtLinks(link)).toEqual([{ text: link }]);
});
