import { createAccount, fill, press, signIn } from "./forms.ts";
import { stranger } from "./people.ts";
import { seePage, seeReady, seeText } from "./see.ts";
import { holdForever, pretend, refuse, type Scene, type State } from "./states.ts";

/** The pages on which people sign in and sign up, and the reference. */
export const doorStates: State[] = [
  { name: "sign-in", path: "/sign-in", signedIn: false },
  {
    name: "sign-in-unfilled",
    path: "/sign-in",
    signedIn: false,
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Sign in");
      await seeText(page, "Enter your password.");
    },
  },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    signedIn: false,
    arrange: async ({ visitor, person }) => {
      visitor.expect(401, "/auth/login");
      await signIn(visitor.page, { ...person, password: "not what it is" });
      await seeText(visitor.page, "do not match an account");
    },
  },
  {
    name: "sign-in-offline",
    path: "/sign-in",
    signedIn: false,
    arrange: async ({ visitor }) => {
      await seeReady(visitor.page);
      await visitor.goOffline();
      await seeText(visitor.page, "Signing in needs the network");
    },
  },
  {
    name: "sign-in-waiting",
    path: "/sign-in",
    signedIn: false,
    arrange: async ({ visitor, person }) => {
      visitor.expect(429, "/auth/login");
      await visitor.page.route(
        "**/api/v1/auth/login",
        refuse(429, "too_many_attempts", "Too many wrong passwords.", { "Retry-After": "83" }),
      );
      await signIn(visitor.page, person);
      await seeText(visitor.page, "Too many wrong passwords");
    },
  },
  {
    name: "sign-in-after-recovery",
    path: "/sign-in",
    signedIn: false,
    prepare: async ({ visitor }) => {
      await visitor.page.addInitScript(() => {
        sessionStorage.setItem("gh:arrival", JSON.stringify("recovered"));
        sessionStorage.setItem("gh:email", JSON.stringify("ada@northwind.example"));
      });
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Your new password is saved"),
  },
  {
    name: "sign-in-by-invitation",
    path: "/sign-in",
    signedIn: false,
    prepare: async ({ visitor }) => pretend(visitor, { registration: "invitation" }),
    arrange: async ({ visitor }) => seeText(visitor.page, "Accounts are made by invitation"),
  },
  { name: "sign-up", path: "/sign-up", signedIn: false },
  {
    name: "sign-up-refused",
    path: "/sign-up",
    signedIn: false,
    arrange: async ({ visitor }) => {
      visitor.expect(422, "/auth/register");
      await fill(visitor.page, "Name", "Ada Okafor");
      await fill(visitor.page, "Email", "ada@northwind.example");
      await fill(visitor.page, "Password", "passwordpassword1234");
      await press(visitor.page, "Create account");
      await seeText(visitor.page, "This one is on the lists of known passwords");
    },
  },
  {
    name: "sign-up-domains",
    path: "/sign-up",
    signedIn: false,
    prepare: async ({ visitor }) =>
      pretend(visitor, { registration: "domains", registrationDomains: ["northwind.example", "southwind.example"] }),
    arrange: async ({ visitor }) => {
      visitor.expect(422, "/auth/register");
      const errors = [{ path: "/email", code: "domain_not_allowed", message: "" }];
      await visitor.page.route("**/api/v1/auth/register", refuse(422, "validation_failed", "Not accepted.", {}, errors));
      await seeText(visitor.page, "For addresses at northwind.example");
      await createAccount(visitor.page, { ...stranger("Ada Okafor"), email: "ada@elsewhere.example" });
      await seeText(visitor.page, "Only addresses at northwind.example");
    },
  },
  {
    name: "sign-up-working",
    path: "/sign-up",
    signedIn: false,
    arrange: async ({ visitor }) => {
      visitor.expect(428, "/auth/register");
      await visitor.page.route("**/api/v1/auth/register", refuse(428, "proof_of_work_required", "Proof of work required."));
      await visitor.page.route("**/api/v1/auth/puzzle", holdForever);
      await createAccount(visitor.page, stranger("Ada Okafor"));
      await seeText(visitor.page, "solves a small puzzle first");
    },
  },
  {
    name: "sign-up-closed",
    path: "/sign-up",
    signedIn: false,
    prepare: async ({ visitor }) => pretend(visitor, { registration: "closed" }),
    arrange: async ({ visitor }) => seePage(visitor.page, "No new accounts here"),
  },
  {
    name: "sign-up-by-invitation",
    path: "/sign-up",
    signedIn: false,
    prepare: async ({ visitor }) => pretend(visitor, { registration: "invitation" }),
    arrange: async ({ visitor }) => seePage(visitor.page, "By invitation only"),
  },
  {
    name: "sign-up-invited",
    path: "/sign-up#invitation=a-token-that-opens-the-form",
    signedIn: false,
    prepare: async ({ visitor }) => invite(visitor, { json: { email: "mia.castellanos@northwind.example" } }),
    arrange: async ({ visitor }) => seeText(visitor.page, "You are invited."),
  },
  {
    name: "sign-up-dead-invitation",
    path: "/sign-up#invitation=a-token-that-is-used",
    signedIn: false,
    prepare: async ({ visitor }) => visitor.expect(410, "/auth/invitations/look"),
    arrange: async ({ visitor }) => seePage(visitor.page, "This invitation no longer works"),
  },
  { name: "setup", path: "/setup#token=a-token-that-opens-the-form", signedIn: false },
  { name: "setup-without-link", path: "/setup", signedIn: false },
  { name: "docs", path: "/docs", signedIn: false },
];

async function invite({ page }: Scene["visitor"], answer: { json: object }): Promise<void> {
  await page.route("**/api/v1/auth/invitations/look", (route) => route.fulfill(answer));
}
