import { html, nothing, svg, type TemplateResult } from 'lit';
import type { StatsTexts, Texts } from '../../../locales/texts.js';
import type { Stats } from '../../../model/index.js';
import { dateTime, duration } from '../../parts/time.js';
import { percent } from './table.js';

const RATES = ['reply', 'onTime', 'satisfaction', 'solved'] as const;

/** Rates with what they are worked out from, and how, for whoever asks. */
export function rates({ rates: all, minimum }: Stats, t: StatsTexts): TemplateResult {
  return html`<ul class="rates">
    ${RATES.map((name) => {
      const { numerator, denominator, value } = all[name];
      return html`<li>
        <details>
          <summary>
            ${t.rates[name]} <strong>${percent(all[name])}</strong>
            ${
              value === undefined
                ? html`<span class="muted">${t.tooFew(minimum)}</span>`
                : html`<span class="muted">${numerator} / ${denominator}</span>`
            }
          </summary>
          <p class="muted">${t.definitions[name]} ${t.excludes}</p>
        </details>
      </li>`;
    })}
  </ul>`;
}

/** How many answers took how long. */
export function replyTimes(
  { replyTimes: classes }: Stats,
  t: StatsTexts,
  texts: Texts,
): TemplateResult | typeof nothing {
  const most = Math.max(...classes.map(({ count }) => count));
  if (!(most > 0)) return nothing;
  return html`<h3>${t.replyTimes}</h3>
    <ul class="bars">
      ${classes.map(({ count, upToMinutes }) => {
        const name = upToMinutes === undefined ? t.longer : t.within(duration(upToMinutes * 60_000, texts));
        return html`<li>
          <span>${name}</span><progress max=${most} value=${count} aria-label=${name}></progress
          ><b>${count}</b>
        </li>`;
      })}
    </ul>`;
}

const HEIGHT = 40;

/** Received and done over time: a picture, and the numbers behind it. */
export function series(
  { series: { points } }: Stats,
  t: StatsTexts,
  texts: Texts,
): TemplateResult | typeof nothing {
  if (points.length < 2) return nothing;
  const most = Math.max(1, ...points.map(({ received, done }) => Math.max(received, done)));
  const column = (value: number, x: number, name: string) => {
    const height = (value / most) * HEIGHT;
    return svg`<rect class=${name} x=${x} y=${HEIGHT - height} width="4" height=${height}></rect>`;
  };
  return html`<h3>${t.series}</h3>
    <p class="row muted">
      <span class="key received"></span>${t.totals.received} <span class="key done"></span>${t.totals.done}
    </p>
    <svg viewBox="0 0 ${points.length * 10} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${points.map(({ received, done }, i) => [
        column(received, i * 10, 'received'),
        column(done, i * 10 + 4, 'done'),
      ])}
    </svg>
    <details>
      <summary>${t.numbers}</summary>
      <ul>
        ${points.map(
          ({ at, received, done }) =>
            html`<li>${dateTime(at, texts)}：${t.totals.received} ${received}，${t.totals.done} ${done}</li>`,
        )}
      </ul>
    </details>`;
}
