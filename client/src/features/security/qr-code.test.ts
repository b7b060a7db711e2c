import { expect, test } from "@jest/globals";
import { render, screen } from "@testing-library/react";
import { createElement } from "react";
import { encode } from "uqr";
import { pathOf, QrCode } from "./qr-code.tsx";

/** The squares that a path of bars covers. */
function squaresOf(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  return rows;
}

test("the drawing covers exactly the dark squares of the code", () => {
  const { size, data } = encode("otpauth://totp/Gatehouse:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Gatehouse", {
    ecc: "M",
    border: 0,
  });
  expect(squaresOf(pathOf(data), size)).toEqual(data);
});

test("it is black on white in every theme, with four squares of white around it", async () => {
  render(createElement(QrCode, { text: "otpauth://totp/x", label: "QR code" }));
  const drawing = await screen.findByRole("img", { name: "QR code" });
  const [paper, ink] = [drawing.querySelector("rect"), drawing.querySelector("path")];
  const box = ["x", "y", "width", "height"].map((name) => paper?.getAttribute(name)).join(" ");
  expect(box).toBe(drawing.getAttribute("viewBox"));
  expect(box).toMatch(/^-4 -4 /);
  expect([paper?.getAttribute("fill"), ink?.getAttribute("fill")]).toEqual(["white", "black"]);
});
