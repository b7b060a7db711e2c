import { expect, test } from "@jest/globals";
import { encode } from "uqr";
import { pathOf } from "./qr-code.tsx";

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
