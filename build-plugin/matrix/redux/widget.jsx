import { configureStore, createSlice } from '@reduxjs/toolkit'
import { createApi, fakeBaseQuery } from '@reduxjs/toolkit/query/react'
import { createRoot } from 'react-dom/client'
import { Provider, useDispatch, useSelector } from 'react-redux'

const counter = createSlice({
  name: 'counter',
  initialState: { count: 0 },
  reducers: {
    click(state) {
      state.count++
    },
  },
})
const api = createApi({
  baseQuery: fakeBaseQuery(),
  endpoints: build => ({ answer: build.query({ queryFn: () => ({ data: 42 }) }) }),
})
const store = configureStore({
  reducer: { counter: counter.reducer, api: api.reducer },
  middleware: getDefault => getDefault().concat(api.middleware),
})

function Counter() {
  const count = useSelector(state => state.counter.count)
  const dispatch = useDispatch()
  return (
    <button type="button" onClick={() => dispatch(counter.actions.click())}>
      clicked {count}
    </button>
  )
}

export function mount(element) {
  createRoot(element).render(
    <Provider store={store}>
      <Counter />
    </Provider>,
  )
}

export async function values() {
  const { data } = await store.dispatch(api.endpoints.answer.initiate())
  return { answer: data, hook: typeof api.useAnswerQuery }
}
