import type { Test } from "supertest";
import type { Client } from "./client.ts";

export const ROLE = { instanceRole: "administrator" } as const;

/** All that an administrator does to a person. */
export const ACTS = {
  rename: (by: Client, userId: string): Test => by.patch(`/api/v1/users/${userId}`, { name: "Another" }),
  promote: (by: Client, userId: string): Test => by.patch(`/api/v1/users/${userId}`, ROLE),
  disable: (by: Client, userId: string): Test => by.post(`/api/v1/users/${userId}/disable`),
  enable: (by: Client, userId: string): Test => by.post(`/api/v1/users/${userId}/enable`),
  "sign out": (by: Client, userId: string): Test => by.post(`/api/v1/users/${userId}/sign-out`),
  "require a password reset of": (by: Client, userId: string): Test => by.post(`/api/v1/users/${userId}/require-password-reset`),
  delete: (by: Client, userId: string): Test => by.delete(`/api/v1/users/${userId}`),
  "act for": (by: Client, userId: string): Test => by.post(`/api/v1/users/${userId}/impersonate`, { reason: "They asked for help" }),
} as const;

export const actNames = Object.keys(ACTS) as Array<keyof typeof ACTS>;
