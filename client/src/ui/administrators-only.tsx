import type { ReactNode } from "react";
import type { User } from "../api/types.ts";
import { EmptyState } from "./empty-state.tsx";

interface AdministratorsOnlyProps {
  /** Who looks. */
  user: Pick<User, "instanceRole">;
  /** Says to others what only administrators do. */
  title: string;
  /** Stands above that, where the page has no heading of its own yet. */
  heading?: ReactNode;
  children: ReactNode;
}

/** What only administrators of the instance see; others are told whom to ask, and nothing is asked for them. */
export function AdministratorsOnly({ user, title, heading, children }: AdministratorsOnlyProps) {
  if (user.instanceRole === "administrator") return children;
  return (
    <>
      {heading}
      <EmptyState title={title}>You need to be an administrator of this instance. Whoever runs this Gatehouse can make you one.</EmptyState>
    </>
  );
}
