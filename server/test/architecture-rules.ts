/** One file, as the rules see it. */
export type SourceFile = {
  /** From the project's top folder. */
  path: string;
  lines: number;
  /** Paths of our files from the project's top folder, and names of packages. */
  imports: string[];
  hasDefaultExport: boolean;
  readsEnvironment: boolean;
  mutableNames: string[];
  fetches: boolean;
};

/** A rule answers with one sentence for each file that breaks it. */
export type Rule = { name: string; check: (files: SourceFile[]) => string[] };

const MAX_LINES = 300;
const GENERATED = "client/src/api/schema.d.ts";
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.(ts|tsx|mjs)$/;

/** Tests, and what is there for them alone. */
const isForTests = (path: string) =>
  path.includes(".test.") || path.startsWith("server/test/") || /^client\/src\/.*\/fake-[^/]+$/.test(path);
const inServer = ({ path }: SourceFile) => path.startsWith("server/src/") && !isForTests(path);
const inClient = ({ path }: SourceFile) => path.startsWith("client/src/") && !isForTests(path);
const featureOf = (path: string) => /^(?:server|client)\/src\/features\/([^/]+)\//.exec(path)?.[1];
const layerOf = (path: string) => /^client\/src\/(features|ui|lib|api|app)\//.exec(path)?.[1] ?? "app";

/** A rule about each file that `concerns` picks and each of its imports. */
function importRule(
  name: string,
  concerns: (file: SourceFile) => boolean,
  isForbidden: (file: SourceFile, target: string) => boolean,
): Rule {
  return {
    name,
    check: (files) =>
      files
        .filter(concerns)
        .flatMap((file) => file.imports.filter((target) => isForbidden(file, target)).map((target) => `${file.path} imports ${target}`)),
  };
}

function fileRule(name: string, concerns: (file: SourceFile) => boolean, fault: (file: SourceFile) => string | false): Rule {
  return {
    name,
    check: (files) => files.filter(concerns).flatMap((file) => (fault(file) ? [`${file.path} ${fault(file)}`] : [])),
  };
}

const packageRule = (name: string, packages: readonly string[], mayImport: RegExp): Rule =>
  importRule(name, inServer, ({ path }, target) => packages.includes(target) && !mayImport.test(path));

/** Follows the imports between features; answers with the way around when it comes back to where it began. */
function circles(files: SourceFile[]): string[] {
  const graph = new Map<string, Set<string>>();
  for (const { path, imports } of files.filter(inServer)) {
    const from = featureOf(path);
    for (const to of imports.map(featureOf)) if (from && to && from !== to) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  }
  const found: string[] = [];
  const walk = (way: string[]) => {
    const here = way.at(-1) ?? "";
    for (const next of graph.get(here) ?? []) {
      if (next === way[0]) found.push([...way, next].join(" -> "));
      else if (!way.includes(next)) walk([...way, next]);
    }
  };
  for (const feature of graph.keys()) walk([feature]);
  return found;
}

const LOWER_LAYERS: Record<string, readonly string[]> = {
  app: ["app", "features", "ui", "lib", "api"],
  features: ["features", "ui", "lib", "api"],
  ui: ["ui", "lib", "api"],
  lib: ["lib", "api"],
  api: ["api"],
};

export const RULES: readonly Rule[] = [
  importRule(
    "a feature is entered through its door",
    // But for the benchmark, which measures the very queries.
    ({ path }) => path.startsWith("server/") && !path.startsWith("server/test/bench-rls/"),
    ({ path }, target) => {
      const feature = featureOf(target);
      const isOwn = feature === featureOf(path);
      return target.startsWith("server/src/") && feature !== undefined && !isOwn && !target.endsWith("/index.ts");
    },
  ),
  { name: "features do not need one another in a circle", check: circles },
  importRule(
    "http and platform know no feature",
    (file) => inServer(file) && /^server\/src\/(http|platform)\//.test(file.path),
    (_file, target) => featureOf(target) !== undefined,
  ),
  importRule(
    "platform does not know http",
    (file) => inServer(file) && file.path.startsWith("server/src/platform/"),
    (_file, target) => target.startsWith("server/src/http/"),
  ),
  importRule(
    "what is made for tests stays in tests",
    (file) => inServer(file) || inClient(file),
    (_file, target) => isForTests(target),
  ),
  packageRule("only queries, the pool and the migrations use knex", ["knex"], /\.queries\.ts$|^server\/src\/platform\/(db|migrate)\.ts$/),
  packageRule("only http and routes use express", ["express"], /^server\/src\/(http\/|app\.ts$)|\.routes\.ts$/),
  packageRule(
    "passport lives where a credential is read",
    ["passport", "passport-github2", "passport-google-oauth20"],
    /^server\/src\/(http\/authenticate\.ts$|features\/sign-in-providers\/)/,
  ),
  fileRule("the environment is read in one place", inServer, ({ path, readsEnvironment }) => {
    return readsEnvironment && path !== "server/src/config.ts" && "reads the environment";
  }),
  fileRule("no state lives at the top of a module", inServer, ({ mutableNames }) => {
    return mutableNames.length > 0 && `can change ${mutableNames.join(", ")}`;
  }),
  fileRule(
    "exports have names",
    (file) => inServer(file) || inClient(file),
    ({ hasDefaultExport }) => hasDefaultExport && "has a default export",
  ),
  fileRule(
    "names of files are kebab-case",
    ({ path }) => !path.startsWith("migrations/"),
    ({ path }) => {
      return !KEBAB.test(path.slice(path.lastIndexOf("/") + 1)) && "is not named in kebab-case";
    },
  ),
  fileRule(
    "no file is long",
    ({ path }) => path !== GENERATED,
    ({ lines }) => lines > MAX_LINES && `has ${lines} lines`,
  ),
  importRule("the client's layers look down", inClient, ({ path }, target) => {
    return target.startsWith("client/src/") && !LOWER_LAYERS[layerOf(path)]?.includes(layerOf(target));
  }),
  importRule("no client feature imports another", inClient, ({ path }, target) => {
    const [own, other] = [featureOf(path), featureOf(target)];
    return own !== undefined && other !== undefined && own !== other;
  }),
  fileRule(
    "ui never fetches",
    (file) => inClient(file) && layerOf(file.path) === "ui",
    ({ fetches }) => fetches && "fetches",
  ),
  importRule(
    "ui asks nobody to fetch",
    (file) => inClient(file) && layerOf(file.path) === "ui",
    (_file, target) => /^client\/src\/lib\/(api|request)\.ts$|^client\/src\/lib\/session\//.test(target),
  ),
];
