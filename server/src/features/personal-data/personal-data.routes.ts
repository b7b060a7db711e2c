import { mount, type Api } from "../../http/mount.ts";
import type { KeyStore } from "../signing-keys/index.ts";
import { exportMyData, type ExportDeps } from "./export-my-data.ts";
import { exportMyPersonalData } from "./personal-data.endpoints.ts";
import { createExportSigning } from "./sign-export.ts";

export type PersonalDataRoutesDeps = Omit<ExportDeps, "signExport"> & {
  keys: KeyStore;
  config: { tokens: { algorithm: string } };
};

export function personalDataRoutes(api: Api, deps: PersonalDataRoutesDeps): void {
  const signExport = createExportSigning({ keys: deps.keys, isShared: deps.config.tokens.algorithm === "HS256" });

  mount(api, exportMyPersonalData, async (_input, { principal: { userId }, origin, response }) => {
    const texts = await exportMyData({ ...deps, signExport }, { userId, origin });
    const day = deps.clock().toISOString().slice(0, 10);
    response.setHeader("Content-Disposition", `attachment; filename="gatehouse-data-${day}.json"`);
    return texts;
  });
}
