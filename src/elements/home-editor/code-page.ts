import { html, type ReactiveController, type TemplateResult } from 'lit';
import { CODE_KINDS, embedCode, type CodeKind, type Embedded } from './embed-code.js';
import type { EditorView } from './editor-view.js';

/** What to paste where, for the system that a site has. */
export class CodePage implements ReactiveController {
  private kind: CodeKind = 'tag';

  constructor(
    private view: EditorView,
    private of: () => Omit<Embedded, 'fallback' | 'title'>,
  ) {
    view.addController(this);
  }

  hostConnected(): void {}

  render(): TemplateResult {
    const { view, kind } = this;
    const { code } = view.texts;
    const text = embedCode(kind, { ...this.of(), fallback: code.fallback, title: code.frame });
    return html`<section class="part" aria-labelledby="code-title">
      <h3 id="code-title">${view.texts.pages.code}</h3>
      <p class="muted">${code.intro}</p>
      <fieldset>
        <legend class="hush">${view.texts.pages.code}</legend>
        ${CODE_KINDS.map(
          (one) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="code"
                .checked=${one === kind}
                @change=${() => {
                  this.kind = one;
                  view.requestUpdate();
                }}
              />${code.kind[one]}</label
            >`,
        )}
      </fieldset>
      <pre tabindex="0" aria-label=${code.kind[kind]}><code>${text}</code></pre>
      <p class="muted">${code.next[kind]}</p>
      <p class="row">${view.copying.render(`code ${kind}`, text, code.copy, { mine: view.texts })}</p>
    </section>`;
  }
}
