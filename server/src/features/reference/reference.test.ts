import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { PROBLEMS } from "../../http/problem-catalogue.ts";
import { html } from "./html.ts";

let app: TestApp;
let page = "";
beforeAll(async () => {
  app = await createTestApp();
  page = (
    await createClient(app)
      .get("/docs")
      .expect(200)
      .expect("Content-Type", /^text\/html/)
  ).text;
});
afterAll(() => app.close());

test("the page holds no script, no inline style and no handler, so that its policy needs no exception", () => {
  expect(page).not.toMatch(/<script|<style|javascript:|<iframe|<object|<base/i);
  expect(page).not.toMatch(/\s(?:style|on[a-z]+)\s*=\s*["']/i);
});

test("the page asks no other host for anything", () => {
  const loaded = [...page.matchAll(/<(?:link|img|source)[^>]+(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
  expect(loaded).toEqual(["/docs/reference.css"]);
});

test("every link within the page leads to a place that is there, and no place is there twice", () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
});

test("every endpoint and every problem code has its place, which is where the type of a problem leads", () => {
  for (const { operationId } of app.endpoints) expect(page).toContain(`id="${operationId}"`);
  for (const code of Object.keys(PROBLEMS)) expect(page).toContain(`id="problem-${code}"`);
});

test("the style is served as one", async () => {
  const { text } = await createClient(app)
    .get("/docs/reference.css")
    .expect(200)
    .expect("Content-Type", /^text\/css/);
  expect(text).not.toMatch(/@import|url\(/);
});

test("a value in a template is escaped, inside a list too, and a template in a template is not escaped twice", () => {
  const hostile = `<script>alert("1" & '2')</script>`;
  const escaped = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;";
  expect(html`<p title="${hostile}">${[hostile, html`<b>${hostile}</b>`]}</p>`.html).toBe(
    `<p title="${escaped}">${escaped}<b>${escaped}</b></p>`,
  );
  expect(html`${null}${undefined}${false}${0}`.html).toBe("0");
});
