import { createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { Portal, render } from 'solid-js/web'

function Counter() {
  const [count, setCount] = createSignal(0)
  const [store, setStore] = createStore({ double: 0 })
  const click = () => {
    setCount(count() + 1)
    setStore('double', count() * 2)
  }
  return (
    <>
      <button type="button" onClick={click}>
        clicked {count()}
      </button>
      <p>{store.double}</p>
      <Portal mount={document.body}>portal</Portal>
    </>
  )
}

export const mount = element => render(() => <Counter />, element)

export const values = element => ({ double: element.querySelector('p').textContent })
