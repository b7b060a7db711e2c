import { joinDatabase } from "./database.ts";
import { describeError } from "./explained.ts";
import { runOperatorCommand } from "./operator-command.ts";
import { developmentEnvironment, frontPort, migrationEnvironment } from "./settings.ts";
import { createShutdown } from "./shutdown.ts";

/** `node local/operator.ts COMMAND`: one of the server's commands on the development database, started for it unless `npm start` runs. */
const say = (line: string): void => console.error(line);
const shutdown = createShutdown(say);
try {
  const database = await joinDatabase(say);
  shutdown.onStop(database.stop);
  await runOperatorCommand("migrate", migrationEnvironment(database, frontPort()));
  console.log(await runOperatorCommand(process.argv[2] ?? "", developmentEnvironment(database, frontPort())));
} catch (error) {
  if (!shutdown.isAsked()) console.error(describeError(error));
  process.exitCode = 1;
}
if (!(await shutdown.undoAll())) process.exitCode = 1;
process.exit();
