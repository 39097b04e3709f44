import { dayOf, type Half, isAfternoon, iso, workdaysAfter } from './days.ts';
import { away, distance } from './places.ts';
import type { Random } from './random.ts';
import type { Person, PlanRow, SignInRow } from './records.ts';

const clock = (
  r: Random,
  h: Half,
  [am, pm]: readonly [readonly [number, number], readonly [number, number]],
) => {
  const [low, high] = isAfternoon(h) ? pm : am;
  const minute = r.int(low, high);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${iso(dayOf(h))} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(r.int(0, 59))}`;
};
const OPENING = [
  [8 * 60 + 25, 9 * 60 + 5],
  [13 * 60 + 5, 13 * 60 + 35],
] as const;
const CLOSING = [
  [11 * 60 + 25, 11 * 60 + 55],
  [16 * 60 + 10, 17 * 60 + 35],
] as const;

/** An ordinary pair of sign-ins within a few hundred metres of the address. */
export function signIn(r: Random, plan: PlanRow, signer: Person): SignInRow {
  const row: SignInRow = {
    plan_no: plan.plan_no,
    org_name: plan.org_name,
    signer_name: signer.name,
    signer_id: signer.id,
    audit_mode: plan.audit_mode,
    first_at: clock(r, plan.from, OPENING),
    first_place: plan.place.address,
    first_lat: null,
    first_lng: null,
    last_at: clock(r, plan.to, CLOSING),
    last_place: plan.place.address,
    last_lat: null,
    last_lng: null,
    first_photos: r.int(1, 3),
    last_photos: r.int(1, 3),
    anomaly_type: null,
    deviation_km: null,
    anomaly_status: null,
    explain_text: null,
    explained_at: null,
  };
  standAt(row, plan, r.real(0.03, 0.4), r.real(0.03, 0.4), r);
  return row;
}

/** Puts the two sign-ins so many km from the planned address, and notes the greater as the deviation. */
export function standAt(row: SignInRow, plan: PlanRow, firstKm: number, lastKm: number, r: Random): void {
  const first = away(plan.place, firstKm, r.int(0, 359));
  const last = away(plan.place, lastKm, r.int(0, 359));
  Object.assign(row, { first_lat: first.lat, first_lng: first.lng, last_lat: last.lat, last_lng: last.lng });
  row.deviation_km =
    Math.round(Math.max(distance(plan.place, first), distance(plan.place, last)) * 100) / 100;
}

/** The export lost the coordinates; what it says of the distance remains. */
export function loseCoordinates(row: SignInRow, deviation: number | null): void {
  Object.assign(row, {
    first_lat: null,
    first_lng: null,
    last_lat: null,
    last_lng: null,
    deviation_km: deviation,
  });
}

/** The system found something, and the body said why within `workdays` of the end: at once or long before it is late. */
export function explain(row: SignInRow, plan: PlanRow, text: string, workdays = 2): void {
  Object.assign(row, {
    anomaly_status: '机构已填写',
    explain_text: text,
    explained_at: `${iso(workdaysAfter(dayOf(plan.to), workdays))} 10:12:00`,
  });
}

/** Only one of the two sign-ins took place; the body explained it in time. */
export function leaveOut(row: SignInRow, plan: PlanRow, which: 'first' | 'last'): void {
  Object.assign(row, {
    [`${which}_at`]: null,
    [`${which}_place`]: null,
    [`${which}_lat`]: null,
    [`${which}_lng`]: null,
    [`${which}_photos`]: null,
    deviation_km: 0.3,
    anomaly_type: which === 'first' ? '首次会议未签到' : '末次会议未签到',
  });
  explain(row, plan, which === 'first' ? '首次会议时手机无信号' : '末次会议后忘记签到');
}
