package cn.tongtu.obligation;

/**
 * Something that owes (应做主体): a town, a site, a person.
 *
 * @param key what never changes about it
 * @param matches what a record must hold to be about it
 */
record Thing(String key, String matches, String org, String name) {}
