import { afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { ComboField } from "./combo-field.tsx";

const people = ["Ada", "Adam", "Tom"];
const onChoose = jest.fn();

beforeAll(() => {
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => {
  cleanup();
  onChoose.mockReset();
});

function Sample() {
  const [typed, setTyped] = useState("");
  const options = people.filter((name) => name.startsWith(typed)).map((name) => ({ id: name, title: name }));
  return (
    <>
      <ComboField
        label="Who"
        name="who"
        typed={typed}
        onType={setTyped}
        options={options}
        note={options.length ? null : "Nobody fits."}
        onChoose={onChoose}
      />
      <button type="button">Elsewhere</button>
    </>
  );
}

const field = () => screen.getByRole("combobox", { name: "Who" });
const active = () => document.getElementById(field().getAttribute("aria-activedescendant") ?? "")?.textContent;

test("what fits is walked through and chosen with the keyboard", async () => {
  const user = userEvent.setup();
  render(<Sample />);
  await user.type(field(), "Ad");
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Ada", "Adam"]);
  expect(active()).toBe("Ada");
  await user.keyboard("{ArrowDown}");
  expect(active()).toBe("Adam");
  await user.keyboard("{ArrowDown}");
  expect(active()).toBe("Ada");
  await user.keyboard("{ArrowUp}{Enter}");
  expect(onChoose).toHaveBeenCalledWith("Adam");
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("Escape closes the list and keeps what was typed; a click chooses; the focus elsewhere closes it", async () => {
  const user = userEvent.setup();
  render(<Sample />);
  await user.type(field(), "T{Escape}");
  expect(screen.queryByRole("listbox")).toBeNull();
  expect(field()).toHaveProperty("value", "T");
  await user.click(field());
  await user.click(screen.getByRole("option", { name: "Tom" }));
  expect(onChoose).toHaveBeenCalledWith("Tom");
  await user.click(field());
  await user.tab();
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("that nothing fits is said, and Enter chooses nothing then", async () => {
  const user = userEvent.setup();
  render(<Sample />);
  await user.type(field(), "Zo");
  expect(screen.getByText("Nobody fits.")).toBeTruthy();
  await user.keyboard("{Enter}{ArrowDown}");
  expect(onChoose).not.toHaveBeenCalled();
});
