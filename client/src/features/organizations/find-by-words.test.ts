import { expect, test } from "@jest/globals";
import { findByWords } from "./find-by-words.ts";

const all = [
  { name: "Häagen & Söhne", slug: "haagen-sohne" },
  { name: "Northwind Traders", slug: "northwind" },
  { name: "Tailspin Toys", slug: "toys-of-tailspin" },
];
const names = (search: string) => findByWords(all, search).map(({ slug }) => slug);

test.each([
  ["", ["haagen-sohne", "northwind", "toys-of-tailspin"]],
  ["haa", ["haagen-sohne"]],
  ["SÖHNE", ["haagen-sohne"]],
  ["t", ["northwind", "toys-of-tailspin"]],
  ["trad north", ["northwind"]],
  ["wind", []],
  ["toys-of", ["toys-of-tailspin"]],
])("each word begins a word of name or address: %j finds %j", (search, found) => {
  expect(names(search)).toEqual(found);
});
