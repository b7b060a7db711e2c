import { expect, test } from "@jest/globals";
import { render } from "@testing-library/react";
import { EmailAddress } from "./email-address.tsx";

test.each([
  ["mia.castellanos@northwind.example", "mia.<wbr>castellanos@<wbr>northwind.<wbr>example"],
  ["root@localhost", "root@<wbr>localhost"],
  ["", ""],
])("an address may be broken behind its @ and dots only, and reads as it is: %j", (address, markup) => {
  const { container } = render(<EmailAddress value={address} />);
  expect(container.innerHTML).toBe(markup);
  expect(container.textContent).toBe(address);
});
