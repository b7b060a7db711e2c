import { createAccount, fill, press, typeCode, wrongCodes } from "./forms.ts";
import { call, nextCode, stranger } from "./people.ts";
import { seePage, seeReady, seeText } from "./see.ts";
import { pretend, refuse, type Scene, type State } from "./states.ts";

const deadLink = "01a1fbef-5744-7336-92d6-36fb8216134a.a-secret-that-nobody-has-been-mailed-00000000.48213907";

/** The pages that wait for a mailed code, and those that mailed links lead to. */
export const mailedStates: State[] = [
  {
    name: "verify-nothing",
    path: "/verify",
    signedIn: false,
    arrange: async ({ visitor }) => seePage(visitor.page, "No code is awaited here"),
  },
  { name: "verify", path: "/sign-up", signedIn: false, arrange: async (scene) => void (await signUp(scene)) },
  {
    name: "verify-development",
    path: "/sign-up",
    signedIn: false,
    prepare: async ({ visitor }) => pretend(visitor, { mail: "page" }),
    arrange: async (scene) => {
      await signUp(scene);
      await seeText(scene.visitor.page, "No mail leaves this Gatehouse");
    },
  },
  {
    name: "verify-wrong",
    path: "/sign-up",
    signedIn: false,
    arrange: async (scene) => {
      const { code } = await signUp(scene);
      scene.visitor.expect(422, "/auth/registration/confirm");
      await typeCode(scene.visitor.page, wrongCodes(code, 1)[0] ?? "");
      await seeText(scene.visitor.page, "4 tries are left");
    },
  },
  {
    name: "verify-ended",
    path: "/sign-up",
    signedIn: false,
    arrange: async (scene) => {
      await signUp(scene);
      scene.visitor.expect(410, "/auth/registration/confirm");
      await scene.visitor.page.route("**/auth/registration/confirm", refuse(410, "challenge_ended", "Ended."));
      await typeCode(scene.visitor.page, "48213907");
      await seeText(scene.visitor.page, "This code no longer works");
    },
  },
  {
    name: "verify-taken",
    path: "/sign-up",
    signedIn: false,
    arrange: async (scene) => {
      await signUp(scene);
      scene.visitor.expect(409, "/auth/registration/confirm");
      await scene.visitor.page.route("**/auth/registration/confirm", refuse(409, "email_taken", "Taken."));
      await typeCode(scene.visitor.page, "48213907");
      await seePage(scene.visitor.page, "This address has an account");
    },
  },
  {
    name: "confirm-incomplete",
    path: "/confirm",
    signedIn: false,
    arrange: async ({ visitor }) => seePage(visitor.page, "The link is not whole"),
  },
  {
    name: "confirm-ended",
    path: `/confirm#${deadLink}`,
    signedIn: false,
    prepare: async ({ visitor }) => visitor.expect(410, "/auth/challenges/look"),
    arrange: async ({ visitor }) => seePage(visitor.page, "This link no longer works"),
  },
  {
    name: "confirm-failed",
    path: `/confirm#${deadLink}`,
    signedIn: false,
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/auth/challenges/look");
      await visitor.page.route("**/auth/challenges/look", refuse(500, "internal_error", "The server failed."));
    },
    arrange: async ({ visitor }) => visitor.page.getByRole("button").first().waitFor(),
  },
  {
    name: "confirm-here",
    path: "/sign-up",
    signedIn: false,
    arrange: async (scene) => {
      const { link } = await signUp(scene);
      await scene.visitor.page.goto(link);
      await scene.visitor.page.getByRole("button", { name: "Confirm this address" }).waitFor();
    },
  },
  {
    name: "confirm-done",
    path: "/sign-up",
    signedIn: false,
    arrange: async (scene) => {
      const { link } = await signUp(scene);
      await scene.visitor.page.goto(link);
      await press(scene.visitor.page, "Confirm this address");
      await seePage(scene.visitor.page, "Address confirmed");
    },
  },
  {
    name: "confirm-elsewhere",
    path: "/sign-in",
    signedIn: false,
    arrange: async ({ world, visitor }) => {
      const person = stranger("Ada Okafor");
      await call(world, "POST /auth/register", { body: person });
      await visitor.page.goto((await nextCode(world, person.email)).link);
      await seePage(visitor.page, "Type this code where you asked");
    },
  },
  { name: "confirm-half-changed", path: `/confirm#${deadLink}`, signedIn: false, ...ofChange(false, "Half of it is done") },
  { name: "confirm-changed", path: `/confirm#${deadLink}`, signedIn: false, ...ofChange(true, "Your address has changed") },
  { name: "forgot", path: "/forgot", signedIn: false },
  {
    name: "forgot-no-mail",
    path: "/forgot",
    signedIn: false,
    prepare: async ({ visitor }) => pretend(visitor, { mail: "off" }),
    arrange: async ({ visitor }) => seePage(visitor.page, "No mail here"),
  },
  { name: "forgot-code", path: "/forgot", signedIn: false, arrange: async (scene) => void (await forget(scene)) },
  {
    name: "forgot-password",
    path: "/forgot",
    signedIn: false,
    arrange: async (scene) => {
      const { code } = await forget(scene);
      await typeCode(scene.visitor.page, code);
      await seePage(scene.visitor.page, "Choose a new password");
    },
  },
  {
    name: "forgot-ended",
    path: "/forgot",
    signedIn: false,
    arrange: async (scene) => {
      const { page } = scene.visitor;
      const { code } = await forget(scene);
      await typeCode(page, code);
      scene.visitor.expect(410, "/auth/recovery/complete");
      await page.route("**/auth/recovery/complete", refuse(410, "challenge_ended", "Ended."));
      await fill(page, "New password", "a quiet brass key for the door");
      await press(page, "Save the new password");
      await seePage(page, "The time is up");
    },
  },
  {
    name: "forgot-offline",
    path: "/forgot",
    signedIn: false,
    arrange: async ({ visitor }) => {
      await seeReady(visitor.page);
      await visitor.goOffline();
      await seeText(visitor.page, "Sending the code needs the network");
    },
  },
  { name: "undo", path: "/undo-email-change#token=a-token", signedIn: false },
  {
    name: "undo-done",
    path: "/undo-email-change#token=a-token",
    signedIn: false,
    arrange: async ({ visitor: { page } }) => {
      await page.route("**/auth/email-change/undo", (route) => route.fulfill({ json: { email: "ada.okafor@northwind.example" } }));
      await press(page, "Take the change back");
      await seePage(page, "The change is taken back");
    },
  },
  {
    name: "undo-ended",
    path: "/undo-email-change#token=a-token",
    signedIn: false,
    arrange: async ({ visitor }) => {
      visitor.expect(410, "/auth/email-change/undo");
      await press(visitor.page, "Take the change back");
      await seePage(visitor.page, "This link no longer works");
    },
  },
  { name: "undo-additions", path: "/undo-additions#token=a-token", signedIn: false },
  {
    name: "undo-additions-incomplete",
    path: "/undo-additions",
    signedIn: false,
    arrange: async ({ visitor }) => seePage(visitor.page, "The link is not whole"),
  },
  {
    name: "undo-additions-offline",
    path: "/undo-additions#token=a-token",
    signedIn: false,
    arrange: async ({ visitor }) => {
      await seeReady(visitor.page);
      await visitor.goOffline();
      await seeText(visitor.page, "Taking it back needs the network");
    },
  },
  {
    name: "undo-additions-failed",
    path: "/undo-additions#token=a-token",
    signedIn: false,
    arrange: async ({ visitor }) => {
      visitor.expect(500, "/auth/additions/undo");
      await visitor.page.route("**/auth/additions/undo", refuse(500, "internal_error", "The server failed."));
      await press(visitor.page, "Take it back");
      await visitor.page.getByRole("alert").waitFor();
    },
  },
  {
    name: "undo-additions-done",
    path: "/undo-additions#token=a-token",
    signedIn: false,
    arrange: async ({ visitor: { page } }) => {
      await page.route("**/auth/additions/undo", (route) => route.fulfill({ json: { email: "ada.okafor@northwind.example" } }));
      await press(page, "Take it back");
      await seePage(page, "It is taken back");
    },
  },
  {
    name: "undo-additions-ended",
    path: "/undo-additions#token=a-token",
    signedIn: false,
    arrange: async ({ visitor }) => {
      visitor.expect(410, "/auth/additions/undo");
      await press(visitor.page, "Take it back");
      await seePage(visitor.page, "This link no longer works");
    },
  },
  { name: "unblock", path: "/unblock#token=a-token", signedIn: false },
  {
    name: "unblock-ended",
    path: "/unblock#token=a-token",
    signedIn: false,
    arrange: async ({ visitor }) => {
      visitor.expect(410, "/auth/unblock");
      await press(visitor.page, "Let this browser in");
      await seePage(visitor.page, "This link no longer works");
    },
  },
];

async function signUp({ world, visitor: { page } }: Scene): Promise<{ code: string; link: string }> {
  const person = stranger("Ada Okafor");
  await createAccount(page, person);
  await seePage(page, "Confirm your address");
  return nextCode(world, person.email);
}

async function forget({ world, visitor: { page }, person }: Scene): Promise<{ code: string; link: string }> {
  await fill(page, "Email", person.email);
  await press(page, "Send the code");
  await seePage(page, "Type the code");
  return nextCode(world, person.email);
}

/** The link of one mailbox of a change of address, pressed. */
function ofChange(isComplete: boolean, heading: string): Pick<State, "prepare" | "arrange"> {
  return {
    prepare: async ({ visitor: { page } }) => {
      const expiresAt = "2026-11-21T09:00:00.000Z";
      await page.route("**/auth/challenges/look", (route) =>
        route.fulfill({ json: { purpose: "email_change_old", isHere: true, expiresAt } }),
      );
      await page.route("**/auth/email-change/prove", (route) => route.fulfill({ json: { side: "old", isComplete } }));
    },
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Confirm this address");
      await seePage(page, heading);
    },
  };
}
