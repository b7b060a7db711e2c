/** What the catalogue of problems says about handing an organization over. */
export const OWNERSHIP_PROBLEMS = {
  transfer_open: {
    status: 409,
    title: "Offered already",
    advice: "A member is asked already to take the organization over. Withdraw that offer, or wait for the answer.",
  },
  transfer_ended: {
    status: 410,
    title: "Offer not valid any more",
    advice: "The offer to take the organization over was answered or withdrawn, is too old, or came from who does not own it any more.",
  },
} as const;
