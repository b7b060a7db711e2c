export {
  callerName,
  deleteUnusedBrowsers,
  forgetBrowsers,
  forgetTheseBrowsers,
  hasSignedInFrom,
  isKnownCaller,
  rememberCaller,
} from "./known-browsers.ts";
