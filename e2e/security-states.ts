import type { Connection, Provider } from "../client/src/api/types.ts";
import { addApp, ageProofs, strengthen, wrongCodeOfApp } from "./factors.ts";
import { answer, press, signIn, typeCode } from "./forms.ts";
import { promote } from "./people.ts";
import { seeText } from "./see.ts";
import { fail, holdForever, pretend, refuse, type Scene, type State } from "./states.ts";

const security = "**/api/v1/me/security";
const providers: Provider[] = [
  { id: "github", name: "GitHub", kind: "github" },
  { id: "google", name: "Google", kind: "google" },
  { id: "microsoft", name: "Microsoft", kind: "microsoft" },
  { id: "northwind", name: "Northwind", kind: "oidc" },
];

/** Ways in beside the password, second factors, and the page where they are looked after. */
export const securityStates: State[] = [
  {
    name: "sign-in-providers",
    path: "/sign-in",
    signedIn: false,
    prepare: ({ visitor }) => pretend(visitor, { providers }),
    arrange: ({ visitor }) => seeText(visitor.page, "Northwind"),
  },
  {
    name: "sign-in-provider-error",
    path: "/sign-in#provider-error=provider_address_unverified&provider=github",
    signedIn: false,
    prepare: ({ visitor }) => pretend(visitor, { providers }),
    arrange: ({ visitor }) => seeText(visitor.page, "No verified address"),
  },
  {
    name: "sign-in-provider-unreached",
    path: "/sign-in",
    signedIn: false,
    prepare: ({ visitor }) => pretend(visitor, { providers }),
    arrange: async ({ visitor }) => {
      await seeText(visitor.page, "Northwind");
      visitor.expect(502, "/auth/options");
      await visitor.page.route("**/api/v1/auth/options", (route) => route.fulfill({ status: 502, body: "Bad gateway" }));
      await visitor.page.getByRole("link", { name: /Northwind/ }).click();
      await seeText(visitor.page, "Going there did not work");
    },
  },
  {
    name: "sign-in-to-connect",
    path: "/sign-in#link=offer",
    signedIn: false,
    prepare: ({ visitor }) => pretend(visitor, { providers }),
    arrange: ({ visitor }) => seeText(visitor.page, "You have an account here already"),
  },
  {
    name: "sign-in-passkey-refused",
    path: "/sign-in",
    signedIn: false,
    // Nobody touches a reader that is not there, and Chromium waits for minutes.
    prepare: async ({ visitor: { page } }) => {
      await page.addInitScript(() => {
        navigator.credentials.get = ({ mediation } = {}) =>
          mediation === "conditional" ? new Promise(() => {}) : Promise.reject(new DOMException("Closed.", "NotAllowedError"));
      });
    },
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Sign in with a passkey");
      await seeText(page, "No passkey was chosen");
    },
  },
  {
    name: "sign-up-providers",
    path: "/sign-up",
    signedIn: false,
    prepare: ({ visitor }) => pretend(visitor, { providers }),
    arrange: ({ visitor }) => seeText(visitor.page, "Northwind"),
  },
  {
    name: "second-step",
    path: "/sign-in",
    signedIn: false,
    arrange: async (scene) => void (await secondStep(scene)),
  },
  {
    name: "second-step-wrong",
    path: "/sign-in",
    signedIn: false,
    arrange: async (scene) => {
      const { page, expect } = scene.visitor;
      expect(422, "/auth/second-factor/totp");
      const { secret } = await secondStep(scene);
      await typeCode(page, wrongCodeOfApp(secret), "Code from your authenticator app");
      await seeText(page, "This is not the code that the app shows now");
    },
  },
  {
    name: "second-step-recovery",
    path: "/sign-in",
    signedIn: false,
    arrange: async (scene) => {
      await secondStep(scene);
      await press(scene.visitor.page, "Use a recovery code");
    },
  },
  {
    name: "second-step-waiting",
    path: "/sign-in",
    signedIn: false,
    arrange: async (scene) => {
      const { page, expect } = scene.visitor;
      expect(429, "/auth/second-factor/totp");
      await page.route("**/second-factor/totp", refuse(429, "too_many_attempts", "Wait.", { "Retry-After": "272" }));
      await secondStep(scene);
      await typeCode(page, "123456", "Code from your authenticator app");
      await seeText(page, "Too many wrong codes");
    },
  },
  {
    name: "second-step-ended",
    path: "/sign-in",
    signedIn: false,
    arrange: async (scene) => {
      const { page, expect } = scene.visitor;
      expect(410, "/auth/second-factor/totp");
      await page.route("**/second-factor/totp", refuse(410, "pending_sign_in_ended", "Ended."));
      await secondStep(scene);
      await typeCode(page, "123456", "Code from your authenticator app");
      await seeText(page, "Sign in again");
    },
  },
  {
    name: "second-step-offline",
    path: "/sign-in",
    signedIn: false,
    arrange: async (scene) => {
      await secondStep(scene);
      await scene.visitor.goOffline();
      await seeText(scene.visitor.page, "The second step needs the network");
    },
  },
  {
    name: "second-step-left",
    path: "/sign-in",
    signedIn: false,
    arrange: async (scene) => {
      await secondStep(scene);
      await scene.visitor.page.reload();
      await seeText(scene.visitor.page, "The second step was left");
    },
  },
  { name: "security", path: "/me/security", signedIn: true, arrange: seeWhole },
  {
    name: "security-full",
    path: "/me/security",
    signedIn: true,
    prepare: everything,
    arrange: seeWhole,
  },
  {
    name: "security-administrator",
    path: "/me/security",
    signedIn: true,
    prepare: weakAdministrator,
    arrange: seeWhole,
  },
  {
    name: "overview-administrator",
    path: "/",
    signedIn: true,
    prepare: weakAdministrator,
    arrange: ({ visitor }) => seeText(visitor.page, "Set one up"),
  },
  {
    name: "security-app",
    path: "/me/security",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Set up the authenticator app");
      await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
      await page.getByRole("region", { name: "Set up an authenticator app" }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "security-codes",
    path: "/me/security",
    signedIn: true,
    prepare: strongWithApp,
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Make new codes");
      await answer(page, "Make new codes");
      await seeText(page, "Not saved yet");
    },
  },
  {
    name: "security-codes-saved",
    path: "/me/security",
    signedIn: true,
    prepare: strongWithApp,
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Make new codes");
      await answer(page, "Make new codes");
      await answer(page, "Save as a file");
      await seeText(page, "Saved. Keep them");
    },
  },
  {
    name: "security-passkey-named",
    path: "/me/security",
    signedIn: true,
    prepare: everything,
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Rename Work laptop");
      await page.getByLabel("Name of this passkey").waitFor();
    },
  },
  {
    name: "security-remove-last",
    path: "/me/security",
    signedIn: true,
    prepare: ({ world, person }) => addApp(world, person).then(() => undefined),
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Remove the authenticator app");
      await seeText(page, "It is your only second factor");
    },
  },
  {
    name: "security-not-removed",
    path: "/me/security",
    signedIn: true,
    prepare: async ({ world, visitor, person }) => {
      await addApp(world, person);
      visitor.expect(409, "/me/totp");
      const words = "Administrators must have a second factor. Add another one first, then remove this one.";
      await visitor.page.route("**/api/v1/me/totp", refuse(409, "last_credential", words));
    },
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Remove the authenticator app");
      await answer(page, "Remove app");
      await seeText(page, "The authenticator app is still there");
    },
  },
  {
    name: "security-loading",
    path: "/me/security",
    signedIn: true,
    prepare: ({ visitor: { page } }) => page.route(security, holdForever).then(() => undefined),
    arrange: ({ visitor: { page } }) => page.getByText("Loading how you sign in…").waitFor({ state: "attached" }),
  },
  {
    name: "security-failed",
    path: "/me/security",
    signedIn: true,
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/me/security");
      await visitor.page.route(security, fail);
    },
    arrange: ({ visitor }) => seeText(visitor.page, "How you sign in could not be loaded"),
  },
  {
    name: "security-offline",
    path: "/me/security",
    signedIn: true,
    prepare: everything,
    arrange: async ({ visitor }) => {
      await seeText(visitor.page, "Few recovery codes are left");
      await visitor.goOffline();
      await seeText(visitor.page, "Changes need the network");
    },
  },
  {
    name: "step-up",
    path: "/me/security",
    signedIn: true,
    prepare: ({ world, visitor, person }) => {
      visitor.expect(403, "/me/totp");
      return ageProofs(world, person);
    },
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Set up the authenticator app");
      await page.getByRole("alertdialog").getByRole("textbox", { name: "Password" }).waitFor();
    },
  },
  {
    name: "step-up-code",
    path: "/me/security",
    signedIn: true,
    prepare: async ({ world, visitor, person }) => {
      visitor.expect(403, "/me/totp");
      visitor.expect(422, "/me/step-up");
      await addApp(world, person);
      await ageProofs(world, person);
    },
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Replace the authenticator app");
      await typeCode(page, "000000", "Code from the authenticator app");
      await seeText(page, "This is not the code that the app shows now");
    },
  },
  {
    name: "step-up-failed",
    path: "/me/security",
    signedIn: true,
    prepare: async ({ world, visitor, person }) => {
      visitor.expect(403, "/me/totp");
      visitor.expect(500, "/me/step-up/options");
      await ageProofs(world, person);
      await visitor.page.route("**/me/step-up/options", fail);
    },
    arrange: async ({ visitor: { page } }) => {
      await seeWhole({ visitor: { page } });
      await press(page, "Set up the authenticator app");
      await seeText(page, "What to ask could not be loaded");
    },
  },
];

