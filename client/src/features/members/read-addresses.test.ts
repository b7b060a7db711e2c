import { expect, test } from "@jest/globals";
import { readAddresses } from "./read-addresses.ts";

const texts = (typed: string) => readAddresses(typed).map(({ text }) => text);

test.each([
  ["ada@x.example", ["ada@x.example"]],
  ["ada@x.example, bob@x.example;eve@x.example", ["ada@x.example", "bob@x.example", "eve@x.example"]],
  ["ada@x.example bob@x.example\r\n\teve@x.example\n", ["ada@x.example", "bob@x.example", "eve@x.example"]],
  ["Ada <ada@x.example>, Bob B. <bob@x.example>", ["ada@x.example", "bob@x.example"]],
  ['"Lovelace, Ada" <ada@x.example>', ["ada@x.example"]],
  ["ADA@x.example, ada@X.example", ["ADA@x.example"]],
  [" , ;\n", []],
])("%j holds the addresses %j", (typed, addresses) => {
  expect(readAddresses(typed)).toEqual(addresses.map((text) => ({ text, wrong: null })));
});

test.each([["Ada Lovelace"], ["ada@"], ["ada@localhost"], ["@x.example"], ["ada@@x.example"], ["ada@x.example."]])(
  "%j is no address, and stays as it was typed",
  (typed) => {
    expect(readAddresses(typed)).toEqual([{ text: typed, wrong: "is no email address" }]);
  },
);

test("one that is wrong takes none of the others along", () => {
  expect(texts("ada@x.example, nobody, bob@x.example")).toEqual(["ada@x.example", "nobody", "bob@x.example"]);
});

test("one of any length is not shown whole", () => {
  expect(readAddresses(`${"a".repeat(300)}@x.example`)).toEqual([{ text: `${"a".repeat(40)}…`, wrong: "is too long" }]);
});
