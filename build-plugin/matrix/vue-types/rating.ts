export interface Rating {
  readonly stars: 1 | 2 | 3 | 4 | 5
}
