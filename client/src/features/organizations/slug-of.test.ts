import { expect, test } from "@jest/globals";
import { slugOf } from "./slug-of.ts";

test.each([
  ["Häagen & Söhne", "haagen-sohne"],
  ["  Northwind  ", "northwind"],
  ["東京", ""],
  ["A".repeat(60), "a".repeat(40)],
  ["-a--b-", "a-b"],
])("the address of %j is previewed as the server makes it", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
