import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { doorPages } from "./prerender-plugin.ts";

/**
 * What a page may weigh, in kB (1000 bytes) after gzip. The sign-in page is where most people begin; the other auth pages
 * share all but their own few kB with it.
 */
const budgets = { signIn: 80, auth: 85, console: 115, route: 45, css: 12 };

interface Chunk {
  file: string;
  name?: string;
  imports?: string[];
  dynamicImports?: string[];
}

const dist = new URL("./dist/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, dist));
const manifest: Record<string, Chunk> = JSON.parse(read(".vite/manifest.json").toString());
const chunk = (key: string): Chunk => manifest[key] ?? fail(`${key} is not in the build.`);

/** A chunk and all it imports statically, by their keys in the manifest. */
function closure(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of chunk(key).imports ?? []) closure(next, seen);
  return seen;
}

/** All that can be loaded later from these chunks, also through one another. */
function lazy(keys: Iterable<string>, seen = new Set<string>()): Set<string> {
  for (const next of [...keys].flatMap((key) => chunk(key).dynamicImports ?? [])) {
    if (seen.has(next)) continue;
    seen.add(next);
    lazy(closure(next), seen);
  }
  return seen;
}

const scriptsOf = (keys: Iterable<string>) => [...keys].map((key) => chunk(key).file).filter((file) => file.endsWith(".js"));
const kiloBytes = (files: Iterable<string>) =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0) / 1000;

/** What the HTML of a page asks for by itself: scripts of the build by their keys, and plain ones by their paths. */
function startOf(page: string) {
  const html = read(page).toString();
  const tags = [...html.matchAll(/<script[^>]* src="\/([^"]+)"/g)].map((match) => match[1] ?? "");
  const afterwards = /data-modules="([^"]+)"/.exec(html)?.[1]?.split(" ") ?? [];
  const files = [...tags, ...afterwards.map((path) => path.slice(1))];
  const built = new Map(Object.entries(manifest).map(([key, { file }]) => [file, key]));
  const keys = files.flatMap((file) => built.get(file) ?? []).flatMap((key) => [...closure(key)]);
  return { keys, plain: files.filter((file) => !built.has(file)), styles: stylesOfPage(page) };
}

function stylesOfPage(page: string): string[] {
  return [
    ...read(page)
      .toString()
      .matchAll(/<link rel="stylesheet"[^>]* href="\/([^"]+)"/g),
  ].map((match) => match[1] ?? "");
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function budgetOf(page: string): number {
  if (page === "index.html") return budgets.console;
  return page === "sign-in.html" ? budgets.signIn : budgets.auth;
}

const pages = [...doorPages.map((name) => `${name}.html`), "index.html"];
const inConsole = new Set(startOf("index.html").keys);

// What vite.config.ts calls "door" begins an auth page, wherever it is loaded.
for (const key of lazy(inConsole))
  if ([...closure(key)].some((part) => chunk(part).name === "door")) fail(`${key} would begin an auth page in the middle of the console.`);

// And the console begins with its own page, wherever that is loaded.
for (const page of doorPages)
  for (const key of lazy(startOf(`${page}.html`).keys))
    if (closure(key).has("index.html")) fail(`${key} would begin the console in the middle of ${page}.html.`);

const rows = [
  ...pages.flatMap((page) => {
    const { keys, plain, styles } = startOf(page);
    return [
      {
        what: `${page}: scripts`,
        size: kiloBytes([...plain, ...scriptsOf(keys)]),
        budget: budgetOf(page),
      },
      { what: `${page}: styles`, size: kiloBytes(styles), budget: budgets.css },
    ];
  }),
  ...[...lazy(inConsole)].map((key) => ({
    what: `route ${key}`,
    size: kiloBytes(scriptsOf([...closure(key)].filter((part) => !inConsole.has(part)))),
    budget: budgets.route,
  })),
];

for (const { what, size, budget } of rows)
  console.log(`${size <= budget ? "ok  " : "OVER"} ${size.toFixed(1).padStart(6)} of ${String(budget).padStart(3)} kB  ${what}`);
if (rows.some(({ size, budget }) => size > budget)) process.exitCode = 1;
