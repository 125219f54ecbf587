export const inNext = [];
