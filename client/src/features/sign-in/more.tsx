import type { ComponentProps } from "react";
import { ArrivalNotice } from "./arrival-notice.tsx";
import { ProviderReturn } from "./provider-return.tsx";

/** All of the sign-in page that is not there at its start: it comes as soon as the form can be used. */
export { OtherWays } from "./other-ways.tsx";
export { SecondFactorStep } from "./second-factor-step.tsx";
export { refusalWords } from "./refusals.tsx";

/** What the person comes from, in words: the page before, or a provider. */
export function Arrivals(props: ComponentProps<typeof ProviderReturn>) {
  return (
    <>
      <ArrivalNotice />
      <ProviderReturn {...props} />
    </>
  );
}
