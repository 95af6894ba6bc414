export * from '../../cart/src/store.ts'
