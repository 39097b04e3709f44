import type { Kind, Risk, Scheme } from './audit-time.ts';
import type { Half } from './days.ts';
import type { Place } from './places.ts';
import type { Trade } from './words.ts';

/** What the sample is made of. Days are ISO text; field names are those of shared/datasets. */

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly regNo: string;
  readonly fulltime: boolean;
}

export interface Body {
  approvalNo: string;
  name: string;
  readonly code: string;
  readonly serial: string;
  readonly planPrefix: string;
  readonly auditors: Person[];
  readonly experts: Person[];
  readonly deciders: Person[];
  /** On certificates of a combined audit it reports the man-days of the whole visit instead of the scheme's. */
  readonly reportsTotal: boolean;
  /** Last day it may issue on; '' for no end. */
  readonly lastIssue: string;
}

export interface Organisation {
  /** What exports give as its code; not always the register's. */
  code: string;
  /** The code in the business register. */
  registeredCode: string;
  /** Overseas holders and the like are not in the register. */
  inRegister: boolean;
  name: string;
  readonly trade: Trade;
  readonly place: Place;
  readonly staff: number;
  readonly founded: string;
  readonly legalRep: string;
}

export interface Certificate {
  readonly no: string;
  readonly body: Body;
  readonly org: Organisation;
  readonly scheme: Scheme;
  risk: Risk;
  issued: string;
  expires: string;
  firstCertified: string;
  readonly cycle: number;
  surveillances: number;
  readonly previous?: Certificate;
  scopeCodes: readonly string[];
  scope: string;
}

export interface CertificateRow {
  cb_approval_no: string;
  cb_name: string;
  cert_no: string;
  org_name: string;
  org_name_old: string | null;
  org_uscc: string;
  industry_code: string;
  region_code: string;
  org_addr: string;
  staff_total: number;
  staff_system: number;
  first_cert_date: string;
  is_sub: boolean;
  main_cert_no: string | null;
  multi_site: boolean;
  sites: string | null;
  scheme_code: Scheme;
  basis: string;
  scope_codes: string;
  scope_text: string;
  activity_code: Kind | '05';
  change_code: string | null;
  change_date: string | null;
  is_reissue: boolean;
  reissue_reason: string | null;
  reissue_date: string | null;
  prev_cert_no: string | null;
  prev_cb: string | null;
  recert_count: number;
  surv_count: number;
  audit_start: string;
  audit_end: string;
  mandays: number | null;
  combined_type: string;
  accred_mark: string;
  risk_level: string;
  deciders: string | null;
  decision_date: string | null;
  issue_date: string;
  expiry_date: string;
  status: string;
  suspend_reason: string | null;
  suspend_start: string | null;
  suspend_end: string | null;
  revoke_reason: string | null;
  revoke_date: string | null;
  fee: number;
  invoice_no: string;
  report_type: string;
  report_date: string;
  pull_start: string;
  pull_end: string;
}

export interface PlanRow {
  readonly plan_no: string;
  org_uscc: string;
  org_name: string;
  contact: string;
  contact_phone: string;
  scheme_code: Scheme;
  activity_code: Kind;
  from: Half;
  to: Half;
  place: Place;
  /** Whether the export gives the coordinates of the place. */
  located: boolean;
  audit_mode: 'FS01' | 'FS02' | 'FS03';
  plan_mandays: number;
  team_members: string;
  tech_experts: string;
  reported_at: string;
  cancelled: boolean;
}

export interface SignInRow {
  readonly plan_no: string;
  org_name: string;
  signer_name: string;
  signer_id: string;
  audit_mode: string;
  first_at: string | null;
  first_place: string | null;
  first_lat: number | null;
  first_lng: number | null;
  last_at: string | null;
  last_place: string | null;
  last_lat: number | null;
  last_lng: number | null;
  first_photos: number | null;
  last_photos: number | null;
  anomaly_type: string | null;
  deviation_km: number | null;
  anomaly_status: string | null;
  explain_text: string | null;
  explained_at: string | null;
}

export interface TeamRow {
  cb_approval_no: string;
  cert_no: string;
  plan_no: string;
  stage_code: '0101' | '0102' | '0201' | '03';
  from: Half;
  to: Half;
  auditor_name: string;
  id_type: string;
  auditor_id: string;
  role: '01' | '02' | '04';
  qual: string;
  reg_no: string;
  has_tech: boolean;
  fulltime: boolean;
  witness: string;
}

/** One visit of a team to an organisation: one or more schemes, hence as many certificate rows and plans. */
export interface Visit {
  readonly body: Body;
  readonly org: Organisation;
  readonly kind: Kind;
  readonly from: Half;
  readonly to: Half;
  readonly certificates: Certificate[];
  readonly rows: CertificateRow[];
  readonly plans: PlanRow[];
  readonly signIns: SignInRow[];
  readonly members: TeamRow[];
  /** Leader first. */
  readonly team: Person[];
}
