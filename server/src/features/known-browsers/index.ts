export { callerName, deleteUnusedBrowsers, forgetBrowsers, forgetTheseBrowsers, isKnownCaller, rememberCaller } from "./known-browsers.ts";
