import type { Provider } from "../api/types.ts";
import { buttonClasses } from "./button-classes.ts";
import { OrLine } from "./or-line.tsx";
import { classNames } from "./class-names.ts";
import { ProviderMark } from "./provider-mark.tsx";

/** The providers below a form, after an "or"; nothing where there are none. */
export function ProvidersBelow({ providers = [], next }: { providers: readonly Provider[] | undefined; next: string }) {
  if (providers.length === 0) return null;
  return (
    <div className="mt-6 grid gap-3">
      <OrLine />
      <ProviderButtons providers={providers} next={next} />
    </div>
  );
}

/** A way to each provider, in the order and with the names of the server. Links, because they lead to another site. */
export function ProviderButtons({ providers, next }: { providers: readonly Provider[]; next: string }) {
  const areMany = providers.length > 2;
  return (
    <div className={classNames("grid gap-3", areMany && "grid-cols-2")}>
      {providers.map(({ id, name, kind }) => (
        <a key={id} href={startAddress(id, next)} className={buttonClasses("secondary", "large", "min-w-0")}>
          <ProviderMark kind={kind} />
          <span className="min-w-0 wrap-anywhere">
            <span className={areMany ? "sr-only" : undefined}>Continue with </span>
            {name}
          </span>
        </a>
      ))}
    </div>
  );
}

function startAddress(id: string, next: string): string {
  const query = next === "/" ? "" : `?${new URLSearchParams({ next })}`;
  return `/api/v1/auth/providers/${encodeURIComponent(id)}/start${query}`;
}
