import { beforeEach, describe, expect, test } from "@jest/globals";
import { linkValue, takeMailedLink } from "./mailed-link.ts";

const open = (path: string) => {
  history.replaceState(null, "", path);
  return takeMailedLink(location, history);
};

beforeEach(() => history.replaceState(null, "", "/"));

describe("the secret part of a mailed link", () => {
  test("is taken out of the address and found again by a reload", () => {
    expect(open("/confirm?a=1#id.secret.code")).toBe("id.secret.code");
    expect(location.pathname + location.search + location.hash).toBe("/confirm?a=1");
    expect(takeMailedLink(location, history)).toBe("id.secret.code");
  });

  test("is missing when the page was opened without one", () => {
    expect(open("/confirm")).toBeNull();
  });

  test.each([
    ["token=abc.DEF-1_2", "abc.DEF-1_2"],
    ["token=", null],
    ["other=1", null],
    [null, null],
  ])("names its values: %j", (link, value) => {
    expect(linkValue(link, "token")).toBe(value);
  });
});
