import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { Menu, MenuAction, MenuChoice, MenuGroup } from "./menu.tsx";

function open() {
  const rename = jest.fn();
  const choose = jest.fn();
  render(
    <>
      <Menu
        side="below"
        renderTrigger={(props) => (
          <button type="button" {...props}>
            Account
          </button>
        )}
      >
        <MenuGroup label="Do">
          <MenuAction onClick={rename}>Rename</MenuAction>
          <MenuAction onClick={() => {}}>Remove</MenuAction>
        </MenuGroup>
        <MenuChoice
          label="Theme"
          value="light"
          onChange={choose}
          options={[
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
      </Menu>
      <button type="button">Next</button>
    </>,
  );
  return { user: userEvent.setup(), rename, choose, trigger: screen.getByRole("button", { name: "Account" }) };
}

const focused = () => document.activeElement?.textContent;

afterEach(cleanup);

describe("a menu by keyboard", () => {
  test("opens on its first item with Enter, on its last with ArrowUp", async () => {
    const { user, trigger } = open();
    trigger.focus();
    await user.keyboard("{Enter}");
    expect([focused(), trigger.getAttribute("aria-expanded")]).toEqual(["Rename", "true"]);
    await user.keyboard("{Escape}{ArrowUp}");
    expect(focused()).toBe("Dark");
  });

  test("goes round with the arrows, to the ends with Home and End, and to an item by its first letters", async () => {
    const { user, trigger } = open();
    trigger.focus();
    const path = [];
    await user.keyboard("{ArrowDown}");
    for (const key of ["{ArrowDown}", "{ArrowUp}", "{ArrowUp}", "{ArrowDown}", "{End}", "{Home}", "r", "r", "d", "x"]) {
      await user.keyboard(key);
      path.push(focused());
    }
    expect(path).toEqual(["Remove", "Rename", "Dark", "Rename", "Dark", "Rename", "Remove", "Rename", "Dark", "Dark"]);
  });

  test("closes with Escape and gives the focus back; with Tab it lets go", async () => {
    const { user, trigger } = open();
    trigger.focus();
    await user.keyboard("{Enter}{Escape}");
    expect([screen.queryByRole("menu"), document.activeElement]).toEqual([null, trigger]);
    await user.keyboard("{Enter}{Tab}");
    expect([screen.queryByRole("menu"), focused()]).toEqual([null, "Next"]);
  });
});

describe("a menu by mouse", () => {
  test("does what is clicked, once, and closes", async () => {
    const { user, rename, trigger } = open();
    await user.click(trigger);
    await user.click(screen.getByRole("menuitem", { name: "Rename" }));
    expect(rename).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole("menu")).toBeNull();
  });

  test("stays open after a choice, which says what is chosen", async () => {
    const { user, choose, trigger } = open();
    await user.click(trigger);
    expect(screen.getByRole("menuitemradio", { name: "Light" }).getAttribute("aria-checked")).toBe("true");
    await user.click(screen.getByRole("menuitemradio", { name: "Dark" }));
    expect(choose).toHaveBeenCalledWith("dark");
    expect(screen.getByRole("menu")).toBeTruthy();
  });

  test("closes when something else is pressed", async () => {
    const { user, trigger } = open();
    await user.click(trigger);
    await user.click(screen.getByRole("button", { name: "Next" }));
    expect(screen.queryByRole("menu")).toBeNull();
  });
});
