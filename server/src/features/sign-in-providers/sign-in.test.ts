import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { createProviderWorld, goThrough, residentAt, whoIsIn, type ProviderWorld } from "../../../test/provider-world.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";

let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld();
});
afterAll(() => world.close());

test.each(["github", "google", "trusted"] as const)(
  "who comes from %s with a verified address gets an account without a password, and is in",
  async (provider) => {
    const email = newEmail();
    const browser = createCookieBrowser(world.app);
    const person = residentAt(world, provider, { email: email.toUpperCase() });
    const { path, told } = await goThrough(browser, provider, person, "/me/profile?a=1");
    expect([path, told.size]).toEqual(["/me/profile?a=1", 0]);
    const user = await whoIsIn(browser);
    expect(user).toMatchObject({ email, name: "Grace Hopper", emailVerifiedAt: expect.any(String) });
    expect(await world.app.deps.db("passwordCredentials").where({ userId: user?.id })).toEqual([]);
    const events = await world.app.deps.db("auditEvents").where({ subjectUserId: user?.id }).orderBy("sequence");
    expect(events.map(({ action }) => action)).toEqual(["user.registered", "connection.added", "session.started"]);
    expect(events[2]).toMatchObject({ after: { methods: ["fed"] } });

    const again = createCookieBrowser(world.app);
    await goThrough(again, provider, person);
    expect((await whoIsIn(again))?.id).toBe(user?.id);
  },
);
