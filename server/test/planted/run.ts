import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { PLANTS, type Plant } from "./plants.ts";

/**
 * Proves that the checks can fail: in a copy of the project, each planted fault must turn its check red, and the same check
 * must be green without it. What must do no harm is planted too, and leaves its check green.
 */
const ROOT = join(import.meta.dirname, "../../..");
/** Ignored by git, but needed to run: linked rather than copied. */
const LINKED = ["node_modules", "server/node_modules", "client/node_modules", ".local/cache"];

/** Those whose name or check holds the words given, or all. */
const [only = ""] = process.argv.slice(2);
const wanted = PLANTS.filter(({ name, check }) => `${name} ${check.join(" ")}`.includes(only));

const print = (line: string) => process.stdout.write(`${line}\n`);

function copyProject(copy: string): void {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: ROOT, maxBuffer: 64_000_000 });
  for (const path of new Set(listed.toString("utf8").split("\0").filter(Boolean))) {
    // A file that is deleted but not yet committed is still listed.
    if (existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(copy, path));
  }
  for (const path of LINKED.filter((each) => existsSync(join(ROOT, each)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(copy, path));
  }
}

function run(copy: string, [program, ...args]: Plant["check"]): { isGreen: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: copy,
    encoding: "utf8",
    maxBuffer: 64_000_000,
    env: {
      ...process.env,
      PATH: [join(ROOT, "node_modules/.bin"), process.env.PATH].join(delimiter),
      NODE_OPTIONS: "--experimental-vm-modules --disable-warning=ExperimentalWarning",
    },
  });
  return { isGreen: status === 0, output: `${stdout}${stderr}` };
}

/** What is wrong with the plant's check, or nothing. Leaves the file as it was. */
function fault(copy: string, plant: Plant): string | undefined {
  const { file, find, replace, check } = plant;
  const path = join(copy, file);
  const original = readFileSync(path, "utf8");
  if (original.split(find).length !== 2) return `its place does not stand exactly once in ${file}`;
  writeFileSync(
    path,
    original.replace(find, () => replace),
  );
  const { isGreen, output } = run(copy, check);
  writeFileSync(path, original);
  if ("holdsAlthough" in plant)
    return isGreen ? undefined : `its check went red, although nothing should come of it:\n${output.slice(-3_000)}`;
  if (isGreen) return "its check stayed green";
  return plant.notices.test(output) ? undefined : `its check went red for another reason:\n${output.slice(-3_000)}`;
}

const success = (plant: Plant) =>
  "holdsAlthough" in plant ? `holds: ${plant.name}, although ${plant.holdsAlthough}` : `noticed: ${plant.name}`;

const copy = mkdtempSync(join(tmpdir(), "gatehouse-planted-"));
let failed = 0;
try {
  copyProject(copy);
  const checks = new Map(wanted.map(({ check }) => [check.join(" "), check]));
  const unsound = new Map<string, string>();
  for (const [name, check] of checks) {
    const { isGreen, output } = run(copy, check);
    if (!isGreen) unsound.set(name, `its check is red without it:\n${output.slice(-3_000)}`);
  }
  for (const plant of wanted) {
    const reason = unsound.get(plant.check.join(" ")) ?? fault(copy, plant);
    if (reason) failed += 1;
    print(reason ? `not as it should be: ${plant.name}: ${reason}` : success(plant));
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
print(`${wanted.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
