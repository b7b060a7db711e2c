export { deleteUnusedBrowsers, forgetBrowsers, isKnownBrowser, rememberBrowser } from "./known-browsers.ts";
