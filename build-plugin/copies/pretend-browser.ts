/**
 * Gives a Node process the globals of a browser that code looks at while it loads. All that is asked of them is there, can
 * be called, is empty as text and 0 as a number. Runs in a child process, as text: it may use nothing but Node's globals.
 *
 * @returns to be called before the next file: what loops over what has no end, such as siblings, throws after a while
 */
export function pretendBrowser(): () => void {
  let left = 0
  function target() {} // Not an arrow function, so that it can be extended.
  const anything: unknown = new Proxy(target, {
    get(_, key) {
      if (left-- <= 0) throw new Error('no end')
      if (key === Symbol.toPrimitive) return () => ''
      return key === 'then' ? undefined : anything
    },
    set: () => true,
    has: () => true,
    apply: () => anything,
    construct: (_, __, made) => Object.create(made.prototype),
  })
  const names =
    'addEventListener customElements document getComputedStyle history localStorage matchMedia navigator ' +
    'removeEventListener requestAnimationFrame screen sessionStorage ' +
    'CSSStyleSheet DOMParser Document DocumentFragment Element HTMLElement Image IntersectionObserver MutationObserver ' +
    'Node ResizeObserver SVGElement ShadowRoot XMLHttpRequest'
  const globals = {
    ...Object.fromEntries(names.split(' ').map(name => [name, anything])),
    location: new URL('http://localhost/'),
    self: globalThis,
    window: globalThis,
  }
  for (const [name, value] of Object.entries(globals)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  return () => {
    left = 1_000_000
  }
}
