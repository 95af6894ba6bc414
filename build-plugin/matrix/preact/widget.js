import { createContext, h, render } from 'preact'
import { useContext, useState } from 'preact/hooks'

const Label = createContext('')

function Counter() {
  const [count, setCount] = useState(0)
  const label = useContext(Label)
  return h('button', { type: 'button', onClick: () => setCount(count + 1) }, `${label} ${count}`)
}

export const mount = element => render(h(Label.Provider, { value: 'clicked' }, h(Counter)), element)
