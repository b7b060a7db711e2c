import { describe, expect, test } from "@jest/globals";
import { parseSender, parseSmtpUrl } from "./smtp-url.ts";

describe("a mail server", () => {
  test.each([
    ["smtp://mail.example.com", { host: "mail.example.com", port: 587, tls: "starttls", credentials: undefined }],
    ["smtps://mail.example.com", { port: 465, tls: "implicit" }],
    ["smtp://mail.example.com:2525?tls=off", { port: 2525, tls: "off" }],
    ["smtp://localhost:1025", { host: "localhost", tls: "off" }],
    ["smtp://127.0.0.1:25", { port: 25, tls: "off" }],
    ["smtp://[::1]:25", { host: "::1", tls: "off" }],
    ["smtp://gate%40example.com:p%2Fw%25@mail.example.com", { credentials: { user: "gate@example.com", password: "p/w%" } }],
    ["smtp://127.example.com", { tls: "starttls" }],
  ])("%s is understood", (text, server) => expect(parseSmtpUrl(text)).toMatchObject(server));

  test.each([
    "mail.example.com",
    "http://mail.example.com",
    "smtp://",
    "smtp://mail.example.com/inbox",
    "smtp://mail.example.com?tls=no",
    "smtp://mail.example.com?pool=true",
    "smtps://mail.example.com?tls=off",
    "smtp://gate@mail.example.com",
    "smtp://:pw@mail.example.com",
    "smtp://gate:pw@mail.example.com?tls=off",
    "smtp://gate:100%@mail.example.com",
  ])("%s is refused", (text) => expect(() => parseSmtpUrl(text)).toThrow(/^(?!.*(example|gate|100)).+$/));
});

describe("a sender", () => {
  test.each([
    ["gate@example.com", { name: "", address: "gate@example.com", host: "example.com" }],
    ["Gatehouse <gate@example.com>", { name: "Gatehouse", address: "gate@example.com", host: "example.com" }],
    ['"The gate, at work" <gate@example.com>', { name: "The gate, at work", address: "gate@example.com", host: "example.com" }],
  ])("%s is understood", (text, sender) => expect(parseSender(text)).toEqual(sender));

  test.each([
    "Gatehouse",
    "Gatehouse <gate>",
    "a@example.com, b@example.com",
    "Gate\r\nBcc: x@example.com <gate@example.com>",
    "<gate@exam ple.com>",
    "",
  ])("%j is refused", (text) => expect(() => parseSender(text)).toThrow("must be an address"));
});
