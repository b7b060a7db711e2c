const key = "gh:no-organization";

/** Remembers on this device that its person would rather do without an organization for now. */
export function rememberNotNow(): void {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // Storage may be forbidden; then they are asked again.
  }
}

/** Whether they said so here. */
export function saidNotNow(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

const stepsKey = "gh:hidden-steps";

/** Remembers on this device that the first steps in an organization were hidden. */
export function hideSteps(organizationId: string): void {
  try {
    localStorage.setItem(stepsKey, JSON.stringify([...hiddenSteps(), organizationId].slice(-50)));
  } catch {
    // Storage may be forbidden; then they are there again after a reload.
  }
}

/** Whether they were. */
export function areStepsHidden(organizationId: string): boolean {
  return hiddenSteps().includes(organizationId);
}

function hiddenSteps(): unknown[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(stepsKey) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
