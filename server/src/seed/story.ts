export type Person = { email: string; name: string; ip: string; userAgent: string; signsIn: number; mistypes: number; isDisabled: boolean };

/** One password for all of the story: it never runs in production. */
export const SEED_PASSWORD = "copper lantern by the gate";

const LAPTOP = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";

const person = (email: string, name: string, ip: string, rest: Partial<Person> = {}): Person => ({
  email,
  name,
  ip,
  userAgent: LAPTOP,
  signsIn: 1,
  mistypes: 0,
  isDisabled: false,
  ...rest,
});

/** Northwind builds with Gatehouse; Contoso has just begun. Addresses are of the ranges kept for documentation (RFC 5737). */
export const STORY: readonly [Person, ...Person[]] = [
  person("ada@northwind.example", "Ada Okafor", "203.0.113.24", { signsIn: 3, mistypes: 1 }),
  person("mia@northwind.example", "Mia Castellanos", "198.51.100.7", { signsIn: 2, userAgent: PHONE }),
  person("sam@northwind.example", "Sam Lindqvist", "203.0.113.90", { mistypes: 2 }),
  person("jun@northwind.example", "Jun Watanabe", "192.0.2.14", { signsIn: 0, mistypes: 3 }),
  person("rob@northwind.example", "Rob Dufresne", "192.0.2.88", { isDisabled: true }),
  person("noor@contoso.example", "Noor Haddad", "198.51.100.61", { signsIn: 2 }),
  person("eli@contoso.example", "Eli Brandt", "198.51.100.62", { userAgent: PHONE }),
];
