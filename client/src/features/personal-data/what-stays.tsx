import { DefinitionList } from "../../ui/definition-list.tsx";

/** What a deletion does, and when. */
export function WhatStays() {
  return (
    <DefinitionList
      items={[
        { term: "At once", value: "Every device is signed out, and nobody can sign in.", long: true },
        {
          term: "For 14 days",
          value: "You can keep the account after all: with the link in the mail, or by signing in.",
          long: true,
        },
        {
          term: "Then gone for good",
          value: "Your name and address, devices, ways to sign in, notices and mails. The address is free again.",
          long: true,
        },
        {
          term: "What stays",
          value:
            "The record of what was done and when, without your name, address, network address and device. An id stands for you in it that nobody can lead back to you.",
          long: true,
        },
      ]}
    />
  );
}
