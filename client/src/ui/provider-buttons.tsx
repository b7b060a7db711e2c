import type { Provider } from "../api/types.ts";
import type { WayOut } from "../lib/door/use-way-out.ts";
import { buttonClasses } from "./button-classes.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { OrLine } from "./or-line.tsx";
import { classNames } from "./class-names.ts";
import { ProviderMark } from "./provider-mark.tsx";

interface ProviderButtonsProps {
  providers: readonly Provider[];
  next: string;
  way: WayOut;
}

/** The providers below a form, after an "or"; nothing where there are none. */
export function ProvidersBelow(props: Omit<ProviderButtonsProps, "providers"> & { providers: readonly Provider[] | undefined }) {
  const { providers = [], ...rest } = props;
  if (providers.length === 0) return null;
  return (
    <div className="mt-6 grid gap-3">
      <OrLine />
      <ProviderButtons providers={providers} {...rest} />
    </div>
  );
}

/** A way to each provider, in the order and with the names of the server. Links, because they lead to another site. */
export function ProviderButtons({ providers, next, way }: ProviderButtonsProps) {
  const areMany = providers.length > 2;
  return (
    <>
      <div className={classNames("grid gap-3", areMany && "grid-cols-2")}>
        {providers.map(({ id, name, kind }) => (
          <a
            key={id}
            href={startAddress(id, next)}
            onClick={way.follow}
            aria-busy={way.busy || undefined}
            className={buttonClasses("secondary", "large", "min-w-0")}
          >
            <ProviderMark kind={kind} />
            <span className="min-w-0 wrap-anywhere">
              <span className={areMany ? "sr-only" : undefined}>Continue with </span>
              {name}
            </span>
          </a>
        ))}
      </div>
      <WayOutFailure error={way.error} />
    </>
  );
}

const later = "No more tries are taken from here for the moment. Try again in a little while.";

/** Why a provider could not be gone to; nothing while nothing failed. */
export function WayOutFailure({ error }: Pick<WayOut, "error">) {
  if (error === null) return null;
  return <FailureNotice error={error} doing="Going there" secondsLeft={1} words={{ too_many_requests: later, busy: later }} />;
}

function startAddress(id: string, next: string): string {
  const query = next === "/" ? "" : `?${new URLSearchParams({ next })}`;
  return `/api/v1/auth/providers/${encodeURIComponent(id)}/start${query}`;
}
