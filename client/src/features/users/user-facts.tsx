import type { AdministeredUser } from "../../api/types.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { Time } from "../../ui/time.tsx";

/** What is known of a person's account. */
export function UserFacts({ user }: { user: AdministeredUser }) {
  const { email, emailVerifiedAt, instanceRole, createdAt, disabledAt, closedAt, deletesAt } = user;
  const facts = [
    { term: "Email", value: <EmailAddress value={email} /> },
    { term: "Confirmed", value: emailVerifiedAt ? <Time at={emailVerifiedAt} as="day" /> : "Not yet" },
    { term: "Role", value: instanceRole === "administrator" ? "Administrator of this instance" : "Member" },
    { term: "Signs in with", value: describeWaysIn(user) },
    { term: "Second factor", value: describeSecondFactors(user) },
    { term: "Since", value: <Time at={createdAt} as="day" /> },
    { term: closedAt ? "Closed" : "Disabled", value: disabledAt && <Time at={closedAt ?? disabledAt} /> },
    { term: "Deleted on", value: deletesAt && <Time at={deletesAt} /> },
    { term: "User id", value: <CopyText value={user.id} what="user id" />, long: true },
  ];
  return <DefinitionList items={facts.filter(({ value }) => Boolean(value))} />;
}

const count = (number: number, one: string) => (number === 1 ? `${one.startsWith("a") ? "an" : "a"} ${one}` : `${number} ${one}s`);

/** "A password, 2 passkeys". */
function describeWaysIn({ hasPassword, passkeys, connections }: AdministeredUser): string {
  const ways = [
    hasPassword && "a password",
    passkeys > 0 && count(passkeys, "passkey"),
    connections > 0 && `${count(connections, "account")} elsewhere`,
  ].filter((way) => way !== false);
  return ways.length === 0 ? "Nothing, until they set a password" : capital(ways.join(", "));
}

function describeSecondFactors({ hasTotp, passkeys }: AdministeredUser): string {
  const factors = [hasTotp && "an authenticator app", passkeys > 0 && count(passkeys, "passkey")].filter((factor) => factor !== false);
  return factors.length === 0 ? "None" : capital(factors.join(", "));
}

const capital = (words: string) => words.replace(/^./, (letter) => letter.toUpperCase());
