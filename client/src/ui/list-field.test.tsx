import { afterEach, expect, test } from "@jest/globals";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { ListField } from "./list-field.tsx";

afterEach(cleanup);

function Sample() {
  const [items, setItems] = useState<string[]>([]);
  return <ListField label="Networks" name="network" empty="From everywhere." items={items} onChange={setItems} />;
}

const items = () => screen.queryAllByRole("listitem").map((item) => item.textContent);

test("several are added at once, none twice, and each can be taken away", async () => {
  const user = userEvent.setup();
  render(<Sample />);
  expect(screen.getByText("From everywhere.")).toBeTruthy();
  const field = screen.getByLabelText("Add to networks");
  await user.type(field, "192.0.2.1, 198.51.100.0/24 192.0.2.1{Enter}");
  expect(items()).toEqual(["192.0.2.1", "198.51.100.0/24"]);
  await user.type(field, "192.0.2.1");
  await user.click(screen.getByRole("button", { name: "Add" }));
  expect(items()).toEqual(["192.0.2.1", "198.51.100.0/24"]);
  await user.click(screen.getByRole("button", { name: "Take 192.0.2.1 away" }));
  expect(items()).toEqual(["198.51.100.0/24"]);
  expect(document.activeElement).toBe(field);
});
