import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { projectRoot } from "../local/project.ts";

/** Debian's, unless said otherwise. */
export const chromiumPath = process.env["CHROMIUM"] || "/usr/bin/chromium";

/** A browser that talks to the page under test and to nobody else. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless browser with a new, empty profile. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, headless: true, args: chromiumFlags });
}

/** A git-ignored folder for pictures, made when missing. */
export function pictureFolder(...parts: string[]): string {
  const folder = join(projectRoot, ".local", ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
