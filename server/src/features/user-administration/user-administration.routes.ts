import { expectedVersions, setEntityTag } from "../../http/entity-tag.ts";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { mount, type Api } from "../../http/mount.ts";
import { deleteAccount } from "../account-deletion/index.ts";
import { eventPage } from "../audit/index.ts";
import { secondFactorsOf, waysIn } from "../credentials/index.ts";
import { sessionPage, type SessionPageDeps } from "../sessions/index.ts";
import { getUser, type User } from "../users/index.ts";
import { disableUser, enableUser } from "./disable-user.ts";
import { editUser, type EditUserDeps } from "./edit-user.ts";
import { requirePasswordReset, type RequirePasswordResetDeps } from "./require-password-reset.ts";
import { signOutUser } from "./sign-out-user.ts";
import {
  changeUser,
  deleteOneUser,
  disableOneUser,
  enableOneUser,
  listActivityOfUser,
  listAllUsers,
  listSessionsOfUser,
  readUser,
  requireOneReset,
  signOutOneUser,
} from "./user-administration.endpoints.ts";
import { listUsers } from "./user-administration.queries.ts";

export type UserAdministrationDeps = SessionPageDeps & EditUserDeps & RequirePasswordResetDeps;

export function userAdministrationRoutes(api: Api, deps: UserAdministrationDeps): void {
  const { db } = deps;
  const present = async (user: User) => {
    const { password: hasPassword, passkeys, connections } = await waysIn(db, user.id);
    const { totp: hasTotp } = await secondFactorsOf(db, user.id);
    return { ...user, hasPassword, hasTotp, passkeys, connections };
  };

  mount(api, listAllUsers, async ({ query: { cursor, limit, ...filter } }) => {
    const users = await listUsers(db, filter, { limit, ...(cursor && { before: decodeIdCursor(cursor) }) });
    const items = users.slice(0, limit);
    return { items, nextCursor: users.length > limit ? encodeIdCursor(items.at(-1)) : null };
  });

  mount(api, readUser, async ({ params: { userId } }, { response }) => {
    const user = await getUser(db, userId);
    setEntityTag(response, user.version);
    return present(user);
  });

  mount(api, changeUser, async ({ params: { userId }, body }, { principal, origin, request, response }) => {
    const user = await editUser(deps, { userId, edit: body, versions: expectedVersions(request), principal, origin });
    setEntityTag(response, user.version);
    return present(user);
  });

  mount(api, disableOneUser, ({ params }, { principal, origin }) => disableUser(deps, { ...params, principal, origin }));

  mount(api, enableOneUser, ({ params }, { principal, origin }) => enableUser(deps, { ...params, principal, origin }));

  mount(api, signOutOneUser, ({ params }, { principal, origin }) => signOutUser(deps, { ...params, principal, origin }));

  mount(api, requireOneReset, ({ params }, { principal, origin }) => requirePasswordReset(deps, { ...params, principal, origin }));

  mount(api, deleteOneUser, async ({ params }, { principal, origin }) => {
    const { id, name } = await getUser(db, principal.userId);
    return deleteAccount(deps, { ...params, actor: { type: "user", id, name }, origin, principal });
  });

  mount(api, listSessionsOfUser, async ({ params, query }, { principal: { sessionId } }) => {
    const { id: userId } = await getUser(db, params.userId);
    return sessionPage(deps, { userId, currentId: sessionId, ...query });
  });

  mount(api, listActivityOfUser, async ({ params, query }) => {
    const { id: userId } = await getUser(db, params.userId);
    return eventPage(db, { userId, ...query });
  });
}
