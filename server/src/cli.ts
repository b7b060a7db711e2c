import { join } from "node:path";
import { ConfigError, readConfig, type Config } from "./config.ts";
import { createDeps, keyPolicies, mailModeOf } from "./create-deps.ts";
import { createInvitation } from "./features/invitations/index.ts";
import { createSetupLink } from "./features/setup/index.ts";
import { removeSecondFactors } from "./features/second-factors/index.ts";
import { rotateKeys, type PublishedKey } from "./features/signing-keys/index.ts";
import { disableUser, enableUser } from "./features/user-administration/index.ts";
import { emailInput } from "./features/users/index.ts";
import { Problem } from "./http/problem.ts";
import { systemClock } from "./platform/clock.ts";
import { createDb, userOf } from "./platform/db.ts";
import { createLog } from "./platform/log.ts";
import { migrate } from "./platform/migrate.ts";
import { seed } from "./seed/seed.ts";

type Command = { usage: string; run: (config: Config, argument: string | undefined) => Promise<string> };

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
const OPERATOR = { type: "system" } as const;

/** Runs with the wiring of a server process, so that what a command revokes is refused by the servers at once. */
async function withDeps<T>(config: Config, work: (deps: Awaited<ReturnType<typeof createDeps>>) => Promise<T>): Promise<T> {
  const deps = await createDeps(config, { log: createLog({ level: "error" }), clock: systemClock });
  try {
    return await work(deps);
  } finally {
    await deps.close();
  }
}

function addressOf(argument: string | undefined): string {
  if (!argument) throw new Error("Say the address too.");
  const email = emailInput.safeParse(argument);
  if (!email.success) throw new Error("That is not an email address.");
  return email.data;
}

async function invite(config: Config, argument: string | undefined): Promise<string> {
  const email = addressOf(argument);
  const { link, expiresAt } = await withDeps(config, (deps) => createInvitation(deps, { email }));
  const until = `good until ${expiresAt.toISOString()}`;
  return link ? `Invited. Hand over this link, ${until}:\n${link}` : `Invited. A link goes to ${email} by mail, ${until}.`;
}

function tellPublished(keys: readonly PublishedKey[]): string {
  if (keys.length === 0) return "The next keys are published already.";
  const lines = keys.map(
    (key) => `Published the next ${key.purpose} key (${key.algorithm}); it signs from ${key.activatesAt.toISOString()}.`,
  );
  return lines.join("\n");
}

const COMMANDS: Record<string, Command> = {
  migrate: {
    usage: "migrate                  bring the database schema to this version",
    run: async (config) => {
      const { url, migrationUrl } = config.database;
      const applied = await migrate({ url: migrationUrl, directory: MIGRATIONS, apiUser: userOf(url) });
      return applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The schema is up to date.";
    },
  },
  "administrator-link": {
    usage: "administrator-link       print a one-time link that makes its holder the first administrator",
    run: async (config) => {
      const db = createDb(config.database);
      const outbox = { mode: mailModeOf(config) };
      try {
        return (
          (await createSetupLink({ db, clock: systemClock, publicUrl: config.publicUrl, outbox })) ?? "An administrator exists already."
        );
      } finally {
        await db.destroy();
      }
    },
  },
  invite: {
    usage: "invite EMAIL             invite the owner of an address to create an account",
    run: invite,
  },
  "disable-user": {
    usage: "disable-user EMAIL       shut a person out, at once and everywhere",
    run: (config, email) =>
      withDeps(config, async (deps) => (await disableUser(deps, { email: addressOf(email), actor: OPERATOR }), "Disabled.")),
  },
  "enable-user": {
    usage: "enable-user EMAIL        let a disabled person sign in again",
    run: (config, email) =>
      withDeps(config, async (deps) => (await enableUser(deps, { email: addressOf(email), actor: OPERATOR }), "Enabled.")),
  },
  "remove-second-factors": {
    usage: "remove-second-factors EMAIL  for who has lost them all: passkeys, authenticator app, recovery codes",
    run: (config, email) =>
      withDeps(config, async (deps) => {
        await removeSecondFactors(deps, { email: addressOf(email) });
        return "Removed, and signed out everywhere. Be sure whom you did this for: the password alone is enough now.";
      }),
  },
  "rotate-keys": {
    usage: "rotate-keys              publish the next signing keys now; they take over in a day",
    run: (config) =>
      withDeps(config, async (deps) =>
        tellPublished(await rotateKeys({ ...deps, encryptionKeys: config.encryptionKeys }, keyPolicies(config), { force: true })),
      ),
  },
  seed: {
    usage: "seed                     fill an empty development database with a story",
    run: (config) => withDeps(config, (deps) => seed(deps)),
  },
};

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Problem) return error.detail;
  return error instanceof Error && error.message ? error.message : String(error);
}

const [name = "", argument] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (!command) {
  const usages = Object.values(COMMANDS).map(({ usage }) => `  ${usage}`);
  process.stderr.write(`Usage: node server/src/cli.ts COMMAND\n\n${usages.join("\n")}\n`);
  process.exitCode = 2;
} else {
  try {
    process.stdout.write(`${await command.run(readConfig(), argument)}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}
