/** Why a provider's way back did not lead in, by the code that the server names; any other one is told as it is. */
export function explainProviderError(code: string): { title: string; children: string } {
  return (
    reasons[code] ?? {
      title: "The provider did not sign you in",
      children: `The reason is “${code.slice(0, 60)}”. Try again, or sign in another way.`,
    }
  );
}

const reasons: Record<string, { title: string; children: string }> = {
  provider_refused: {
    title: "The provider did not sign you in",
    children: "You turned back there, or it refused. Nothing was changed. Try again, or sign in another way.",
  },
  provider_address_unverified: {
    title: "No verified address",
    children:
      "The provider does not tell an address that it has verified as yours, so no account was made. Create one with your address, then connect the provider on its security page.",
  },
  address_not_accepted: {
    title: "This address cannot have an account here",
    children: "Whoever runs this Gatehouse decides which addresses can. Ask them, or use another account at the provider.",
  },
  registration_closed: {
    title: "New accounts are not made here",
    children: "Nobody can create an account by themselves. Whoever runs this Gatehouse can invite you.",
  },
  provider_proof_stale: {
    title: "The provider did not show a fresh proof",
    children: "It let you through without asking who you are. Prove it another way.",
  },
  connection_taken: {
    title: "Connected to another account",
    children: "That account at the provider belongs to another account here. Sign in with it, or disconnect it there first.",
  },
  too_many_connections: {
    title: "Too many connections",
    children: "Your account is connected to as many accounts as it may be. Disconnect one that you do not use any more.",
  },
  last_administrator: {
    title: "The only administrator",
    children: "The account with this address is the only administrator's, and was never confirmed. Sign in to it with its password.",
  },
  email_not_verified: {
    title: "The address of your account is not confirmed",
    children: "Sign in with your password once: you get a code then that confirms it.",
  },
  account_disabled: {
    title: "This account is disabled",
    children: "Whoever runs this Gatehouse can enable it again.",
  },
  provider_flow_invalid: {
    title: "That took too long",
    children: "The sign-in was begun in another browser, took longer than ten minutes, or was used already. Begin again.",
  },
  connection_offer_invalid: {
    title: "The offer to connect has ended",
    children: "It was used, is too old, or was made to another account or browser. Continue with the provider again.",
  },
  provider_answer_invalid: {
    title: "The provider's answer was not believed",
    children: "It did not pass our checks, so nobody was signed in. Begin again; if it stays, tell whoever runs this Gatehouse.",
  },
  provider_unavailable: {
    title: "The provider does not answer",
    children: "Try again in a moment, or sign in another way.",
  },
};
