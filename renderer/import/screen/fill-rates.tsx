import type { Dataset } from '../../../shared/datasets/index.ts';
import type { Lang } from '../../i18n/index.ts';
import type { Profile } from '../profile.ts';

interface Props {
  readonly fields: Profile['fields'];
  readonly d: Dataset;
  readonly lang: Lang;
}

/** How many rows have a value, field by field; a field that no row has is left out. */
export function FillRates({ fields, d, lang }: Props) {
  return (
    <table className="plain">
      <tbody>
        {fields
          .filter(({ filled }) => filled > 0)
          .map(({ field, filled, blank }) => {
            const percent = Math.floor((filled / (filled + blank)) * 1000) / 10;
            return (
              <tr key={field}>
                <td>{d.fields.find((f) => f.id === field)?.[lang] ?? field}</td>
                <td className="figure">
                  <span className="reads-well">
                    <span className="track">
                      <span style={{ width: `${percent}%` }} />
                    </span>
                    {percent} %
                  </span>
                </td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}
