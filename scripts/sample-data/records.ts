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
  /** Seven characters: body and branch; a branch has one block's plans. */
  readonly planPrefix: string;
  /** Certificate serials of this block begin at `base`, less than `width` of them a year. */
  readonly base: number;
  readonly width: number;
  /** Its weight among the bodies of the block. */
  readonly share: number;
  /** What it is approved for. */
  readonly schemes: readonly Scheme[];
  /** Its plans and sign-ins are exported from ARCHIVED_FROM on and not only from COVERED_FROM. */
  readonly archived: boolean;
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
  formerName: string | null;
  readonly trade: Trade;
  readonly place: Place;
  readonly staff: number;
  founded: string;
  readonly legalRep: string;
  /** 经营范围. */
  business: string;
  /** 资质认定证书编号, for laboratories. */
  cma: string | null;
  /** 登记状态 and since when, where the register says so. */
  status: string;
  statusOn: string | null;
  /** From and to, in 经营异常名录, 严重违法失信名单 and under an order to stop production. */
  abnormal: Period;
  dishonest: Period;
  stopped: Period;
}

/** Beginning and end, null where there is none. */
export type Period = readonly [from: string | null, to: string | null];

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
  /** Headcount it was issued for. */
  readonly staff: number;
  /** Man-days of the first audit of all, as reported; null where unknown. */
  readonly initialMandays: number | null;
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
  /** Only plans from before 2021-09-15 name them. */
  cb_approval_no: string | null;
  cert_no: string | null;
  org_uscc: string;
  org_name: string;
  contact: string;
  contact_phone: string;
  scheme_code: string;
  activity_code: Kind;
  from: Half;
  to: Half;
  place: Place;
  /** Whether the export gives the coordinates of the place. */
  located: boolean;
  audit_mode: 'FS01' | 'FS02' | 'FS03';
  plan_mandays: number;
  team_members: string;
  team_ids: string;
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
  stage_code: '0101' | '0102' | '0201' | '03' | '04';
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

/** A registration: one person, one field, one body. */
export interface AuditorRow {
  auditor_name: string;
  auditor_id: string;
  reg_no: string;
  /** QMS, EMS, OHSMS or another field of the register. */
  reg_scheme: string;
  reg_level: string;
  reg_from: string | null;
  reg_to: string | null;
  cb_approval_no: string;
  cb_name: string;
  employed_from: string | null;
  employed_to: string | null;
  scope_codes: string;
  fulltime: boolean;
  sanction: string | null;
  sanction_from: string | null;
  sanction_to: string | null;
}

/** A decision as the file of an on-site check holds it. */
export interface DecisionRow {
  cb_approval_no: string;
  cert_no: string;
  org_name: string;
  plan_no: string | null;
  decision_date: string | null;
  decision_type: string;
  deciders: string | null;
  reviewer: string;
  approved_by: string;
  nc_major: number | null;
  nc_minor: number | null;
  nc_closed_on: string | null;
}

export interface ScopeRow {
  cb_approval_no: string;
  cb_name: string;
  scheme_code: string;
  scope_code: string | null;
  valid_from: string | null;
  valid_to: string | null;
  scope_status: string | null;
  status_on: string | null;
}

export interface FiledRuleRow {
  cb_approval_no: string;
  cb_name: string;
  rule_no: string;
  rule_name: string | null;
  mark_name: string | null;
  scheme_code: string | null;
  published_on: string | null;
  filed_on: string | null;
  rule_status: string;
}

export interface SamplingRow {
  notice_no: string;
  notified_on: string | null;
  sampled_on: string | null;
  level: string;
  org_name: string;
  org_uscc: string | null;
  product: string;
  conclusion: string | null;
  rectified_on: string | null;
}

export interface CccRow {
  cert_no: string;
  cb_name: string;
  status: string | null;
  status_on: string | null;
  issue_date: string;
  expiry_date: string;
  first_cert_date: string;
  report_date: string;
  basis: string;
  product_code: string;
  product_category: string;
  product_name: string;
  models: string | null;
  applicant: string;
  applicant_uscc: string;
  manufacturer: string;
  factory: string;
  factory_uscc: string;
}

export interface ListingRow {
  platform: string;
  shop_name: string;
  seller_uscc: string | null;
  item_id: string;
  title: string;
  detail: string | null;
  category: string;
  price: number | null;
  ccc_no: string | null;
  model: string | null;
  made_on: string | null;
  captured_at: string;
  url: string;
  screenshot: string;
  disposal: string | null;
}
