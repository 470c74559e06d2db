/** Where the device keeps what a slot has shown: public data only. */
export const keptViewName = (scope: string): string => `help-board-home-kept ${scope}`;
