import { Fragment } from "react";

/** An email address; a narrow place breaks it behind its "@" and dots, and inside a word only if that is not enough. */
export function EmailAddress({ value }: { value: string }) {
  return value.split(/(?<=[@.])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
