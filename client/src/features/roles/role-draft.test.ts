import { describe, expect, test } from "@jest/globals";
import { diffOf, draftOf, isChanged, rebaseDraft, type RoleDraft } from "./role-draft.ts";

const base: RoleDraft = { name: "Gardener", description: "", permissions: ["organization:read", "domains:read"] };

describe("what saving a role would change", () => {
  test("is nothing as long as nothing is, spaces around the texts included", () => {
    expect(isChanged(diffOf(base, { ...base, name: " Gardener ", permissions: base.permissions.toReversed() }))).toBe(false);
  });

  test("is what was added and what was taken away", () => {
    const diff = diffOf(base, { ...base, permissions: ["organization:read", "roles:read"] });
    expect(diff).toEqual({ name: false, description: false, added: ["roles:read"], taken: ["domains:read"] });
  });

  test("begins with nothing where there is no role yet", () => {
    expect(draftOf(null)).toEqual({ name: "", description: "", permissions: [] });
  });
});

describe("an edit on top of what somebody else has saved", () => {
  const edited: RoleDraft = { name: "Head gardener", description: "", permissions: ["organization:read", "roles:read"] };

  test("keeps both where they do not collide", () => {
    const theirs: RoleDraft = {
      name: "Gardener",
      description: "Theirs",
      permissions: ["organization:read", "domains:read", "members:read"],
    };
    expect(rebaseDraft(base, edited, theirs)).toEqual({
      name: "Head gardener",
      description: "Theirs",
      permissions: ["organization:read", "members:read", "roles:read"],
    });
  });

  test("adds nothing twice, and takes away what is gone already", () => {
    const theirs: RoleDraft = { name: "Theirs", description: "", permissions: ["roles:read"] };
    expect(rebaseDraft(base, edited, theirs)).toEqual({ name: "Head gardener", description: "", permissions: ["roles:read"] });
  });
});
