import { css, html, LitElement } from 'lit'
import { classMap } from 'lit/directives/class-map.js'
import { repeat } from 'lit/directives/repeat.js'

/** Each remote of a page defines an element of its own. */
class Counter extends LitElement {
  static properties = { count: { type: Number } }
  static styles = css`.on { color: rgb(1, 2, 3) }`

  constructor() {
    super()
    this.count = 0
  }

  render() {
    return html`
      <button type="button" class=${classMap({ on: this.count > 0 })} @click=${() => this.count++}>clicked ${this.count}</button>
      ${repeat([1, 2], item => html`<i>${item}</i>`)}`
  }
}

export function mount(element) {
  const name = `lit-counter-${Math.random().toString(36).slice(2)}`
  customElements.define(name, Counter)
  element.append(document.createElement(name))
}

export function values(element) {
  const { shadowRoot } = element.firstElementChild
  return {
    color: getComputedStyle(shadowRoot.querySelector('button')).color,
    items: [...shadowRoot.querySelectorAll('i')].map(item => item.textContent),
  }
}
