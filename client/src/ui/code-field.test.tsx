import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { CodeField, type CodeLength, groupCode } from "./code-field.tsx";

function open(length?: CodeLength) {
  const onWhole = jest.fn<(input: HTMLInputElement) => void>();
  render(<CodeField {...(length && { length })} error={undefined} onWhole={onWhole} />);
  return { onWhole, user: userEvent.setup(), field: screen.getByLabelText<HTMLInputElement>("Code") };
}

afterEach(cleanup);

describe("the field of a mailed code", () => {
  test("groups what is typed and says once that it is whole", async () => {
    const { user, field, onWhole } = open();
    await user.type(field, "48213907");
    expect(field.value).toBe("4821 3907");
    expect(onWhole).toHaveBeenCalledTimes(1);
  });

  test.each(["4821 3907", "4821-3907", " 48213907\n", "Your code: 4821 3907"])("takes a pasted %j", async (text) => {
    const { user, field, onWhole } = open();
    await user.click(field);
    await user.paste(text);
    expect(field.value).toBe("4821 3907");
    expect(onWhole).toHaveBeenCalledTimes(1);
  });

  test.each(["482 139", "482-139", "482139"])("of an authenticator app is whole with six digits: %s", async (text) => {
    const { user, field, onWhole } = open(6);
    await user.click(field);
    await user.paste(text);
    expect(field.value).toBe("482 139");
    expect(onWhole).toHaveBeenCalledTimes(1);
  });

  test("takes no letters and no ninth digit", async () => {
    const { user, field } = open();
    await user.type(field, "4a8b2c1d3e9f0g7h5");
    expect(field.value).toBe("4821 3907");
  });

  test("keeps the caret where a digit in the middle was put right, and is whole anew", async () => {
    const { user, field, onWhole } = open();
    await user.type(field, "48213907");
    field.setSelectionRange(2, 2);
    await user.keyboard("{Backspace}");
    expect(field.value).toBe("4213 907");
    expect(field.selectionStart).toBe(1);
    await user.keyboard("9");
    expect(field.value).toBe("4921 3907");
    expect(field.selectionStart).toBe(2);
    expect(onWhole).toHaveBeenCalledTimes(2);
  });

  test("takes another code that is pasted in the place of a wrong one, and not a digit put right in it", async () => {
    const { user, field, onWhole } = open();
    await user.type(field, "48213907");
    field.setSelectionRange(0, 1);
    await user.keyboard("5");
    expect(field.value).toBe("5821 3907");
    expect(onWhole).toHaveBeenCalledTimes(1);
    field.select();
    await user.paste("9174 2086");
    expect(field.value).toBe("9174 2086");
    expect(onWhole).toHaveBeenCalledTimes(2);
  });

  test("brings up digits on a phone, and the code of the mail", () => {
    const { field } = open();
    expect([field.inputMode, field.autocomplete]).toEqual(["numeric", "one-time-code"]);
  });

  test("groups a code as it is read", () => {
    expect(groupCode("48213907")).toBe("4821 3907");
  });
});
