import { Fragment } from "react";
import { Mono } from "../../ui/mono.tsx";

/** The facts of a notice on one line; an IP address in the machine's face. */
export function NoticeFacts({ facts }: { facts: string[] }) {
  return (
    <p className="wrap-anywhere text-ink-2">
      {facts.map((fact, index) => (
        <Fragment key={fact}>
          {index > 0 && ", "}
          {/^[\d.]+$|^[\da-f:]+(%\w+)?$/i.test(fact) ? <Mono>{fact}</Mono> : fact}
        </Fragment>
      ))}
    </p>
  );
}
