import { fill, press, typeCode } from "./forms.ts";
import { seePage, seeText } from "./see.ts";
import { fail, holdForever, type Scene, type State } from "./states.ts";
import { enterAsViewer, enterOf, found } from "./tenants.ts";

const domains = /\/organizations\/[0-9a-f-]{36}\/domains/;

/** The mail domains by which people come into an organization. */
export const domainStates: State[] = [
  theDomains("domains", {
    prepare: async ({ world }) => {
      await domain(world, "northwind.example", true);
      await domain(world, "research.northwind.example", false);
    },
    arrange: async ({ visitor: { page } }) => seeText(page, "Not proven: lets nobody in yet"),
  }),
  theDomains("domains-prove", {
    prepare: async ({ world }) => domain(world, "northwind.example", false),
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Prove northwind.example");
      await page.getByRole("button", { name: "Send the code" }).waitFor();
    },
  }),
  theDomains("domains-code", {
    prepare: async ({ world, visitor }) => {
      visitor.expect(422, "/verify");
      await domain(world, "northwind.example", false);
    },
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Prove northwind.example");
      await press(page, "Send the code");
      await typeCode(page, "0000 0001");
      await seeText(page, "This is not the code.");
    },
  }),
  theDomains("domains-public", {
    prepare: async ({ visitor }) => visitor.expect(409, "/domains"),
    arrange: async ({ visitor: { page } }) => {
      await fill(page, "Mail domain", "gmail.com");
      await press(page, "Add domain");
      await seeText(page, "Anybody can get an address at this domain");
    },
  }),
  theDomains("domains-remove", {
    prepare: async ({ world }) => domain(world, "northwind.example", true),
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Remove northwind.example…");
      await seeText(page, "Nobody comes in by it any more");
    },
  }),
  theDomains("domains-none", { arrange: async ({ visitor: { page } }) => seeText(page, "No domain yet") }),
  theDomains("domains-failed", {
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/domains");
      await visitor.page.route(domains, fail);
    },
    arrange: async ({ visitor: { page } }) => seeText(page, "The domains could not be loaded"),
  }),
  theDomains("domains-loading", {
    prepare: async ({ visitor: { page } }) => void (await page.route(domains, holdForever)),
    arrange: async ({ visitor: { page } }) => page.getByText("Loading the domains…").waitFor({ state: "attached" }),
  }),
  {
    name: "domains-forbidden",
    path: "/",
    signedIn: true,
    prepare: async (scene) => enterAsViewer(scene),
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      await page.goto(`${page.url()}/domains`);
      await seeText(page, "Your role does not permit this");
    },
  },
];

/** The youngest organization has a mail domain, past all proofs. */
async function domain(world: Scene["world"], name: string, isProven: boolean): Promise<void> {
  // One organization only can have proven it, and this is not the first world's first.
  await world.database.query("delete from organization_domains where domain = $1", [name]);
  await world.database.query(
    `insert into organization_domains (id, organization_id, domain, mode, new_member_role, created_at, verified_at)
     select gen_random_uuid(), id, $1, 'request', 'viewer', now(), case when $2 then now() end
     from organizations order by created_at desc limit 1`,
    [name, isProven],
  );
}

/** The visitor owns Northwind and looks at its mail domains. */
function theDomains(name: string, { prepare, arrange }: Pick<State, "prepare" | "arrange">): State {
  return {
    name,
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      const tenant = await found(scene.world, scene.person, "Northwind");
      await prepare?.(scene);
      await enterOf(scene.visitor.page, tenant);
    },
    arrange: async (scene) => {
      const { page } = scene.visitor;
      await page.waitForURL("**/o/*");
      await page.goto(`${page.url()}/domains`);
      await seePage(page, "Domains");
      await arrange?.(scene);
    },
  };
}
