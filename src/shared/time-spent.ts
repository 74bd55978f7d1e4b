/** The longest time that one report of time at work may tell, in seconds: twice the interval of the reports. */
export const MOST_SECONDS_AT_ONCE = 120;
