export const isEnglish = (lang: string): boolean => /^en\b/i.test(lang);
