import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "oxc-parser";
import type { SourceFile } from "./architecture-rules.ts";

const ROOT = join(import.meta.dirname, "../..");

type Node = { type: string; [member: string]: unknown };
const isNode = (value: unknown): value is Node => value !== null && typeof value === "object" && "type" in value;

function* descendants(node: Node): Generator<Node> {
  yield node;
  for (const member of Object.values(node)) {
    for (const child of Array.isArray(member) ? member : [member]) if (isNode(child)) yield* descendants(child);
  }
}

const nameOf = (node: unknown) =>
  isNode(node) && (node.type === "Identifier" || node.type === "PrivateIdentifier") ? String(node.name) : "";
const memberOf = (node: Node) => (node.type === "MemberExpression" ? `${nameOf(node.object)}.${nameOf(node.property)}` : "");

const CHANGING = new Set(["set", "add", "delete", "clear", "push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill"]);

/** The names at the top of a file whose values can change while the process lives. */
function mutableNames(program: Node): string[] {
  const declarations = (program.body as Node[])
    .map((statement) => (statement.type === "ExportNamedDeclaration" && isNode(statement.declaration) ? statement.declaration : statement))
    .filter(({ type }) => type === "VariableDeclaration");
  const names = (declaration: Node) => (declaration.declarations as Node[]).map(({ id }) => nameOf(id)).filter(Boolean);
  const variables = declarations.filter(({ kind }) => kind !== "const").flatMap(names);
  const constants = new Set(declarations.filter(({ kind }) => kind === "const").flatMap(names));
  const changed: string[] = [];
  for (const node of descendants(program)) {
    const target = node.type === "CallExpression" ? node.callee : node.type === "AssignmentExpression" ? node.left : undefined;
    if (!isNode(target) || target.type !== "MemberExpression") continue;
    const isChange = node.type === "AssignmentExpression" || CHANGING.has(nameOf(target.property));
    if (isChange && constants.has(nameOf(target.object))) changed.push(nameOf(target.object));
  }
  return [...new Set([...variables, ...changed])];
}

/** What the rules look at in one file. Imports of ours are paths from the project's top folder, others are names of packages. */
export function readSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const tree = program as unknown as Node;
  const dynamic = [...descendants(tree)]
    .filter(({ type }) => type === "ImportExpression")
    .map(({ source }) => isNode(source) && source.value);
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...dynamic.filter((value) => typeof value === "string"),
  ];
  const packageOf = (name: string) =>
    name
      .split("/")
      .slice(0, name.startsWith("@") ? 2 : 1)
      .join("/");
  const calls = [...descendants(tree)]
    .filter(({ type }) => type === "CallExpression" || type === "NewExpression")
    .map(({ callee }) => callee);
  return {
    path,
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    imports: [...new Set(specifiers.map((name) => (name.startsWith(".") ? posix.join(posix.dirname(path), name) : packageOf(name))))],
    hasDefaultExport: module.staticExports.some(({ entries }) =>
      entries.some(({ exportName }) => exportName.name === "default" || /^Default$/.test(exportName.kind)),
    ),
    readsEnvironment:
      [...descendants(tree)].some((node) => memberOf(node) === "process.env") ||
      module.staticImports.some(({ moduleRequest, entries }) => /^(node:)?process$/.test(moduleRequest.value) && entries.length > 0),
    mutableNames: mutableNames(tree),
    fetches: calls.some((callee) => ["fetch", "XMLHttpRequest", "EventSource", "WebSocket"].includes(nameOf(callee))),
  };
}

const PARTS = ["server", "client", "migrations", "local"];
const NOT_OURS = new Set(["node_modules", "dist"]);

function pathsUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : pathsUnder(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Every source file of the project. */
export function readSources(): SourceFile[] {
  return PARTS.flatMap(pathsUnder).map((path) => readSource(path, readFileSync(join(ROOT, path), "utf8")));
}
