import { create } from 'zustand'

interface Voucher {
  /** Shown once the visitor asked for it. */
  readonly code: string | undefined
  readonly reveal: () => void
}

export const useVoucher = create<Voucher>()(set => ({
  code: undefined,
  reveal: () => set({ code: 'QUIET-15' }),
}))