/** Waits until the page is there with what comes after it. */
async function seeWhole({ visitor: { page } }: { visitor: Pick<Scene["visitor"], "page"> }): Promise<void> {
  await seeText(page, "Last changed on");
  await page.getByRole("region", { name: "Recent activity" }).getByText("Signed in").first().waitFor();
  if (await page.getByText("Few recovery codes are left").isVisible()) await seeText(page, "Northwind");
}

/** Signs in with the password, to an account with an authenticator app. */
async function secondStep({ world, visitor: { page }, person }: Scene): Promise<{ secret: string }> {
  const app = await addApp(world, person);
  await signIn(page, person);
  await page.getByLabel("Code from your authenticator app").waitFor();
  return app;
}

/** Somebody who signed in with an authenticator app. */
async function strongWithApp({ world, person }: Scene): Promise<void> {
  await addApp(world, person);
  await strengthen(world, person);
}

/** An administrator who signed in with a password alone. */
async function weakAdministrator({ world, person }: Scene): Promise<void> {
  await promote(world, person);
  const weak = "update sessions set authentication_methods = '{pwd}' where user_id = (select id from users where email = $1)";
  await world.database.query(weak, [person.email]);
}

/** An app, two recovery codes, two passkeys and connected accounts. */
async function everything(scene: Scene): Promise<void> {
  const { world, visitor, person } = scene;
  await strongWithApp(scene);
  const owner = "(select id from users where email = $1)";
  const used = `update recovery_codes set used_at = now() where code_hash in (select code_hash from recovery_codes where user_id = ${owner} limit 8)`;
  await world.database.query(used, [person.email]);
  await world.database.query(
    `insert into passkeys (id, user_id, credential_id, public_key, counter, transports, aaguid, is_backup_eligible, is_backed_up, name, created_at, last_used_at)
     select gen_random_uuid(), ${owner}, uuid_send(gen_random_uuid()), '\\x01', 0, '{}', aaguid::uuid, synced, synced, name, now() - age::interval, now() - used::interval
     from (values ('Phone', 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd', true, '90 days', '3 hours'), ('Work laptop', null, false, '2 days', null))
       as passkey (name, aaguid, synced, age, used)`,
    [person.email],
  );
  await pretend(visitor, { providers });
  const at = new Date(Date.now() - 40 * 86_400_000).toISOString();
  const items: Connection[] = [
    { id: "c1", provider: "github", email: person.email, name: person.name, createdAt: at, lastUsedAt: new Date().toISOString() },
  ];
  await visitor.page.route("**/api/v1/me/connections", (route) => route.fulfill({ json: { items } }));
}
