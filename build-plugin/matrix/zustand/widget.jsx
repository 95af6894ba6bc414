import { createRoot } from 'react-dom/client'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { useShallow } from 'zustand/react/shallow'
import { createStore } from 'zustand/vanilla'

const useCount = create(
  persist(set => ({ count: 0, click: () => set(({ count }) => ({ count: count + 1 })) }), {
    name: 'count',
    storage: { getItem: () => null, setItem() {}, removeItem() {} },
  }),
)

function Counter() {
  const [count, click] = useCount(useShallow(state => [state.count, state.click]))
  return (
    <button type="button" onClick={click}>
      clicked {count}
    </button>
  )
}

export const mount = element => createRoot(element).render(<Counter />)

export const values = () => ({ vanilla: createStore(() => ({ count: 7 })).getState().count })
