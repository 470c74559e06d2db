// Floor: one lit element, one shadow root: two lists behind tabs, a form, one item opened. No tests, no languages, nothing offline.
import { LitElement, css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

const format = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'short', timeStyle: 'short' });

class LitList extends LitElement {
  static styles = css`
    :host {
      display: block;
      font:
        14px/1.6 system-ui,
        sans-serif;
      color: #222;
    }
    form {
      display: grid;
      gap: 8px;
      margin: 12px 0;
    }
    input,
    textarea {
      font: inherit;
      padding: 6px;
      border: 1px solid #bbb;
      border-radius: 4px;
    }
    nav button[aria-selected='true'] {
      font-weight: 700;
    }
    .item {
      display: flex;
      gap: 8px;
      padding: 8px 0;
      border-bottom: 1px solid #eee;
    }
    .item img {
      width: 40px;
      height: 40px;
    }
    .item p {
      margin: 2px 0;
    }
    .replies {
      margin-left: 16px;
    }
    .meta {
      color: #666;
      font-size: 12px;
    }
    .cv .root {
      content-visibility: auto;
      contain-intrinsic-size: auto 260px;
    }
  `;
  static properties = {
    items: { state: true },
    tab: { state: true },
    open: { state: true },
    text: { state: true },
    cv: { type: Boolean },
  };

  constructor() {
    super();
    this.items = [];
    this.tab = 'latest';
    this.open = undefined;
    this.text = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    const answer = await fetch('/api/list');
    this.items = await answer.json();
  }

  item({ id, nick, time, text, replies }) {
    return html`<article class="item" data-id=${id}>
      <img src="/avatar.svg" alt="" />
      <div>
        <div class="meta">
          <b>${nick}</b> <time datetime=${new Date(time).toISOString()}>${format.format(time)}</time>
        </div>
        <p @click=${() => this.show(id)}>${text}</p>
        <button @click=${this.reply}>回复</button>${
          replies.length ? html`<div class="replies">${replies.map((reply) => this.item(reply))}</div>` : ''
        }
      </div>
    </article>`;
  }

  async show(id) {
    const answer = await fetch(`/api/item/${id}`);
    this.open = await answer.json();
  }

  type({ target }) {
    this.text = target.value;
  }

  reply() {}

  submit(event) {
    event.preventDefault();
  }

  tabButton(tab, name) {
    return html`<button role="tab" aria-selected=${tab === this.tab} @click=${() => (this.tab = tab)}>
      ${name}
    </button>`;
  }

  render() {
    if (this.open) {
      return html`<button class="back" @click=${() => (this.open = undefined)}>返回</button
        >${this.item(this.open)}`;
    }
    const items = this.tab === 'latest' ? this.items : this.items.slice().reverse();
    return html`<nav role="tablist">${this.tabButton('latest', '最新')}${this.tabButton('hot', '热门')}</nav>
      <form @submit=${this.submit}>
        <input name="nick" aria-label="昵称" /><input name="title" aria-label="标题" /><textarea
          name="text"
          aria-label="内容"
          rows="4"
          .value=${this.text}
          @input=${this.type}
        ></textarea
        ><button>提交</button>
      </form>
      <div class=${this.cv ? 'cv' : ''}>
        ${repeat(
          items,
          ({ id }) => id,
          (item) => html`<div class="root">${this.item(item)}</div>`,
        )}
      </div>`;
  }
}
customElements.define('lit-list', LitList);
