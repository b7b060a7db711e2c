/** The state of a navigation to the very same page, which has got another address: what is typed on it is not lost. */
export const samePage = { isSamePage: true };
