import { lazy, Suspense } from "react";
import type { AddFactor } from "../features/organizations/entry-refused.tsx";

const AddSecondFactor = lazy(() =>
  import("../features/security/add-second-factor.tsx").then((module) => ({ default: module.AddSecondFactor })),
);

/** What organizations borrow where they ask for a second factor. */
export const addFactor: AddFactor = (props) => (
  <Suspense>
    <AddSecondFactor {...props} />
  </Suspense>
);
