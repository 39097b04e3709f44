import { dayOf, type Half, isAfternoon, iso } from './days.ts';
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
  [8 * 60 + 25, 9 * 60 + 20],
  [13 * 60 + 5, 13 * 60 + 50],
] as const;
const CLOSING = [
  [11 * 60 + 15, 11 * 60 + 55],
  [15 * 60 + 40, 17 * 60 + 35],
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

/** Only one of the two sign-ins took place. */
export function leaveOut(row: SignInRow, which: 'first' | 'last'): void {
  Object.assign(row, {
    [`${which}_at`]: null,
    [`${which}_place`]: null,
    [`${which}_lat`]: null,
    [`${which}_lng`]: null,
    [`${which}_photos`]: null,
    deviation_km: 0.3,
    anomaly_type: which === 'first' ? '首次会议未签到' : '末次会议未签到',
    anomaly_status: '机构未填写',
  });
}
