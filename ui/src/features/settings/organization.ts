import type { Organization } from "@/api/generated";

/** The switches among an organization's settings. */
export const toggles = ["autoEscalationEnabled", "aiResolutionEnabled", "refundAutoApprovalEnabled"] as const;

/** What the form of the organization holds. */
export interface OrganizationDraft {
  name: string;
  plan: Organization["plan"];
  status: Organization["status"];
  maxRefundPerUser: string;
  timezone: string;
  startTime: string;
  endTime: string;
  days: number[];
  toggles: Record<(typeof toggles)[number], boolean>;
}

interface Settings {
  maxRefundPerUser?: unknown;
  businessHours?: { timezone?: unknown; startTime?: unknown; endTime?: unknown; days?: unknown } | null;
  [name: string]: unknown;
}

const settingsOf = (organization: Organization) => (organization.settings ?? {}) as Settings;
const text = (value: unknown) => (value === undefined || value === null ? "" : String(value));

/** An organization as its form begins. */
export function draftOf(organization: Organization): OrganizationDraft {
  const settings = settingsOf(organization);
  const hours = settings.businessHours ?? {};
  return {
    name: organization.name,
    plan: organization.plan,
    status: organization.status,
    maxRefundPerUser: text(settings.maxRefundPerUser),
    timezone: text(hours.timezone),
    startTime: text(hours.startTime),
    endTime: text(hours.endTime),
    days: Array.isArray(hours.days) ? hours.days.map(Number) : [],
    toggles: Object.fromEntries(
      toggles.map((name) => [name, settings[name] === true]),
    ) as OrganizationDraft["toggles"],
  };
}

function knowsZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Which inputs do not read, with the key of the text that says what would. */
export function faultsOf(draft: OrganizationDraft): Partial<Record<keyof OrganizationDraft, string>> {
  const time = (value: string) => value === "" || /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
  return {
    ...(draft.maxRefundPerUser !== "" &&
      !/^\d+(\.\d{1,2})?$/.test(draft.maxRefundPerUser) && { maxRefundPerUser: "rules.amount" }),
    ...(draft.timezone !== "" && !knowsZone(draft.timezone) && { timezone: "hours.unknownZone" }),
    ...(!time(draft.startTime) && { startTime: "hours.time" }),
    ...(!time(draft.endTime) && { endTime: "hours.time" }),
  };
}

/** What differs from the organization, as an update takes it. Settings this form does not know are kept. */
export function changesOf(organization: Organization, draft: OrganizationDraft) {
  const before = draftOf(organization);
  const settings = settingsOf(organization);
  const { name, plan, status, timezone, startTime, endTime, days, maxRefundPerUser } = draft;
  const kept = (value: string) => (value === "" ? undefined : value);
  const next: Settings = {
    ...settings,
    maxRefundPerUser: maxRefundPerUser === "" ? undefined : Number(maxRefundPerUser),
    businessHours: {
      ...settings.businessHours,
      timezone: kept(timezone),
      startTime: kept(startTime),
      endTime: kept(endTime),
      days,
    },
    ...draft.toggles,
  };
  const inSettings = ({ name: _, plan: __, status: ___, ...rest }: OrganizationDraft) => JSON.stringify(rest);
  return {
    ...(name !== before.name && { name }),
    ...(plan !== before.plan && { plan }),
    ...(status !== before.status && { status }),
    ...(inSettings(draft) !== inSettings(before) && { settings: next }),
  };
}
