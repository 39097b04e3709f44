/** What was planted, by our own reading of the rule texts, never by running the rules. */

export interface Lead {
  readonly rule: string;
  readonly cb_approval_no?: string;
  readonly org_uscc?: string;
  readonly cert_no?: string;
  readonly plan_no?: string;
  readonly auditor_id?: string;
  readonly measured?: string;
  readonly occurred_on?: string;
  readonly note: string;
}

export interface HardNegative {
  readonly rule: string;
  /** The certificate, plan, person or code that a naive rule would report. */
  readonly subject: string;
  readonly why: string;
}

export interface Undetermined {
  readonly rule: string;
  readonly subject: string;
  readonly why: string;
  /** One row for the whole sample, however many blocks say so. */
  readonly shared?: boolean;
}

/** Which audit of which certificate a plan announced. */
export interface Match {
  readonly plan_no: string;
  readonly cert_no: string;
  readonly activity: string;
  readonly audit_end: string;
}

export class Truth {
  readonly leads: Lead[] = [];
  readonly hardNegatives: HardNegative[] = [];
  readonly undetermined: Undetermined[] = [];

  lead(lead: Lead): void {
    this.leads.push(lead);
  }

  clean(rule: string, subject: string, why: string): void {
    this.hardNegatives.push({ rule, subject, why });
  }

  /** One row that the rule cannot judge; `shared`: one for the whole sample, however many blocks say so. */
  open(rule: string, subject: string, why: string, shared = false): void {
    this.undetermined.push({ rule, subject, why, ...(shared && { shared }) });
  }
}
