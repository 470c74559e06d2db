// Floor of the home slot: one lit element, one template, one fetch. No languages, nothing kept, nothing that opens.
import { LitElement, css, html } from 'lit';

class LitSlot extends LitElement {
  static styles = css`
    :host {
      display: block;
      padding: 16px;
      font:
        14px/1.6 system-ui,
        sans-serif;
    }
    li {
      border-top: 1px solid #ddd;
    }
  `;

  static properties = { view: { state: true } };

  async connectedCallback() {
    super.connectedCallback();
    this.view = await (await fetch('/api/boards/bench/home')).json();
  }

  render() {
    const { home, figures, items } = this.view ?? {};
    return (
      home &&
      html`<section class="root">
        <h2>${home.headline}</h2>
        <p>${Object.values(figures).map((figure) => html`<b>${figure}</b>`)}</p>
        <ul>
          ${items.map(({ id, text }) => html`<li><a href="/help#${id}">${text}</a></li>`)}
        </ul>
        <a href="/help">我要求助</a>
      </section>`
    );
  }
}

customElements.define('lit-slot', LitSlot);
