import type { Adapter, AdapterPayload } from "oidc-provider";

/** Where one stand-in keeps what it remembers. The package's own would be shared by all in the process. */
export function createMemoryAdapter(): (model: string) => Adapter {
  const all = new Map<string, AdapterPayload>();
  return (model) => {
    const key = (id: string) => `${model} ${id}`;
    const findBy = async (field: "uid" | "userCode", value: string) =>
      Array.from(all).find(([name, payload]) => name.startsWith(`${model} `) && payload[field] === value)?.[1];
    return {
      upsert: async (id, payload) => void all.set(key(id), payload),
      find: async (id) => all.get(key(id)),
      findByUid: (uid) => findBy("uid", uid),
      findByUserCode: (code) => findBy("userCode", code),
      consume: async (id) => {
        const payload = all.get(key(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void all.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [name, payload] of all) if (payload.grantId === grantId) all.delete(name);
      },
    };
  };
}
