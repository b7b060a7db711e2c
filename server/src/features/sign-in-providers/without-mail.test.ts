import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD } from "../../../test/client.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";
import { createProviderWorld, goThrough, residentAt, residentHere, whoIsIn, type ProviderWorld } from "../../../test/provider-world.ts";
import { addTotp } from "../../../test/second-factors.ts";

/** Where no mail is sent, nobody can confirm an address: that it was never confirmed tells nothing of who made the account. */
let world: ProviderWorld;
let invited: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld();
  invited = await createProviderWorld({ databaseUrl: world.app.deps.config.database.url, settings: { REGISTRATION: "invitation" } });
});
afterAll(async () => {
  await invited.close();
  await world.close();
});

const comeTo = async ({ email }: { email: string }, where = world) => {
  const browser = createCookieBrowser(where.app);
  return { browser, ...(await goThrough(browser, "google", residentAt(where, "google", { email, name: "Owner" }))) };
};
const logIn = ({ email, password }: { email: string; password: string }) =>
  createClient(world.app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });

describe("who comes by a provider with the address of an account that nobody could confirm", () => {
  test("has it, if there is no more to it than a password", async () => {
    const ada = await residentHere(world, { isConfirmed: false });
    const { browser, path } = await comeTo(ada);
    expect(path).toBe("/");
    expect(await whoIsIn(browser)).toMatchObject({ id: ada.id, name: "Owner" });
  });

  test("proves it first when it has a role, which stays, and so does the last administrator's password", async () => {
    const ada = await residentHere(world, { isConfirmed: false });
    const users = world.app.deps.db("users").where({ id: ada.id });
    await users.clone().update({ instanceRole: "administrator" });
    const { browser, told } = await comeTo(ada);
    expect(told.get("link")).toMatch(/^v1\./);
    world.app.secret(String(told.get("link")));
    expect(await whoIsIn(browser)).toBeUndefined();
    expect(await users.clone().first()).toMatchObject({ instanceRole: "administrator", name: "Ada", emailVerifiedAt: null });
    await logIn(ada).expect(200);
    await users.clone().update({ instanceRole: null });
  });

  test("proves it first when it has a second factor, which stays", async () => {
    const ada = await residentHere(world, { isConfirmed: false });
    await addTotp(world.app, ada.browser);
    const { browser, told } = await comeTo(ada);
    expect(told.get("link")).toMatch(/^v1\./);
    world.app.secret(String(told.get("link")));
    expect(await whoIsIn(browser)).toBeUndefined();
    expect((await logIn(ada).expect(200)).body).toMatchObject({ secondFactor: { methods: ["totp", "recovery_code"] } });
  });
});

describe("where one registers by invitation alone", () => {
  test("the owner of an address has the account that was squatted there, for that is no registration", async () => {
    const squatter = await residentHere(world, { isConfirmed: false });
    const { browser, path } = await comeTo(squatter, invited);
    expect(path).toBe("/");
    expect(await whoIsIn(browser)).toMatchObject({ id: squatter.id, name: "Owner" });
    expect((await logIn({ email: squatter.email, password: PASSWORD })).status).toBe(401);
  });

  test("a stranger gets none", async () => {
    const email = newEmail();
    const { told } = await comeTo({ email }, invited);
    expect(told.get("provider-error")).toBe("registration_closed");
    expect(await world.app.deps.db("users").where({ email })).toEqual([]);
  });
});
