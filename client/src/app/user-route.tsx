import { type ComponentType, lazy, Suspense } from "react";
import { useNavigate, useParams } from "react-router";
import { UserPage } from "../features/users/user-page.tsx";
import { actor } from "../lib/session/browser-actor.ts";
import { ActingBanner } from "./acting-banner.tsx";

// Their words for events and devices are no small part of the page, and come while it reads.
const PersonActivity = lazy(() =>
  import("../features/activity/person-activity.tsx").then((module) => ({ default: module.PersonActivity })),
);
const PersonDevices = lazy(() => import("../features/sessions/person-devices.tsx").then((module) => ({ default: module.PersonDevices })));

function Lent({ what: Part, userId }: { what: ComponentType<{ userId: string }>; userId: string }) {
  return (
    <Suspense>
      <Part userId={userId} />
    </Suspense>
  );
}

/** One person, for administrators, with the parts that other features lend. */
export function UserRoute() {
  const { userId = "" } = useParams();
  const navigate = useNavigate();
  return (
    <UserPage
      key={userId}
      userId={userId}
      devices={<Lent what={PersonDevices} userId={userId} />}
      activity={<Lent what={PersonActivity} userId={userId} />}
      onActing={(answer, reason) => {
        void navigate("/");
        actor.begin(answer, reason, ActingBanner);
      }}
    />
  );
}
