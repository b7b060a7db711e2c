import { fill, press } from "./forms.ts";
import { resident } from "./people.ts";
import { seePage, seeText } from "./see.ts";
import { empty, fail, holdForever, refuse, type Scene, type State } from "./states.ts";
import { enterAsViewer, enterOf, found, invite, join } from "./tenants.ts";

const members = /\/organizations\/[0-9a-f-]{36}\/members\?/;
const oneMember = /\/organizations\/[0-9a-f-]{36}\/members\/[0-9a-f-]{36}$/;
const invitations = /\/organizations\/[0-9a-f-]{36}\/invitations/;

/** Who belongs to an organization, and who is about to. */
export const memberStates: State[] = [
  theMembers("members", {}),
  theMembers("members-role-changed", {
    arrange: async ({ visitor: { page } }) => {
      await page.getByLabel("Role of Grace Hopper").selectOption("admin");
      await seeText(page, "Was Developer.");
    },
  }),
  theMembers("members-role-refused", {
    prepare: async ({ visitor }) => {
      visitor.expect(409, "");
      const answer = refuse(409, "last_owner", "The organization needs an owner who can sign in. Make somebody else one first.");
      await visitor.page.route(oneMember, (route) => (route.request().method() === "PATCH" ? answer(route) : route.continue()));
    },
    arrange: async ({ visitor: { page } }) => {
      await page.getByLabel("Role of Grace Hopper").selectOption("admin");
      await seeText(page, "Make somebody else one first.");
    },
  }),
  theMembers("members-role-conflict", {
    arrange: async ({ world, visitor: { page } }) => {
      await page.getByLabel("Role of Grace Hopper").waitFor();
      await world.database.query("update memberships set built_in_role = 'viewer', version = 2 where built_in_role = 'developer'");
      await page.getByLabel("Role of Grace Hopper").selectOption("admin");
      await seeText(page, "Somebody else made them Viewer meanwhile.");
    },
  }),
  theMembers("members-chosen", {
    arrange: async ({ visitor: { page } }) => {
      await page.getByLabel("Choose all that are shown").or(page.getByLabel("Choose Grace Hopper")).last().check();
      await seeText(page, /chosen/);
    },
  }),
  theMembers("members-many-role", {
    arrange: async ({ visitor: { page } }) => {
      await chooseTwo(page);
      await press(page, "Change their role…");
      await page.getByRole("alertdialog").waitFor();
    },
  }),
  theMembers("members-many-removed", {
    prepare: async ({ visitor }) => {
      visitor.expect(403, "");
      let count = 0;
      const answer = refuse(403, "grant_exceeds_own", "They hold more than you do.");
      await visitor.page.route(oneMember, (route) => {
        const isFirst = route.request().method() === "DELETE" && (count += 1) === 1;
        return isFirst ? answer(route) : route.continue();
      });
    },
    arrange: async ({ visitor: { page } }) => {
      await chooseTwo(page);
      await press(page, "Remove them…");
      await page.getByRole("alertdialog").getByRole("button", { name: "Remove 2 members" }).click();
      await seeText(page, "1 of 2 members removed");
    },
  }),
  theMembers("members-remove", {
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Remove Alan Turing…");
      await seeText(page, "You can invite them again.");
    },
  }),
  theMembers("members-leave", {
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Leave…");
      await seeText(page, "Leave Northwind?");
    },
  }),
  theMembers("members-invite", {
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Invite people…");
      await fill(page, "Addresses", "Ada <ada@contoso.example>, grace@, a.very.long.address.indeed@subsidiary.of.contoso.example,");
      await page.keyboard.press("Enter");
      await seeText(page, "is no email address");
    },
  }),
  theMembers("members-invite-done", {
    arrange: async ({ visitor: { page }, person }) => {
      await press(page, "Invite people…");
      await fill(page, "Addresses", `new.one@contoso.example, lin@contoso.example, ${person.email}`);
      await press(page, "Invite");
      await seeText(page, "1 person is invited");
    },
  }),
  theMembers("members-invite-links", {
    prepare: async ({ visitor: { page } }) => {
      const token = "3yWnD0r3lT9xqVbK6mZsHcJf2gQpUa8eRtYi5oLx1Bk";
      const items = ["new.one@contoso.example", "another@contoso.example"].map((email) => ({
        email,
        status: "invited",
        invitationId: "01a1fbef-5744-7336-92d6-36fb8216134a",
        isMailed: false,
        link: `https://gate.northwind.example/join#token=${token}`,
      }));
      await page.route(invitations, (route) =>
        route.request().method() === "POST" ? route.fulfill({ json: { items } }) : route.continue(),
      );
    },
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Invite people…");
      await fill(page, "Addresses", "new.one@contoso.example another@contoso.example");
      await press(page, "Invite");
      await seeText(page, "2 people are invited");
    },
  }),
  theMembers("members-invited", {
    path: "?view=invitations",
    arrange: async ({ visitor: { page } }) => seeText(page, "lin@contoso.example"),
  }),
  theMembers("members-invited-nobody", {
    path: "?view=invitations",
    prepare: async ({ visitor: { page } }) => void (await page.route(invitations, empty)),
    arrange: async ({ visitor: { page } }) => {
      await seeText(page, "Nobody is invited");
      await page.getByLabel("Addresses").waitFor();
    },
  }),
  theMembers("members-nobody-fits", {
    path: "?q=zzz",
    arrange: async ({ visitor: { page } }) => seeText(page, "Nobody fits"),
  }),
  theMembers("members-failed", {
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/members");
      await visitor.page.route(members, fail);
    },
    arrange: async ({ visitor: { page } }) => seeText(page, "The members could not be loaded"),
  }),
  theMembers("members-loading", {
    prepare: async ({ visitor: { page } }) => void (await page.route(members, holdForever)),
    arrange: async ({ visitor: { page } }) => page.getByText("Loading the members…").waitFor({ state: "attached" }),
  }),
  theMembers("members-offline", {
    arrange: async ({ visitor }) => {
      await visitor.page.getByLabel("Role of Grace Hopper").waitFor();
      await visitor.goOffline();
      await seeText(visitor.page, "Roles and removals need the network.");
    },
  }),
  {
    name: "members-alone",
    path: "/",
    signedIn: true,
    prepare: async ({ world, visitor, person }) => enterOf(visitor.page, await found(world, person, "Northwind")),
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      await page.goto(`${page.url()}/members`);
      await page.getByLabel("Addresses").waitFor();
    },
  },
  theMembers("members-requests", {
    path: "?view=requests",
    prepare: async ({ world }) => {
      for (const name of ["Barbara Liskov", "Donald Knuth"]) {
        const { email } = await resident(world, name);
        await world.database.query(
          `insert into join_requests (id, organization_id, user_id, created_at)
           select gen_random_uuid(), o.id, u.id, now() from users u, (select id from organizations order by created_at desc limit 1) o
           where u.email = $1`,
          [email],
        );
      }
    },
    arrange: async ({ visitor: { page } }) => seeText(page, "Barbara Liskov"),
  }),
  theMembers("members-requests-nobody", {
    path: "?view=requests",
    arrange: async ({ visitor: { page } }) => seeText(page, "Nobody asks to join"),
  }),
  {
    name: "members-viewer",
    path: "/",
    signedIn: true,
    prepare: async (scene) => enterAsViewer(scene),
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      await page.goto(`${page.url()}/members`);
      await seeText(page, "Tom Ek");
    },
  },
];

type Parts = { path?: string; prepare?: State["prepare"]; arrange?: State["arrange"] };

/** The visitor owns Northwind, in which there are some people, and looks at them. */
function theMembers(name: string, { path = "", prepare, arrange }: Parts): State {
  return {
    name,
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      const { world, visitor, person } = scene;
      const tenant = await found(world, person, "Northwind");
      for (const [who, role] of [
        ["Grace Hopper", "developer"],
        ["Alan Turing", "admin"],
        ["Katherine Coleman Goble Johnson", "viewer"],
      ] as const)
        await join(world, tenant, await resident(world, who), role);
      await invite(world, tenant, person, "lin@contoso.example", "developer");
      await prepare?.(scene);
      await enterOf(visitor.page, tenant);
    },
    arrange: async (scene) => {
      const { page } = scene.visitor;
      await page.waitForURL("**/o/*");
      await page.goto(`${page.url()}/members${path}`);
      await seePage(page, "Members");
      if (arrange) await arrange(scene);
      else await seeText(page, "Grace Hopper");
    },
  };
}

async function chooseTwo(page: Scene["visitor"]["page"]): Promise<void> {
  await page.getByLabel("Choose Grace Hopper").check();
  await page.getByLabel("Choose Alan Turing").check();
}
